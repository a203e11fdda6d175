from odoo import api, models
from odoo.tools import SQL

#: {(table, column that changed its contact): (model, what is computed from the contact)}. What people
#: may have typed (an address on a lead, the terms of a quotation) stays as it is.
_FOLLOWING = {
    ("account_move", "partner_id"): ("account.move", ("invoice_partner_display_name",)),
    ("crm_lead", "partner_id"): ("crm.lead", ("vat", "nif_key", "nif_state")),
    ("mail_activity", "contact_id"): ("mail.activity", ("partner_id",)),
    ("mail_activity", "res_id"): ("mail.activity", ("res_name",)),
    ("calendar_attendee", "partner_id"): ("calendar.attendee", ("common_name",)),
    ("res_partner_bank", "partner_id"): ("res.partner.bank", ("company_id",)),
}


class DespachoMerge(models.Model):
    """What Odoo keeps stored of a contact on what hangs from it."""

    _inherit = "despacho.merge"

    @api.model
    def _follow(self, tally, recorder):
        """Compute again what is stored about the contact on the rows that moved."""
        for column, (model, names) in _FOLLOWING.items():
            rows = tally.rows.get(column)
            if not rows:
                continue
            records = self.env[model].browse(rows)
            recorder.owners.update({(records._table, row): merge_id for row, merge_id in rows.items()})
            for name in names:
                self.env.add_to_compute(records._fields[name], records)
        users = tally.rows.get(("res_users", "partner_id"))
        if users:
            partners = self.env["res.users"].browse(users).partner_id
            self.env.add_to_compute(partners._fields["partner_share"], partners)
        visitors = tally.rows.get(("website_visitor", "partner_id"))
        if visitors:
            # The key of a known visitor is the contact's id.
            recorder.owners.update({("website_visitor", row): merge_id for row, merge_id in visitors.items()})
            for visitor in self.env["website.visitor"].browse(visitors):
                visitor.access_token = visitor.partner_id.id
        self.env.flush_all()
        if users or tally.rows.get(("ir_model_data", "res_id")):
            self.env.registry.clear_cache()

    def _forget_rules(self):
        """Who signs in to the portal and is of another company now sees what is of that one, from now on.

        What each may see is kept in memory, computed from the company that they had.
        """
        moved = self.env.execute_query(
            SQL(
                """
                SELECT 1 FROM despacho_merge_line line JOIN res_users users ON users.partner_id = line.res_id
                 WHERE line.merge_id = ANY(%s) AND line.table_name = 'res_partner'
                   AND line.column_name = 'commercial_partner_id' LIMIT 1
                """,
                self.ids,
            )
        )
        if moved:
            self.env.registry.clear_cache()
