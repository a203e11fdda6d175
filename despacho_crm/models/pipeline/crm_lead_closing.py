from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_date

from ...exceptions import StageQuestion, asked_for_all
from .crm_stage import ARCHIVED_OUTCOMES, LOST_OUTCOMES

#: What the closing stages ask for.
_ASKED = ("lost_reason_id", "competitor_id", "weak_points")


class CrmLead(models.Model):
    """Closing stages are core's «lost» underneath, with the reason; leaving them reopens."""

    _inherit = "crm.lead"

    closed_stage_id = fields.Many2one(
        "crm.stage",
        string="Closed in stage",
        readonly=True,
        copy=False,
        ondelete="set null",
        prefetch="pipeline",
        help="The stage in which the record was when it was closed: where to look for what went wrong.",
    )

    @api.depends("stage_id.outcome", "company_id")
    def _compute_won_status(self):
        result = super()._compute_won_status()
        # Where the stages have rules, what is archived elsewhere is only put away: nobody said why it was lost.
        put_away = self._pipeline_has_stages().filtered(
            lambda lead: lead.won_status == "lost" and lead.stage_id.outcome not in LOST_OUTCOMES
        )
        put_away.won_status = "pending"
        return result

    @api.constrains("competitor_id")
    def _check_competitor(self):
        # Constraints are checked as superuser, whoever writes.
        for lead in self._pipeline_has_stages():
            if lead.competitor_id and not lead.competitor_id.is_competitor:
                raise ValidationError(
                    self.env._(
                        "«%(partner)s» is not a competitor. Choose another firm in «Lost to», "
                        "or mark it as competitor in its own form.",
                        partner=lead.competitor_id.display_name,
                    )
                )

    def _stage_is_closed(self):
        """Say whether the record is in a closing stage, or lost in an open one as core does."""
        return self.stage_id.outcome in ARCHIVED_OUTCOMES or self.won_status == "lost"

    def _stage_before_closing(self):
        """Return the stage to which a closed record goes back: where it was, or the first open one."""
        self.ensure_one()
        stage = self.closed_stage_id
        usable = stage._fits(self.type) and stage.outcome not in ARCHIVED_OUTCOMES
        return stage if stage and usable else self._stage_first()

    def _stage_check_entry(self, stage, vals):
        result = super()._stage_check_entry(stage, vals)
        if stage.outcome in LOST_OUTCOMES:
            self._stage_check_closing(stage, vals)
            vals.update(active=False, probability=0, automated_probability=0)
        elif stage.outcome == "spam":
            vals["active"] = False
        if stage.outcome in ARCHIVED_OUTCOMES:
            origin = self.stage_id
            if len(origin) == 1 and origin.outcome not in ARCHIVED_OUTCOMES:
                vals["closed_stage_id"] = origin.id
        # Those that move together come from the same stage, all closed or all open.
        elif self.stage_id != stage and self[:1]._stage_is_closed():
            vals.update({"active": True, "lost_reason_id": False, "competitor_id": False, "weak_points": False} | vals)
        return result

    def _stage_check_closing(self, stage, vals):
        """Refuse to close without the reason, and to a competitor without who it was and where we were weak."""
        lacking = {}
        for lead in self._pipeline_rules_apply():
            for name in self._stage_closing_fields(stage):
                if self._is_blank(vals[name] if name in vals else lead[name]):
                    lacking.setdefault(name, lead)
        if not lacking:
            return
        raise StageQuestion(
            self.env._(
                "To take «%(lead)s» to «%(stage)s», say also: %(fields)s.",
                lead=next(iter(lacking.values())).name,
                stage=stage.name,
                fields=self._field_labels(lacking),
            ),
            self._stage_closing_action(stage, vals),
            self.env._("Say the reason"),
        )

    def _stage_check_write(self, vals):
        """Refuse to take away from what is closed, and stays so, what its stage asked for."""
        result = super()._stage_check_write(vals)
        emptied = [name for name in _ASKED if name in vals and self._is_blank(vals[name])]
        staying = self._stage_targets(vals).get(None, self.browse()) if emptied else self.browse()
        for lead in staying._pipeline_rules_apply():
            asked = [name for name in self._stage_closing_fields(lead.stage_id) if name in emptied and lead[name]]
            if asked:
                raise ValidationError(
                    self.env._(
                        "«%(lead)s» is in «%(stage)s», which needs: %(fields)s. "
                        "Write something else there, do not leave it empty.",
                        lead=lead.name,
                        stage=lead.stage_id.name,
                        fields=self._field_labels(asked),
                    )
                )
        return result

    def _stage_closing_fields(self, stage):
        """Return the names of the fields that the closing ``stage`` asks for, none if it does not close."""
        if stage.outcome == "lost_competitor":
            return _ASKED
        return _ASKED[:1] if stage.outcome in LOST_OUTCOMES else ()

    def _is_blank(self, value):
        return not (value.strip() if isinstance(value, str) else value)

    def _field_labels(self, names):
        return ", ".join(self._fields[name].get_description(self.env, ["string"])["string"] for name in names)

    def _stage_closing_action(self, stage, vals=None):
        """Return the form that asks what is needed to close the leads in ``stage``."""
        known = {name: value for name, value in (vals or {}).items() if name in ("lost_reason_id", "competitor_id")}
        return {
            "type": "ir.actions.act_window",
            "name": stage.name,
            "res_model": "crm.lead.lost",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "dialog_size": "medium",
                "default_lead_ids": self.ids,
                "default_stage_id": stage.id,
                **{f"default_{name}": value for name, value in known.items()},
            },
        }

    def _stage_entered(self, old_stages):
        result = super()._stage_entered(old_stages)
        closed = self.filtered(lambda lead: lead.stage_id.outcome in ARCHIVED_OUTCOMES)
        reopened = (self - closed).filtered(
            lambda lead: lead.closed_stage_id or old_stages[lead].outcome in ARCHIVED_OUTCOMES
        )
        reopened.closed_stage_id = False
        for lead in reopened.filtered(lambda lead: not lead.stage_id.is_won):
            # As core's «restore»: the chance is again what the scoring says.
            lead.probability = lead.automated_probability
        stopped = closed | self.filtered(lambda lead: lead.stage_id.outcome == "snoozed")
        stopped._stage_cancel_activities()
        return result

    def _stage_cancel_activities(self):
        """Cancel what was still to be done, and leave in the conversation what it was."""
        # sudo: what is closed is closed for everybody, and colleagues have activities on it too.
        activities = self.env["mail.activity"].sudo().search(self._activity_domain())
        if not activities:
            return
        bodies = {}
        for lead_id, cancelled in activities.grouped("res_id").items():
            items = Markup().join(
                Markup("<li>%s</li>")
                % ", ".join(
                    filter(
                        None,
                        [
                            activity.summary or activity.activity_type_id.name,
                            activity.user_id.name,
                            format_date(self.env, activity.date_deadline),
                        ],
                    )
                )
                for activity in cancelled
            )
            bodies[lead_id] = Markup("<p>%s</p><ul>%s</ul>") % (self.env._("No longer needed:"), items)
        self.browse(bodies)._message_log_batch(bodies=bodies)
        activities.unlink()

    def write(self, vals):
        if vals.get("active") is not False or "stage_id" in vals:
            return super().write(vals)
        lost_as_core = vals.get("probability", 1) == 0
        rest = self - (self._stage_lose(vals) if lost_as_core else self._stage_archive(vals))
        return super(CrmLead, rest).write(vals) if rest or not self else True

    def _stage_archive(self, vals):
        """Close those of the leads that somebody archives while they are open: in no column nobody finds them.

        :return: the leads that were open; for the others, archiving is only tidying up
        """
        opened = self._pipeline_rules_apply().filtered(
            lambda lead: lead.active and lead.stage_id.outcome in ("open", "snoozed")
        )
        try:
            with asked_for_all(opened):
                return opened._stage_lose(vals)
        except StageQuestion as question:
            if len(set(opened.mapped("type"))) > 1:
                # Each type ends in its own stage: the form does not ask for one.
                question.args[1]["context"].pop("default_stage_id")
            raise

    def action_set_lost(self, **additional_values):
        rest = self - self._stage_lose({**additional_values, **self.env.context.get("pipeline_loss", {})})
        return super(CrmLead, rest).action_set_lost(**additional_values) if rest else True

    def _stage_lose(self, values):
        """Take each lead to the closing stage of its type with the ``values`` of the loss.

        :return: the leads of companies that have such stages; core knows how to lose the others
        """
        leads = self._pipeline_has_stages()
        if values.get("stage_id"):
            leads.write(values)
            return leads
        by_stage = {}
        for lead in leads:
            outcome = "not_interested" if lead.type == "lead" else "lost"
            already = lead.stage_id.outcome in LOST_OUTCOMES
            stage = lead.stage_id if already else lead._stage_find(domain=[("outcome", "=", outcome)])
            if not stage:
                raise UserError(
                    self.env._(
                        "«%(lead)s» cannot be lost: its pipeline has no stage for it. "
                        "Create one whose outcome is «%(outcome)s».",
                        lead=lead.name,
                        outcome=dict(stage._fields["outcome"]._description_selection(self.env))[outcome],
                    )
                )
            by_stage[stage] = by_stage.get(stage, self.browse()) | lead
        for stage, closing in by_stage.items():
            closing.write({**values, "stage_id": stage.id})
        return leads

    def action_set_won(self):
        for lead in self._pipeline_has_stages().filtered(lambda lead: lead.type == "lead"):
            if not lead._stage_find(domain=[("outcome", "=", "won")]):
                raise UserError(
                    self.env._(
                        "«%(lead)s» is still a lead. Convert it to opportunity before winning it.", lead=lead.name
                    )
                )
        return super().action_set_won()

    def _pls_increment_frequencies(self, from_state=None, to_state=None):
        # What is won straight after having been lost still says where it was lost: that counts for the loss only.
        leads = self.with_context(pipeline_pls_change=to_state or "left")
        return super(CrmLead, leads)._pls_increment_frequencies(from_state=from_state, to_state=to_state)

    def _pls_get_lead_pls_values(self, domain=None):
        """The scoring learns from the stage in which a record was lost, not from the one where the lost are put."""
        values_by_lead = super()._pls_get_lead_pls_values(domain=domain)
        change = self.env.context.get("pipeline_pls_change")
        if not domain or not values_by_lead or change == "won":
            return values_by_lead
        self.env["crm.lead"].flush_model(["closed_stage_id", "won_status"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id, closed_stage_id FROM crm_lead WHERE closed_stage_id IS NOT NULL AND id = ANY(%s) AND %s",
                list(values_by_lead),
                SQL("TRUE") if change else SQL("won_status = 'lost'"),
            )
        )
        for lead_id, stage_id in rows:
            values = values_by_lead[lead_id]["values"]
            values[:] = [(name, stage_id if name == "stage_id" else value) for name, value in values]
        return values_by_lead
