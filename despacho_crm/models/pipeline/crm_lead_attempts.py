from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..activity.mail_activity import REACHED, UNREACHED


class CrmLead(models.Model):
    """What follows from having tried: the stage, the next attempt, and what to decide when they are over."""

    _inherit = "crm.lead"

    def _stage_entered(self, old_stages):
        result = super()._stage_entered(old_stages)
        self._protocol_plan()
        return result

    def _contact_logged(self, activities):
        """Move the leads by the contacts that were logged on them: only forward."""
        result = super()._contact_logged(activities)
        self._protocol_changed()
        leads = self._pipeline_rules_apply().filtered(lambda lead: lead.active and lead.stage_id.outcome == "open")
        reached = activities.filtered(lambda activity: activity.result in REACHED).lead_id & leads
        tried = activities.filtered(lambda a: a.result in UNREACHED and a.direction != "inbound").lead_id & leads
        reached.filtered("extra_attempts").write({"extra_attempts": 0})
        reached._move_forward("contact")
        (tried - reached)._move_forward("attempt")
        (tried - reached)._protocol_plan()
        return result

    def _protocol_plan(self):
        """Plan what the protocol says for leads in the stage of attempts that have no contact planned."""
        leads = self.filtered(lambda lead: lead.active and lead.stage_id.trigger == "attempt")
        leads = leads.filtered(lambda lead: lead._playbook_owner())
        if not leads:
            return
        # sudo: a contact that a colleague has planned is planned.
        opened = self.env["mail.activity"].sudo().search(leads._activity_domain())
        planned = opened.filtered(lambda activity: activity.channel or activity.is_protocol_decision)
        waiting = leads.filtered(lambda lead: lead.id not in set(planned.mapped("res_id")))
        steps = []
        # sudo: the language in which a colleague works
        for lang, leads in waiting.grouped(lambda lead: lead._playbook_owner().sudo().lang).items():
            speaking = leads.with_context(lang=lang or self.env.lang)
            for lead, step in speaking._protocol_next_steps().items():
                steps += [(lead, values) for values in lead._protocol_prepare_activity(step)]
        self.env["mail.activity"]._plan(steps)

    def _protocol_prepare_activity(self, step):
        """Return the values of the next attempt, or of the decision when attempts are over: one, or none."""
        self.ensure_one()
        values = {
            "user_id": self._playbook_owner().id,
            "playbook_stage_id": self.stage_id.id,
        }
        if step["exhausted"]:
            todo = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
            return [
                {
                    **values,
                    "activity_type_id": todo.id if todo else False,
                    "date_deadline": self._pipeline_company()._pipeline_today(),
                    "summary": self.env._(
                        "%(count)s attempts without answer: postpone, discard or try once more?",
                        count=step["attempts"],
                    ),
                    "is_protocol_decision": True,
                }
            ]
        if self.env.context.get("contact_next") == "none":
            # Who wrote the last try down has just said that there is to be no other.
            return []
        return [{**values, **{name: step[name] for name in ("activity_type_id", "date_deadline", "summary")}}]

    def _protocol_go_on(self):
        """Plan the next try of leads whose last one was done without saying how it went."""
        self._protocol_changed()
        self._protocol_plan()

    def _protocol_activities(self):
        """Return the open activities that the protocol planned by itself."""
        # sudo: they may be a colleague's.
        activities = self.env["mail.activity"].sudo()
        own = Domain("playbook_stage_id.trigger", "=", "attempt") & Domain("playbook_template_id", "=", False)
        return activities.search(self._activity_domain() & own)

    def action_protocol_one_more(self):
        """Try once more although the protocol is over."""
        for lead in self.filtered("protocol_exhausted"):
            lead.extra_attempts += 1
            lead._protocol_activities().unlink()
            lead._protocol_plan()
        return True

    def action_protocol_discard(self):
        """Nobody answers: there is no interest."""
        stage = self[:1]._stage_find(domain=[("outcome", "=", "not_interested")])
        if not stage:
            raise UserError(self.env._("No stage says that there is no interest: the pipeline has none."))
        self.write({"stage_id": stage.id})
        return True
