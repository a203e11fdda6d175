from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_view_origins(self):
        """Open where the data of the contact and of its people came from."""
        self.ensure_one()
        self.check_access("read")
        people = self | self.with_context(active_test=False).child_ids
        return self.env["despacho.value.origin.line"]._open(people, [("partner_id", "in", people.ids)])
