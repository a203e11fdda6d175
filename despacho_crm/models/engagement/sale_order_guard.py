from odoo import api, models
from odoo.exceptions import UserError

#: What the letter says: once it is signed, it goes on saying it.
_SAID = frozenset(
    {
        *("name", "partner_id", "partner_shipping_id", "company_id", "currency_id"),
        *("pricelist_id", "fiscal_position_id", "payment_term_id", "note"),
        *("engagement_object", "engagement_start", "engagement_end", "engagement_notice_days"),
        *("engagement_signatory_id", "engagement_signatory_name", "engagement_signatory_nif"),
        *("engagement_signatory_capacity", "engagement_client_id", "engagement_client_name"),
        *("engagement_client_nif", "engagement_client_capacity", "signature", "signed_by", "signed_on"),
    }
)
#: What the signature leaves behind: nobody writes it, and it is written once.
_KEPT = frozenset(
    {
        *("engagement_signed_on", "engagement_signed_how", "engagement_sha256", "engagement_version"),
        *("engagement_client_copy_id", "engagement_firm_copy_id", "engagement_shown"),
    }
)
#: What says which letter replaces which.
_LINKS = frozenset({"engagement_origin_id", "engagement_change", "engagement_superseded_by_id"})
#: What follows from the rest, and is written by nobody.
_COMPUTED = frozenset({"is_engagement", "engagement_state"})
_AMOUNTS = frozenset({"amount_untaxed", "amount_tax", "amount_total"})
_SIGNATURE = frozenset({"signature", "signed_by", "signed_on"})


class SaleOrder(models.Model):
    """What was signed does not change any more, whoever asks: a form, a file, another program or a job."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._engagement_check_own(vals)
        orders = super().create(vals_list)
        if not self.env.su:
            for order, vals in zip(orders, vals_list, strict=True):
                order._engagement_check_signature(vals)
        orders._engagement_check_confirmed()
        return orders

    def write(self, vals):
        if not self.env.su:
            self._engagement_check_own(vals)
            self._engagement_check_signature(vals)
        # What the system computes anew (what was invoiced in advance, or on behalf of the client) it may write.
        touched = vals.keys() & (_SAID | _KEPT if self.env.su else _SAID | _KEPT | _AMOUNTS)
        if touched:
            self.filtered(lambda order: order._engagement_differs(vals, touched))._engagement_check_unsigned()
        if vals.get("state") == "draft":
            self._engagement_check_unsigned()
        result = super().write(vals)
        if vals.get("state") == "sale":
            self._engagement_check_confirmed()
        return result

    def _engagement_differs(self, vals, names):
        """Return whether one of the fields gets another value: what a file brings back as it was is no change."""
        self.ensure_one()
        for name in names:
            field = self._fields[name]
            if field.type == "binary" or name == "signature":
                if bool(vals[name]) or self[name]:
                    return True
            elif field.convert_to_cache(vals[name], self) != field.convert_to_cache(self[name], self):
                return True
        return False

    def _engagement_check_own(self, vals):
        """Refuse that somebody writes, or empties, by hand what the signature leaves behind."""
        names = vals.keys() & (_KEPT | _LINKS | _COMPUTED)
        if any(order._engagement_differs(vals, names) for order in self) or (
            not self and any(vals[name] for name in names)
        ):
            raise UserError(
                self.env._("What is kept of a signed letter is written by the signature itself, and by nobody else.")
            )

    def _engagement_check_signature(self, vals):
        """Refuse that somebody signs for the client."""
        if any(vals.get(name) for name in _SIGNATURE) and any(order.is_engagement for order in self):
            raise UserError(
                self.env._(
                    "The client signs the engagement letter on the page that was sent to them. What they signed with "
                    "a pen is kept with «Signed on paper»."
                )
            )

    def _engagement_check_unsigned(self):
        """Raise if one of the orders is a signed letter."""
        for order in self.sudo():  # sudo: it holds also for whoever may not see the letter
            if order.engagement_signed_on:
                raise UserError(
                    self.env._(
                        "The engagement letter %(order)s was signed and does not change any more. Use «Renew» or "
                        "«Change scope»: the client signs the new letter, which then replaces this one.",
                        order=order.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed_letter(self):
        self._engagement_check_unsigned()
