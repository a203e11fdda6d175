import io
import re

from openpyxl import load_workbook

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .mailing_common import MailingCommon
from .rights_page_case import RightsPageCase

PEPA = "pepa@lista.example"


@tagged("post_install", "-at_install")
class TestRightsListed(RightsPageCase, MailingCommon):
    """Of Pepa the firm has an address in a mailing list: she is neither a contact nor a lead, and has her rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls.env["mailing.list"].create({"name": "Boletín"})
        cls.pepa, cls.quim = cls.env["mailing.contact"].create(
            [
                {"name": name, "email": email, "company_name": firm, "list_ids": cls.letter.ids}
                for name, email, firm in (("Pepa Gil", PEPA, "Flores Gil"), ("Quim Mas", "quim@lista.example", False))
            ]
        )
        cls.env["despacho.consent"].create(
            [
                {
                    "address": email,
                    "company_id": cls.firm.id,
                    "channel": "email",
                    "purpose": "all",
                    "evidence": "Formulario del boletín de Pepa",
                    "text_shown": "Acepto",
                }
                for email in (PEPA, "quim@lista.example")
            ]
        )
        cls.action = cls.new_mail("Boletín de otoño", cls.bea, list_ids=[Command.set(cls.letter.ids)])

    def row_of(self, email=PEPA, action=None):
        return self.rows(action or self.action)[email]

    def path_of(self, caught):
        return "/misdatos/" + re.search(r'/misdatos/([^"\s]+)"', caught.html)[1]

    def look(self, **values):
        wizard = self.env["privacy.lookup.wizard"].with_user(self.pol).create(values)
        wizard.action_look()
        return wizard

    def request_of_pepa(self, kind="erasure"):
        """Return a request that came by e-mail, with whom it is about found by the search."""
        request = self.env["despacho.privacy.request"].with_user(self.pol)
        request = request.create(
            {"kind": kind, "person_name": "Pepa Gil", "email": PEPA.upper(), "identity": "known", "way": "email"}
        )
        wizard = self.env["privacy.lookup.wizard"].browse(request.action_search()["res_id"]).with_user(self.pol)
        wizard.found_ids.chosen = True
        wizard.action_add()
        return request

    def block_pepa(self, kind="erasure"):
        request = self.request_of_pepa(kind)
        self.env["despacho.privacy.blocking"].with_user(self.pol).create({"request_id": request.id}).action_block()
        self.env.invalidate_all()
        return request.block_ids

    # ------------------------------------------------------------
    # HER PAGE
    # ------------------------------------------------------------

    def test_her_message_has_a_link_of_her_own_by_which_she_sees_little_and_opts_out(self):
        caught = {one.recipients[0]: one for one in self.send_launched()}
        mine, other = self.path_of(caught[PEPA]), self.path_of(caught["quim@lista.example"])
        self.assertNotEqual(mine, other)
        page = self.get(mine)
        self.assertEqual(page.status_code, 200)
        self.assertIn("p•••@lista.example", page.text)
        for secret in ("Pepa", PEPA, "Flores", "quim"):
            self.assertNotIn(secret, page.text)
        later = self.approved(self.new_mail("Otro boletín", self.bea, list_ids=[Command.set(self.letter.ids)]))
        self.post(mine + "/no", {"all": "1"})
        row = self.row_of(action=later)
        self.assertEqual((row.state, row.reason), ("stopped", "opposed"))
        self.assertEqual(self.row_of("quim@lista.example", later).state, "waiting")
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", PEPA)]))
        self.assertNotIn('name="all"', self.get(mine).text, "nothing is left to say no to")

    def send_launched(self):
        with self.server() as catcher:
            self.launched(self.action)
            return list(self.send(catcher))

    def personal_of_pepa(self):
        """Ask for the personal link with the one of the message, as she does; return its path."""
        weak = "/misdatos/" + self.token(self.links._get_url(self.row_of()))
        self.post(weak + "/enlace")
        self.send_asked()
        mail = self.env["mail.mail"].search([("email_to", "=", PEPA)], order="id desc", limit=1)
        return "/misdatos/" + re.search(r'/misdatos/([^"]+)"', mail.body_html)[1]

    def test_she_asks_for_a_personal_link_and_sees_all_that_is_held_of_her(self):
        self.approved(self.action)
        page = self.get(self.personal_of_pepa()).text
        for known in ("Pepa Gil", PEPA, "Flores Gil", "Boletín", "Boletín de otoño"):
            self.assertIn(known, page)
        self.assertNotIn("quim@lista.example", page)
        self.assertNotIn("bea@clientes.example", page)

    def test_only_the_last_personal_link_serves_whatever_row_it_was_asked_from(self):
        self.approved(self.action)
        first = self.personal_of_pepa()
        self.approved(self.new_mail("Otro boletín", self.bea, list_ids=[Command.set(self.letter.ids)]))
        second = self.personal_of_pepa()
        self.assertEqual(self.get(first).status_code, 404)
        self.assertEqual(self.get(second).status_code, 200)

    def test_who_is_a_contact_by_now_gets_the_link_of_the_contact(self):
        self.approved(self.action)
        contact = self.env["res.partner"].create({"name": "Pepa Gil", "email": PEPA})
        people = [person for person, __ in self.links._get_people(PEPA)]
        self.assertEqual(people, [contact])

    def test_she_takes_away_corrects_and_asks(self):
        self.approved(self.action)
        path = self.personal_of_pepa()
        self.assertIn("Flores Gil", self.post(path + "/descargar", {"form": "json"}).text)
        self.post(path + "/corregir", {"name": "Josefa Gil", "email": PEPA, "phone": "600 00 00 00"})
        requests = self.env["despacho.privacy.request"].search([("list_emails", "=", PEPA)])
        self.assertEqual(requests.line_ids.mapped("field"), ["name"], "a mailing list has no phone of hers")
        requests.line_ids.with_user(self.pol).action_apply()
        self.assertEqual(self.pepa.name, "Josefa Gil")
        self.assertEqual(self.row_of().name, "Pepa Gil", "what was approved stays as it was")
        self.post(path + "/pedir", {"kind": "erasure"})
        self.post(path + "/pedir", {"kind": "erasure"})
        requests = self.env["despacho.privacy.request"].search([("list_emails", "=", PEPA)])
        self.assertEqual(sorted(requests.mapped("kind")), ["erasure", "rectification"], "asked twice is once")
        self.assertEqual(requests.mapped("person_name"), ["Pepa Gil"] * 2)

    def test_an_address_that_is_corrected_is_found_again(self):
        request = self.request_of_pepa("rectification")
        request.line_ids = [Command.create({"field": "email", "after": "pepa.gil@lista.example"})]
        request.line_ids.action_apply()
        self.assertEqual(self.pepa.email, "pepa.gil@lista.example")
        self.assertEqual(request._get_list_emails(), ["pepa.gil@lista.example", PEPA])

    # ------------------------------------------------------------
    # LOOKING FOR HER
    # ------------------------------------------------------------

    def test_she_is_found_by_address_or_name_once_also_when_only_what_was_sent_is_left(self):
        self.approved(self.action)
        for values in ({"email": "Pepa@LISTA.example"}, {"name": "gil pepa"}, {"email": PEPA, "name": "Pepa Gil"}):
            found = self.look(**values).found_ids
            self.assertEqual(found.mapped("res_model"), ["mailing.contact"], values)
            self.assertIn(PEPA, found.about)
        self.pepa.unlink()
        found = self.look(email=PEPA).found_ids
        self.assertEqual(found.mapped("res_model"), ["despacho.action.recipient"])
        self.assertEqual(found.res_id, self.row_of().id)

    def test_whose_address_a_contact_has_is_that_contact(self):
        self.env["mailing.contact"].create({"name": "Rosa", "email": "rosa.pi@correo.example"})
        found = self.look(email="rosa.pi@correo.example").found_ids
        self.assertEqual(set(found.mapped("res_model")), {"res.partner", "crm.lead"})

    def test_what_is_put_together_for_her_is_hers_alone(self):
        self.approved(self.action)
        request = self.request_of_pepa("access")
        self.assertEqual(request._get_list_emails(), [PEPA])
        request.action_export()
        files = {file.mimetype: file for file in request._get_files()}
        self.assertIn("application/pdf", files)
        words = files["application/json"].raw.decode()
        for known in ("Pepa Gil", "Flores Gil", "Boletín de otoño", "Signed form"):
            self.assertIn(known, words)
        self.assertNotIn("Quim", words)

    # ------------------------------------------------------------
    # BLOCKED, AND FORGOTTEN
    # ------------------------------------------------------------

    def test_nobody_is_told_that_she_was_erased_before_she_is(self):
        request = self.request_of_pepa()
        with self.assertRaises(UserError):
            request.action_answer()

    def test_blocked_she_waits_for_nothing_and_nobody_sees_her(self):
        self.approved(self.action)
        self.env["despacho.response"]._record(self.row_of(), "later", "reply", text="En enero")
        block = self.block_pepa()
        row = self.action.recipient_ids.filtered(lambda one: one.email_normalized == PEPA)
        self.assertEqual((row.state, row.reason), ("stopped", "blocked"))
        self.assertEqual(block.email, PEPA)
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", PEPA)]))
        self.assertTrue(self.sees(self.leo, self.action.recipient_ids))
        for records in (row, row.response_ids):
            self.assertFalse(self.sees(self.leo, records), records)
            self.assertTrue(self.sees(self.pol, records), records)
        self.assertFalse(self.pepa.with_user(self._new_user("mila", "mass_mailing.group_mass_mailing_user")).search(
            [("email", "=", PEPA)]
        ))  # fmt: skip
        self.assertFalse(self.links._open(self.token(self.links._get_url(row))))
        file = self.action.copy_ids.attachment_id
        self.assertFalse(self.sees(self.leo, file))
        __, __, content = self.action.with_user(self.leo)._get_redacted("approved")
        cells = {cell for line in load_workbook(io.BytesIO(content)).active.values for cell in line}
        self.assertNotIn(PEPA, cells)
        self.assertIn("quim@lista.example", cells)
        block.with_user(self.pol)._undo("Era otra")
        self.env.invalidate_all()
        self.assertTrue(self.sees(self.leo, row))
        self.assertTrue(self.sees(self.leo, file))

    def test_blocked_nothing_that_was_noted_of_her_address_is_seen(self):
        mailing = self.env["mailing.mailing"].create(
            {"subject": "Hola", "mailing_model_id": self.env["ir.model"]._get_id("mailing.list"), "body_html": "<p/>"}
        )
        traces = self.env["mailing.trace"].create(
            [
                {
                    "model": "mailing.contact",
                    "res_id": one.id,
                    "email": one.email_normalized,
                    "mass_mailing_id": mailing.id,
                    "sent_datetime": fields.Datetime.now(),
                    "trace_status": "sent",
                }
                for one in (self.pepa, self.quim)
            ]
        )
        consents = self.env["despacho.consent"].search([("address", "in", (PEPA, "quim@lista.example"))])
        sendings = self.env["despacho.sending"]
        sent = sendings.search([("mailing_id", "=", mailing.id)])
        self.assertEqual(len(sent), 2)
        self.pol.group_ids |= self.env.ref("mass_mailing.group_mass_mailing_user")
        block = self.block_pepa()
        opposed = self.env["despacho.opposition"].search([("value", "=", PEPA)])
        self.assertTrue(opposed)
        for records in (traces, consents, sent):
            self.assertEqual(len(self.sees(self.leo, records)), 1, f"only that of Quim: {records}")
            self.assertEqual(self.sees(self.pol, records), records)
        self.assertFalse(self.sees(self.leo, opposed))
        self.assertEqual(mailing.with_user(self.leo).sent, 2, "they are counted all the same")
        block.with_user(self.pol)._undo("Era otra")
        self.env.invalidate_all()
        for records in (traces, consents, sent):
            self.assertEqual(self.sees(self.leo, records), records)

    def test_what_is_kept_without_being_used_is_not_sent_by_another_action(self):
        self.block_pepa("restriction")
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", PEPA)]), "she did not say no")
        self.env["mailing.contact"].create({"name": "Otra vez", "email": PEPA, "list_ids": self.letter.ids})
        rows = self.approved(self.action).recipient_ids
        blocked = rows.filtered(lambda row: row.reason == "blocked")
        self.assertEqual(len(blocked), 2)
        self.assertFalse(any(blocked.mapped("name")) or any(blocked.mapped("email")))
        self.assertEqual(self.rows(self.action).keys(), {"bea@clientes.example", "quim@lista.example"})

    def test_forgotten_she_is_a_number_and_the_count_stays(self):
        self.send_launched()
        row = self.row_of()
        response = self.env["despacho.response"]._record(row, "later", "reply", text="Pepa dice que en enero")
        count, number = len(self.action.recipient_ids), row.number
        block = self.block_pepa()
        block.destroy_on = fields.Date.today()
        block.with_user(self.pol).action_destroy()
        self.env.invalidate_all()
        self.assertEqual((row.erased, row.number, row.state), (True, number, "sent"))
        self.assertFalse(row.name or row.email or row.email_normalized or row.company_name or row.evidence)
        self.assertEqual(len(self.action.recipient_ids), count)
        self.assertEqual((response.kind, response.text), ("later", False))
        self.assertFalse(self.pepa.exists())
        self.assertTrue(self.quim.exists())
        self.assertEqual(self.row_of("quim@lista.example").name, "Quim Mas")
        traces = self.env["mailing.trace"].search([("model", "=", row._name), ("res_id", "=", row.id)])
        self.assertTrue(traces)
        self.assertFalse(any(traces.mapped("email")))
        self.assertFalse(self.env["despacho.consent"].search([("address", "=", PEPA)]))
        opposed = self.env["despacho.opposition"].search([("value", "=", PEPA)])
        self.assertTrue(opposed, "so that nobody writes to her again")
        self.assertFalse(any(opposed.mapped("name")) or any(opposed.mapped("evidence")))
        trail = self.env["despacho.privacy.audit"].search([])
        said = " ".join(f"{one.subject} {one.text}" for one in trail)
        for known in ("Pepa Gil", PEPA):
            self.assertNotIn(known, f"{said} {block.display_name} {block.request_id.display_name}")
        self.assertFalse(block.email or block.request_id.list_emails)

    def test_a_contact_is_forgotten_also_where_only_the_address_was_known(self):
        row = self.approved(self.action).recipient_ids.filtered(lambda one: one.email_normalized == PEPA)
        contact = self.env["res.partner"].create({"name": "Pepa Gil", "email": PEPA})
        block = self.block(contact, "erasure")
        self.assertEqual((row.state, row.reason), ("stopped", "blocked"))
        self.assertFalse(self.sees(self.leo, row))
        block.destroy_on = fields.Date.today()
        block.action_destroy()
        self.env.invalidate_all()
        self.assertFalse(contact.exists())
        self.assertEqual((row.erased, row.name, row.email), (True, False, False))

    def test_the_way_out_is_noted_of_all_her_addresses(self):
        request = self.request_of_pepa("objection")
        request.email = False
        request.action_oppose()
        self.assertTrue(self.env["despacho.opposition"].search([("value", "=", PEPA)]))
        self.assertFalse(self.env["despacho.consent"].search([("address", "=", PEPA), ("withdrawn_on", "=", False)]))
