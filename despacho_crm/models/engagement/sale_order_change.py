from datetime import timedelta

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.engagement import differences

#: The terms of the letter of which it is told when they differ.
_TERMS = ("object", "payment", "start", "end", "total")
#: In which states a letter is renewed, and in which its scope is changed.
_REPLACED = {"renewal": ("signed", "ended"), "scope": ("upcoming", "signed")}


class SaleOrder(models.Model):
    """Renewal and change of scope: a new letter, linked to the one that it replaces once it is signed."""

    _inherit = "sale.order"

    engagement_next_ids = fields.One2many("sale.order", "engagement_origin_id", string="Letters that replace it")
    engagement_differences = fields.Html(
        string="What changes", compute="_compute_engagement_differences", sanitize=False
    )

    @api.depends("engagement_origin_id", "order_line", "order_clause_ids", "engagement_start", "engagement_end")
    def _compute_engagement_differences(self):
        for order in self:
            origin = order.engagement_origin_id
            order.engagement_differences = order._engagement_differences_shown() if origin else False

    def _engagement_differences(self):
        """Return the :class:`~...tools.engagement.Difference` between the letter and the one that it replaces."""
        self.ensure_one()
        return differences(self.engagement_origin_id._engagement_content(), self._engagement_content(), _TERMS)

    def _engagement_differences_shown(self):
        rows = Markup().join(
            Markup("<tr><td>%s</td><td>%s</td><td><del>%s</del></td><td>%s</td></tr>")
            % (self._engagement_difference_words()[one.what], one.fee, one.before, one.after)
            for one in self._engagement_differences()
        )
        if not rows:
            return Markup("<p>%s</p>") % self.env._("Nothing changes yet.")
        heads = Markup().join(
            Markup("<th>%s</th>") % head
            for head in (
                self.env._("What"),
                self.env._("Fee"),
                self.env._("In the earlier one"),
                self.env._("In this one"),
            )
        )
        return Markup(
            '<table class="table table-sm o_engagement_differences"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>'
        ) % (heads, rows)

    def _engagement_difference_words(self):
        _ = self.env._
        return {
            "fee_added": _("New fee"),
            "fee_removed": _("Fee that ends"),
            "price": _("Price"),
            "included_added": _("Included from now on"),
            "included_removed": _("No longer included"),
            "excluded_added": _("Excluded from now on"),
            "excluded_removed": _("No longer excluded"),
            "object": _("What for"),
            "payment": _("Payment"),
            "start": _("From"),
            "end": _("Until"),
            "total": _("Total"),
        }

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "cancel":
            self._engagement_give_back()
        return result

    def _engagement_give_back(self):
        """With the letter that took its place cancelled, the one before is in force again.

        Unless yet another one took the place of the cancelled one: then that one replaces both.
        """
        # sudo: users do not write which letter replaces which, it follows from what they do
        for order in self.sudo():
            before = order.search([("engagement_superseded_by_id", "=", order.id)])
            replaced = before.filtered(lambda letter: letter.engagement_state == "superseded")
            before.engagement_superseded_by_id = order.engagement_superseded_by_id
            for letter in replaced.filtered(lambda letter: letter.engagement_state == "signed"):
                letter._message_log(
                    body=letter.env._(
                        "This engagement letter is in force again: %(order)s, which had replaced it, was cancelled.",
                        order=order.name,
                    )
                )

    def action_engagement_renew(self):
        """Open a new letter with the same fees for as long again."""
        return self._engagement_replace("renewal")

    def action_engagement_change(self):
        """Open a new letter to change what it includes, its fees or its terms."""
        return self._engagement_replace("scope")

    def _engagement_replace(self, change):
        self.ensure_one()
        going = self.engagement_next_ids.filtered(lambda order: order.engagement_state in ("draft", "sent"))
        if going:
            return going[0].get_formview_action()
        later = self.engagement_superseded_by_id
        if change == "renewal" and later and self.engagement_state in _REPLACED[change]:
            return later.get_formview_action()
        if change == "scope" and self.engagement_state == "ended":
            raise UserError(
                self.env._("The engagement letter %(order)s has ended: renew it, with its new scope.", order=self.name)
            )
        if self.engagement_state not in _REPLACED[change]:
            raise UserError(
                self.env._(
                    "Only a letter that is in force is replaced by another, and %(order)s is not. While it is not "
                    "signed, change it as it is.",
                    order=self.name,
                )
            )
        new = self.copy(self._engagement_dates(change))
        # sudo: users do not write which letter replaces which, they do it with these buttons
        new.sudo().write({"engagement_origin_id": self.id, "engagement_change": change})
        return new.get_formview_action()

    def _engagement_dates(self, change):
        """Return the dates of the letter that comes after."""
        today = fields.Date.context_today(self)
        if change == "scope":
            # What is changed before it begins is changed from its beginning on.
            start = max(today, self.engagement_start or today)
            return {"engagement_start": start, "engagement_end": self.engagement_end}
        if not self.engagement_end:
            return {"engagement_start": today, "engagement_end": False}
        start = self.engagement_end + timedelta(days=1)
        if not self.engagement_start:
            return {"engagement_start": start, "engagement_end": False}
        # As many months and days as before: a year that ends on 31 December goes on to the next one.
        lasted = relativedelta(start, self.engagement_start)
        if start + lasted <= today:
            # It ended so long ago that as long again would be over too.
            start = today
        return {"engagement_start": start, "engagement_end": start + lasted - timedelta(days=1)}
