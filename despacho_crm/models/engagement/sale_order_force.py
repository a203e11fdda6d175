from odoo import api, fields, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """From which day until which day a signed letter is in force."""

    _inherit = "sale.order"

    engagement_next_start = fields.Date(
        related="engagement_superseded_by_id.engagement_start", string="The next one is in force from"
    )

    @api.depends(
        "is_engagement",
        "state",
        "engagement_signed_on",
        "engagement_start",
        "engagement_end",
        "engagement_superseded_by_id.engagement_start",
    )
    def _compute_engagement_state(self):
        today = self.env["res.partner"]._lifecycle_today()
        for order in self:
            if not order.is_engagement:
                order.engagement_state = False
            elif order.state == "cancel":
                order.engagement_state = "cancel"
            elif order.engagement_signed_on:
                order.engagement_state = order._engagement_state_on(today)
            else:
                order.engagement_state = "sent" if order.state == "sent" else "draft"

    def _engagement_state_on(self, day):
        """Return the state of a signed letter on ``day``.

        One that was renewed early goes on until the new one begins, or until its own end if that comes before.
        """
        self.ensure_one()
        later = self.engagement_superseded_by_id
        if later and not (later.engagement_start and later.engagement_start > day):
            return "superseded"
        if self.engagement_end and self.engagement_end < day:
            return "ended"
        if self.engagement_start and self.engagement_start > day:
            return "upcoming"
        return "signed"

    @api.model
    def _engagement_state_domains(self, day):
        """Return {state: domain of the signed letters that have it on ``day``}, as :meth:`_engagement_state_on`."""
        signed = Domain("is_engagement", "=", True) & Domain("state", "!=", "cancel")
        signed &= Domain("engagement_signed_on", "!=", False)
        later, begins = "engagement_superseded_by_id", "engagement_superseded_by_id.engagement_start"
        replaced = Domain(later, "!=", False) & (Domain(begins, "=", False) | Domain(begins, "<=", day))
        alone = signed & (Domain(later, "=", False) | Domain(begins, ">", day))
        going = alone & (Domain("engagement_end", "=", False) | Domain("engagement_end", ">=", day))
        return {
            "superseded": signed & replaced,
            "ended": alone & Domain("engagement_end", "<", day),
            "upcoming": going & Domain("engagement_start", ">", day),
            "signed": going & (Domain("engagement_start", "=", False) | Domain("engagement_start", "<=", day)),
        }

    @api.model
    def _engagement_outdated(self, day):
        """Return the signed letters that say another state than theirs of ``day``, in one question."""
        domains = self._engagement_state_domains(day)
        return self.search(
            Domain.OR(domain & Domain("engagement_state", "!=", state) for state, domain in domains.items())
        )

    @api.model
    def _cron_engagement_day(self):
        """Have each letter say whether it is in force today: on its day it begins, ends or gives way to another.

        What was written otherwise, by an earlier version or by another program, is put right as well.
        """
        letters = self._engagement_outdated(self.env["res.partner"]._lifecycle_today())
        self.env.add_to_compute(self._fields["engagement_state"], letters)
        letters.flush_recordset(["engagement_state"])
