from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .quality_common import QualityCommon


@tagged("post_install", "-at_install")
class TestQualityMeasures(QualityCommon):
    """What is asked of a record."""

    def test_a_record_that_has_what_is_asked_is_of_a_hundred(self):
        pilar = self.pilar.with_user(self.ana)
        self.assertEqual((pilar.quality_score, pilar.quality_missing), (100, ""))

    def test_what_is_missing_is_said_the_most_useful_first(self):
        vega = self.vega.with_user(self.ana)
        self.assertLess(vega.quality_score, 60)
        self.assertTrue(vega.quality_missing.startswith("an e-mail, the activity (CNAE), a phone"))
        self.assertIn("and", vega.quality_missing)

    def test_it_is_seen_as_soon_as_it_is_corrected(self):
        vega = self.vega.with_user(self.ana)
        before = vega.quality_score
        vega.email = "info@vega.example"
        self.env.invalidate_all()
        self.assertGreater(vega.quality_score, before)
        self.assertFalse(vega.quality_missing.startswith("an e-mail"))

    def test_each_datum(self):
        # (what fails, what mends it)
        cases = (
            ("cnae", {"cnae_id": self.env["despacho.cnae"].search([], limit=1).id}),
            ("phone", {"phone": "+34 931 23 45 67"}),
            ("street", {"street": "Calle 1", "city": "Vic"}),
            ("zip", {"zip": "08500"}),
            ("website", {"website": "vega.example"}),
            ("contact", {"child_ids": [Command.create({"name": "Eva", "email": "eva@vega.example"})]}),
        )
        for code, values in cases:
            with self.subTest(code):
                self.assertIn(code, self.gaps(self.vega))
                self.vega.write(values)
                self.assertNotIn(code, self.gaps(self.vega))

    def test_what_is_there_may_be_wrong(self):
        cases = (
            ("email_valid", {"email": "sin arroba"}, {"email": "pilar@ruiz.example"}),
            ("email_valid", {"message_bounce": 2}, {"message_bounce": 0}),
            ("zip_valid", {"zip": "28001"}, {"zip": "08001"}),
            ("zip_valid", {"zip": "801"}, {"zip": "08001"}),
            ("phone_valid", {"phone": "no tiene"}, {"phone": "+34 931 23 45 67"}),
        )
        for code, wrong, right in cases:
            with self.subTest(f"{code} {wrong}"):
                self.pilar.write(wrong)
                self.assertIn(code, self.gaps(self.pilar))
                self.pilar.write(right)
                self.assertNotIn(code, self.gaps(self.pilar))

    def test_a_person_is_not_asked_for_the_data_of_a_company(self):
        company = {"cnae", "size", "employees", "website", "contact", "contact_role"}
        self.assertFalse(company & set(self.gaps(self.pilar)))
        self.assertLess(company - {"contact"}, set(self.gaps(self.vega)))

    def test_what_nothing_is_heard_of_for_long_is_to_be_checked(self):
        long_ago = fields.Date.context_today(self.pilar) - timedelta(days=800)
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET create_date = %s WHERE id = %s", [long_ago, self.pilar.id])
        self.assertEqual(self.gaps(self.pilar), ["checked"])
        self.pilar.with_user(self.ana).action_quality_checked()
        self.assertEqual(self.gaps(self.pilar), [])
        self.assertEqual(self.pilar.quality_checked_uid, self.ana)

    def test_what_segments_ask_for_is_more_useful(self):
        self.assertLess(self.gaps(self.vega).index("email"), self.gaps(self.vega).index("website"))
        for number in range(4):
            self.env["despacho.segment"].create(
                {
                    "name": f"Con web {number}",
                    "domain": repr([("website", "!=", False)]),
                }
            )
        self.measure("website").weight = 5
        self.env["despacho.quality.measure"]._count_uses()
        self.assertEqual((self.measure("website").uses, self.measure("email").uses), (4, 0))
        self.assertEqual(self.measure("website").usefulness, 15)
        self.assertEqual(self.gaps(self.vega)[0], "website")

    def test_what_the_firm_does_not_care_about_is_not_asked(self):
        self.measure("email").active = False
        self.measure("phone").weight = 0
        self.assertFalse({"email", "phone"} & set(self.gaps(self.vega)))


