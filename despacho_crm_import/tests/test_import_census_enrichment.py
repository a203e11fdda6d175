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

    def origins(self, partner):
        return self.env["despacho.value.origin"]._get_by_partner(partner)[partner.id]

    def lists(self, partner, *names):
        origins = self.origins(partner)
        return [(origins[name].get("import_id"), origins[name].get("row")) for name in names]

    def test_each_value_that_the_census_gives_knows_its_list_and_row(self):
        first = self.census(self.line(3), self.line(1, people="7"))
        second = self.census(self.line(1, city="Leganés", people="7"), source_date="2026-09-30", filename="otra.csv")
        self.work()
        self.assertEqual(self.lists(self.known, "city", "zip"), [(second.id, 2), (first.id, 3)])
        words = self.known.get_value_origins()
        self.assertIn("otra.csv", str(words["city"]))
        self.assertIn("censo.csv", str(words["zip"]))

    def test_what_somebody_wrote_by_hand_in_the_census_is_of_no_list(self):
        self.census(self.line(1))
        second = self.census(self.line(1, city="Leganés"), source_date="2026-09-30")
        self.found(1).zip = "28902"
        self.work()
        self.assertEqual(self.lists(self.known, "city", "zip"), [(second.id, 2), (None, None)])
        self.assertEqual(self.origins(self.known)["zip"]["source"], "census")

    def test_whoever_becomes_a_prospect_knows_its_list_and_row(self):
        record = self.census(self.line(3), self.line(4, phone="912345678"))
        lead = self.found(4)._to_prospects({"service_line_ids": []}, self.env.user)
        names = "name", "nif", "city", "phone", "cnae_id"
        origins = self.origins(lead.partner_id)
        self.assertEqual(
            {name: (origins[name]["source"], origins[name]["import_id"], origins[name]["row"]) for name in names},
            dict.fromkeys(names, ("census", record.id, 3)),
        )

    def proposed(self):
        proposals = self.env["despacho.enrichment.proposal"]
        return proposals.search([("partner_id", "=", self.known.id), ("field_name", "=", "city")])

    def test_what_is_accepted_by_hand_knows_its_list_and_row_while_the_census_says_it(self):
        self.known.city = "Móstoles"
        first = self.census(self.line(3), self.line(1))
        self.work()
        self.proposed().action_accept()
        self.assertEqual((self.known.city, self.lists(self.known, "city")), ("Getafe", [(first.id, 3)]))

    def test_what_the_census_does_not_say_any_more_is_of_no_list(self):
        self.known.city = "Móstoles"
        self.census(self.line(1))
        self.work()
        self.census(self.line(1, city="Leganés"), source_date="2026-09-30")
        self.proposed().action_accept()
        self.assertEqual((self.known.city, self.lists(self.known, "city")), ("Getafe", [(None, None)]))
