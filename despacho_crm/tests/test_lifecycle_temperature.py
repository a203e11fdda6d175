from odoo.tests import tagged

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecycleTemperature(LifecycleCommon):
    """Cold, warm, hot, and why."""

    def temperature(self, partner):
        self.settle()
        return partner.temperature

    def test_an_opportunity_is_hot_and_cools_down(self):
        opportunity = self.lead(self.vega, type="opportunity")
        self.assertEqual(self.temperature(self.vega), "hot")
        for days, expected in ((30, "hot"), (31, "warm"), (180, "warm"), (181, "cold")):
            with self.subTest(days=days):
                opportunity.date_last_stage_update = self.moment(days)
                self.env.flush_all()
                self.vega._lifecycle_update()
                self.assertEqual(self.vega.temperature, expected)

    def test_the_thresholds_are_the_company_s(self):
        self.contact(self.vega, days=20, reaction="interested")
        self.assertEqual(self.temperature(self.vega), "hot")
        self.firm.lifecycle_hot_days = 10
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.temperature, "warm")
        self.firm.lifecycle_warm_days = 15
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.temperature, "cold")

    def test_what_they_said_last_prevails(self):
        self.contact(self.vega, days=5, reaction="interested")
        self.assertEqual(self.temperature(self.vega), "hot")
        self.contact(self.vega, days=2, reaction="later")
        self.assertEqual(self.temperature(self.vega), "warm")

    def test_a_no_undoes_the_interest_that_came_before(self):
        self.contact(self.vega, days=5, reaction="interested", chance=90)
        self.contact(self.vega, days=3, reaction="not_interested")
        self.assertEqual(self.temperature(self.vega), "cold")
        self.assertTrue(self.vega.contact_refused)
        self.assertRegex(self.vega.temperature_reason, "^Said no on")

    def test_interest_after_a_no_counts(self):
        self.contact(self.vega, days=5, result="refused")
        self.contact(self.vega, days=1, direction="inbound", reaction="information")
        self.assertEqual(self.temperature(self.vega), "warm")
        self.assertFalse(self.vega.contact_refused)

    def test_the_chance_has_its_own_thresholds(self):
        for chance, expected in ((0, "cold"), (29, "cold"), (30, "warm"), (69, "warm"), (70, "hot")):
            with self.subTest(chance=chance):
                self.contact(self.pilar, chance=chance)
                self.assertEqual(self.temperature(self.pilar), expected)

    def test_a_complaint_is_no_sign_of_interest(self):
        self.contact(self.vega, reaction="complaint")
        self.assertEqual(self.temperature(self.vega), "cold")

    def test_a_click_is_warm_and_an_opening_is_not(self):
        self.trace(self.vega, 3, open_datetime=True)
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.temperature, "cold")
        self.trace(self.vega, 3).set_clicked()
        self.assertEqual(self.temperature(self.vega), "warm")

    def test_a_quotation_sent_is_hot(self):
        order = self.env["sale.order"].create({"partner_id": self.luis.id})
        order.state = "sent"
        self.env.flush_all()
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.temperature, "hot")
        self.assertIn("quotation", self.vega.temperature_reason)

    def test_who_is_invoiced_is_warm(self):
        self.invoice(self.vega)
        self.assertEqual(self.temperature(self.vega), "warm")
        self.assertIn("nvoiced on", self.vega.temperature_reason)

    def test_the_reason_gives_the_strongest_signs_latest_first(self):
        self.contact(self.vega, days=9, chance=80)
        self.contact(self.vega, days=4, reaction="interested")
        self.trace(self.vega, 2, links_click_datetime=True)
        self.vega._lifecycle_update()
        reason = self.vega.temperature_reason
        self.assertLess(reason.index("interested"), reason.index("80 %"))
        self.assertNotIn("link", reason)

    def test_the_reason_is_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.invoice(self.vega)
        self.settle()
        spanish, english = self.vega.with_context(lang="es_ES"), self.vega.with_context(lang="en_US")
        self.assertNotEqual(spanish.temperature_reason, english.temperature_reason)

    # By hand

    def test_what_is_set_by_hand_says_who_and_when_and_stays(self):
        vega = self.vega.with_user(self.ana)
        vega.temperature = "hot"
        self.assertEqual((vega.temperature_manual, vega.temperature_manual_uid), (True, self.ana))
        self.assertTrue(vega.temperature_manual_on)
        self.assertRegex(vega.temperature_reason, r"^Set by hand by Ana on .*no sign of interest")
        self.run_job()
        self.contact(self.vega, reaction="not_interested")
        self.assertEqual(self.temperature(self.vega), "hot")

    def test_withdrawn_it_follows_from_what_happens_again(self):
        self.contact(self.vega, reaction="information")
        vega = self.vega.with_user(self.ana)
        vega.with_context(temperature="cold").action_temperature_set()
        self.assertEqual(self.temperature(vega), "cold")
        vega.action_temperature_automatic()
        self.assertEqual(vega.temperature, "warm")
        self.assertFalse(vega.temperature_manual or vega.temperature_manual_uid or vega.temperature_manual_on)

    def test_nobody_signs_for_another_nor_writes_what_is_derived(self):
        self.vega.with_user(self.ana).write(
            {
                "temperature": "hot",
                "temperature_manual_uid": self.sara.id,
                "lifecycle_cause": "client",
                "lifecycle_manual": True,
                "invoiced_12m": 9,
            }
        )
        self.assertEqual(self.vega.temperature_manual_uid, self.ana)
        self.assertEqual(self.relation(self.vega), ("prospect", "hot"))
        self.assertEqual(self.vega.invoiced_12m, 0)
        forged = self.as_user(self.ana).create({"name": "X", "vat": self.nif_of(), "last_won_date": self.today})
        self.assertFalse(forged.last_won_date)
