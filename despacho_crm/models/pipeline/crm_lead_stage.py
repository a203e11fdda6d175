from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...exceptions import answering, asked_for_all
from .crm_stage import ARCHIVED_OUTCOMES

#: What may move a record: core computes the stage from the team and the type, and the team from the user.
_MOVING = frozenset({"stage_id", "type", "team_id", "user_id", "active"})


class CrmLead(models.Model):
    """Which stages a record may be in, and the order in which things happen when it changes stage."""

    _inherit = "crm.lead"

    stage_id = fields.Many2one(
        domain="[('lead_type', 'in', (type, 'both')), '|', ('team_ids', '=', False), ('team_ids', 'in', team_id)]"
    )

    def _stage_find(self, team_id=False, domain=None, order="sequence, id", limit=1):
        """Look only among the stages of the leads' type, open ones unless something else is asked for."""
        lead_type = self.env.context.get("pipeline_type")
        types = {lead_type} if lead_type else set(self.mapped("type")) or {self.env.context.get("default_type")}
        wanted = Domain(domain or Domain.TRUE)
        if not any(part.field_expr in ("outcome", "is_won", "trigger") for part in wanted.iter_conditions()):
            wanted &= Domain("outcome", "=", "open")
        if len(types) != 1:
            return super()._stage_find(team_id=team_id, domain=list(wanted), order=order, limit=limit)
        has_rules = bool(self._pipeline_has_stages())
        # Those of its own type go first: the ones for both come from another way of working.
        own = wanted & Domain("lead_type", "in", list(types))
        fitting = wanted & Domain("lead_type", "in", [*types, "both"]) if any(types) else wanted
        # Where the stages have no rules, a lead may be won as it is.
        for attempt in ([own] if has_rules and limit == 1 else []) + [fitting] + ([] if has_rules else [wanted]):
            found = super()._stage_find(team_id=team_id, domain=list(attempt), order=order, limit=limit)
            if found:
                break
        return found

    def _stage_first(self):
        """Return the stage where records like these begin."""
        return self._stage_find(domain=[("fold", "=", False)]) or self._stage_find()

    def _stages_for(self, **wanted):
        """Return {lead: stage of its type and team with that outcome or trigger}, a search for each of these."""
        domain = [(name, "=", value) for name, value in wanted.items()]
        found = {}
        for leads in self.grouped(lambda lead: (lead.type, lead.team_id, lead._pipeline_company())).values():
            stage = leads[0]._stage_find(domain=domain)
            if stage:
                found.update(dict.fromkeys(leads, stage))
        return found

    def _move_forward(self, trigger):
        """Move the leads to their stage with that trigger, unless they are there or further on."""
        targets = self._stages_for(trigger=trigger)
        ahead = self.filtered(lambda lead: lead in targets and lead.stage_id._is_before(targets[lead]))
        for stage, leads in ahead.grouped(targets.get).items():
            leads.write({"stage_id": stage.id})

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """Show the columns of the type that is being looked at, and those that have records."""
        columns = super()._read_group_stage_ids(stages, domain)
        lead_type = self.env.context.get("default_type") or self._type_in(domain)
        if not lead_type:
            return columns
        return columns.filtered(lambda stage: stage in stages or stage._fits(lead_type))

    @api.model
    def _type_in(self, domain):
        """Return the only type that ``domain`` asks for, or False."""
        asked = {
            value
            for part in Domain(domain).iter_conditions()
            if part.field_expr == "type" and part.operator in ("=", "in")
            for value in ([part.value] if isinstance(part.value, str) else part.value or ())
            if value
        }
        return asked.pop() if len(asked) == 1 else False

    def _get_rotting_domain(self):
        """Leads rot like opportunities; what is postponed or closed does not."""
        domain = (
            super()
            ._get_rotting_domain()
            .map_conditions(lambda part: Domain.TRUE if part.field_expr == "type" else part)
        )
        opportunity = Domain("type", "=", "opportunity") | Domain("stage_id.lead_type", "=", "lead")
        return domain & opportunity & Domain("stage_id.outcome", "=", "open")

    def _merge_opportunity(self, user_id=False, team_id=False, auto_unlink=True, max_length=5):
        # Core gives the joined record the first stage of its team, whatever its type.
        fitting = self.with_context(pipeline_fit_stage=True)
        merged = super(CrmLead, fitting)._merge_opportunity(
            user_id=user_id, team_id=team_id, auto_unlink=auto_unlink, max_length=max_length
        )
        return merged.with_env(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        for stage, entering in leads.grouped("stage_id").items():
            if not stage:
                # A file with an empty column says «none»: nobody would see the record on the board.
                for lead in entering._pipeline_rules_apply():
                    lead.stage_id = lead._stage_first()
                continue
            if stage.outcome == "converted":
                leads_here = entering.filtered(lambda lead: lead.type == "lead")
                leads_here._stage_convert()
                entering -= leads_here
            if not entering:
                continue
            completed = {"stage_id": stage.id}
            # The form can't ask about records that are not saved yet.
            with answering():
                entering._stage_check_entry(stage, completed)
            del completed["stage_id"]
            if completed:
                entering.write(completed)
            entering._stage_entered({lead: self.env["crm.stage"] for lead in entering})
        return leads

    def write(self, vals):
        self._stage_check_write(vals)
        if vals.keys().isdisjoint(_MOVING):
            return super().write(vals)
        before = {lead: lead.stage_id for lead in self}
        result = True
        for stage, leads in self._stage_targets(vals).items():
            if stage and stage.outcome == "converted":
                converting = leads.filtered(lambda lead: vals.get("type", lead.type) == "lead")
                rest = {name: value for name, value in vals.items() if name != "stage_id"}
                if converting and rest:
                    converting.write(rest)
                converting._stage_convert()
                for lead in converting:
                    before.pop(lead)
                leads -= converting
            for group in leads._stage_groups(stage):
                completed = dict(vals)
                if stage is not None:
                    completed["stage_id"] = stage.id
                    with asked_for_all(leads):
                        group._stage_check_entry(stage, completed)
                result = super(CrmLead, group).write(completed)
        moved = self.browse().union(*(lead for lead, stage in before.items() if lead.stage_id != stage))
        if moved:
            moved._stage_entered({lead: before[lead] for lead in moved})
        return result

    def _stage_check_write(self, vals):
        """Refuse what the rules of the stages do not let write, before anything is written.

        Here, to leave the records without stage; core's merge looks for theirs afterwards.
        """
        if "stage_id" not in vals or vals["stage_id"] or self.env.context.get("pipeline_fit_stage"):
            return
        for lead in self._pipeline_rules_apply().filtered("stage_id"):
            raise ValidationError(
                self.env._(
                    "«%(lead)s» has to be in a stage. Choose the one where it goes, instead of leaving it empty.",
                    lead=lead.name,
                )
            )

    def _stage_targets(self, vals):
        """Return {stage: leads that ``vals`` takes to it}; None for those that stay where they are."""
        targets = {}
        wanted = self.env["crm.stage"].browse(vals.get("stage_id") or ())
        fit = self.env.context.get("pipeline_fit_stage")
        for lead in self:
            lead_type = vals.get("type") or lead.type
            target = wanted
            if target and fit and not target._fits(lead_type):
                target = lead._stage_for_type(lead_type)
            elif not target and "stage_id" not in vals:
                if not lead.stage_id._fits(lead_type) and lead_type != lead.type:
                    target = lead._stage_for_type(lead_type)
                elif vals.get("active") and lead.stage_id.outcome in ARCHIVED_OUTCOMES:
                    target = lead._stage_before_closing()
            if not target or target == lead.stage_id:
                target = None
            targets[target] = targets.get(target, self.browse()) | lead
        return targets

    def _stage_groups(self, stage):
        """Return the leads split by where they come from, since what is written with the stage depends on it."""
        if stage is None:
            return [self] if self else []
        return list(self.grouped(lambda lead: (lead.stage_id, lead._stage_is_closed())).values())

    def _stage_for_type(self, lead_type):
        """Return where a record that becomes of another type goes on."""
        self.ensure_one()
        lead = self.with_context(pipeline_type=lead_type)
        landing = lead_type == "opportunity" and lead._stage_find(domain=[("trigger", "=", "conversion")])
        return landing or lead._stage_first()

    def _stage_check_entry(self, stage, vals):
        """Refuse that the leads enter ``stage``, or complete ``vals``, which are written with it.

        Called before the leads change stage, and on new leads just after they are created. What ``vals``
        does not say is what the leads have. A refusal that a form can solve is a ``StageQuestion``.
        """
        for lead in self._pipeline_rules_apply():
            if stage._fits(vals.get("type") or lead.type):
                continue
            if stage.lead_type == "opportunity":
                message = self.env._(
                    "«%(stage)s» is a stage of opportunities, and «%(lead)s» is still a lead. "
                    "Convert it to opportunity first.",
                    stage=stage.name,
                    lead=lead.name,
                )
            else:
                message = self.env._(
                    "«%(stage)s» is a stage of leads, and «%(lead)s» is an opportunity already. "
                    "Choose a stage of opportunities.",
                    stage=stage.name,
                    lead=lead.name,
                )
            raise ValidationError(message)

    def _stage_entered(self, old_stages):
        """Do what follows from having entered a stage.

        :param dict old_stages: {lead: stage that it comes from}, an empty stage for new leads
        """
