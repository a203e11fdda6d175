from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .post_common import PostCommon


@tagged("post_install", "-at_install")
class TestInterview(PostCommon):
    """The minutes of a visit note what was needed and plan what is next."""

    def new_interview(self, **values):
        values = {
            "name": "First visit",
            "partner_id": self.sol.id,
            "contact_ids": [Command.set(self.person.ids)],
            "notes": "<p>They grow</p>",
            "agreements": "<p>We send a quotation</p>",
            "need_line_ids": [
                Command.create({"name": "Payroll of ten", "service_line_id": self.laboral.id}),
                Command.create(
                    {
                        "name": "Lease ends",
                        "date_due": fields.Date.add(fields.Date.today(), months=6),
                        "kind": "problem",
                    }
                ),
            ],
            "step_ids": [Command.create({"name": "Quotation", "user_id": self.leo.id})],
            "reaction": "interested",
            "chance": 60,
            **values,
        }
        return self.env["despacho.interview"].with_user(self.ana).create(values)

    def setUp(self):
        super().setUp()
        self.in_half_a_year = fields.Date.add(fields.Date.today(), months=6)
        self.person = self.sol.child_ids.filtered(lambda person: person.name == "Marta Ruiz")

    def activities(self, done=False):
        return (
            self.env["mail.activity"]
            .with_context(active_test=False)
            .search([("partner_id", "=", self.sol.id), ("active", "=", not done)])
        )

    def test_closing_notes_the_needs_and_plans_the_next_steps_and_logs_the_contact(self):
        interview = self.new_interview()
        interview.action_close()
        needs = {need.name: need for need in self.sol.need_ids}
        self.assertEqual(needs["Payroll of ten"].horizon, "now")
        self.assertEqual(needs["Payroll of ten"].service_line_id, self.laboral)
        self.assertEqual((needs["Lease ends"].horizon, needs["Lease ends"].kind), ("future", "problem"))
        self.assertEqual(needs["Lease ends"].contact_id, self.person)
        planned = self.activities()
        self.assertEqual((planned.summary, planned.user_id), ("Quotation", self.leo))
        done = self.activities(done=True)
        self.assertEqual((done.result, done.reaction, done.chance), ("visited", "interested", 60))
        self.assertEqual(interview.state, "done")

    def test_closing_again_after_a_correction_repeats_nothing(self):
        interview = self.new_interview()
        interview.action_close()
        interview.action_reopen()
        interview.need_line_ids = [Command.create({"name": "One more"})]
        interview.action_close()
        self.assertEqual(len(self.sol.need_ids), 3)
        self.assertEqual(len(self.activities()), 1)
        self.assertEqual(len(self.activities(done=True)), 1)

    def test_closed_minutes_stay_as_they_are(self):
        interview = self.new_interview()
        interview.action_close()
        for values in ({"notes": "<p>Other</p>"}, {"partner_id": self.luna.id, "name": "Other"}):
            with self.assertRaisesRegex(UserError, "closed"):
                interview.write(values)
        with self.assertRaisesRegex(UserError, "closed"):
            interview.need_line_ids[0].name = "Other"
        with self.assertRaisesRegex(UserError, "closed"):
            interview.step_ids.unlink()
        with self.assertRaises(UserError):
            interview.unlink()

    def test_the_paper_says_who_was_there_what_was_needed_and_agreed(self):
        interview = self.new_interview(others="Rosa Pla, accountant")
        interview.action_close()
        text = "".join(self.pages(interview.attachment_id.raw))
        for piece in (
            *("Firstvisit", "SolSL", "MartaRuiz·Gerente", "RosaPla,accountant", "Theygrow", "Payrollof ten"),
            *("Wesendaquotation", "Quotation", "60%"),
        ):
            self.assertIn(piece.replace(" ", ""), text)

    def test_minutes_without_a_word_or_of_tomorrow_are_not_closed(self):
        with self.assertRaisesRegex(UserError, "says nothing"):
            self.new_interview(notes=False, agreements="<p><br></p>").action_close()
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        with self.assertRaisesRegex(UserError, "not taken place"):
            self.new_interview(date=tomorrow).action_close()

    def test_minutes_are_of_somebody(self):
        with self.assertRaises(ValidationError):
            self.new_interview(partner_id=False, contact_ids=False)

    def test_a_person_given_as_the_client_is_one_of_those_who_were_there(self):
        interview = self.new_interview(partner_id=self.person.id, contact_ids=False)
        self.assertEqual((interview.partner_id, interview.contact_ids), (self.sol, self.person))

    def test_a_meeting_knows_who_was_there_and_gets_its_result(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Visit to Sol",
                "start": fields.Datetime.now() - timedelta(hours=3),
                "stop": fields.Datetime.now() - timedelta(hours=2),
                "partner_ids": [Command.set((self.person | self.ana.partner_id).ids)],
                "user_id": self.ana.id,
                "location": "Calle Sol 1",
            }
        )
        opened = event.with_user(self.ana).action_interview()
        interview = (
            self.env["despacho.interview"].with_user(self.ana).with_context(**opened["context"]).create({"notes": "Hi"})
        )
        self.assertEqual((interview.partner_id, interview.contact_ids), (self.sol, self.person))
        self.assertEqual((interview.place, interview.event_id, interview.minutes_long), ("Calle Sol 1", event, 60))
        interview.action_close()
        self.assertEqual(event.result, "visited")
        self.assertEqual(event.with_user(self.ana).action_interview()["res_id"], interview.id)

    def test_a_lead_without_contact_has_its_minutes_and_gives_them_to_its_contact(self):
        lead = self.env["crm.lead"].create({"name": "From the web", "type": "lead", "contact_name": "Joan"})
        interview = self.new_interview(partner_id=False, contact_ids=False, lead_id=lead.id)
        interview.action_close()
        self.assertEqual(lead.noted_need_ids.mapped("name"), ["Payroll of ten", "Lease ends"])
        self.assertIn("Quotation", lead.activity_ids.mapped("summary"))
        lead.partner_id = self.luna
        self.assertEqual(interview.partner_id, self.luna)

    def test_joined_leads_and_contacts_keep_their_minutes(self):
        leads = self.env["crm.lead"].create([{"name": f"Lead {i}", "type": "lead"} for i in range(2)])
        double = self.new_double()
        interview = self.new_interview(partner_id=double.id, contact_ids=False, lead_id=leads[1].id)
        leads.sudo().merge_opportunity()
        self.assertTrue(interview.lead_id.exists())
        merge = self.join(self.sol, double)
        self.assertEqual(interview.partner_id, self.sol)
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(interview.partner_id, double)

    def test_minutes_that_came_from_an_action_are_in_its_dossier(self):
        action = self.finished()
        row = action.recipient_ids.filtered(lambda row: row.company_name == "Sol SL")
        opened = row.with_user(self.ana).action_interview()
        interview = (
            self.env["despacho.interview"].with_user(self.ana).with_context(**opened["context"]).create({"notes": "Hi"})
        )
        interview.reaction = "interested"
        self.assertEqual((interview.action_id, interview.recipient_id, interview.partner_id), (action, row, self.sol))
        interview.action_close()
        self.seal(action)
        kept = action.dossier_document_ids.filtered(lambda document: document.kind == "interview")
        self.assertEqual((kept.attachment_id, kept.check), (interview.attachment_id, "same"))

    def test_whoever_is_erased_goes_from_the_minutes_and_that_they_were_held_stays(self):
        interview = self.new_interview()
        interview.action_close()
        self.env["despacho.interview"]._forget(self.sol)
        self.assertTrue(interview.exists() and interview.erased)
        text = "".join(self.pages(interview.attachment_id.raw))
        for piece in ("SolSL", "MartaRuiz", "Theygrow", "Payroll"):
            self.assertNotIn(piece, text)

    def test_outsiders_and_other_companies_see_no_minutes(self):
        interview = self.new_interview()
        for user in (self.ines, self.pau_user(), self.rosa):
            with self.assertRaises(AccessError):
                interview.with_user(user).read(["name"])
        branch = self.new_branch()
        self.leo.sudo().write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        with self.assertRaises(AccessError):
            interview.with_user(self.leo).read(["name"])

    def pau_user(self):
        return self._new_user("gil", "base.group_user")
