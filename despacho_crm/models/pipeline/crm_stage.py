from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Outcomes that are core's «lost» underneath: archived, probability 0, with a reason.
LOST_OUTCOMES = frozenset({"not_interested", "lost", "lost_competitor"})
#: Outcomes whose records are archived.
ARCHIVED_OUTCOMES = LOST_OUTCOMES | {"spam"}
#: Outcomes after which nobody works on the record any more.
CLOSED_OUTCOMES = ARCHIVED_OUTCOMES | {"converted", "won"}


class CrmStage(models.Model):
    """What a stage means: for whom it is, how it ends, and what brings a record to it."""

    _inherit = "crm.stage"

    requirements = fields.Text(translate=True)
    lead_type = fields.Selection(
        selection=[("lead", "Leads"), ("opportunity", "Opportunities"), ("both", "Both")],
        string="For",
        default="both",
        required=True,
        help="Leads do not enter the stages of opportunities, nor the other way round.",
    )
    outcome = fields.Selection(
        selection=[
            ("open", "In progress"),
            ("snoozed", "Waiting for its day"),
            ("converted", "Converted"),
            ("not_interested", "Not interested"),
            ("spam", "Spam"),
            ("won", "Won"),
            ("lost", "Lost"),
            ("lost_competitor", "Lost to a competitor"),
        ],
        default="open",
        required=True,
        help="What it means that a record is here. The name may be changed freely; this is what counts.",
    )
    trigger = fields.Selection(
        selection=[
            ("attempt", "Somebody tried to contact, without answer"),
            ("contact", "Somebody was spoken to"),
            ("conversion", "The lead was converted to opportunity"),
            ("quotation", "The quotation was sent"),
        ],
        string="Moves here automatically when",
        help="What moves a record to this stage without anybody having to move it.",
    )
    plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Playbook",
        domain=[("res_model", "=", "crm.lead")],
        ondelete="set null",
        help="The activities that are planned when a record enters this stage.",
    )
    asks_qualification = fields.Boolean(
        string="Opens the qualification",
        help="Leads that enter this stage get the questions of the qualification, to be answered there.",
    )
    former_name = fields.Char(
        string="Called before",
        readonly=True,
        copy=False,
        help="What the stage was called when the stages of the firm arrived.",
    )
    status_bar_fold = fields.Boolean(
        string="Folded in the status bar",
        compute="_compute_status_bar_fold",
        help="In the form, only the ends that nobody wishes for are out of sight.",
    )
    lead_count = fields.Integer(string="Number of leads", compute="_compute_counts")
    opportunity_count = fields.Integer(string="Number of opportunities", compute="_compute_counts")

    @api.depends("fold", "outcome")
    def _compute_status_bar_fold(self):
        for stage in self:
            stage.status_bar_fold = stage.fold and stage.outcome != "won"

    def _compute_counts(self):
        leads = self.env["crm.lead"].with_context(active_test=False)
        counts = leads._read_group([("stage_id", "in", self.ids)], ["stage_id", "type"], ["__count"])
        by_stage = {(stage.id, lead_type): count for stage, lead_type, count in counts}
        for stage in self:
            stage.lead_count = by_stage.get((stage._origin.id, "lead"), 0)
            stage.opportunity_count = by_stage.get((stage._origin.id, "opportunity"), 0)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._sync_won(vals) for vals in vals_list])

    def write(self, vals):
        if vals.get("outcome") in ARCHIVED_OUTCOMES:
            self._check_can_close()
        return super().write(self._sync_won(vals))

    def _check_can_close(self):
        """Refuse that a stage full of live records becomes a closing one: they would be neither alive nor lost."""
        changing = self.filtered(lambda stage: stage.outcome not in ARCHIVED_OUTCOMES)
        # sudo: the records of other companies and colleagues are in the stage too.
        leads = self.env["crm.lead"].sudo().with_context(active_test=True)
        for stage, count in leads._read_group([("stage_id", "in", changing.ids)], ["stage_id"], ["__count"]):
            raise ValidationError(
                self.env._(
                    "There are %(count)s records in «%(stage)s» on which people work. "
                    "Take them to other stages before closing this one.",
                    count=count,
                    stage=stage.name,
                )
            )

    @api.model
    def _sync_won(self, vals):
        """Return ``vals`` with core's «is won» and our outcome saying the same, whichever of them is given."""
        if "outcome" in vals:
            won = vals["outcome"] == "won"
            # Core recomputes every probability of the stage when it is told, changed or not.
            told = self and all(stage.is_won == won for stage in self)
            return {key: value for key, value in vals.items() if key != "is_won"} if told else dict(vals, is_won=won)
        if vals.get("is_won"):
            return dict(vals, outcome="won")
        if "is_won" in vals and (not self or "won" in self.mapped("outcome")):
            return dict(vals, outcome="open")
        return vals

    @api.constrains("outcome", "is_won")
    def _check_won(self):
        for stage in self:
            if stage.is_won != (stage.outcome == "won"):
                raise ValidationError(
                    self.env._("«%(stage)s» is won for one field and not for the other.", stage=stage.name)
                )

    def _fits(self, lead_type):
        """Say whether records of that type may be in this stage."""
        return not self or self.lead_type in (lead_type, "both")

    def _is_before(self, other):
        """Whether this stage comes before the other in the pipeline."""
        return (self.sequence, self.id) < (other.sequence, other.id)
