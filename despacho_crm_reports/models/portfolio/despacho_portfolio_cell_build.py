import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: What tells a rebuild from everything else that takes a lock of the database.
_LOCK = 1_908_430_043
#: So many minutes later the job of the night comes back, when somebody is making the portfolio by hand.
_WAIT = 10
#: With over so many times the clients of the year before, it is that the invoices of that one are not here.
_JUMP = 10
#: The columns of the company, that all of its rows have.
_KNOWN = SQL(
    """section.parent_id AS section_id, partner.sector_id, partner.size_class, state.region_id,
       partner.state_id, partner.legal_form"""
)
_COLUMNS = SQL(
    """company_id, partner_id, kind, year, section_id, sector_id, size_class, region_id, state_id, legal_form,
       service_line_id, currency_id, revenue, revenue_before, contacts, hours, bought, acquired, lost, served,
       bought_before"""
)
_JOINS = SQL(
    """LEFT JOIN despacho_cnae section ON section.id = partner.sector_id
       LEFT JOIN res_country_state state ON state.id = partner.state_id"""
)


class DespachoPortfolioCell(models.Model):
    """The portfolio is made in one statement for each company: whoever looks sees the old one, or the new one."""

    _inherit = "despacho.portfolio.cell"

    @api.model
    def _trigger_job(self):
        """Have the portfolio made as soon as possible."""
        # sudo: whoever installs it may not touch jobs
        self.env.ref("despacho_crm_reports.ir_cron_portfolio").sudo()._trigger()

    @api.model
    def _cron_portfolio(self):
        """Make the portfolio of each company, and what stands out in it; what was left half done goes on there."""
        today = fields.Date.context_today(self)
        companies = self.env["res.company"].search([("active", "=", True)])
        waiting = companies.filtered(lambda one: not one.portfolio_on or one.portfolio_on.date() < today)
        for place, company in enumerate(waiting):
            if not self._is_free():
                # Somebody is making it by hand: what is left is for a little later, and not for the next night.
                later = fields.Datetime.now() + datetime.timedelta(minutes=_WAIT)
                # sudo: the job itself comes back
                self.env.ref("despacho_crm_reports.ir_cron_portfolio").sudo()._trigger(later)
                return
            self._build(company, shared=not place)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(waiting) - place - 1):
                return

    @api.model
    def action_build(self):
        """Bring up to date the portfolio of the companies where one works."""
        self.check_access("read")
        # sudo: who looks at the portfolio does not see every invoice that it is made of
        cells = self.sudo()
        for place, company in enumerate(cells.env.companies):
            cells._build(company, shared=not place)
        return True

    @api.model
    def _is_free(self):
        """Whether nobody else is making the portfolio; nobody else may until this transaction ends."""
        return self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", _LOCK))[0][0]

    @api.model
    def _build(self, company, shared=True):
        """Make the portfolio of ``company`` again, and, with ``shared``, what is of all the companies."""
        self.env.flush_all()
        if not self._is_free():
            raise UserError(self.env._("The portfolio is being made at this moment: look again in a minute."))
        today = self.env["res.partner"]._lifecycle_today()
        self.env.cr.execute(SQL("DELETE FROM despacho_portfolio_cell WHERE company_id = %s", company.id))
        # How many rows each step has is not known beforehand: one by one they would be joined for hours.
        self.env.cr.execute("SET LOCAL enable_nestloop TO off")
        self.env.cr.execute(self._sql_of_company(company, today))
        self.env.cr.execute("SET LOCAL enable_nestloop TO on")
        self._build_census(today, company)
        if shared:
            self.env.cr.execute(SQL("DELETE FROM despacho_portfolio_cell WHERE company_id IS NULL"))
            self.env.cr.execute(self._sql_of_all(today))
            self._build_census(today)
        self.env.cr.execute(
            SQL("UPDATE res_company SET portfolio_on = %s WHERE id = %s", fields.Datetime.now(), company.id)
        )
        self.invalidate_model(flush=False)
        company.invalidate_recordset(["portfolio_on"], flush=False)
        self.env["despacho.portfolio.situation"]._find(company)

    @api.model
    def _sql_of_company(self, company, today):
        """Return the statement that adds the rows of who bought of ``company``, and of who is only of it.

        A row says of its own service whether it was bought: who has two is a client of each, and one in all.
        Of the first year that is known nobody can tell who was new, nor how much the firm grew: it is the last one
        before which next to nobody had bought, for some old invoices of a few are not those of a year; nor are those
        of its last months, when it begins after the first quarter.
        """
        return SQL(
            """
            WITH %(money)s,
            years AS (
                SELECT partner_id, year, BOOL_OR(bought) AS bought, BOOL_OR(early) AS early FROM money GROUP BY 1, 2
            ),
            since AS (SELECT partner_id, MIN(year) FILTER (WHERE bought) AS year FROM years GROUP BY 1),
            buyers AS (
                SELECT year, COUNT(*) FILTER (WHERE bought) AS number, COUNT(*) FILTER (WHERE early) AS early
                  FROM years GROUP BY 1
            ),
            known AS (
                SELECT MAX(CASE WHEN now.early * %(jump)s < now.number THEN now.year + 1 ELSE now.year END) AS since
                  FROM buyers now LEFT JOIN buyers before ON before.year = now.year - 1
                 WHERE COALESCE(before.number, 0) * %(jump)s < now.number
            ),
            attended AS (%(attended)s),
            worked AS (%(worked)s),
            lines AS (
                SELECT COALESCE(now.partner_id, before.partner_id) AS partner_id,
                       COALESCE(now.year, before.year + 1) AS year,
                       COALESCE(now.service_id, before.service_id) AS service_id,
                       COALESCE(now.amount, 0) AS amount, ROUND(COALESCE(before.comparable, 0), 2) AS before,
                       COALESCE(now.bought, FALSE) AS bought, COALESCE(before.bought, FALSE) AS bought_before
                  FROM money now
                  FULL JOIN money before ON before.partner_id = now.partner_id AND before.year = now.year - 1
                   AND COALESCE(before.service_id, 0) = COALESCE(now.service_id, 0)
                 WHERE now.year IS NOT NULL OR before.year < %(this_year)s
                UNION ALL
                SELECT partner.id, %(this_year)s, NULL, 0, 0, FALSE, FALSE FROM res_partner partner
                 WHERE partner.lifecycle IS NOT NULL AND partner.active AND partner.commercial_partner_id = partner.id
                   AND (partner.company_id = %(company)s
                        OR partner.company_id IS NULL AND partner.id IN (SELECT partner_id FROM since))
                   AND NOT EXISTS (SELECT FROM years WHERE partner_id = partner.id
                                      AND year BETWEEN %(this_year)s - 1 AND %(this_year)s)
            ),
            ranked AS (
                SELECT lines.*,
                       ROW_NUMBER() OVER (PARTITION BY partner_id, year ORDER BY amount DESC, service_id) AS place
                  FROM lines
            )
            INSERT INTO despacho_portfolio_cell (%(columns)s)
            SELECT %(company)s, told.*
              FROM (
                SELECT ranked.partner_id, kind.kind, ranked.year, %(known)s, ranked.service_id,
                       %(currency)s::int, ranked.amount,
                       CASE WHEN ranked.year > known.since THEN ranked.before END,
                       CASE WHEN ranked.place = 1 THEN COALESCE(attended.number, 0) ELSE 0 END,
                       CASE WHEN ranked.place = 1 THEN COALESCE(worked.hours, 0) ELSE 0 END,
                       ranked.bought,
                       ranked.bought AND since.year = ranked.year AND ranked.year > known.since AS acquired,
                       ranked.bought_before AND NOT COALESCE(years.bought, FALSE)
                       AND (ranked.year < %(this_year)s OR kind.kind = 'former') AS lost,
                       ranked.service_id IS NOT NULL AND ranked.bought, ranked.bought_before
                  FROM ranked
                 CROSS JOIN known
                  JOIN res_partner partner ON partner.id = ranked.partner_id
                  %(joins)s
                  LEFT JOIN years ON years.partner_id = ranked.partner_id AND years.year = ranked.year
                  LEFT JOIN since ON since.partner_id = ranked.partner_id
                  LEFT JOIN attended ON attended.partner_id = ranked.partner_id AND attended.year = ranked.year
                  LEFT JOIN worked ON worked.partner_id = ranked.partner_id AND worked.year = ranked.year
                 CROSS JOIN LATERAL (
                    SELECT CASE WHEN ranked.year = %(this_year)s AND partner.lifecycle IN ('client', 'former')
                                THEN partner.lifecycle
                                WHEN years.bought THEN 'client'
                                WHEN since.year < ranked.year THEN 'former'
                                ELSE 'prospect' END AS kind) kind
              ) told
            """,
            money=self._sql_money(company, today),
            attended=self._sql_attended(company),
            worked=self._sql_worked(company),
            columns=_COLUMNS,
            known=_KNOWN,
            joins=_JOINS,
            company=company.id,
            currency=company.currency_id.id,
            this_year=today.year,
            jump=_JUMP,
        )

    @api.model
    def _sql_money(self, company, today):
        """Return the tables ``sold`` ... ``money``: (partner_id, year, service_id, amount, whether it was bought).

        What an invoice has that is of no service line is told without one: all adds up to the invoices.
        ``early``: it was, in the first quarter of the year.
        ``comparable`` is, of last year, what had been invoiced by this day of it; another program tells only the year,
        or the part of it until the day of its data: as much of that as had gone by.
        """
        Partner = self.env["res.partner"]
        return SQL(
            """
            sold AS (
                SELECT move.id, move.commercial_partner_id AS partner_id,
                       EXTRACT(YEAR FROM move.invoice_date)::int AS year, move.amount_untaxed_signed AS amount,
                       EXTRACT(YEAR FROM move.invoice_date) = %(this_year)s - 1
                       AND (move.invoice_date + INTERVAL '1 year')::date > %(today)s AS later,
                       EXTRACT(QUARTER FROM move.invoice_date) = 1 AS early,
                       move.move_type <> 'out_refund' AND move.payment_state <> 'reversed' AS standing
                  FROM account_move move
                 WHERE %(sold)s AND move.company_id = %(company)s AND move.commercial_partner_id IS NOT NULL
            ),
            part AS (
                SELECT sold.id, line_of.id AS service_id, SUM(-line.balance) AS amount
                  FROM sold
                  JOIN account_move_line line ON line.move_id = sold.id AND line.display_type = 'product'
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id
                  JOIN product_category root ON root.id = %(root)s
                  JOIN product_category line_of ON line_of.id = template.categ_id AND line_of.id <> root.id
                   AND line_of.parent_path LIKE root.parent_path || '%%'
                 GROUP BY sold.id, line_of.id
            ),
            money AS (
                SELECT partner_id, year, service_id, SUM(amount) AS amount,
                       SUM(CASE WHEN later THEN 0 ELSE amount * part_of_year END) AS comparable,
                       BOOL_OR(bought) AS bought, BOOL_OR(bought AND early) AS early
                  FROM (SELECT sold.partner_id, sold.year, part.service_id, part.amount, sold.later, 1 AS part_of_year,
                               sold.standing AS bought, sold.early
                          FROM sold JOIN part ON part.id = sold.id
                        UNION ALL
                        SELECT sold.partner_id, sold.year, NULL, sold.amount - COALESCE(told.amount, 0), sold.later, 1,
                               sold.standing, sold.early
                          FROM sold
                          LEFT JOIN (SELECT id, SUM(amount) AS amount FROM part GROUP BY id) told ON told.id = sold.id
                         WHERE told.id IS NULL OR told.amount <> sold.amount
                        UNION ALL
                        SELECT billed.partner_id, billed.year, billed.service_line_id, billed.amount, FALSE,
                               CASE WHEN billed.year = %(this_year)s - 1 THEN LEAST(1, %(part)s) ELSE 1 END,
                               billed.amount > 0, TRUE
                          FROM despacho_billing_year billed WHERE billed.company_id = %(company)s) said
                 GROUP BY partner_id, year, service_id
            )
            """,
            sold=Partner._lifecycle_sql_sold(),
            company=company.id,
            root=self.env["product.category"]._services_root().id or 0,
            today=today,
            this_year=today.year,
            part=SQL(
                "%s::numeric"
                " / (LEAST(MAKE_DATE(billed.year, 12, 31), billed.as_of) - MAKE_DATE(billed.year, 1, 1) + 1)",
                today.timetuple().tm_yday,
            ),
        )

    @api.model
    def _sql_of_all(self, today):
        """Return the statement that adds who is of all the companies and bought of none."""
        return SQL(
            """
            WITH attended AS (%(attended)s)
            INSERT INTO despacho_portfolio_cell (%(columns)s)
            SELECT NULL::int, partner.id,
                   CASE WHEN partner.lifecycle IN ('client', 'former') THEN partner.lifecycle ELSE 'prospect' END,
                   %(this_year)s, %(known)s, NULL::int, %(currency)s::int, 0, 0, COALESCE(attended.number, 0), 0,
                   FALSE, FALSE, FALSE, FALSE, FALSE
              FROM res_partner partner
              %(joins)s
              LEFT JOIN attended ON attended.partner_id = partner.id AND attended.year = %(this_year)s
             WHERE partner.lifecycle IS NOT NULL AND partner.active AND partner.company_id IS NULL
               AND partner.commercial_partner_id = partner.id
               AND NOT EXISTS (SELECT FROM account_move move
                                WHERE move.commercial_partner_id = partner.id AND %(sold)s)
               AND NOT EXISTS (SELECT FROM despacho_billing_year billed WHERE billed.partner_id = partner.id)
            """,
            attended=self._sql_attended(),
            columns=_COLUMNS,
            known=_KNOWN,
            joins=_JOINS,
            currency=self.env["res.company"]._lifecycle_reference().currency_id.id,
            this_year=today.year,
            sold=self.env["res.partner"]._lifecycle_sql_sold(),
        )
