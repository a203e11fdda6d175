from odoo import api, models
from odoo.tools import SQL

from ...tools.privacy import gate


class DespachoGate(models.AbstractModel):
    """What is asked of the database: what they hired, and when they were last in touch."""

    _inherit = "despacho.gate"

    @api.model
    def _gather_clients(self, people, company, service_line, today):
        """Return {commercial partner id: (last contract or invoice, last one of services like this one)}.

        An invoice may bear a day to come, and hides none of those before.
        """
        partners = sorted({person.company for person in people if person.company})
        if not partners:
            return {}
        # sudo: the firm is the company with its branches, whichever of them whoever asks may see
        firm = self.env["res.company"].sudo().search([("id", "child_of", company.root_id.id)])
        similar = self._similar_categories(company, service_line)
        of_line = SQL("TRUE") if similar is None else SQL("template.categ_id = ANY(%s)", similar)
        of_year = SQL("TRUE") if similar is None else SQL("billed.service_line_id = ANY(%s)", similar)
        query = SQL(
            """
            WITH relation (partner_id, day, alike) AS (
                SELECT move.commercial_partner_id, move.invoice_date, %(of_line)s
                  FROM account_move move
                  JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
                  LEFT JOIN product_product product ON product.id = line.product_id
                  LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                 WHERE move.commercial_partner_id = ANY(%(partners)s) AND move.company_id = ANY(%(firm)s)
                   AND move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_receipt')
                   AND move.payment_state IS DISTINCT FROM 'reversed'
                 UNION ALL
                SELECT holder.commercial_partner_id, orders.date_order::date, %(of_line)s
                  FROM res_partner holder
                  JOIN sale_order orders ON orders.partner_id = holder.id
                  JOIN sale_order_line line ON line.order_id = orders.id AND line.display_type IS NULL
                  LEFT JOIN product_product product ON product.id = line.product_id
                  LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                 WHERE holder.commercial_partner_id = ANY(%(partners)s) AND orders.company_id = ANY(%(firm)s)
                   AND orders.state = 'sale'
                 UNION ALL
                SELECT billed.partner_id, LEAST(MAKE_DATE(billed.year, 12, 31), billed.as_of), %(of_year)s
                  FROM despacho_billing_year billed
                 WHERE billed.partner_id = ANY(%(partners)s) AND billed.company_id = ANY(%(firm)s) AND billed.amount > 0
            )
            SELECT partner_id, MAX(day), MAX(day) FILTER (WHERE alike) FROM relation WHERE day <= %(today)s
             GROUP BY partner_id
            """,
            of_line=of_line,
            of_year=of_year,
            partners=partners,
            firm=firm.ids,
            today=today,
        )
        return {partner: (client_on, similar_on) for partner, client_on, similar_on in self.env.execute_query(query)}

    @api.model
    def _similar_categories(self, company, service_line):
        """Return the ids of the categories of services like this one; None: all of the firm."""
        # sudo: a rule of the firm, whoever addresses people
        if not service_line or company.sudo().privacy_similar == "firm":
            return None
        # sudo: the catalogue of services is no secret
        categories = self.env["product.category"].sudo()
        root = categories._services_root()
        path = service_line.with_env(categories.env).parent_path
        above = [int(one) for one in (path or "").split("/") if one]
        top = above[above.index(root.id) + 1] if root.id in above and root.id != above[-1] else service_line.id
        return categories.search([("id", "child_of", top)]).ids

    @api.model
    def _gather_interactions(self, channels, people):
        """Return {contact id: day on which they were last in touch themselves}, of those of whom it matters."""
        partners = sorted(
            {person.partner for person in people if person.kind == gate.CONSUMER and person.partner}
            if "phone" in channels
            else ()
        )
        if not partners:
            return {}
        query = SQL(
            """
            SELECT partner_id, MAX(day) FROM (
                SELECT partner_id, done_at::date AS day FROM mail_activity
                 WHERE partner_id = ANY(%(partners)s) AND direction = 'inbound' AND done_at IS NOT NULL
                 UNION ALL
                SELECT author_id, date::date FROM mail_message
                 WHERE author_id = ANY(%(partners)s) AND message_type = 'email'
            ) touched GROUP BY partner_id
            """,
            partners=partners,
        )
        return dict(self.env.execute_query(query))
