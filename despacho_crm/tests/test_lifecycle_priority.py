from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecyclePriority(LifecycleCommon):
    """Whom to attend first, why, and whom to call today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.write(
            {
                "priority_weight_potential": 50,
                "priority_weight_date": 30,
                "priority_weight_purchases": 20,
                "priority_full_potential": 1000,
                "priority_full_purchases": 1000,
                "call_min_score": 40,
                "call_rest_days": 7,
            }
        )
        (cls.vega | cls.luis).phone = "+34972000111"
        cls.vega._lifecycle_update()
        cls.settle()

    def score(self, partner):
        self.settle()
        return partner.priority_score

    def to_call(self):
        self.settle()
        return self.as_user(self.ana).search([("call_today", "=", True)])

    def test_each_part_is_worth_its_weight(self):
        self.assertEqual(self.score(self.vega), 0)
        self.vega.potential = 500
        self.assertEqual(self.score(self.vega), 25)
        self.plan(self.vega, 0)
        self.assertEqual(self.score(self.vega), 55)
        self.invoice(self.vega, amount=5000)
        self.assertEqual(self.score(self.vega), 75)

    def test_the_nearer_the_action_the_more_it_counts(self):
        scores = []
        for days in (-20, 0, 7, 13, 14, 60):
            activity = self.plan(self.vega, days)
            scores.append(self.score(self.vega))
            activity.unlink()
        self.assertEqual(scores, [30, 30, 15, 2, 0, 0])

    def test_a_potential_that_nobody_estimated_is_blank_and_comes_last(self):
        self.vega.potential, self.pilar.potential = 900, 300
        self.settle()
        people = (self.luis | self.vega | self.pilar).with_user(self.ana)
        self.assertEqual([row["potential"] for row in people.read(["potential"])], [False, 900, 300])
        self.assertEqual(people.sudo().export_data(["potential"])["datas"], [[""], [900], [300]])
        found = {
            order: people.search([("id", "in", people.ids)], order=f"potential {order}") for order in ("desc", "asc")
        }
        self.assertEqual(found["desc"], self.vega | self.pilar | self.luis)
        self.assertEqual(found["asc"], self.pilar | self.vega | self.luis)

    def test_a_potential_that_is_withdrawn_is_unknown_again(self):
        self.vega.potential = 900
        self.settle()
        self.vega.with_user(self.ana).potential = 0
        self.settle()
        self.env.cr.execute("SELECT potential FROM res_partner WHERE id = %s", [self.vega.id])
        self.assertEqual(self.env.cr.fetchone(), (None,))

    def test_why_gives_the_reasons_that_weigh_most_first(self):
        self.vega.potential = 900
        self.plan(self.vega, -3)
        self.settle()
        why = self.vega.with_user(self.ana).priority_why
        self.assertRegex(why, r"^Potential of .*900.* \(\+45\); action overdue since .* \(\+30\)$")

    def test_nothing_known_is_said_too(self):
        self.assertIn("Nothing planned", self.vega.priority_why)

    def test_other_weights_make_another_order_when_the_job_has_passed(self):
        self.vega.potential = 1000
        self.invoice(self.pilar, amount=1000)
        order = [("id", "in", (self.vega | self.pilar).ids)], "priority_score desc"
        self.settle()
        self.assertEqual(self.env["res.partner"].search(order[0], order=order[1])[0], self.vega)
        self.firm.write({"priority_weight_potential": 10, "priority_weight_purchases": 90})
        self.run_job()
        self.assertEqual(self.env["res.partner"].search(order[0], order=order[1])[0], self.pilar)

    # Whom to call today

    def test_who_has_an_action_due_is_called(self):
        self.assertNotIn(self.vega, self.to_call())
        activity = self.plan(self.vega, 0)
        self.assertIn(self.vega, self.to_call())
        activity.date_deadline = self.days_ago(-1)
        self.assertNotIn(self.vega, self.to_call())

    def called(self):
        self.settle()
        return self.as_user(self.ana).search([("called_today", "=", True)])

    def test_who_was_contacted_today_is_done_with_until_tomorrow_whatever_is_overdue(self):
        self.plan(self.vega, -6)
        self.plan(self.pilar, -6)
        self.pilar.phone = "+34972000444"
        self.assertFalse(self.called())
        self.contact(self.vega)
        self.assertNotIn(self.vega, self.to_call())
        self.assertIn(self.pilar, self.to_call())
        self.assertEqual(self.called(), self.vega)
        self.assertEqual((self.vega | self.pilar).mapped("called_today"), [True, False])
        self.assertEqual((self.vega | self.pilar).mapped("call_today"), [False, True])

    def test_who_was_contacted_yesterday_is_called_for_what_is_overdue(self):
        self.plan(self.vega, -6)
        self.contact(self.vega, days=1)
        self.assertIn(self.vega, self.to_call())
        self.assertFalse(self.called())

    def test_who_agreed_to_another_call_today_is_called_again(self):
        self.contact(self.vega, result="no_answer")
        self.plan(self.vega, 0)
        self.assertIn(self.vega, self.to_call())
        self.contact(self.vega)
        self.assertNotIn(self.vega, self.to_call())

    def test_the_list_opens_with_whom_to_call_and_shows_those_done_when_asked(self):
        action = self.env.ref("despacho_crm.action_call_today")
        self.assertEqual(safe_eval(action.context)["search_default_to_call"], 1)
        self.plan(self.vega, -6)
        self.contact(self.vega)
        self.settle()
        self.assertIn(self.vega, self.as_user(self.ana).search(safe_eval(action.domain)))

    def test_who_is_worth_it_is_called_unless_contacted_lately(self):
        self.vega.potential = 900
        self.assertIn(self.vega, self.to_call())
        self.contact(self.vega, days=7, result="no_answer")
        self.assertNotIn(self.vega, self.to_call())
        self.firm.call_rest_days = 5
        self.assertIn(self.vega, self.to_call())

    def test_an_agreed_date_is_respected(self):
        self.vega.potential = 1000
        self.plan(self.vega, 5)
        self.assertNotIn(self.vega, self.to_call())

    def test_without_a_number_nobody_is_called(self):
        self.vega.potential = 1000
        self.vega.phone = False
        self.assertIn(self.vega, self.to_call())
        self.assertEqual(self.vega.call_phone, self.luis.phone)
        self.luis.phone = False
        self.assertNotIn(self.vega, self.to_call())

    def test_who_said_no_is_not_called(self):
        self.vega.potential = 1000
        self.contact(self.vega, days=30, reaction="not_interested")
        self.assertNotIn(self.vega, self.to_call())

    def test_spam_is_not_called(self):
        self.vega.potential = 1000
        self.lead(self.vega).sudo().stage_id = self.env.ref("despacho_crm.stage_lead_spam")
        self.assertNotIn(self.vega, self.to_call())

    def test_the_button_and_the_search_agree(self):
        self.vega.potential = 1000
        self.settle()
        both = self.vega | self.pilar
        self.assertEqual(both.filtered("call_today"), self.vega)
        self.assertNotIn(self.vega, self.env["res.partner"].search([("call_today", "=", False)]))

    # Who sees what

    def test_who_only_invoices_does_not_see_what_is_known(self):
        self.invoice(self.vega)
        self.settle()
        for field in ("lifecycle", "temperature", "potential", "priority_score", "temperature_reason"):
            with self.subTest(field=field), self.assertRaises(AccessError):
                self.vega.with_user(self.ines).read([field])
        with self.assertRaises(AccessError):
            self.vega.with_user(self.ines).write({"potential": 5})

    def test_who_only_invoices_opens_and_makes_contacts_as_ever(self):
        with Form(self.as_user(self.ines)) as form:
            form.name = "Ferretería Sol"
            form.vat = self.nif_of()
        partner = form.save()
        self.assertEqual(partner.sudo().lifecycle, "prospect")
        arch = self.as_user(self.ines).get_view(view_type="form")["arch"]
        self.assertNotIn("temperature", arch)

    def test_who_invoices_makes_a_client_without_seeing_it(self):
        self.invoice(self.vega, post=False).with_user(self.ines).action_post()
        self.settle()
        self.assertEqual(self.vega.lifecycle, "client")

    def test_the_sheet_opens_and_is_saved_by_who_works_in_the_crm(self):
        with Form(self.vega.with_user(self.ana)) as form:
            form.potential = 750
            form.discount_interest = "yes"
        self.assertEqual(self.vega.priority_score, 38)
        self.assertTrue(self.vega.potential_typed and self.vega.discount_interest_typed)
