from collections import Counter
from math import log2
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .profile_common import TODAY, ProfileCommon


@tagged("post_install", "-at_install")
class TestProfile(ProfileCommon):
    """Who the best clients are, what they have in common, and who is like them."""

    def test_the_best_are_those_that_the_definition_says(self):
        profile = self.calculate()
        self.assertEqual(profile.state, "ready")
        chosen = profile.score_ids.filtered("is_best")
        self.assertEqual(chosen.partner_id, self.best)
        self.assertEqual((profile.client_count, profile.best_count, profile.other_count), (100, 36, 64))

    def test_what_was_bought_in_twelve_months_is_what_the_invoices_say(self):
        profile = self.calculate()
        billed = self.env["despacho.billing.year"].search([("company_id", "=", self.company.id)])
        days = 199 / 365  # from 16 June to 31 December
        expected = {line.partner_id: round(line.amount * days, 2) for line in billed}
        found = {row.partner_id: row.value for row in profile.score_ids if row.kind == "client"}
        self.assertEqual(found.keys(), expected.keys())
        for partner, value in expected.items():
            self.assertAlmostEqual(found[partner], value, 2)

    def test_the_weights_are_those_of_a_count_by_hand(self):
        profile = self.calculate()
        row = profile.weight_ids.filtered(lambda one: one.sector_id == self.law.sector_id)
        self.assertEqual((row.best, row.others), (32, 10))
        # So many companies like any other are added to each value, so that few say little.
        held, share = 6.0, 36 / 100
        mine = (32 + held * share) / (36 + held * share)
        theirs = (10 + held * (1 - share)) / (64 + held * (1 - share))
        self.assertAlmostEqual(log2(row.times), log2(mine / theirs), delta=0.01)
        self.assertGreater(row.points, 0)
        shops = profile.weight_ids.filtered(lambda one: one.sector_id == self.shops.sector_id)
        self.assertLess(shops.points, 0)

    def test_what_very_few_have_says_nothing(self):
        self.best[:4].state_id = self.spain.state_ids.filtered(lambda state: state.code == "SO")
        states = self.calculate().weight_ids.filtered("state_id").state_id
        self.assertEqual(states, self.girona | self.barcelona)

    def test_prospects_like_the_best_come_first_with_the_reason(self):
        profile = self.calculate()
        scores = {row.partner_id: row for row in profile.score_ids if row.kind == "prospect"}
        like, unlike, unknown = (scores[one] for one in self.prospects)
        self.assertGreater(like.score, unknown.score)
        self.assertGreater(unknown.score, unlike.score)
        self.assertEqual((like.band, unlike.band), ("a", "d"))
        self.assertIn(self.law.sector_id.display_name, like.why)

    def test_the_points_of_a_contact_add_up(self):
        profile = self.calculate()
        points = {
            (row.feature, row[row.feature].id if row._fields[row.feature].relational else row[row.feature]): row.points
            for row in profile.weight_ids
        }
        for row in profile.score_ids:
            partner = row.partner_id
            mine = (
                ("sector_id", partner.sector_id.id),
                ("size_class", partner.size_class),
                ("state_id", partner.state_id.id),
                ("legal_form", partner.legal_form),
            )
            total = profile.base_points + sum(points.get(one, 0) for one in mine)
            self.assertAlmostEqual(row.score, total, 3)
            self.assertAlmostEqual(row.chance, 1 / (1 + 2**-total), 3)

    def test_it_was_tried_on_clients_that_it_had_not_seen(self):
        profile = self.calculate()
        self.assertGreater(profile.trial_area, 0.8)
        self.assertEqual(profile.lift[-1], [1.0, 1.0])
        shares = [found for _share, found in profile.lift]
        self.assertEqual(shares, sorted(shares))
        self.assertTrue(profile.trial_verdict)

    def test_with_too_few_it_refuses_and_says_how_many_there_are_and_are_needed(self):
        self.profile.best_share = 10
        profile = self.calculate()
        self.assertEqual(profile.state, "few")
        for number in (10, 90, 32):
            self.assertIn(str(number), profile.refusal)
        self.assertFalse(profile.weight_ids or profile.score_ids or profile.market_ids)
        with self.assertRaises(UserError):
            profile.action_view_market()

    def test_prospects_count_among_the_others_if_the_firm_wants(self):
        self.profile.compared = "base"
        profile = self.calculate()
        # Those of the base that belong to every company are in it too.
        self.assertEqual(profile.other_count, len(profile.score_ids) - 36)
        self.assertLessEqual(set(self.prospects), set(profile.score_ids.partner_id))

    def test_another_definition_forgets_what_was_calculated(self):
        profile = self.calculate()
        profile.weight_payment = 40
        self.assertEqual((profile.state, profile.best_count, len(profile.score_ids)), ("draft", 0, 0))

    def test_calculating_twice_leaves_the_same(self):
        def said():
            return Counter(
                (row.partner_id, row.band, row.is_best, round(row.score, 4)) for row in self.profile.score_ids
            )

        self.calculate()
        before = said()
        self.calculate()
        self.assertEqual(said(), before)

    def test_invoices_count_and_reversed_ones_do_not(self):
        self.env["account.chart.template"].try_loading("es_pymes", self.company, install_demo=False)
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.unlike.id,
                "company_id": self.company.id,
                "invoice_date": TODAY,
                "invoice_line_ids": [Command.create({"name": "Asesoría", "price_unit": 900, "tax_ids": False})],
            }
        )
        invoice.action_post()
        row = self.calculate().score_ids.filtered(lambda one: one.partner_id == self.unlike)
        self.assertEqual((row.kind, row.value, row.before), ("client", 900, 0))
        invoice._reverse_moves([{"invoice_date": TODAY}], cancel=True)
        row = self.calculate().score_ids.filtered(lambda one: one.partner_id == self.unlike)
        self.assertEqual((row.kind, row.value), ("prospect", 0))

    def test_what_is_owed_after_the_due_day_counts_until_today(self):
        self.env["account.chart.template"].try_loading("es_pymes", self.company, install_demo=False)
        self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.best[0].id,
                "company_id": self.company.id,
                "invoice_date": "2026-05-01",
                "invoice_date_due": "2026-05-16",
                "invoice_payment_term_id": False,
                "invoice_line_ids": [Command.create({"name": "Asesoría", "price_unit": 10, "tax_ids": False})],
            }
        ).action_post()
        scores = self.calculate().score_ids
        row = scores.filtered(lambda one: one.partner_id == self.best[0])
        self.assertEqual((row.delay, row.delay_known), (30, True))
        self.assertFalse(scores.filtered(lambda one: one.partner_id == self.best[1]).delay_known)

    # Rights

    def test_who_may_not_analyse_sees_nothing_of_it(self):
        self.calculate()
        for model in ("profile", "weight", "cell", "score", "market"):
            name = f"despacho.client.{model}"
            with self.assertRaises(AccessError):
                self.env[name].with_user(self.ana).search([])
            self.assertTrue(self.env[name].with_user(self.marta).search([("company_id", "=", self.company.id)]))

    def test_nobody_writes_what_follows_from_the_data(self):
        profile = self.calculate()
        for values in (
            {"state": "ready"},
            {"trial_area": 0.99},
            {"best_count": 3},
            {"market_spread": 0.1},
            {"failed_on": False},
        ):
            with self.assertRaises(UserError):
                profile.write(values)
        for rows in (profile.weight_ids, profile.score_ids, profile.market_ids):
            with self.assertRaises(AccessError):
                rows[:1].write({"company_id": self.firm.id})

    def test_another_company_of_the_group_does_not_see_it(self):
        self.calculate()
        outsider = self.new_outsider("despacho_crm_reports.group_analysis")
        for model in ("profile", "weight", "cell", "score", "market"):
            rows = (
                self.env[f"despacho.client.{model}"].with_user(outsider).with_context(allowed_company_ids=self.firm.ids)
            )
            self.assertFalse(rows.search([("company_id", "=", self.company.id)]))

    def test_who_is_blocked_is_neither_learnt_from_nor_scored(self):
        profile = self.calculate()
        self.env["despacho.privacy.block"]._block(self.like, self.env["crm.lead"], "other", note="De la prueba")
        self.env.invalidate_all()
        hidden = profile.with_user(self.eva).score_ids.filtered(lambda one: one.partner_id == self.like)
        self.assertFalse(hidden, "hidden at once")
        self.calculate()
        self.assertFalse(self.env["despacho.client.score"].sudo().search([("partner_id", "=", self.like.id)]))

    def test_a_joined_contact_leaves_no_score_behind(self):
        twin = self.new_company("Prospecto Letrado", company_id=self.company.id)
        self.calculate()
        self.env["despacho.merge"].with_user(self.sara)._join(self.like.with_user(self.sara), twin.with_user(self.sara))
        self.calculate()
        rows = self.env["despacho.client.score"].search([("profile_id", "=", self.profile.id)])
        self.assertEqual(len(rows.filtered(lambda one: one.partner_id in self.like | twin)), 1)

    def test_a_definition_that_makes_no_sense_is_not_kept(self):
        with self.assertRaises(ValidationError):
            self.profile.least_value = -1

    def test_the_job_calculates_again_those_in_use(self):
        self.calculate()
        self.best[0].cnae_id = self.shops
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_reports.ir_cron_client_profile").method_direct_trigger()
        self.env.invalidate_all()
        row = self.profile.weight_ids.filtered(lambda one: one.sector_id == self.law.sector_id)
        self.assertEqual(row.best, 31)

    def test_a_profile_that_cannot_be_calculated_stays_as_it_was_says_so_and_stops_no_other(self):
        self.calculate()
        other = self.profile.copy({"name": "Otra definición"})
        other.action_calculate()
        before = self.profile.calculated_on
        weights = self.profile.weight_ids
        self.best[0].cnae_id = self.shops
        models = type(self.profile)
        calculate = models._calculate

        def fails(profile):
            if profile == self.profile:
                profile._forget()
                raise ZeroDivisionError
            calculate(profile)

        with (
            patch.object(models, "_calculate", fails),
            self.assertLogs("odoo.addons.despacho_crm_reports.models.profile.despacho_client_profile_use", "ERROR"),
            self.enter_registry_test_mode(),
        ):
            self.env.ref("despacho_crm_reports.ir_cron_client_profile").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.profile.failed_on)
        self.assertEqual((self.profile.state, self.profile.calculated_on), ("ready", before))
        self.assertEqual(self.profile.weight_ids, weights)
        row = other.weight_ids.filtered(lambda one: one.sector_id == self.law.sector_id)
        self.assertEqual((row.best, other.failed_on), (31, False), "the next one was made")
        self.calculate()
        self.assertFalse(self.profile.failed_on, "what was calculated since is of today")
