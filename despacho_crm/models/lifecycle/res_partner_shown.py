from odoo import api, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """Of what was invoiced and quoted, each user is shown what is of his companies.

    Where a relation is (prospect, lead, client, former client), its temperature, its priority and
    its habits are one for the whole firm: a client of one company is not called as a stranger by
    another. Amounts, the last invoice and quotations belong to the company that issued them:
    whoever does not belong to all the companies of the database sees those of his own
    (``res.users.company_ids``), whatever companies he has ticked; superuser code sees all.
    """

    _inherit = "res.partner"

    @api.model
    def _lifecycle_shown_sql(self, name, alias, stored):
        """Return the value of the column ``name`` of ``alias`` that the user may see."""
        theirs = self.env.user.sudo().company_ids.ids  # sudo: one's own companies, whatever the rules
        shown = self._lifecycle_sql_shown_order if name.startswith("discount_") else self._lifecycle_sql_shown_money
        return SQL(
            "CASE WHEN EXISTS (SELECT FROM res_company WHERE id <> ALL(%s)) THEN (%s) ELSE %s END",
            theirs,
            shown(name, alias, theirs),
            stored,
        )

    @api.model
    def _lifecycle_sql_shown_money(self, name, alias, company_ids):
        Move = self.env["account.move"]
        today = self._lifecycle_today()
        return SQL(
            """
            WITH rules AS (%(rules)s), scope AS MATERIALIZED (%(scope)s)
            SELECT %(value)s
              FROM account_move move
              JOIN scope ON scope.owner_id = COALESCE(%(owner)s, 0) AND scope.company_id = move.company_id
             WHERE move.commercial_partner_id = %(id)s AND %(sold)s
               AND move.company_id = ANY(%(companies)s)
            """,
            rules=self._lifecycle_sql_rules(),
            scope=self._lifecycle_sql_scope(today),
            value=self._lifecycle_sql_amounts(today)[name],
            sold=self._lifecycle_sql_sold(),
            id=SQL.identifier(alias, "id"),
            owner=SQL.identifier(alias, "company_id"),
            companies=company_ids,
            to_flush=[Move._fields[name] for name in ("state", "amount_untaxed_signed", "invoice_date")],
        )

    @api.model
    def _lifecycle_sql_shown_order(self, name, alias, company_ids):
        states = ["sale"] if name == "discount_accepted" else ["sale", "cancel"]
        return SQL(
            """
            WITH rules AS (%(rules)s), scope AS MATERIALIZED (%(scope)s)
            SELECT COUNT(*)
              FROM sale_order orders
              JOIN res_partner member ON member.id = orders.partner_id
             WHERE member.commercial_partner_id = %(id)s AND orders.state = ANY(%(states)s)
               AND orders.company_id = ANY(%(companies)s)
               AND %(in_scope)s AND %(discounted)s
            """,
            rules=self._lifecycle_sql_rules(),
            scope=self._lifecycle_sql_scope(self._lifecycle_today()),
            id=SQL.identifier(alias, "id"),
            in_scope=self._lifecycle_in_scope(SQL("orders.company_id"), SQL.identifier(alias, "company_id")),
            discounted=self._lifecycle_sql_discounted(),
            states=states,
            companies=company_ids,
            to_flush=self.env["sale.order"]._fields["state"],
        )
