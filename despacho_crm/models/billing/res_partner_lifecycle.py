from odoo import api, models
from odoo.tools import SQL

from ..lifecycle.of_my_companies import MyInteger
from ..lifecycle.res_partner import AMOUNT


class ResPartner(models.Model):
    """What other programs invoiced counts in the relation: who bought, since when, for how much."""

    _inherit = "res.partner"

    client_since_year = MyInteger(
        string="Client since", aggregator=None, help="The first year in which something was invoiced.", **AMOUNT
    )
    billed_elsewhere_year = MyInteger(
        string="Last year invoiced with another program",
        aggregator=None,
        help="As the years brought from the program with which the firm invoiced say.",
        **AMOUNT,
    )

    @api.model
    def _lifecycle_sql_earlier_amounts(self, today):
        """Return what the years ``billed`` say of each column, at the rates of ``scope``.

        Of a year that falls partly within the last twelve months, that part counts in them.
        """
        begin = SQL("MAKE_DATE(billed.year, 1, 1)")
        until = SQL("LEAST(MAKE_DATE(billed.year, 12, 31), billed.as_of)")
        within = SQL(
            "GREATEST(LEAST(%(until)s, %(today)s::date)"
            " - GREATEST(%(begin)s, (%(today)s::date - INTERVAL '12 months')::date + 1) + 1, 0)",
            begin=begin,
            until=until,
            today=today,
        )
        amount = SQL("billed.amount * scope.rate")
        bought = SQL("FILTER (WHERE billed.amount > 0)")
        return {
            "invoiced_total": SQL("ROUND(SUM(%s), 2)", amount),
            "invoiced_12m": SQL(
                "ROUND(SUM(%(amount)s * %(within)s / (%(until)s - %(begin)s + 1)) FILTER (WHERE %(within)s > 0), 2)",
                amount=amount,
                within=within,
                until=until,
                begin=begin,
            ),
            "client_since_year": SQL("MIN(billed.year) %s", bought),
            "billed_elsewhere_year": SQL("MAX(billed.year) %s", bought),
            "last_day": SQL("MAX(%s) %s", until, bought),
        }

    @api.model
    def _lifecycle_sql_amounts(self, today):
        return {
            **super()._lifecycle_sql_amounts(today),
            "client_since_year": SQL(
                "EXTRACT(YEAR FROM MIN(move.invoice_date) FILTER"
                " (WHERE move.move_type <> 'out_refund' AND move.payment_state <> 'reversed'))::int"
            ),
        }

    @api.model
    def _lifecycle_steps(self, ids, proposals):
        steps = super()._lifecycle_steps(ids, proposals)
        place = [name for name, _query in steps].index("money")
        steps.insert(place + 1, ("earlier", self._lifecycle_sql_earlier(self._lifecycle_today())))
        return steps

    @api.model
    def _lifecycle_sql_earlier(self, today):
        """Return what was invoiced with other programs."""
        amounts = self._lifecycle_sql_earlier_amounts(today).items()
        return SQL(
            """
            SELECT target.id AS partner_id, %(amounts)s
              FROM target
              JOIN despacho_billing_year billed ON billed.partner_id = target.id
              JOIN scope ON scope.owner_id = COALESCE(target.company_id, 0) AND scope.company_id = billed.company_id
             WHERE target.related
             GROUP BY target.id
            """,
            amounts=SQL(", ").join(SQL("%s AS %s", amount, SQL.identifier(name)) for name, amount in amounts),
        )

    @api.model
    def _lifecycle_sql_shown_money(self, name, alias, company_ids):
        """Add what the user may see of the years invoiced with other programs to what he may of the invoices."""
        today = self._lifecycle_today()
        value = self._lifecycle_sql_earlier_amounts(today).get(name)
        if value is None:
            return super()._lifecycle_sql_shown_money(name, alias, company_ids)
        Billed = self.env["despacho.billing.year"]
        earlier = SQL(
            """
            WITH rules AS (%(rules)s), scope AS MATERIALIZED (%(scope)s)
            SELECT %(value)s
              FROM despacho_billing_year billed
              JOIN scope ON scope.owner_id = COALESCE(%(owner)s, 0) AND scope.company_id = billed.company_id
             WHERE billed.partner_id = %(id)s AND billed.company_id = ANY(%(companies)s)
            """,
            rules=self._lifecycle_sql_rules(),
            scope=self._lifecycle_sql_scope(today),
            value=value,
            id=SQL.identifier(alias, "id"),
            owner=SQL.identifier(alias, "company_id"),
            companies=company_ids,
            to_flush=[Billed._fields[field] for field in ("amount", "as_of", "partner_id", "year")],
        )
        if name == "billed_elsewhere_year":
            return earlier
        invoices = super()._lifecycle_sql_shown_money(name, alias, company_ids)
        if name == "client_since_year":
            return SQL("SELECT LEAST((%s), (%s))", invoices, earlier)
        return SQL("SELECT SUM(part) FROM (VALUES ((%s)), ((%s))) AS parts (part)", invoices, earlier)

    def _lifecycle_bought(self):
        """Return the last thing that they bought: only of the year is known what another program invoiced."""
        year = self.billed_elsewhere_year
        days = (self.last_won_date, self.last_invoice_date, self.billed_elsewhere_on)
        if year and all(year > day.year for day in days if day):
            return self.env._("invoiced in %(year)s with another program", year=year)
        return super()._lifecycle_bought()

    @api.depends("billed_elsewhere_year")
    def _compute_lifecycle_reason(self):
        return super()._compute_lifecycle_reason()
