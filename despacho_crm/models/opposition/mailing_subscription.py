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
        emails = set(mine.contact_id.mapped("email_normalized")) - {False}
        staying = mine.search([("contact_id.email_normalized", "in", sorted(emails)), ("opt_out", "=", False)])
        for email in sorted(emails - set(staying.contact_id.mapped("email_normalized"))):
            lists = mine.filtered(lambda one, email=email: one.contact_id.email_normalized == email).list_id
            self.env["despacho.opposition"]._oppose(
                channels=["email"], how="list", evidence=", ".join(lists.mapped("name")), email=email
            )
