from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from odoo.addons.despacho_crm.hooks import pipeline

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelinePlaybook(PipelineCommon):
    """Entering a stage plans what is to be done in it."""

    def test_a_new_lead_has_the_steps_of_its_stage(self):
        step = self.opened(self.new_lead())
        self.assertEqual(step.playbook_stage_id, self.stage("lead_new"))
        self.assertEqual(step.user_id, self.ana)
        self.assertEqual(step.date_deadline, self.today)
        self.assertEqual(step.summary, self.env.ref("despacho_crm.playbook_lead_new_1").summary)

    def test_a_step_without_words_has_those_of_its_type_in_the_language_of_whoever_does_it(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.call.with_context(lang="es_ES").name = "Llamada"
        self.ana.lang = "es_ES"
        step = self.stage("lead_interested").plan_id.template_ids
        step.write({"activity_type_id": self.call.id, "summary": False})
        lead = self.new_lead(user_id=self.ana.id)
        lead.with_context(lang=False).stage_id = self.stage("lead_interested")
        self.assertEqual(set(self.opened(lead).mapped("summary")), {"Llamada"})

    def test_every_open_stage_tells_what_to_do(self):
        for name in ("lead_new", "lead_contacted", "lead_interested", "lead_qualifying"):
            self.assertTrue(self.opened(self.new_lead(stage_id=self.stage(name).id)), name)
        for name in ("requested", "analysis", "proposal", "negotiation"):
            stage = self.stage(f"opportunity_{name}")
            self.assertTrue(self.opened(self.new_lead(type="opportunity", stage_id=stage.id)), name)

    def test_leaving_a_stage_cancels_its_open_steps_and_keeps_what_was_done(self):
        lead = self.new_lead(stage_id=self.stage("lead_interested").id)
        first, second = self.opened(lead).sorted("date_deadline")
        first.action_feedback()
        self.move(lead, "lead_qualifying")
        self.assertFalse(second.exists())
        self.assertTrue(first.exists() and not first.active, "what was done is kept")
        self.assertEqual(self.opened(lead).playbook_stage_id, self.stage("lead_qualifying"))

    def test_activities_that_people_planned_stay_when_the_stage_changes(self):
        lead = self.new_lead()
        own = lead.activity_schedule("mail.mail_activity_data_todo", summary="Traer el contrato", user_id=self.ana.id)
        self.move(lead, "lead_contacted")
        self.assertTrue(own.exists())

    def test_coming_back_repeats_only_the_steps_that_were_never_done(self):
        lead = self.new_lead(stage_id=self.stage("lead_interested").id)
        first, second = self.opened(lead).sorted("date_deadline")
        first.action_feedback()
        template = second.playbook_template_id
        self.move(lead, "lead_qualifying")
        self.move(lead, "lead_interested")
        self.assertEqual(self.opened(lead).playbook_template_id, template)

    def test_writing_the_same_stage_again_plans_nothing(self):
        lead = self.new_lead()
        for _time in range(3):
            self.move(lead, "lead_new")
        self.assertEqual(len(self.opened(lead)), 1)

    def test_the_plan_says_who_does_a_step_and_the_owner_does_the_rest(self):
        first = self.env.ref("despacho_crm.playbook_lead_interested_1")
        first.write({"responsible_type": "other", "responsible_id": self.sara.id})
        lead = self.new_lead(stage_id=self.stage("lead_interested").id)
        self.assertEqual(self.opened(lead).sorted("date_deadline").mapped("user_id"), self.sara | self.ana)

    def test_without_salesperson_the_leader_of_the_team_does_it(self):
        self.assertEqual(self.opened(self.new_lead(user_id=False)).user_id, self.marta)

    def test_without_anybody_the_steps_wait_for_whom_it_is_given_to(self):
        self.team.user_id = False
        lead = self.new_lead(user_id=False)
        self.assertFalse(self.opened(lead))
        lead.user_id = self.sara
        self.assertEqual(self.opened(lead).user_id, self.sara)
        lead.user_id = self.ana
        self.assertEqual(len(self.opened(lead)), 1, "it is not planned again for the next owner")

    def test_the_open_steps_go_with_the_lead_to_its_new_owner(self):
        lead = self.new_lead()
        lead.user_id = self.sara
        self.assertEqual(self.opened(lead).user_id, self.sara)

    def test_no_mail_tells_of_the_steps(self):
        before = self.env["mail.mail"].search_count([])
        messages = self.env["mail.message"].search_count([("message_type", "=", "user_notification")])
        self.new_leads(5, user_id=self.sara.id)
        self.env.flush_all()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertEqual(self.env["mail.message"].search_count([("message_type", "=", "user_notification")]), messages)

    def test_the_deadlines_are_those_of_the_plan(self):
        lead = self.new_lead(stage_id=self.stage("lead_interested").id)
        days = [(step.date_deadline - self.today).days for step in self.opened(lead).sorted("date_deadline")]
        self.assertEqual(days, [2, 15])

    def test_many_leads_get_their_steps_in_one_batch(self):
        create = type(self.env["mail.activity"]).create
        with patch.object(type(self.env["mail.activity"]), "create", autospec=True, side_effect=create) as spy:
            leads = self.new_leads(60)
        self.assertEqual(spy.call_count, 1)
        self.assertEqual(len(self.opened(leads)), 60)

    def test_the_queries_of_the_playbook_do_not_grow_with_the_leads(self):
        def queries(count):
            leads = self.new_leads(count)
            self.opened(leads).unlink()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            leads._playbook_run()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(2)
        few, many = queries(5), queries(105)
        self.assertLess(many - few, 25, "a hundred leads more are not a hundred queries more")

    def test_of_what_is_lost_only_the_reasons_are_left_to_document(self):
        for lead_type, name in (("lead", "lead_not_interested"), ("opportunity", "opportunity_lost")):
            lead = self.new_lead(type=lead_type)
            before = self.opened(lead)
            self.move(lead, name, lost_reason_id=self.price.id)
            self.assertFalse(before.exists())
            step = self.opened(lead)
            self.assertEqual(step.playbook_stage_id, self.stage(name))
            self.assertEqual((step.user_id, step.playbook_template_id), (self.ana, self.step_of(f"{name}_1")))
            self.move(lead, f"{lead_type}_{'new' if lead_type == 'lead' else 'analysis'}")
            self.assertFalse(step.exists(), "taken up again, there is nothing to document")

    def step_of(self, name):
        return self.env.ref(f"despacho_crm.playbook_{name}")

    def test_what_comes_in_as_lost_already_is_history(self):
        stage = self.stage("lead_not_interested")
        self.assertFalse(self.opened(self.new_lead(stage_id=stage.id, lost_reason_id=self.price.id)))

    def test_a_base_in_use_gets_the_playbooks_that_came_later_where_it_has_none(self):
        chosen, none = self.stage("lead_not_interested"), self.stage("opportunity_lost")
        own = self.env["mail.activity.plan"].create({"name": "La nuestra", "res_model": "crm.lead"})
        new = self.env.ref("despacho_crm.playbook_lead_new")
        new.name = new.template_ids.summary = "Llamar hoy"
        chosen.plan_id, none.plan_id = own, False
        self.step_of("opportunity_lost_1").summary = False
        pipeline.complete(self.env)
        self.assertEqual(chosen.plan_id, own)
        self.assertEqual(none.plan_id, self.env.ref("despacho_crm.playbook_opportunity_lost"))
        self.assertTrue(self.step_of("opportunity_lost_1").summary)
        self.assertEqual((new.name, new.template_ids.summary), ("Llamar hoy", "Llamar hoy"))

    def lost_to_competitor(self, **values):
        lead = self.new_lead(type="opportunity", **values)
        self.move(
            lead,
            "opportunity_lost_competitor",
            lost_reason_id=self.price.id,
            competitor_id=self.rival.id,
            weak_points="Precio",
        )
        return lead

    def test_the_leader_analyses_what_a_competitor_won(self):
        lead = self.lost_to_competitor()
        self.assertFalse(lead.active)
        step = self.opened(lead)
        self.assertEqual(step.playbook_stage_id, self.stage("opportunity_lost_competitor"))
        self.assertEqual(step.user_id, self.marta)
        self.assertEqual(step.summary, self.env.ref("despacho_crm.playbook_opportunity_lost_competitor_1").summary)
        self.env.flush_all()
        rows = self.as_user(self.marta, "despacho.agenda").search([("activity_id", "=", step.id)])
        self.assertEqual(rows.mapped("done"), [False], "it is in the agenda, though the opportunity is archived")
        groups = self.marta.with_user(self.marta)._get_activity_groups()
        self.assertTrue(any(group["model"] == "crm.lead" and group["planned_count"] for group in groups))
        step.with_user(self.marta).action_feedback(feedback="Llegamos tarde")
        self.assertFalse(step.active)
        self.assertIn("Llegamos tarde", lead.message_ids[0].body)

    def test_taking_up_again_what_a_competitor_won_leaves_nothing_to_analyse(self):
        lead = self.lost_to_competitor()
        step = self.opened(lead)
        self.move(lead, "opportunity_analysis")
        self.assertFalse(step.exists())

    def test_only_steps_of_leads_are_for_the_leader_of_their_team(self):
        step = self.env.ref("despacho_crm.plan_onboarding_1")
        with self.assertRaisesRegex(ValidationError, "team leader"):
            step.responsible_type = "team_leader"

    def test_nobody_is_asked_who_does_the_steps_of_leads(self):
        self.assertEqual(self.env.ref("despacho_crm.playbook_lead_new_1").responsible_type, "owner")
        for model, expected in (("crm.lead", "owner"), ("res.partner", "on_demand")):
            form = Form(self.env["mail.activity.plan"].with_context(default_res_model=model))
            form.name = "Propia"
            with form.template_ids.new() as line:
                line.activity_type_id = self.call
            self.assertEqual(form.save().template_ids.responsible_type, expected)

    def test_plans_launched_by_hand_know_the_person_of_the_lead_and_the_adviser_of_the_client(self):
        self.vega.user_id = self.sara
        lead = self.new_lead(partner_id=self.luis.id)
        step = self.env.ref("despacho_crm.playbook_lead_new_1")
        nobody = self.env["res.users"]
        self.assertEqual(step._determine_responsible(nobody, lead)["responsible"], self.ana)
        step.responsible_type = "adviser"
        self.assertEqual(step._determine_responsible(nobody, lead)["responsible"], self.sara)
        self.assertEqual(step._determine_responsible(self.marta, self.luis)["responsible"], self.sara)
        self.vega.user_id = False
        self.assertEqual(step._determine_responsible(self.marta, self.luis)["responsible"], self.marta)

    def test_a_plan_launched_by_hand_finds_the_leader_too(self):
        step = self.env.ref("despacho_crm.playbook_opportunity_lost_competitor_1")
        lead = self.new_lead()
        self.assertEqual(step._determine_responsible(self.sara, lead)["responsible"], self.marta)
        self.team.user_id = False
        self.assertEqual(step._determine_responsible(self.sara, lead)["responsible"], self.sara)

    def test_who_left_is_given_no_steps(self):
        self.ana.active = False
        self.assertEqual(self.opened(self.new_lead()).user_id, self.marta)

    def test_the_company_of_a_lead_is_the_same_whoever_looks(self):
        branch = self.new_branch()
        self.assertFalse(branch.pipeline_rules)
        self.give_companies(self.sara, self.firm | branch)
        lead = self.new_lead()
        lead.company_id = False
        for companies in (self.firm | branch, branch | self.firm):
            seen = lead.with_user(self.sara).with_context(allowed_company_ids=companies.ids)
            self.assertEqual(seen._pipeline_company(), self.firm, "that of Ana")
            self.assertEqual(seen._pipeline_has_stages(), lead)

    def test_the_rules_hold_as_soon_as_the_company_says_so(self):
        self.firm.partner_id.country_id = self.france
        self.assertFalse(self.opened(self.new_lead()), "moved abroad on its contact")
        try:
            with self.env.cr.savepoint():
                self.firm.partner_id.country_id = self.spain
                self.assertTrue(self.opened(self.new_lead()))
                raise ValueError("undone")
        except ValueError:
            self.assertFalse(self.opened(self.new_lead()), "what was undone leaves nothing behind")

    def test_companies_without_the_rules_work_as_ever(self):
        self.firm.pipeline_rules = False
        self.assertFalse(self.opened(self.new_lead()))

    def test_a_playbook_that_was_switched_off_plans_nothing(self):
        self.env.ref("despacho_crm.playbook_lead_new").active = False
        self.assertFalse(self.opened(self.new_lead()))

    def test_what_arrives_by_mail_has_its_steps_too(self):
        lead = self.env["crm.lead"].message_new(
            {"subject": "Consulta", "from": "eva@cliente.example", "body": "Hola"},
            {"type": "lead", "team_id": self.team.id},
        )
        self.assertTrue(self.opened(self.env["crm.lead"].browse(lead.id)))

    def test_a_colleague_who_moves_the_lead_cancels_the_steps_of_others(self):
        lead = self.new_lead()
        step = self.opened(lead)
        self.move(lead, "lead_contacted", user=self.sara)
        self.assertFalse(step.exists())
        self.assertEqual(self.opened(lead).user_id, self.ana)
        self.assertGreaterEqual(self.opened(lead).date_deadline, self.today + timedelta(days=2))
