import io
from datetime import timedelta

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .paper_common import PaperCommon
from .profile_common import TODAY, ProfileCommon


@tagged("post_install", "-at_install")
class TestGrowth(ProfileCommon):
    """Which sectors, activities, sizes, crossed situations and services: one document that is approved and compared."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        root = cls.env["product.category"]._services_root()
        cls.fiscal, cls.labour = cls.env["product.category"].create(
            [{"name": name, "parent_id": root.id} for name in ("Fiscal del Ter", "Laboral del Ter")]
        )
        billed = cls.env["despacho.billing.year"].search([("company_id", "=", cls.company.id)])
        for line in billed:
            line.service_line_id = cls.fiscal if line.partner_id in cls.best else cls.labour
        (cls.best | cls.others)._lifecycle_update()
        cls.env.flush_all()

    def new_plan(self, user=None, **values):
        plans = self.env["despacho.growth.plan"].with_user(user or self.marta)
        return plans.create({"name": "Plan de crecimiento", "company_id": self.company.id, **values})

    def filled(self, user=None, **values):
        plan = self.new_plan(user, **values)
        plan.action_fill()
        return plan

    def of(self, plan, kind, **values):
        return plan.line_ids.filtered(
            lambda line: line.kind == kind and all(line[name] == value for name, value in values.items())
        )

    def test_it_answers_which_sectors_activities_sizes_places_services_and_crossings(self):
        plan = self.filled(profile_id=self.calculate().id)
        self.assertEqual(
            set(plan.line_ids.mapped("kind")), {"sector", "activity", "size", "place", "crossed", "service", "market"}
        )
        self.assertTrue(all(line.name and line.why for line in plan.line_ids))
        self.assertTrue(plan.market_words)

    def test_its_figures_are_those_of_the_billing(self):
        plan = self.filled()
        law = self.of(plan, "sector", sector_id=self.law.sector_id)
        mine = (self.best | self.others).filtered(lambda one: one.sector_id == self.law.sector_id)
        billed = self.env["despacho.billing.year"].search([("partner_id", "in", mine.ids)])
        total = sum(billed.mapped("amount"))
        self.assertEqual(law.clients, 42)
        self.assertAlmostEqual(law.revenue, total * 199 / 365, 1)
        self.assertAlmostEqual(law.before, total * 166 / 365, 1)
        self.assertAlmostEqual(law.growth, 199 / 166 - 1, 3)
        service = self.of(plan, "service", service_line_id=self.fiscal)
        self.assertEqual(service.clients, 36)

    def test_each_figure_opens_its_clients(self):
        plan = self.filled()
        for line in plan.line_ids.filtered("clients"):
            opened = self.env["res.partner"].with_user(self.marta).search(line.action_view_clients()["domain"])
            self.assertEqual(len(opened), line.clients, line.name)

    def test_what_an_old_figure_opens_says_that_it_is_of_today(self):
        plan = self.filled()
        law = self.of(plan, "sector", sector_id=self.law.sector_id)
        law.decision = "grow"
        plan.action_approve()
        self.best[:6].cnae_id = self.shops
        action = law.action_view_clients()
        self.assertEqual(action["name"], f"{law.name}: clients of today")
        self.assertEqual((law.clients, self.env["res.partner"].search_count(action["domain"])), (42, 36))

    def test_what_stands_out_is_told_with_its_numbers(self):
        plan = self.filled()
        crossed = plan.line_ids.filtered(lambda line: line.kind == "crossed" and line.service_line_id == self.fiscal)
        self.assertTrue(crossed)
        self.assertRegex(crossed[0].why, r"\d+")

    def test_filling_again_keeps_what_people_wrote_and_decided(self):
        plan = self.filled()
        law = self.of(plan, "sector", sector_id=self.law.sector_id)
        law.write({"decision": "grow", "objective_clients": 8, "note": "Con los colegios"})
        by_hand = plan.line_ids.create({"plan_id": plan.id, "kind": "crossed", "name": "Franquicias del Ter"})
        number = len(plan.line_ids)
        plan.action_fill()
        law = self.of(plan, "sector", sector_id=self.law.sector_id)
        self.assertEqual((law.decision, law.objective_clients, law.note), ("grow", 8, "Con los colegios"))
        self.assertTrue(by_hand.exists())
        self.assertEqual(len(plan.line_ids), number)
        self.assertEqual(plan.objective_clients, 8)

    def test_what_was_approved_cannot_be_changed_by_any_way(self):
        plan = self.filled()
        plan.line_ids[0].decision = "grow"
        plan.action_approve()
        self.assertEqual((plan.state, plan.approved_by), ("approved", self.marta))
        for change in (
            lambda: plan.write({"name": "Otro"}),
            lambda: plan.write({"line_ids": [(5,)]}),
            lambda: plan.line_ids[0].write({"decision": "leave"}),
            lambda: plan.line_ids.create({"plan_id": plan.id, "name": "Colado"}),
            lambda: plan.line_ids[0].unlink(),
            lambda: self.filled().line_ids[0].write({"plan_id": plan.id}),
            plan.action_fill,
            plan.unlink,
            lambda: plan.write({"state": "draft"}),
        ):
            with self.assertRaises(UserError):
                change()
        plan.message_post(body="Se envía a los socios")

    def test_a_plan_that_decides_nothing_is_not_approved(self):
        with self.assertRaises(UserError):
            self.filled().action_approve()

    def test_only_who_manages_approves(self):
        plan = self.filled(self.eva)
        plan.line_ids[0].decision = "grow"
        with self.assertRaises(AccessError):
            plan.action_approve()
        with self.assertRaises(UserError):
            self.new_plan(self.eva, state="approved")
        plan.with_user(self.marta).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_the_next_one_is_compared_with_it_and_takes_its_place(self):
        first = self.filled()
        law = self.of(first, "sector", sector_id=self.law.sector_id)
        law.decision = "grow"
        gone = first.line_ids.create({"plan_id": first.id, "kind": "crossed", "name": "Franquicias del Ter"})
        first.action_approve()
        self.assertFalse(first.comparison, "the first one is compared with nothing")
        plans = self.env["despacho.growth.plan"].with_user(self.marta)
        second = plans.create({"name": "El siguiente"})
        self.assertEqual(second.previous_id, first)
        self.best[:6].cnae_id = self.shops
        second.action_fill()
        law = self.of(second, "sector", sector_id=self.law.sector_id)
        self.assertEqual((law.change, law.previous_clients, law.clients), ("open", 42, 36))
        self.assertIn("not decided yet: 1", second.comparison)
        law.decision = "leave"
        self.assertEqual(law.change, "decision")
        shops = self.of(second, "sector", sector_id=self.shops.sector_id)
        self.assertEqual(shops.change, "same")
        new = second.line_ids.create({"plan_id": second.id, "name": "Cooperativas", "decision": "grow"})
        self.assertEqual(new.change, "new")
        self.assertIn(gone, second.gone_line_ids)
        second.action_approve()
        self.assertEqual((first.state, second.state), ("superseded", "approved"))

    def test_a_copy_is_the_beginning_of_the_next_one(self):
        first = self.filled()
        first.line_ids[0].decision = "grow"
        first.action_approve()
        copy = first.copy()
        self.assertEqual((copy.state, copy.previous_id, copy.approved_by.id), ("draft", first, False))
        self.assertEqual(len(copy.line_ids), len(first.line_ids))

    def test_without_clients_it_says_so_and_has_no_lines(self):
        empty = self.env["res.company"].create({"name": "Sin clientes", "country_id": self.spain.id})
        self.give_companies(self.marta, self.firm | self.company | empty)
        plans = self.env["despacho.growth.plan"].with_user(self.marta).with_context(allowed_company_ids=empty.ids)
        plan = plans.create({"name": "Nada", "company_id": empty.id})
        with self.assertRaises(UserError):
            plan.action_fill()

    def test_another_company_of_the_group_does_not_see_it(self):
        self.filled()
        outsider = self.new_outsider("despacho_crm.group_manager")
        for model in ("despacho.growth.plan", "despacho.growth.plan.line"):
            records = self.env[model].with_user(outsider).with_context(allowed_company_ids=self.firm.ids)
            self.assertFalse(records.search([("company_id", "=", self.company.id)]))
        with self.assertRaises(AccessError):
            self.env["despacho.growth.plan"].with_user(self.ana).search([])

    def test_the_paper_has_the_answers_and_the_decisions(self):
        plan = self.filled(profile_id=self.calculate().id)
        law = self.of(plan, "sector", sector_id=self.law.sector_id)
        law.write({"decision": "grow", "objective_clients": 8})
        name, content = plan._get_paper()
        self.assertEqual(name, "Plan de crecimiento.pdf")
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        text = " ".join(text.split())
        self.assertIn("Plan de crecimiento", text)
        self.assertIn("Girona", text)
        self.assertIn("Fiscal del Ter", text)
        self.assertIn(dict(law._fields["decision"]._description_selection(self.env))["grow"], text)


@tagged("post_install", "-at_install")
class TestGrowthPrivacy(PaperCommon, ProfileCommon):
    """Who is blocked or erased is named in no plan, approved or not, nor on its paper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.remei = cls.env["res.partner"].create({"name": "Remei Oller Soler", "email": "remei@oller.example"})
        plans = cls.env["despacho.growth.plan"].with_user(cls.marta)
        cls.said = {
            "name": "Los de Remei Oller",
            "why": "Dice Remei Oller",
            "note": "Empezar por Remei Oller Soler",
        }
        cls.plan = plans.create(
            {
                "name": "Plan de crecimiento",
                "company_id": cls.company.id,
                "summary": '<p>Lo de <b>Remei</b> Oller Soler, <a href="mailto:remei@oller.example">aquí</a></p>',
                "market_words": "Como Remei Oller Soler",
                "line_ids": [(0, 0, {**cls.said, "decision": "grow", "objective_clients": 3})],
            }
        )
        cls.plan.action_approve()

    def block(self):
        blocks = self.env["despacho.privacy.block"].sudo()
        block = blocks._block(self.remei, self.env["crm.lead"], "other", note="De la prueba")
        self.env.invalidate_all()
        return block

    def destroy(self, block):
        block.destroy_on = TODAY - timedelta(days=1)
        block.action_destroy()
        self.env.invalidate_all()

    def words(self):
        line = self.plan.line_ids
        return [self.plan.summary, self.plan.market_words, line.name, line.why, line.note]

    def on_paper(self):
        _name, content = self.plan._get_paper()
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        return " ".join(text.split())

    def test_an_approved_plan_does_not_name_who_is_blocked_until_they_are_shown_again(self):
        before = self.words()
        self.assertIn("Remei Oller", self.on_paper())
        block = self.block()
        for text in (*self.words(), self.on_paper()):
            self.assertNotIn("Remei", text)
            self.assertNotIn("remei@", text)
        self.assertIn(block._get_mark(), self.plan.summary)
        self.assertEqual((self.plan.state, self.plan.objective_clients), ("approved", 3))
        with self.assertRaises(UserError):
            self.plan.line_ids.sudo().note = "Otra cosa"
        block._undo("Por error")
        self.env.invalidate_all()
        self.assertEqual(self.words(), before)

    def test_a_plan_keeps_no_name_whose_data_are_destroyed_nor_an_old_paper_with_it(self):
        block = self.block()
        again = self.plan.copy({"name": "El siguiente", "summary": "<p>Volvió Remei Oller Soler</p>"})
        papers = self.env["ir.attachment"].create(
            [
                {"name": f"{plan.name}.pdf", "res_model": plan._name, "res_id": plan.id, "raw": b"%PDF"}
                for plan in (self.plan | again)
            ]
        )
        self.destroy(block)
        for text in (*self.words(), again.summary):
            self.assertNotIn("Remei", text)
        self.assertFalse(papers.exists())
        self.assertFalse(block.planned_words)

    def test_who_was_named_with_somebody_blocked_goes_from_what_is_kept_of_the_plan_too(self):
        juan = self.env["res.partner"].create({"name": "Juan Gil Mas"})
        other = self.plan.copy({"name": "Otro", "summary": "<p>Remei Oller Soler y <i>Juan</i> Gil Mas</p>"})
        remei = self.block()
        blocks = self.env["despacho.privacy.block"].sudo()
        self.destroy(blocks._block(juan, self.env["crm.lead"], "other", note="De la prueba"))
        self.assertNotIn("Juan", f"{other.summary} {remei.planned_words}")
        remei._undo("Por error")
        self.assertIn("Remei Oller Soler y <i>(", other.summary)

    def test_the_paper_is_downloaded_by_who_sees_the_plan_and_no_copy_is_kept(self):
        outsider = self.new_outsider("despacho_crm.group_manager")
        self.assertPaperFor(self.plan, allowed=self.marta, refused=outsider)
