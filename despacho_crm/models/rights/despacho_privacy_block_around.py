from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class DespachoPrivacyBlock(models.Model):
    """What is of others and names a blocked person: the orders that wait for them, and what they follow."""

    _inherit = "despacho.privacy.block"

    @api.model
    def _check_no_open_orders(self, people):
        """Refuse while an order needs them: nobody could confirm or invoice it any more.

        Their own quotations are hidden with them. Those of others name them as an address.
        """
        orders = self.env["sale.order"].sudo()  # sudo: of any salesperson
        address = Domain("partner_invoice_id", "in", people.ids) | Domain("partner_shipping_id", "in", people.ids)
        going = Domain("state", "in", ("draft", "sent")) | (
            Domain("state", "=", "sale") & Domain("invoice_status", "!=", "invoiced")
        )
        of_others = Domain("partner_id", "not in", people.ids) & address & going
        own = Domain("partner_id", "in", people.ids) & Domain("invoice_status", "=", "to invoice")
        for order in orders.search(own | of_others, limit=1):
            raise UserError(
                self.env._(
                    "The order %(order)s of «%(client)s» needs these data still. Invoice it, cancel it or give it "
                    "another address first.",
                    order=order.name,
                    client=order.partner_id.display_name,
                )
            )

    def _unfollow(self, people):
        """Have them follow nothing: their name is read there by all. Return what they followed, for undoing."""
        followers = self.env["mail.followers"].sudo().search([("partner_id", "in", people.ids)])  # sudo: of anything
        followed = [[one.res_model, one.res_id, one.partner_id.id, one.subtype_ids.ids] for one in followers]
        followers.unlink()
        return followed

    def _follow_again(self):
        """Have them follow again what is there still."""
        followers = self.env["mail.followers"].sudo()  # sudo: as above
        rows = [row for row in self.followed or [] if row[0] in self.env]
        here = {}
        for model in {row[0] for row in rows}:
            ids = [row[1] for row in rows if row[0] == model]
            here[model] = set(self.env[model].sudo().browse(ids).exists().ids)  # sudo: as above
        partners = self.env["res.partner"].sudo().browse([row[2] for row in rows]).exists()  # sudo: as above
        known = {
            (one.res_model, one.res_id, one.partner_id.id)
            for one in followers.search([("partner_id", "in", partners.ids)])
        }
        kinds = {kind for row in rows for kind in row[3]}
        subtypes = self.env["mail.message.subtype"].sudo().browse(kinds)  # sudo: as above
        subtypes = set(subtypes.exists().ids)
        followers.create(
            [
                {"res_model": model, "res_id": number, "partner_id": partner, "subtype_ids": list(subtypes & {*kinds})}
                for model, number, partner, kinds in rows
                if number in here[model] and partner in partners.ids and (model, number, partner) not in known
            ]
        )
