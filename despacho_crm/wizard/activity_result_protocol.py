from odoo import fields, models

from ..models.activity.mail_activity import UNREACHED


class DespachoActivityResult(models.TransientModel):
    """What the protocol of attempts proposes after a try without answer, of one lead or of several."""

    _inherit = "despacho.activity.result"

    by_protocol = fields.Boolean(
        string="Each one by its protocol",
        compute="_compute_next",
        store=True,
        help="It is about several, and each of them goes on with its own protocol of attempts.",
    )

    def _protocol_steps(self):
        """Return {lead: what its protocol of attempts proposes after a try without answer}."""
        leads = self.lead_ids or self.counts_for_id or self.activity_ids.lead_id
        if self.result not in UNREACHED:
            return {}
        # This try is not written down yet: it is one more than those that the lead counts.
        return leads.with_context(protocol_attempt=self.channel)._protocol_next_steps()

    def _protocol_step(self):
        """Return what the protocol proposes where the contact is of one lead alone, or {}."""
        steps = self._protocol_steps()
        return next(iter(steps.values()), {}) if len(self._documents()) == 1 else {}

    def _words_of_steps(self, steps):
        """Say what is planned for each of several contacts."""
        over = sum(step["exhausted"] for step in steps.values())
        others = len(self._documents()) - len(steps)
        counts = {"going": len(steps) - over, "over": over, "others": others}
        return " ".join(
            words
            for count, words in (
                (counts["going"], self.env._("Go on with the next attempt of their protocol: %(going)s.", **counts)),
                (over, self.env._("Their attempts are over, and it is to be decided: %(over)s.", **counts)),
                (steps and others, self.env._("For the others, what follows: %(others)s.", **counts)),
            )
            if count
        )

    def _prepare_protocol_values(self):
        """Return what makes the next contact an attempt of the protocol, where it is what that proposed.

        Its day and who makes it are of whoever plans it. What is another thing stays when somebody is reached.
        """
        step = self._protocol_step()
        proposed = step.get("activity_type_id"), step.get("summary")
        if proposed != (self.next_activity_type_id.id, self.next_summary):
            return {}
        return {"playbook_stage_id": step.get("playbook_stage_id")}
