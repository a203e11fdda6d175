import json
from datetime import date

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestRightsRequest(RightsCommon):
    def answer(self, request, mode="answer", **values):
        """Answer as the dialog does."""
        wizard = self.env["despacho.privacy.answer"].with_user(self.pol)
        wizard.create({"request_id": request.id, "mode": mode, **values}).action_send()

    def look(self, **values):
        """Look for a person as the dialog does; return (contacts, leads)."""
        wizard = self.env["privacy.lookup.wizard"].with_user(self.pol).create(values)
        wizard.action_look()
        ids = {
            model: wizard.found_ids.filtered(lambda line, m=model: line.res_model == m).mapped("res_id")
            for model in ("res.partner", "crm.lead")
        }
        return self.env["res.partner"].browse(ids["res.partner"]), self.env["crm.lead"].browse(ids["crm.lead"])

    # ------------------------------------------------------------
    # THE DEADLINE
    # ------------------------------------------------------------

    def test_there_is_a_month_to_answer_and_somebody_has_it_in_the_agenda(self):
        request = self.new_request("access", received_on=date(2026, 1, 31))
        self.assertEqual(request.deadline, date(2026, 2, 28))
        self.assertRegex(request.name, r"^PD/\d{4}/\d+$")
        self.assertEqual(request.activity_ids.user_id, self.pol)
        self.assertTrue(request.is_late)
        self.assertIn(request, request.search([("is_late", "=", True)]))

    def test_it_is_extended_once_within_the_month_and_saying_why(self):
        request = self.new_request("access", email="rosa.pi@correo.example")
        with self.assertRaises(UserError):
            self.answer(request, "extend")
        self.answer(request, "extend", reason="Hay que reunir diez años de expedientes")
        self.assertEqual(request.deadline, fields.Date.add(request.received_on, months=3))
        mail = self.env["mail.mail"].sudo().search([("email_to", "=", "rosa.pi@correo.example")], limit=1)
        self.assertIn("diez años", mail.body_html)
        with self.assertRaises(UserError):
            request.action_extend()
        late = self.new_request("access", received_on=date(2026, 1, 1))
        with self.assertRaises(UserError):
            late.action_extend()

    def test_the_proof_is_written_by_the_buttons_only(self):
        request = self.new_request()
        for values in ({"state": "answered"}, {"answered_on": "2026-01-01"}, {"extended": True}):
            with self.assertRaises(UserError):
                request.write(values)
        self.assertEqual(self.new_request(state="answered").state, "received")
        request.action_start()
        with self.assertRaises(UserError):
            request.unlink()

    def test_nobody_else_sees_requests(self):
        request = self.new_request()
        for user in (self.ana, self.sara, self.ines, self.pau, self.rosa):
            with self.assertRaises(AccessError):
                request.with_user(user).read(["person_name"])
        branch = self.new_branch()
        other = self.env["despacho.privacy.request"].create(
            {"kind": "access", "person_name": "Otra", "company_id": branch.id, "user_id": self.pol.id}
        )
        self.assertFalse(self.sees(self.pol, other))

    # ------------------------------------------------------------
    # WHO IT IS
    # ------------------------------------------------------------

    def test_a_person_is_found_by_any_of_the_four(self):
        number = self.rosa_pi.nif_key
        for values in (
            {"nif": f"{number[:-1]}-{number[-1]}"},
            {"phone": "+34 600112233"},
            {"email": "Rosa.Pi@CORREO.example"},
            {"name": "rosa pi"},
        ):
            partners, leads = self.look(**values)
            self.assertIn(self.rosa_pi, partners, values)
            self.assertIn(self.lead, leads, values)

    def test_blocked_and_archived_people_are_found_as_well(self):
        self.pilar.active = False
        self.block()
        self.assertIn(self.rosa_pi, self.look(email="rosa.pi@correo.example")[0])
        self.assertIn(self.pilar, self.look(nif="12345678Z")[0])

    def test_a_former_nif_finds_too(self):
        self.env["despacho.former.nif"].create({"partner_id": self.vega.id, "nif_key": "A58818501"})
        self.assertIn(self.vega, self.look(nif="A58818501")[0])

    def test_part_of_a_name_is_enough_and_it_is_said_when_nobody_has_it(self):
        self.rosa_pi.name = "Pi Soler, Rosa"
        self.assertIn(self.rosa_pi, self.look(name="rosa pi")[0])
        wizard = self.env["privacy.lookup.wizard"].with_user(self.pol).create({"name": "Rosa Nadie"})
        wizard.action_look()
        self.assertTrue(wizard.looked)
        self.assertFalse(wizard.line_ids)

    def test_what_another_firm_of_the_base_holds_is_not_found(self):
        other = self.env["res.company"].create({"name": "Otra firma"})
        theirs = self.env["res.partner"].create(
            {"name": "Rosa Pi", "email": "rosa.pi@correo.example", "company_id": other.id}
        )
        lead = self.env["crm.lead"].create(
            {"name": "De la otra", "type": "lead", "email_from": theirs.email, "company_id": other.id}
        )
        said = theirs.message_post(body="Llamó", message_type="comment", author_id=theirs.id)
        wizard = self.env["privacy.lookup.wizard"].with_user(self.pol)
        wizard = wizard.create({"name": "Rosa Pi", "email": "rosa.pi@correo.example"})
        wizard.action_look()
        found = {(line.res_model, line.res_id) for line in wizard.line_ids}
        self.assertIn(("res.partner", self.rosa_pi.id), found)
        self.assertIn(("crm.lead", self.lead.id), found)
        for record in (theirs, lead, said):
            self.assertNotIn((record._name, record.id), found)
        self.assertNotIn(f"#{theirs.id}", wizard.records_description)
        # Whoever answers for both finds both, but for a request what its firm holds.
        self.pol.company_ids += other
        self.assertIn(theirs, self.look(email="rosa.pi@correo.example")[0])
        request = self.new_request(partner_ids=[], email="rosa.pi@correo.example")
        self.assertNotIn(theirs, self.look(email="rosa.pi@correo.example", request_id=request.id)[0])

    def test_looking_for_nothing_and_by_others_is_refused(self):
        with self.assertRaises(UserError):
            self.look(name="")
        with self.assertRaises(UserError):
            self.look(email="hola")
        with self.assertRaises(AccessError):
            self.env["privacy.lookup.wizard"].with_user(self.sara).create({"name": "Rosa Pi"})

    def test_data_protection_deletes_nothing_by_hand(self):
        wizard = self.env["privacy.lookup.wizard"].with_user(self.pol).create({"nif": self.rosa_pi.vat})
        wizard.action_look()
        with self.assertRaises(AccessError):
            wizard.line_ids.action_unlink_all()
        self.assertTrue(self.rosa_pi.exists())

    def test_those_marked_are_of_the_person_of_the_request(self):
        request = self.new_request(partner_ids=[], email="rosa.pi@correo.example")
        action = request.action_search()
        wizard = self.env["privacy.lookup.wizard"].with_user(self.pol).browse(action["res_id"])
        with self.assertRaises(UserError):
            wizard.action_add()
        wizard.found_ids.filtered(lambda line: line.res_id == self.rosa_pi.id).chosen = True
        wizard.action_add()
        self.assertEqual(request.partner_ids, self.rosa_pi)

    def test_nobody_gets_the_data_of_another(self):
        request = self.new_request("access", identity="no")
        with self.assertRaises(UserError):
            request.action_export()
        request.identity = "document"
        request.action_export()
        self.assertEqual(len(request._get_files()), 2)

    # ------------------------------------------------------------
    # WHAT IS DONE, AND THE ANSWER
    # ------------------------------------------------------------

    def test_all_that_is_held_is_put_together_and_sent(self):
        request = self.new_request("access", email="rosa.pi@correo.example")
        with self.assertRaises(UserError):
            request.action_answer()
        request.action_export()
        paper, data = request._get_files().sorted("mimetype", reverse=True)
        self.assertEqual(paper.raw[:4], b"%PDF")
        told = json.dumps(json.loads(data.raw), ensure_ascii=False)
        for known in ("Rosa Pi", "600 11 22 33", "Declaración de la renta", "Herencia", "Llamó su hermana", "Llamarla"):
            self.assertIn(known, told)
        self.answer(request)
        self.assertEqual((request.state, request.answered_how), ("answered", "email"))
        self.assertEqual(request.answered_by, self.pol)
        mail = self.env["mail.mail"].sudo().search([("email_to", "=", "rosa.pi@correo.example")], limit=1)
        self.assertEqual(len(mail.attachment_ids), 2)
        self.assertFalse(request.activity_ids)
        with self.assertRaises(UserError):
            request.action_answer()

    def test_what_another_firm_holds_is_not_told(self):
        branch = self.new_branch()
        self.env["crm.lead"].create({"name": "De la sucursal", "partner_id": self.rosa_pi.id, "company_id": branch.id})
        sections = self.env["despacho.privacy.export"]._collect(self.rosa_pi, self.lead, self.firm)
        self.assertNotIn("De la sucursal", str(sections))

    def test_erasure_is_answered_when_the_data_are_blocked(self):
        request = self.new_request("erasure", email="rosa.pi@correo.example")
        with self.assertRaises(UserError):
            request.action_answer()
        wizard = self.env["despacho.privacy.blocking"].with_user(self.pol).create({"request_id": request.id})
        self.assertEqual(wizard.lead_count, 1)
        wizard.action_block()
        self.env.invalidate_all()
        self.assertEqual(request.block_ids.reason, "erasure")
        self.assertFalse(self.sees(self.ana, self.rosa_pi))
        kept = self.env["despacho.opposition"].search([("value", "=", "rosa.pi@correo.example")])
        self.assertTrue(kept, "the least that is needed not to write again")
        self.answer(request)
        self.assertEqual(request.state, "answered")

    def test_a_refusal_says_why(self):
        request = self.new_request("erasure", email="rosa.pi@correo.example")
        with self.assertRaises(UserError):
            self.answer(request, "refuse")
        self.answer(request, "refuse", reason="Hay un pleito abierto")
        self.assertEqual(request.state, "refused")
        self.assertIn("Hay un pleito abierto", request.answer)
        self.assertIn("aepd", request.answer)

    def test_corrections_are_decided_one_by_one(self):
        lines = [(0, 0, {"field": "city", "after": "Olot"}), (0, 0, {"field": "name", "after": "Rosa Pi i Pi"})]
        request = self.new_request("rectification", line_ids=lines)
        request.line_ids[0].action_apply()
        self.assertEqual(self.rosa_pi.city, "Olot")
        self.assertEqual(request.line_ids[0].before, "Girona")
        with self.assertRaises(UserError):
            request.action_answer()
        with self.assertRaises(UserError):
            request.line_ids[1].action_refuse()
        request.line_ids[1].reason = "No lo acredita"
        request.line_ids[1].action_refuse()
        self.answer(request, how="post")
        self.assertIn("No lo acredita", request.answer)
        with self.assertRaises(UserError):
            request.line_ids[0].write({"state": "refused"})

    def test_an_objection_stops_every_way_at_once(self):
        request = self.new_request("objection", identity="no")
        request.action_oppose()
        found = self.env["despacho.opposition"]._find(["email", "phone", "post", "sms"], self.rosa_pi)
        self.assertEqual(len(set(found.mapped("channel"))), 4)
        self.answer(request, how="phone")
        self.assertEqual(request.state, "answered")

    def test_the_number_and_the_e_mail_of_the_company_are_not_those_of_who_objects(self):
        company = self.env["res.partner"].create(
            {
                "name": "Pi SL",
                "is_company": True,
                "vat": self.nif_of("B"),
                "email": "info@pi.example",
                "phone": "972000031",
            }
        )
        person = self.env["res.partner"].create({"name": "Pere Pi", "parent_id": company.id})
        values = {"email": "Info@Pi.example", "phone": "972 00 00 31", "partner_ids": [Command.set(person.ids)]}
        self.new_request("objection", **values).action_oppose()
        kept = self.env["despacho.opposition"].search([("in_force", "=", True)])
        self.assertFalse(kept.filtered(lambda one: one.partner_id == company))
        self.assertFalse(kept.filtered(lambda one: one.value in ("info@pi.example", "+34972000031", company.nif_key)))
        self.assertEqual(len(kept.filtered(lambda one: one.partner_id == person and one.kind == "person")), 5)

    def test_an_address_that_we_did_not_have_is_closed_with_the_person(self):
        self.new_request("objection", email="rosa@otra.example", phone="600 77 77 77").action_oppose()
        kept = self.env["despacho.opposition"].search([("value", "in", ["rosa@otra.example", "+34600777777"])])
        self.assertEqual(set(kept.mapped("channel")), {"email", "phone", "sms"})
        self.assertEqual(kept.partner_id, self.rosa_pi)

    def test_who_is_unknown_is_answered_as_well(self):
        request = self.new_request("access", person_name="Nadie", partner_ids=[])
        self.answer(request, how="post")
        self.assertEqual(request.state, "answered")

    def test_the_reception_is_acknowledged(self):
        request = self.new_request("access", email="rosa.pi@correo.example")
        request.action_acknowledge()
        mail = self.env["mail.mail"].sudo().search([("email_to", "=", "rosa.pi@correo.example")], limit=1)
        self.assertIn(request.name, mail.subject)
        self.assertTrue(request.acknowledged_on)
        with freeze_time("2026-12-24"):
            self.assertFalse(self.new_request("access").acknowledged_on)

    def test_what_is_put_together_tells_which_files_are_kept(self):
        attachments = self.env["ir.attachment"]
        for record, name in ((self.rosa_pi, "Escritura.pdf"), (self.lead, "Borrador.pdf"), (self.vega, "De otra.pdf")):
            attachments.create({"name": name, "raw": b"%PDF", "res_model": record._name, "res_id": record.id})
        self.note.attachment_ids = attachments.create(
            {"name": "Foto.png", "raw": b"x", "res_model": "res.partner", "res_id": self.rosa_pi.id}
        )
        request = self.new_request("access")
        request.action_export()
        again = self.env["despacho.privacy.export"]._collect(self.rosa_pi, self.lead, self.firm)
        rows = next(rows for title, __, rows in again if title == "Files kept")
        self.assertEqual({row[0] for row in rows}, {"Escritura.pdf", "Borrador.pdf", "Foto.png"})
        self.assertIn(("Borrador.pdf", self.lead.name), {(row[0], row[2]) for row in rows})
