from odoo.exceptions import AccessError
from odoo.tests import tagged

from .quality_common import QualityCommon


@tagged("post_install", "-at_install")
class TestQualityAccess(QualityCommon):
    """Who may see how good the base is."""

    def test_the_matrix(self):
        models = ("measure", "record", "snapshot", "review")
        nothing, reads, writes = "", "r", "rw"
        matrix = {
            self.ana: (reads, reads, reads, writes),
            self.sara: (reads, reads, reads, writes),
            self.marta: (writes, reads, reads, writes),
            self.ines: (nothing,) * 4,
            self.pau: (nothing,) * 4,
            self.rosa: (nothing,) * 4,
        }
        for user, expected in matrix.items():
            for model, rights in zip(models, expected, strict=True):
                with self.subTest(f"{user.name}: {model}"):
                    found = "".join(
                        operation[0]
                        for operation in ("read", "write", "create", "unlink")
                        if self.env[f"despacho.quality.{model}"].with_user(user).has_access(operation)
                    )
                    self.assertEqual(found, rights)

    def test_invoicing_sees_nothing_of_it(self):
        for name in ("quality_score", "quality_missing", "quality_checked_on", "quality_gap_ids"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.vega.with_user(self.ines).read([name])
        with self.assertRaises(AccessError):
            self.as_user(self.ines, "despacho.quality.record").get_page()
        with self.assertRaises(AccessError):
            self.vega.with_user(self.pau).action_quality_checked()

    def test_each_sees_their_own_reviews_and_stewards_all(self):
        self.rate()
        self.reviews._deal(self.ana)
        luz = self._new_user("luz", "despacho_crm.group_user")
        self.assertTrue(self.as_user(self.ana, "despacho.quality.review").search([]))
        self.assertFalse(self.as_user(luz, "despacho.quality.review").search([]))
        self.assertTrue(self.as_user(self.sara, "despacho.quality.review").search([]))
        with self.assertRaises(AccessError):
            self.reviews.search([], limit=1).with_user(luz).action_skip()

    def test_what_a_company_keeps_to_itself_is_not_counted_for_another(self):
        branch = self.new_branch()
        own = self.new_company("Propia", company_id=branch.id)
        self.rate()
        self.assertTrue(self.record_of(own))
        self.assertFalse(self.as_user(self.ana, "despacho.quality.record").search([("partner_id", "=", own.id)]))
        self.assertEqual(self.as_user(self.ana, "despacho.quality.record").get_page()["total"], 2)
        totals = self.env["despacho.quality.snapshot"].search([("dimension", "=", "score")])
        self.assertEqual({row.company_id: row.total for row in totals}[branch], 3)
        self.assertEqual({row.company_id: row.total for row in totals}[self.firm], 2)
