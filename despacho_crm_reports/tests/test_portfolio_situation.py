from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .portfolio_common import PortfolioCommon


@tagged("post_install", "-at_install")
class TestPortfolioSituation(PortfolioCommon):
    """What stands out is found, said in a sentence, and opens; white space becomes a segment and an action."""

    @classmethod
    def make_more(cls):
        # Restaurants of Girona have payroll; of Lleida, half of them; builders have it hardly ever.
        for count, with_payroll, activity, state in (
            (12, 12, cls.catering, cls.girona),
            (12, 5, cls.catering, cls.lleida),
            (30, 2, cls.building, cls.lleida),
        ):
            for place in range(count):
                company = cls.new_company(f"{activity.code} {state.code} {place}", activity, state)
                lines = [(cls.taxes, 100)] + [(cls.payroll, 200)] * (place < with_payroll)
                cls.invoice(company, "2026-01-20", lines)

    def found(self, *terms, service=None):
        wanted = [list(term) for term in terms]
        every = (
            self.env["despacho.portfolio.situation"]
            .with_user(self.ana)
            .search([("company_id", "=", self.env.company.id), ("service_line_id", "=", (service or self.payroll).id)])
        )
        return every.filtered(lambda one: one.terms == wanted)

    def test_a_sector_that_has_a_service_far_more_stands_out(self):
        one = self.found(("sector_id", self.catering.id))
        # mar and cala are restaurants too, of which mar has payroll.
        self.assertEqual((one.used, one.size, one.rest_used, one.rest_size), (18, 26, 2, 30))
        self.assertEqual((one.more, one.crossed), ("more", False))
        self.assertAlmostEqual(one.share, 100 * 18 / 26, places=1)
        self.assertLess(one.low, one.share)
        self.assertLess(one.adjusted, 0.001)

    def test_a_crossing_stands_out_when_it_says_more_than_its_parts(self):
        one = self.found(("sector_id", self.catering.id), ("state_id", self.girona.id))
        self.assertFalse(one, "all of Girona are restaurants: the crossing says nothing new")
        for place in range(12):
            company = self.new_company(f"41 GI {place}", self.building, self.girona)
            self.invoice(company, "2026-01-20", [(self.taxes, 100)])
        self.refresh()
        one = self.found(("sector_id", self.catering.id), ("state_id", self.girona.id))
        self.assertEqual((one.used, one.size, one.crossed), (13, 14, True))

    def test_of_whom_the_activity_is_not_known_nobody_is_compared_with(self):
        for place in range(40):
            self.invoice(self.new_company(f"Sin actividad {place}"), "2026-01-20", [(self.taxes, 100)])
        self.refresh()
        one = self.found(("sector_id", self.catering.id))
        self.assertEqual((one.used, one.size, one.rest_used, one.rest_size), (18, 26, 2, 30))

    def test_many_sentences_cost_the_queries_of_one(self):
        def asked(situations):
            self.env.flush_all()
            self.env.invalidate_all()
            situations.mapped("used")
            before = self.cr.sql_log_count
            self.assertTrue(all(situations.mapped("sentence")))
            return self.cr.sql_log_count - before

        every = self.env["despacho.portfolio.situation"].search([("company_id", "=", self.env.company.id)])
        self.assertGreater(len(every), 3)
        asked(every)
        self.assertLessEqual(asked(every), asked(every[:1]) + 4, "one question for each kind of thing")

    def test_it_is_told_in_a_sentence_with_its_numbers(self):
        one = self.found(("sector_id", self.building.id))
        self.assertEqual(one.more, "less")
        for number in ("2", "30", "7"):
            self.assertIn(number, one.sentence)
        self.assertIn(self.payroll.name, one.sentence)
        self.assertIn(self.building.name, one.sentence)
        self.assertTrue(one.sureness)

    def test_of_one_client_it_is_told_in_the_singular(self):
        one = self.found(("sector_id", self.building.id))
        one.sudo().used = 1
        self.assertIn("only one of 30 clients", one.sentence)

    def test_of_very_few_nothing_is_told(self):
        self.env.company.portfolio_fewest = 27
        self.refresh()
        self.assertFalse(self.found(("sector_id", self.catering.id)))
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.env.company.portfolio_fewest = 1
            self.env.flush_all()

    def test_each_opens_its_companies(self):
        one = self.found(("sector_id", self.catering.id))
        Partner = self.env["res.partner"].with_user(self.ana)
        self.assertEqual(Partner.search_count(one.action_with()["domain"]), one.used)
        self.assertEqual(Partner.search_count(one.action_without()["domain"]), one.size - one.used)
        self.assertEqual(Partner.search(one.action_prospects()["domain"]), self.ola)

    def test_the_matrix_says_what_its_cells_open(self):
        Space = self.env["despacho.portfolio.space"].with_user(self.ana)
        Partner = self.env["res.partner"].with_user(self.ana)
        for dimension in ("section_id", "sector_id", "size_class", "region_id", "state_id", "legal_form"):
            page = Space.get_page(dimension)
            self.assertEqual(page["dimension"], dimension)
            for row in page["rows"]:
                for cell in row["cells"]:
                    counts = {"with": cell["used"], "without": cell["gap"], "prospects": row["prospects"]}
                    for who, count in counts.items():
                        action = Space.action_open([[dimension, row["key"]]], cell["service"], who)
                        self.assertEqual(Partner.search_count(action["domain"]), count, (dimension, row, who))

    def test_more_rows_of_the_matrix_cost_the_same_queries(self):
        def asked(fewest):
            self.env.company.portfolio_fewest = fewest
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = self.env["despacho.portfolio.space"].with_user(self.ana).get_page("sector_id")["rows"]
            return len(rows), self.cr.sql_log_count - before

        asked(3)
        few_rows, few = asked(27)
        many_rows, many = asked(3)
        self.assertLess(few_rows, many_rows)
        self.assertLessEqual(many, few)

    def test_the_matrix_counts_each_client_once_and_hides_the_few(self):
        page = self.env["despacho.portfolio.space"].with_user(self.ana).get_page("sector_id")
        rows = {row["key"]: row for row in page["rows"]}
        self.assertEqual(rows[self.building.id]["clients"], 30)
        self.assertEqual(rows[self.catering.id]["prospects"], 1)
        self.assertEqual(page["without_services"], 0)
        payroll = next(service for service in page["services"] if service["id"] == self.payroll.id)
        self.assertEqual(payroll["each"], 300, "what mar was invoiced for it last year")
        self.env.company.portfolio_fewest = 27
        page = self.env["despacho.portfolio.space"].with_user(self.ana).get_page("sector_id")
        self.assertEqual([row["key"] for row in page["rows"]], [self.building.id])

    def test_a_cell_becomes_a_segment_with_the_same_companies(self):
        Space = self.env["despacho.portfolio.space"].with_user(self.ana)
        action = Space.action_save_segment([["sector_id", self.building.id]], self.payroll.id, "without")
        wizard = self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"])
        self.assertIn(self.building.name, wizard.new({}).name)
        action = Space.action_draft([["sector_id", self.building.id]], self.payroll.id, "without")
        draft = self.env["despacho.action"].browse(action["res_id"])
        self.assertEqual((draft.state, draft.campaign_id.service_line_id), ("draft", self.payroll))
        self.assertEqual(draft.segment_ids.member_count, 28)
        self.assertEqual(draft.campaign_id.target_recipients, 28)
        self.assertEqual(draft.create_uid, self.ana)

    def test_a_shared_contact_counts_with_the_company_that_invoices_it(self):
        """As in the portfolio: who bought of another company only is no client of this one, and who of none is."""
        other = self.env["res.company"].create({"name": "Sucursal"})
        self.ana.company_ids += other
        theirs = self.new_company("Suya", self.building, self.lleida)
        both = self.new_company("De las dos", self.building, self.lleida)
        told = self.new_company("De ninguna", self.building, self.lleida)
        self.invoice(both, "2026-01-20", [(self.taxes, 100)])
        for partner in theirs | both:
            self.env["despacho.billing.year"].create(
                {"partner_id": partner.id, "year": 2026, "amount": 90, "company_id": other.id}
            )
        self.refresh()
        self.env["despacho.portfolio.cell"]._build(other, shared=False)
        (theirs | told).lifecycle = "client"
        self.env.flush_all()
        Space = self.env["despacho.portfolio.space"].with_user(self.ana)
        cell = [["sector_id", self.building.id]], self.payroll.id, "without"
        for company, clients in ((self.env.company, both | told), (other, theirs | both | told)):
            # Whichever companies he has chosen above.
            for chosen in (company, company | self.env.company | other):
                one = Space.with_context(allowed_company_ids=chosen.ids).with_company(company)
                partners = self.env["res.partner"].with_user(self.ana).with_context(allowed_company_ids=chosen.ids)
                counted = partners.search(one.action_open(*cell)["domain"])
                self.assertEqual(counted & (theirs | both | told), clients, company.name)
                draft = self.env["despacho.action"].browse(one.action_draft(*cell)["res_id"])
                self.assertEqual(draft.segment_ids.member_ids.partner_id, counted)
                self.assertEqual(draft.campaign_id.target_recipients, len(counted))

    def test_a_situation_prepares_an_action_for_who_lacks_the_service(self):
        one = self.found(("sector_id", self.catering.id))
        draft = self.env["despacho.action"].browse(one.action_draft()["res_id"])
        self.assertEqual(draft.segment_ids.member_count, one.size - one.used)

    def test_only_who_analyses_sees_them_and_nobody_writes_them(self):
        one = self.found(("sector_id", self.catering.id))
        with self.assertRaises(AccessError):
            one.with_user(self.sara).read(["used"])
        with self.assertRaises(AccessError):
            one.write({"used": 1})
        Space = self.env["despacho.portfolio.space"].with_user(self.sara)
        for attempt in (
            Space.get_page,
            lambda: Space.action_draft([["sector_id", self.catering.id]], self.payroll.id, "without"),
            lambda: Space.action_open([["sector_id", self.catering.id]], self.payroll.id, "without"),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_another_company_does_not_see_them(self):
        other = self.env["res.company"].create({"name": "Sucursal"})
        self.ana.company_ids += other
        Situation = self.env["despacho.portfolio.situation"].with_user(self.ana)
        self.assertFalse(Situation.with_context(allowed_company_ids=other.ids).search([]))
        self.assertTrue(Situation.with_context(allowed_company_ids=self.env.company.ids).search([]))
