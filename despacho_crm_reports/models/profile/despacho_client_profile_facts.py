from odoo import api, models
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.need.product_category import ROOT

from .despacho_client_profile_row import FEATURES

#: From when to when a year ``billed`` with another program is.
_BEGIN = SQL("MAKE_DATE(billed.year, 1, 1)")
_UNTIL = SQL("LEAST(MAKE_DATE(billed.year, 12, 31), billed.as_of)")


class DespachoClientProfile(models.Model):
    """What the invoices say of each client, in one question to the database.

    Read whatever the user may see: a profile is of the whole firm, and only figures and names that «Analyse the
    portfolio» gives access to come out. What other programs invoiced counts as many days as it is of.
    """

    _inherit = "despacho.client.profile"

    def _read_facts(self):
        """Return what is known of each contact that may be learnt from, [{column: value}].

        Columns: partner_id, kind (client, former, prospect), value, before, services, delay, and the features.
        """
        self.ensure_one()
        self.env.flush_all()
        everybody = self.compared == "base"
        return self.env.execute_query_dict(
            SQL(
                """
                %(facts)s
                SELECT who.id AS partner_id, %(kind)s AS kind,
                       COALESCE(bought.value, 0) AS value, COALESCE(bought.before, 0) AS before,
                       COALESCE(used.services, 0) AS services, paid.delay, %(features)s
                  FROM who
                  LEFT JOIN bought ON bought.partner_id = who.id
                  LEFT JOIN used ON used.partner_id = who.id
                  LEFT JOIN paid ON paid.partner_id = who.id
                 WHERE %(wanted)s
                 ORDER BY who.id
                """,
                facts=SQL("WITH %s", self._sql_facts()),
                kind=self._sql_kind(),
                features=SQL(", ").join(SQL.identifier("who", name) for name in FEATURES),
                wanted=SQL("bought.partner_id IS NOT NULL OR (who.active AND %s)", everybody),
            )
        )

    def _sql_kind(self):
        return SQL(
            "CASE WHEN bought.now THEN 'client' WHEN bought.partner_id IS NULL THEN 'prospect' ELSE 'former' END"
        )

    def _sql_facts(self):
        """Return the steps ``who``, ``bought``, ``used`` and ``paid`` of a question."""
        self.ensure_one()
        today = self.env["res.partner"]._lifecycle_today()
        # sudo: a company's own branches and rules, whoever asks
        company = self.company_id.sudo()
        # sudo: as above
        firm = self.env["res.company"].sudo().search([("id", "child_of", company.id)])
        return SQL(
            """
            who AS (
                SELECT partner.id, partner.nif_key, partner.active, %(features)s
                  FROM res_partner partner
                 WHERE partner.commercial_partner_id = partner.id AND partner.partner_share IS TRUE
                   AND partner.id <> ALL(%(nobody)s) AND partner.merged_into_id IS NULL
                   AND partner.privacy_blocked IS NOT TRUE
                   AND (partner.company_id IS NULL OR partner.company_id = ANY(%(firm)s))
                   AND NOT EXISTS (SELECT FROM res_company own WHERE own.partner_id = partner.id)
            ), sold AS (%(sold)s), bought AS (
                SELECT partner_id, SUM(value) AS value, SUM(before) AS before, BOOL_OR(now) AS now
                  FROM sold GROUP BY partner_id HAVING BOOL_OR(counts)
            ), used AS (%(used)s), paid AS (%(paid)s)
            """,
            features=SQL(", ").join(SQL.identifier("partner", name) for name in FEATURES),
            nobody=self.env["res.partner"]._nif_anonymous_customer().ids,
            firm=firm.ids,
            sold=self._sql_sold(firm, today, company.lifecycle_client_months),
            used=self._sql_used(firm, today),
            paid=self._sql_paid(firm, today),
        )

    def _sql_holder(self, alias):
        """Return who has what was of a contact ``alias``, which may have been joined into another one."""
        return SQL("COALESCE(%s, %s)", SQL.identifier(alias, "merged_into_id"), SQL.identifier(alias, "id"))

    def _sql_sold(self, firm, today, months):
        """Return what was invoiced, piece by piece: ``value`` of the last twelve months, ``before`` of the others.

        ``counts``: it makes somebody a client; ``now``: it does today.
        """
        year = SQL("(%s::date - INTERVAL '12 months')::date", today)
        two = SQL("(%s::date - INTERVAL '24 months')::date", today)
        this, last = self._sql_billed(today)
        lately = SQL("(%s::date - %s * INTERVAL '1 month')::date", today, months)
        return SQL(
            """
            SELECT %(holder)s AS partner_id,
                   CASE WHEN move.invoice_date > %(year)s THEN move.amount_untaxed_signed ELSE 0 END AS value,
                   CASE WHEN move.invoice_date > %(two)s AND move.invoice_date <= %(year)s
                        THEN move.amount_untaxed_signed ELSE 0 END AS before,
                   move.move_type <> 'out_refund' AND move.payment_state <> 'reversed' AS counts,
                   move.move_type <> 'out_refund' AND move.payment_state <> 'reversed'
                   AND move.invoice_date > %(lately)s AS now
              FROM account_move move
              JOIN res_partner client ON client.id = move.commercial_partner_id
             WHERE %(posted)s AND move.company_id = ANY(%(firm)s) AND move.invoice_date <= %(today)s
            UNION ALL
            SELECT %(holder)s, %(this)s, %(last)s, billed.amount > 0, billed.amount > 0 AND %(until)s > %(lately)s
              FROM despacho_billing_year billed
              JOIN res_partner client ON client.id = billed.partner_id
             WHERE billed.company_id = ANY(%(firm)s)
            """,
            holder=self._sql_holder("client"),
            year=year,
            two=two,
            lately=lately,
            until=_UNTIL,
            today=today,
            firm=firm.ids,
            posted=self.env["res.partner"]._lifecycle_sql_sold(),
            this=this,
            last=last,
        )

    @api.model
    def _sql_billed(self, today):
        """Return the parts of a year ``billed`` that are of the last twelve months, and of the twelve before."""
        year = SQL("(%s::date - INTERVAL '12 months')::date", today)
        two = SQL("(%s::date - INTERVAL '24 months')::date", today)

        def part(since, to):
            return SQL(
                "billed.amount * GREATEST(LEAST(%(until)s, %(to)s) - GREATEST(%(begin)s, %(since)s + 1) + 1, 0)"
                " / (%(until)s - %(begin)s + 1)",
                until=_UNTIL,
                begin=_BEGIN,
                since=since,
                to=to,
            )

        return part(year, SQL("%s::date", today)), part(two, year)

    def _sql_used(self, firm, today):
        """Return how many service lines each client was invoiced in the last two years."""
        root_id = self.env["ir.model.data"]._xmlid_to_res_id(ROOT, raise_if_not_found=False)
        return SQL(
            """
            SELECT partner_id, COUNT(DISTINCT category_id) AS services
              FROM (SELECT %(holder)s AS partner_id, line_of.id AS category_id
                      FROM account_move move
                      JOIN res_partner client ON client.id = move.commercial_partner_id
                      JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
                      JOIN product_product product ON product.id = line.product_id
                      JOIN product_template template ON template.id = product.product_tmpl_id
                      JOIN product_category root ON root.id = %(root)s
                      JOIN product_category line_of ON line_of.id = template.categ_id AND line_of.id <> root.id
                       AND line_of.parent_path LIKE root.parent_path || '%%'
                     WHERE %(posted)s AND move.company_id = ANY(%(firm)s)
                       AND move.move_type <> 'out_refund' AND move.payment_state <> 'reversed'
                       AND move.invoice_date > (%(today)s::date - INTERVAL '24 months')::date
                     UNION ALL
                    SELECT %(holder)s, billed.service_line_id
                      FROM despacho_billing_year billed
                      JOIN res_partner client ON client.id = billed.partner_id
                     WHERE billed.company_id = ANY(%(firm)s) AND billed.amount > 0
                       AND billed.service_line_id IS NOT NULL
                       AND MAKE_DATE(billed.year, 12, 31) > (%(today)s::date - INTERVAL '24 months')::date) one
             GROUP BY partner_id
            """,
            holder=self._sql_holder("client"),
            posted=self.env["res.partner"]._lifecycle_sql_sold(),
            root=root_id or 0,
            firm=firm.ids,
            today=today,
        )

    def _sql_paid(self, firm, today):
        """Return how many days late each client pays: what is still owed counts until today."""
        return SQL(
            """
            SELECT partner_id, AVG(GREATEST(paid_on - due_on, 0))::float AS delay
              FROM (SELECT %(holder)s AS partner_id, move.invoice_date_due AS due_on,
                           CASE WHEN move.payment_state IN ('paid', 'in_payment') THEN
                               COALESCE((SELECT MAX(part.max_date) FROM account_move_line owed
                                           JOIN account_partial_reconcile part ON part.debit_move_id = owed.id
                                          WHERE owed.move_id = move.id), move.invoice_date_due)
                           WHEN move.invoice_date_due < %(today)s THEN %(today)s::date END AS paid_on
                      FROM account_move move
                      JOIN res_partner client ON client.id = move.commercial_partner_id
                     WHERE %(posted)s AND move.company_id = ANY(%(firm)s) AND move.move_type = 'out_invoice'
                       AND move.payment_state <> 'reversed'
                       AND move.invoice_date > (%(today)s::date - INTERVAL '24 months')::date) invoice
             WHERE paid_on IS NOT NULL AND due_on IS NOT NULL
             GROUP BY partner_id
            """,
            holder=self._sql_holder("client"),
            posted=self.env["res.partner"]._lifecycle_sql_sold(),
            firm=firm.ids,
            today=today,
        )
