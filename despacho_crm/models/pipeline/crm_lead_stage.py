from odoo import api, models

#: What may move a record: core computes the stage from the team and the type, and the team from the user.
_MOVING = frozenset({"stage_id", "type", "team_id", "user_id"})


class CrmLead(models.Model):
    """The order in which things happen when a record changes stage."""

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        for stage, entering in leads.grouped("stage_id").items():
            if not stage:
                continue
            completed = {"stage_id": stage.id}
            entering._stage_check_entry(stage, completed)
            del completed["stage_id"]
            if completed:
                super(CrmLead, entering).write(completed)
            entering._stage_entered({lead: self.env["crm.stage"] for lead in entering})
        return leads

    def write(self, vals):
        if vals.keys().isdisjoint(_MOVING):
            return super().write(vals)
        before = {lead: lead.stage_id for lead in self}
        stage = self.env["crm.stage"].browse(vals.get("stage_id") or ())
        movers = self.filtered(lambda lead: stage and lead.stage_id != stage)
        result = True
        if self - movers:
            result = super(CrmLead, self - movers).write(dict(vals))
        if movers:
            completed = dict(vals)
            movers._stage_check_entry(stage, completed)
            result = super(CrmLead, movers).write(completed)
        moved = self.filtered(lambda lead: lead.stage_id != before[lead])
        if moved:
            moved._stage_entered({lead: before[lead] for lead in moved})
        return result

    def _stage_check_entry(self, stage, vals):
        """Refuse that the leads enter ``stage``, or complete ``vals``, which are written with it.

        Called before the leads change stage, and on new leads just after they are created. What ``vals``
        does not say is what the leads have. A refusal that a form can solve is a ``StageQuestion``.
        """

    def _stage_entered(self, old_stages):
        """Do what follows from having entered a stage.

        :param dict old_stages: {lead: stage that it comes from}, an empty stage for new leads
        """
