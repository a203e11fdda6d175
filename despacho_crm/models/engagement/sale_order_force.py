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
    def _cron_engagement_day(self):
        """Have each letter say whether it is in force today: on its day it begins, ends or gives way to another."""
        today = self.env["res.partner"]._lifecycle_today()
        begun, over = Domain("engagement_start", "<=", today), Domain("engagement_end", "<", today)
        replaced = Domain("engagement_superseded_by_id.engagement_start", "<=", today)
        letters = self.search(
            (Domain("engagement_state", "=", "upcoming") & begun)
            | (Domain("engagement_state", "in", ("upcoming", "signed")) & over)
            | (Domain("engagement_state", "in", ("upcoming", "signed", "ended")) & replaced)
        )
        self.env.add_to_compute(self._fields["engagement_state"], letters)
        letters.flush_recordset(["engagement_state"])
