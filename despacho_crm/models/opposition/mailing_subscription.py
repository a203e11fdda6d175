from odoo import api, models

from .despacho_opposition_oppose import OPPOSING


class MailingSubscription(models.Model):
    """Whoever leaves the last mailing list in which they were does not want mailings."""

    _inherit = "mailing.subscription"

    @api.model_create_multi
    def create(self, vals_list):
        subscriptions = super().create(vals_list)
        subscriptions.filtered("opt_out")._tell_left()
        return subscriptions

    def write(self, vals):
        before = self.filtered("opt_out")
        result = super().write(vals)
        (self.filtered("opt_out") - before)._tell_left()
        return result

    def _tell_left(self):
        """Note as an opposition that these left, where no list is left to them."""
        if not self or self.env.context.get(OPPOSING) or not self.env.company._is_spanish():
            return
        # sudo: whoever leaves, in the foot of a message, is nobody in particular
        mine = self.sudo()
        mine._tell_left_by("email_normalized", "email", ["email"])
        # Lists have numbers where text messages can be sent to them.
        if "phone_sanitized" in mine.contact_id._fields:
            mine._tell_left_by("phone_sanitized", "phone", ["sms"])

    def _tell_left_by(self, field, kind, channels):
        """Note as opposed to ``channels`` the addresses in ``field`` of those that are in no list any more."""
        values = set(self.contact_id.mapped(field)) - {False}
        staying = self.search([(f"contact_id.{field}", "in", sorted(values)), ("opt_out", "=", False)])
        for value in sorted(values - set(staying.contact_id.mapped(field))):
            lists = self.filtered(lambda one, value=value: one.contact_id[field] == value).list_id
            self.env["despacho.opposition"]._oppose(
                channels=channels, how="list", evidence=", ".join(lists.mapped("name")), **{kind: value}
            )
