from odoo import models
from odoo.fields import Domain

from .crm_stage import LOST_OUTCOMES

#: The lead got somebody who can do the steps that were waiting for it.
_GIVING = frozenset({"user_id", "team_id"})


class CrmLead(models.Model):
    """The playbook of a stage: activities that are planned on entering it, and cancelled on leaving it."""

    _inherit = "crm.lead"

    def write(self, vals):
        if vals.keys().isdisjoint(_GIVING):
            return super().write(vals)
        owners = {lead: lead._playbook_owner() for lead in self}
        stages = {lead: lead.stage_id for lead in self}
        result = super().write(vals)
        stayed = self.filtered(lambda lead: lead.stage_id == stages[lead] and lead.active)
        changed = stayed.filtered(lambda lead: lead._playbook_owner() != owners[lead])
        changed._playbook_follow_owner(owners)
        changed.filtered(lambda lead: not owners[lead])._playbook_run()
        return result

    def _stage_entered(self, old_stages):
        result = super()._stage_entered(old_stages)
        self.filtered(lambda lead: old_stages[lead])._playbook_cancel()
        # What is lost now is archived, and still has something to be written down or learnt from. What comes in as
        # lost already is history.
        working = self.filtered(
            lambda lead: lead.active or (old_stages[lead] and lead.stage_id.outcome in LOST_OUTCOMES)
        )
        working._playbook_run(new=not any(old_stages.values()))
        return result

    def _playbook_owner(self):
        """Return who does the steps that the playbook gives to nobody else: may be nobody yet."""
        self.ensure_one()
        # sudo: a colleague of another company may own the lead.
        return self.sudo().user_id.filtered("active").with_env(self.env) or self._playbook_leader()

    def _playbook_leader(self):
        """Return who leads the team of the lead: may be nobody."""
        # sudo: the leader of a team that the user does not see.
        return self.sudo().team_id.user_id.filtered("active").with_env(self.env)

    def _playbook_leads(self):
        """Return the leads whose stage has a playbook to run: the firm's, also when a machine moved them."""
        return self.filtered("stage_id.plan_id")._pipeline_has_stages()

    def _playbook_run(self, new=False):
        """Plan the steps of the stage that the leads have not had yet, in one batch.

        :param bool new: the leads were just created, and have had none
        """
        leads = self._playbook_leads()
        # sudo: a plan of the firm that the user's company does not own still holds for the lead.
        steps = {stage.id: stage.plan_id.filtered("active").template_ids for stage in leads.stage_id.sudo()}
        templates = self.env["mail.activity.plan.template"].union(*steps.values())
        had = set() if new or not templates else leads._playbook_had(templates)
        self.env["mail.activity"]._plan(
            (lead, values)
            for lead in leads
            for template in steps[lead.stage_id.id]
            if (lead.id, template.id) not in had
            for values in lead._playbook_prepare_activity(template)
        )

    def _playbook_had(self, templates):
        """Return the pairs (lead id, template id) of the steps that are open or were done."""
        # sudo: a step that a colleague did is done, whether or not the user may see it.
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        domain = self._activity_domain() & Domain("playbook_template_id", "in", templates.ids)
        return {(row.res_id, row.playbook_template_id.id) for row in activities.search(domain)}

    def _playbook_prepare_activity(self, template):
        """Return the values of the activities that this step means for the lead: one, or none yet."""
        self.ensure_one()
        responsible = template._playbook_responsible(self)
        if not responsible:
            return []
        return [{**self._playbook_prepare_step(template, responsible), "playbook_stage_id": self.stage_id.id}]

    def _playbook_prepare_step(self, template, responsible):
        """Return the values of the activity that a step of a plan means for the lead."""
        self.ensure_one()
        # sudo: the language in which a colleague reads it; a job has none, a client who signs has another.
        lang = responsible.sudo().lang or self.env.lang
        return {
            "activity_type_id": template.activity_type_id.id,
            "summary": template.summary or template.activity_type_id.with_context(lang=lang).name,
            "note": template.note,
            "date_deadline": template._get_date_deadline(self._playbook_day()),
            "user_id": responsible.id,
            "playbook_template_id": template.id,
        }

    def _playbook_day(self):
        """Return the day from which the plan of the stage counts."""
        return self._pipeline_company()._pipeline_today()

    def _playbook_cancel(self):
        """Take away the open steps of stages in which the leads are no longer."""
        if not self:
            return
        # sudo: whoever moves the lead also cancels the steps of colleagues.
        activities = self.env["mail.activity"].sudo()
        opened = activities.search(self._activity_domain() & Domain("playbook_stage_id", "!=", False))
        stages = {lead.id: lead.stage_id for lead in self}
        opened.filtered(lambda step: step.playbook_stage_id != stages[step.res_id]).unlink()

    def _playbook_follow_owner(self, owners):
        """Give the open steps of the former owners to the new ones. ``owners``: {lead: former owner}."""
        leads = self._pipeline_has_stages().filtered(lambda lead: owners[lead] and lead._playbook_owner())
        if not leads:
            return
        # sudo: the steps are a colleague's.
        activities = self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True)
        opened = activities.search(leads._activity_domain() & Domain("playbook_stage_id", "!=", False))
        former = {lead.id: owners[lead] for lead in leads}
        theirs = opened.filtered(lambda step: step.user_id.id == former[step.res_id].id)
        new = {lead.id: lead._playbook_owner().id for lead in leads}
        for user_id, steps in theirs.grouped(lambda step: new[step.res_id]).items():
            steps.user_id = user_id
