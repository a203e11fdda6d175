from unittest.mock import patch

from odoo.tests import tagged

from .census_case import CensusCase


@tagged("post_install", "-at_install")
class TestImportCensusEnrichment(CensusCase):
    """What a list says of contacts of the base is looked at when it comes, and not a week later."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.providers = cls.env["despacho.enrichment.provider"]
        cls.providers.search([]).state = "paused"
        cls.provider = cls.env.ref("despacho_crm.enrichment_provider_census")
        cls.provider.state = "working"
        cls.known, cls.other = cls.env["res.partner"].create(
            [{"name": f"Conocida {n}", "is_company": True, "vat": cls.keys[n]} for n in (1, 2)]
        )

    def work(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *arguments, **named: 60):
            self.providers._cron_enrich(True)
        self.env.invalidate_all()

    def waiting(self):
        return self.env["despacho.enrichment.queue"]._count_due(self.provider).get(self.provider.id, 0)

    def test_whom_the_list_has_is_asked_about_at_once_and_nobody_else(self):
        self.work()
        self.assertEqual((self.waiting(), self.known.city), (0, False))
        self.census(self.line(1), self.line(3))
        self.assertEqual(self.waiting(), 1)
        self.work()
        self.assertEqual((self.known.city, self.other.city, self.waiting()), ("Getafe", False, 0))

    def test_the_jobs_are_woken_up(self):
        self.work()
        woken = []
        self.patch(type(self.providers), "_wake", lambda providers, at=None: woken.append(providers))
        self.census(self.line(4))
        self.assertFalse(woken, "it has news of nobody of the base")
        self.census(self.line(1))
        self.assertEqual(woken, [self.provider])

    def test_what_a_later_list_writes_over_is_news_too(self):
        self.census(self.line(1), self.line(2))
        self.work()
        self.census(self.line(1, city="Leganés"), self.line(2), source_date="2026-09-30")
        self.assertEqual(self.waiting(), 2)
        self.work()
        self.assertEqual((self.known.city, self.other.city), ("Leganés", "Getafe"))
