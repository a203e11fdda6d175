from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Who attends to leads and opportunities."""

    _inherit = "res.users"

    def _sells(self):
        """Return those who may own leads and opportunities."""
        return self.filtered(lambda user: user.active and user.has_group("sales_team.group_sale_salesman"))

    def _takes_for_others(self):
        """Say whether the user takes the calls of others: there are people in sales teams, and he is in none.

        Odoo puts the administrator in the team that it brings: that is no team of the firm yet.
        """
        self.ensure_one()
        own = Domain("user_id", "=", self.id) | Domain("member_ids", "in", self.ids)
        if self.env["crm.team"].search_count(own, limit=1):
            return False
        people = Domain("user_id", "!=", self.env.ref("base.user_admin").id)
        return bool(self.env["crm.team.member"].search_count(people, limit=1))