@tagged("post_install", "-at_install")
class TestQualityBase(QualityCommon):
    """The whole base, every night."""

    def test_the_night_rates_clients_and_prospects_and_nobody_else(self):
        self.rate()
        self.assertEqual(self.records.search([]).partner_id, self.vega | self.pilar)
        vega, pilar = self.record_of(self.vega), self.record_of(self.pilar)
        self.assertEqual((pilar.score, pilar.band, pilar.gaps), (100, "4", []))
        self.assertEqual(vega.score, self.vega.with_user(self.ana).quality_score)
        self.assertIn("an e-mail", vega.missing)

    def test_who_does_not_count_any_more_goes(self):
        self.rate()
        self.vega.active = False
        self.rate()
        self.assertEqual(self.records.search([]).partner_id, self.pilar)

    def test_the_job_goes_on_where_it_was(self):
        self.rate()
        self.record_of(self.vega).rated_on = fields.Date.context_today(self.vega) - timedelta(days=1)
        self.env.flush_all()
        today = fields.Date.context_today(self.vega)
        self.assertEqual(self.records._pending_ids(today, 10), [self.vega.id])
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_quality").method_direct_trigger()
        self.assertEqual(self.records._pending_ids(today, 10), [])

    def test_a_day_is_written_down_once_for_each_company(self):
        self.rate()
        self.rate()
        snapshots = self.env["despacho.quality.snapshot"]
        mine = snapshots.search([("company_id", "=", self.firm.id), ("dimension", "=", "score")])
        self.assertEqual((len(mine), mine.total), (1, 2))
        self.assertAlmostEqual(mine.percent, sum(self.records.search([]).mapped("score")) / 2, 1)
        email = snapshots.search([("company_id", "=", self.firm.id), ("measure_id", "=", self.measure("email").id)])
        self.assertEqual((email.total, email.missing, email.percent), (2, 1, 50))

    def test_whoever_lacks_something_is_found(self):
        self.rate()
        partners = self.as_user(self.ana)
        email = self.measure("email")
        self.assertEqual(partners.search([("quality_gap_ids", "in", email.ids)]), self.vega)
        self.assertEqual(partners.search([("quality_gap_ids.name", "=", "E-mail")]), self.vega)
        self.assertIn(self.pilar, partners.search([("quality_gap_ids", "=", False)]))

    def test_the_page(self):
        self.rate()
        page = self.as_user(self.ana, "despacho.quality.record").get_page()
        self.assertEqual(page["total"], 2)
        self.assertEqual(sum(band["count"] for band in page["bands"]), 2)
        email = next(one for one in page["measures"] if one["id"] == self.measure("email").id)
        self.assertEqual((email["missing"], email["total"]), (1, 2))
        self.assertAlmostEqual(page["trend"][-1]["score"], page["scores"]["score"], delta=1)

    def test_a_hundred_records_cost_the_queries_of_one(self):
        partners = self.env["res.partner"].create([{"name": f"Uno {number}"} for number in range(100)])
        self.env.flush_all()

        def count(records):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.ana).mapped("quality_missing")
            return self.env.cr.sql_log_count - before

        count(partners[:1])
        self.assertLessEqual(count(partners), count(partners[:1]))

    def test_joining_leaves_nothing_of_it_behind(self):
        twin = self.new_company("VEGA, Talleres")
        self.rate()
        self.assertEqual(len(self.records.search([])), 3)
        merges = self.env["despacho.merge"].with_user(self.sara)
        merge = merges._join(self.vega.with_user(self.sara), twin.with_user(self.sara))
        self.assertFalse(merge.kept)
        self.rate()
        self.assertEqual(self.records.search([]).partner_id, self.vega | self.pilar)
        merge.action_undo()
        self.rate()
        self.assertEqual(self.records.search([]).partner_id, self.vega | self.pilar | twin)
