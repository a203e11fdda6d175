import base64
import csv
import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.despacho_crm.tools.privacy.gate import Asked

from .privacy_common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestPrivacyRobinson(PrivacyCommon):
    """marga and pilar are looked for in the list; vega and luis are not."""

    def consult(self, listed=(), days=0, user=None, **values):
        consultation = (
            self.env["despacho.robinson"]
            .with_user(user or self.sara)
            .create({"consulted_on": self.ago(days), **values})
        )
        consultation.action_prepare()
        text = io.StringIO()
        writer = csv.writer(text)
        for row in csv.reader(io.StringIO(base64.b64decode(consultation.file_out).decode())):
            writer.writerow([*row, "1" if listed and set(listed) & set(row) else "0", "", "prueba"])
        consultation.file_in = base64.b64encode(text.getvalue().encode())
        consultation.action_read()
        return consultation

    def test_private_individuals_and_sole_traders_are_asked_for_and_nobody_else(self):
        consultation = self.consult()
        people = consultation.line_ids.partner_id
        self.assertLessEqual(self.marga | self.pilar, people)
        self.assertFalse((self.vega | self.luis) & people)
        self.assertEqual(consultation.asked_count, consultation.answered_count)
        self.assertEqual((consultation.state, len(consultation.seal)), ("done", 64))

    def test_who_is_in_it_is_not_called_and_the_others_are_for_thirty_days(self):
        self.balance(audience="consumer")
        self.balance()
        self.consult(listed=["+34600223344"])
        self.assertEqual(self.judge(self.pilar, "call").reason, "robinson")
        self.assertEqual(self.judge(self.pilar, "post").basis, "legitimate_interest")
        self.assertEqual(self.judge(self.marga, "post").basis, "legitimate_interest")
        self.assertEqual(self.judge(self.marga, "call").reason, "no_interaction")
        self.consent(self.pilar, "phone")
        self.assertEqual(self.judge(self.pilar, "call").basis, "consent", "who consented to us is ours to call")

    def test_a_consultation_gets_old(self):
        self.balance(audience="consumer")
        self.consult(days=31)
        verdict = self.judge(self.marga, "post")
        self.assertEqual((verdict.reason, verdict.day), ("robinson_stale", self.ago(31)))
        self.consult(days=30)
        self.assertTrue(self.judge(self.marga, "post").allowed)

    def test_the_last_answer_counts(self):
        self.balance(audience="consumer")
        self.consult(listed=["Marga"], days=20)
        self.assertEqual(self.judge(self.marga, "post").reason, "robinson")
        self.consult()
        self.assertTrue(self.judge(self.marga, "post").allowed)

    def test_whoever_is_in_it_by_nif_is_in_it_for_all_channels(self):
        self.balance()
        self.consult(listed=["12345678Z"])
        self.assertEqual(self.judge(self.pilar, "call").reason, "robinson")
        self.assertEqual(self.judge(self.pilar, "post").reason, "robinson")

    def judge_lead(self, lead, channel):
        asked = [Asked("one", None, lead.id, lead.email_from or None, lead.phone or None)]
        return self.gate._judge(channel, asked, self.firm)["one"]

    def test_a_lead_who_is_in_it_by_nif_is_in_it_for_all_channels(self):
        self.balance(audience="consumer")
        lead = self.env["crm.lead"].create(
            {
                **{"name": "Web", "contact_name": "Nuria Mas", "vat": self.nif_of("")},
                **{"phone": "600 55 44 33", "street": "Calle Sol 1", "zip": "08002"},
            }
        )
        self.consult()
        self.assertTrue(self.judge_lead(lead, "post").allowed)
        self.consult(listed=[lead.nif_key])
        self.assertEqual(self.judge_lead(lead, "post").reason, "robinson")

    def test_who_is_in_it_by_their_personal_nif_is_in_it(self):
        self.balance(audience="consumer")
        self.marga.personal_nif = self.nif_of("")
        self.consult(listed=[self.marga.personal_nif or self.marga.nif_key])
        self.assertEqual(self.judge(self.marga, "post").reason, "robinson")

    def test_a_lead_with_the_nif_of_a_person_is_that_of_a_sole_trader(self):
        self.balance()
        values = {"name": "Web", "partner_name": "Ferretería Pilar", "phone": "600 66 44 33", "vat": "12345678Z"}
        shop, owner = self.env["crm.lead"].create([values, {**values, "contact_name": "Pilar Ruiz"}])
        company = self.env["crm.lead"].create({**values, "vat": self.nif_of("B")})
        for lead in (shop, owner):
            self.assertEqual(self.judge_lead(lead, "call").reason, "robinson_stale")
        self.assertTrue(self.judge_lead(company, "call").allowed)
        consultation = self.consult()
        asked = base64.b64decode(consultation.sudo().file_out).decode().splitlines()
        self.assertIn(f"PhoneSimple,L{shop.id},+34600664433", asked)
        self.assertNotIn(f"PhoneSimple,L{company.id},+34600664433", asked)
        self.assertEqual(self.judge_lead(shop, "call").basis, "legitimate_interest")
        self.consult(listed=[f"L{owner.id}"])
        self.assertEqual(self.judge_lead(owner, "call").reason, "robinson")
        self.firm.privacy_robinson_sole_traders = False
        self.assertTrue(self.judge_lead(owner, "call").allowed)

    def test_a_file_that_is_none_of_the_lists_is_refused_with_its_row(self):
        consultation = self.env["despacho.robinson"].with_user(self.sara).create({})
        for content in (b"", b"a,b,c\n", "Nombre,Teléfono\n".encode("latin-1"), b"600112233,1,,p\nhola,que,tal,no\n"):
            consultation.file_in = base64.b64encode(content) if content else False
            with self.subTest(content), self.assertRaises(UserError):
                consultation.action_read()
        self.assertFalse(consultation.line_ids)

    def test_what_was_answered_is_neither_changed_nor_deleted(self):
        consultation = self.consult()
        with self.assertRaises(UserError):
            consultation.consulted_on = self.today
        with self.assertRaises(UserError):
            consultation.unlink()
        with self.assertRaises(AccessError):
            consultation.line_ids.with_user(self.sara)[:1].listed = True

    def test_a_user_reads_them_and_does_not_make_them(self):
        self.consult()
        mine = self.env["despacho.robinson"].with_user(self.ana)
        self.assertTrue(mine.search([]))
        with self.assertRaises(AccessError):
            mine.create({})
        with self.assertRaises(AccessError):
            self.env["despacho.robinson"].with_user(self.pau).search([])

    def test_its_files_are_of_whoever_consults(self):
        consultation = self.consult()
        self.assertTrue(consultation.with_user(self.sara).read(["file_out", "file_in"]))
        mine = self.env["despacho.robinson"].with_user(self.ana)
        with self.assertRaises(AccessError):
            mine.browse(consultation.id).read(["file_out"])
        fields_shown = mine.get_view(view_type="form")["arch"]
        self.assertNotIn('name="file_in"', fields_shown)
        self.assertNotIn("action_prepare", fields_shown)

    def test_who_is_blocked_is_hidden_and_who_is_destroyed_is_taken_out_of_answers_and_files(self):
        consultation = self.consult()
        count, theirs = (
            len(consultation.line_ids),
            consultation.line_ids.filtered(lambda line: line.partner_id == self.pilar),
        )
        self.assertTrue(theirs)
        key = f"C{self.pilar.id},"
        self.assertIn(key, base64.b64decode(consultation.sudo().file_in).decode())
        block = self.env["despacho.privacy.block"]._block(self.pilar, self.env["crm.lead"], "other", note="Prueba")
        self.env.invalidate_all()
        lines = self.env["despacho.robinson.line"].with_user(self.ana)
        self.assertFalse(lines.search([("id", "in", theirs.ids)]))
        self.assertEqual(len(lines.search([("consultation_id", "=", consultation.id)])), count - len(theirs))
        block.destroy_on = self.ago(0)
        block.action_destroy()
        self.env.invalidate_all()
        self.assertEqual(len(consultation.sudo().line_ids), count, "that the list was consulted stays")
        self.assertEqual((set(theirs.sudo().mapped("value")), theirs.sudo().partner_id.ids), ({"-"}, []))
        for name in ("file_out", "file_in"):
            text = base64.b64decode(consultation.sudo()[name]).decode()
            self.assertNotIn(key, text, name)
            self.assertIn(f"C{self.marga.id},", text, name)

    def test_it_is_of_the_company_that_consulted(self):
        self.consult(listed=["+34600223344"])
        other = self.env["res.company"].create({"name": "Otra gestoría", "country_id": self.spain.id})
        self.env["despacho.balancing"].create({"company_id": other.id}).action_approve()
        from_other = self.gate._judge("post", [self.asked(self.pilar)], other)["one"]
        self.assertEqual(from_other.reason, "robinson_stale")

    def test_whoever_left_the_segment_is_not_asked_for(self):
        segment = self.env["despacho.segment"].create(
            {"name": "De Barcelona", "user_id": self.ana.id, "domain": [("city", "=", "Barcelona")]}
        )
        segment._refresh()
        self.marga.city = "Girona"
        segment._refresh()
        self.assertTrue(
            segment.with_context(active_test=False).member_ids.filtered(lambda m: m.partner_id == self.marga)
        )
        people = self.consult(segment_ids=segment.ids).line_ids.partner_id
        self.assertIn(self.pilar, people)
        self.assertNotIn(self.marga, people)
