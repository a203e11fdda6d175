from odoo import Command
from odoo.tests import tagged

from .recipient_common import RecipientCommon


@tagged("post_install", "-at_install")
class TestRecipientExcluded(RecipientCommon):
    """Who is in a segment or in a mailing list that the action leaves out is not addressed, and it says why."""

    def segment(self, partners, **values):
        segment = self.env["despacho.segment"].create(
            {
                "name": f"Grupo {self.env['despacho.segment'].search_count([])}",
                "user_id": self.ana.id,
                "domain": [("id", "in", partners.ids)],
                **values,
            }
        )
        segment._refresh()
        return segment

    def mailing_list(self, *emails):
        found = self.env["mailing.list"].create({"name": "No escribir"})
        self.env["mailing.contact"].create(
            [{"name": email, "email": email, "list_ids": [Command.link(found.id)]} for email in emails]
        )
        return found

    def reasons(self, rows):
        return {row.company_name or row.name: row.reason for row in rows}

    def test_a_segment_that_is_left_out_is_and_the_others_are_addressed(self):
        rows = self.frozen(
            self.luna | self.mar, addressee="company", exclude_segment_ids=[Command.set(self.segment(self.mar).ids)]
        )
        self.assertEqual(self.reasons(rows), {"Luna SL": False, "Mar SL": "excluded_by_hand"})
        mar = rows.filtered(lambda row: row.partner_id == self.mar)
        self.assertEqual((mar.included, mar.state, mar.basis), (False, "excluded", False))
        self.assertEqual(mar.email, "info@mar.example", "it says who was left out")

    def test_of_a_segment_that_is_left_out_it_counts_who_is_in_it_on_that_day(self):
        cities = self.segment(self.env["res.partner"], domain=[("city", "=", "Olot")])
        self.mar.city = "Olot"
        self.assertFalse(cities.member_ids.filtered("active"))
        rows = self.frozen(self.luna | self.mar, addressee="company", exclude_segment_ids=[Command.set(cities.ids)])
        self.assertEqual(self.reasons(rows), {"Luna SL": False, "Mar SL": "excluded_by_hand"})

    def test_the_people_of_a_company_that_is_left_out_are_left_out(self):
        rows = self.frozen(self.boss | self.olga, exclude_segment_ids=[Command.set(self.segment(self.sol).ids)])
        self.assertEqual(self.reasons(rows), {"Sol SL": "excluded_by_hand", "Luna SL": False})

    def test_a_person_that_is_left_out_is_passed_over_and_the_company_is_addressed(self):
        out = self.segment(self.boss, with_contacts=True)
        row = self.frozen(self.sol, exclude_segment_ids=[Command.set(out.ids)])
        self.assertTrue(row.included)
        self.assertNotEqual(row.partner_id, self.boss)
        self.assertIn("Marta Ruiz", row.addressed_why)

    def test_a_segment_is_wanted_and_another_one_left_out(self):
        wanted, out = self.segment(self.luna | self.mar), self.segment(self.mar | self.sol)
        rows = self.frozen(
            self.env["res.partner"],
            addressee="company",
            segment_ids=[Command.set(wanted.ids)],
            exclude_segment_ids=[Command.set(out.ids)],
        )
        self.assertEqual(self.reasons(rows), {"Luna SL": False, "Mar SL": "excluded_by_hand"})

    def test_a_mailing_list_that_is_left_out_leaves_out_whom_it_knows_by_the_address(self):
        out = self.mailing_list("Info@MAR.example", "nadie@x.example")
        rows = self.frozen(self.luna | self.mar, addressee="company", exclude_list_ids=[Command.set(out.ids)])
        self.assertEqual(self.reasons(rows), {"Luna SL": False, "Mar SL": "excluded_by_hand"})

    def test_who_is_in_a_list_that_is_wanted_and_in_one_that_is_left_out_is_left_out(self):
        wanted = self.mailing_list("una@x.example", "otra@x.example")
        out = self.env["mailing.list"].create({"name": "No escribir"})
        contact = self.env["mailing.contact"].search([("email", "=", "otra@x.example")])
        contact.list_ids = [Command.link(out.id)]
        rows = self.frozen(
            self.env["res.partner"], list_ids=[Command.set(wanted.ids)], exclude_list_ids=[Command.set(out.ids)]
        )
        self.assertEqual(self.reasons(rows), {"una@x.example": False, "otra@x.example": "excluded_by_hand"})

    def test_a_lead_that_is_no_contact_is_left_out_by_its_address(self):
        rosa, nuria, pau, eva = self.env["crm.lead"].create(
            [
                {"name": name, "contact_name": name, "email_from": f"{name} <{address}>", "type": "lead"}
                for name, address in (
                    ("Rosa", "Rosa@x.example"),
                    ("Nuria", "info@mar.example"),
                    ("Pau", "nil@sol.example"),
                    ("Eva", "eva@x.example"),
                )
            ]
        )
        rows = self.frozen(
            self.env["res.partner"],
            lead_ids=[Command.set((rosa | nuria | pau | eva).ids)],
            exclude_list_ids=[Command.set(self.mailing_list("rosa@x.example").ids)],
            exclude_partner_ids=[Command.set((self.mar | self.sol).ids)],
        )
        out = "excluded_by_hand"
        self.assertEqual(self.reasons(rows), {"Rosa": out, "Nuria": out, "Pau": out, "Eva": False})

    def test_who_is_twice_in_the_lists_is_left_out_by_the_address(self):
        wanted, out = self.mailing_list("una@x.example", "otra@x.example"), self.mailing_list("Otra@x.example")
        rows = self.frozen(
            self.env["res.partner"], list_ids=[Command.set(wanted.ids)], exclude_list_ids=[Command.set(out.ids)]
        )
        self.assertEqual(self.reasons(rows), {"una@x.example": False, "otra@x.example": "excluded_by_hand"})

    def test_before_approving_it_is_told_how_many_are_left_out_and_why(self):
        action = self.new_mail(
            self.luna | self.mar, addressee="company", exclude_segment_ids=[Command.set(self.segment(self.mar).ids)]
        )
        self.freeze(action)
        self.assertEqual(action._count_reasons(), {"included": 1, "excluded_by_hand": 1})
        self.assertIn("1 are left out", action.message_ids[:1].body)
