from odoo.tests import tagged

from .rights_page_case import RightsPageCase


@tagged("post_install", "-at_install")
class TestRightsPageDone(RightsPageCase):
    """What whoever opens their page does there."""

    def test_saying_no_needs_one_button_and_holds_at_once(self):
        path = self.weak()
        self.assertEqual(self.post(path + "/no", {"all": "1"}).status_code, 303)
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", "rosa.pi@correo.example")]))
        found = self.env["despacho.opposition"]._find(["email", "phone", "post", "sms"], self.rosa_pi)
        self.assertEqual(set(found.mapped("channel")), {"email", "phone", "post", "sms"})

    def test_one_way_can_be_stopped_and_the_others_go_on(self):
        path, __ = self.personal()
        self.post(path + "/no", {"channel": "phone"})
        found = self.env["despacho.opposition"]._find(["email", "phone", "post", "sms"], self.rosa_pi)
        self.assertEqual(set(found.mapped("channel")), {"phone"})
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", "rosa.pi@correo.example")]))

    def test_reading_changes_nothing(self):
        path = self.weak()
        for verb in ("no", "corregir", "pedir", "descargar", "salir", "enlace"):
            self.assertIn(self.get(f"{path}/{verb}").status_code, (404, 405), verb)
        self.assertFalse(self.env["despacho.opposition"]._find(["email"], self.rosa_pi))

    def test_a_form_of_another_page_changes_nothing(self):
        path = self.weak()
        response = self.url_open(path + "/no", data={"all": "1"}, allow_redirects=False)
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.env["despacho.opposition"]._find(["email"], self.rosa_pi))

    def test_corrections_reach_data_protection_and_are_written_when_accepted(self):
        path, __ = self.personal()
        values = {"name": "Rosa Pi Serra", "email": "rosa.pi@correo.example", "phone": "600 11 22 33", "zip": "17002"}
        values |= {"street": "Calle Mayor 3", "city": "Girona", "function": ""}
        self.assertEqual(self.post(path + "/corregir", values).status_code, 303)
        self.assertEqual(self.rosa_pi.name, "Rosa Pi", "nobody but the firm writes")
        request = self.env["despacho.privacy.request"].search([("partner_ids", "in", self.rosa_pi.ids)])
        self.assertEqual((request.kind, request.way, request.identity), ("rectification", "page", "link"))
        self.assertEqual(
            {line.field: (line.before, line.after) for line in request.line_ids},
            {"name": ("Rosa Pi", "Rosa Pi Serra"), "zip": ("17001", "17002")},
        )
        notice = self.env["mail.mail"].search([("model", "=", request._name), ("res_id", "=", request.id)])
        self.assertEqual(notice.recipient_ids, request.user_id.partner_id)
        self.assertTrue(notice.email_from, "it leaves in a firm without a default sender as well")
        request.line_ids.with_user(self.pol).action_apply()
        self.assertEqual((self.rosa_pi.name, self.rosa_pi.zip), ("Rosa Pi Serra", "17002"))

    def test_nothing_is_corrected_with_the_link_of_a_message(self):
        path, weak = self.personal()[0], self.weak()
        for verb, data in (("corregir", {"name": "X"}), ("pedir", {"kind": "erasure"}), ("descargar", {})):
            self.assertEqual(self.post(f"{weak}/{verb}", data, page=path).status_code, 404, verb)
        self.assertFalse(self.env["despacho.privacy.request"].search([("partner_ids", "in", self.rosa_pi.ids)]))

    def test_erasure_is_asked_for_once(self):
        path, __ = self.personal()
        self.post(path + "/pedir", {"kind": "erasure", "words": "Ya no soy cliente"})
        self.post(path + "/pedir", {"kind": "erasure"})
        request = self.env["despacho.privacy.request"].search([("partner_ids", "in", self.rosa_pi.ids)])
        self.assertEqual(len(request), 1)
        self.assertEqual(request.asked, "Ya no soy cliente")
        self.assertIn("Erasure", request.display_name)
        self.post(path + "/pedir", {"kind": "otra cosa"})
        self.assertEqual(
            self.env["despacho.privacy.request"].search([("partner_ids", "in", self.rosa_pi.ids)]), request
        )

    def test_who_asks_to_be_erased_or_not_to_be_used_is_not_written_to_while_they_wait(self):
        for kind in ("erasure", "restriction"):
            person = self.env["res.partner"].create({"name": "Joan Mas", "email": f"{kind}@mas.example"})
            path, __ = self.personal(person)
            answer = self.post(path + "/pedir", {"kind": kind})
            self.assertTrue(self.env["mail.blacklist"].search([("email", "=", f"{kind}@mas.example")]), kind)
            found = self.env["despacho.opposition"]._find(["email", "phone", "post", "sms", "visit"], person)
            self.assertEqual(set(found.mapped("channel")), {"email", "phone", "post", "sms", "visit"}, kind)
            request = self.env["despacho.privacy.request"].search([("partner_ids", "in", person.ids)])
            self.assertIn(request.name, found[0].evidence)
            page = self.get(f"{path}?done={answer.headers['Location'].rpartition('=')[2]}")
            said = "From this moment we do not write or call|Desde este momento no le escribimos ni le llamamos"
            self.assertRegex(" ".join(page.text.split()), said)

    def test_who_only_wants_to_know_is_not_taken_for_one_who_says_no(self):
        path, __ = self.personal()
        self.post(path + "/pedir", {"kind": "access"})
        self.assertFalse(self.env["despacho.opposition"]._find(["email", "phone"], self.rosa_pi))

    def test_all_is_taken_away(self):
        path, __ = self.personal()
        response = self.post(path + "/descargar", {"form": "json"})
        self.assertEqual(response.headers["Content-Type"], "application/json")
        self.assertIn("Herencia", response.text)
        response = self.post(path + "/descargar", {"form": "pdf"})
        self.assertEqual(response.content[:4], b"%PDF")

    def test_what_a_person_writes_is_text_and_nothing_else(self):
        self.rosa_pi.function = "<script>alert(1)</script>"
        self.assertNotIn("<script>", self.get(self.personal()[0]).text)

    def test_a_lead_without_contact_has_its_page(self):
        lead = self.env["crm.lead"].create(
            {"name": "Web", "contact_name": "Joan Mas", "email_from": "joan@mas.example"}
        )
        path, __ = self.personal(lead)
        self.assertIn("Joan Mas", self.get(path).text)
        self.post(path + "/no", {"all": "1"})
        self.assertTrue(self.env["despacho.opposition"]._find(["email"], lead=lead))

    def test_the_link_of_a_lead_shows_nothing_of_a_contact_with_another_address(self):
        lead = self.env["crm.lead"].create(
            {"name": "Web", "contact_name": "Otra", "email_from": "otra@correo.example", "type": "lead"}
        )
        path, __ = self.personal(lead)
        self.assertEqual(self.get(path).status_code, 200)
        lead.partner_id = self.rosa_pi
        page = self.get(path)
        self.assertEqual(page.status_code, 404, "the lead has the address of the contact by now")
        self.assertEqual(self.env["despacho.privacy.page"]._get_records(lead)[0], self.rosa_pi)
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET email_normalized = 'otra@correo.example' WHERE id = %s", [lead.id])
        lead.invalidate_recordset()
        self.assertFalse(self.env["despacho.privacy.page"]._get_records(lead)[0])
        self.assertIn(self.rosa_pi, self.env["despacho.privacy.page"]._get_records(lead, every=True)[0])

    def test_the_link_of_a_joined_contact_is_one_of_whom_it_was_joined_into(self):
        other = self.env["res.partner"].create({"name": "Rosa P.", "email": "rosa.pi@correo.example"})
        path = self.weak(other)
        self.env["despacho.merge"]._join(self.rosa_pi, other)
        self.assertEqual(self.links._open(self.token(path))[0], self.rosa_pi)

    def test_a_file_in_the_place_of_a_word_is_no_error(self):
        path, __ = self.personal()
        self.get(path)
        page = self.env["despacho.privacy.page"]
        self.assertFalse(page._correct(self.rosa_pi, self.firm, {"city": object()}, object()))
