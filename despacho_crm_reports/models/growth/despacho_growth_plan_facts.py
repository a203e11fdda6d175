from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.need.product_category import ROOT

#: What is known of a client that a plan speaks of.
TRAITS = ("sector_id", "cnae_id", "size_class", "state_id")


class Client(NamedTuple):
    """``value``: bought in twelve months; ``before``: in the twelve before; ``traits``: {column: value};
    ``services``: {service line that it uses or used: (value, before)}."""

    partner_id: int
    value: float
    before: float
    traits: dict
    services: dict


class DespachoGrowthPlan(models.Model):
    """The clients of today, read at once: those that the portfolio counts, with what they bought."""

    _inherit = "despacho.growth.plan"

    def _read_clients(self):
        """Return the :class:`Client` of the company of the plan."""
        self.ensure_one()
        profile = self.env["despacho.client.profile"].new({"company_id": self.company_id.id})
        domain = self.env["despacho.portfolio.dimension"]._clients_domain(self.company_id)
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH %(facts)s
                SELECT partner.id, COALESCE(bought.value, 0), COALESCE(bought.before, 0),
                       ARRAY(SELECT used.category_id FROM res_partner_service_used_rel used
                              WHERE used.partner_id = partner.id), %(traits)s
                  FROM res_partner partner
                  LEFT JOIN bought ON bought.partner_id = partner.id
                 WHERE partner.id IN %(clients)s
                 ORDER BY partner.id
                """,
                facts=profile._sql_facts(),
                clients=self.env["res.partner"].with_context(active_test=True)._search(domain).subselect(),
                traits=SQL(", ").join(SQL.identifier("partner", name) for name in TRAITS),
            )
        )
        services = self._read_services(profile)
        return [
            Client(
                partner_id,
                float(value),
                float(before),
                {name: value or None for name, value in zip(TRAITS, traits, strict=True)},
                {service: services[partner_id].get(service, (0.0, 0.0)) for service in used},
            )
            for partner_id, value, before, used, *traits in rows
        ]

    def _read_services(self, profile):
        """Return {client: {service line: (value, before)}} of what was invoiced in the last two years."""
        today = self.env["res.partner"]._lifecycle_today()
        # sudo: a company's own branches, whoever asks
        firm = self.env["res.company"].sudo().search([("id", "child_of", self.company_id.id)])
        root_id = self.env["ir.model.data"]._xmlid_to_res_id(ROOT, raise_if_not_found=False)
        this, last = profile._sql_billed(today)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT %(holder)s, line_of.id,
                       COALESCE(SUM(-line.balance) FILTER (WHERE move.invoice_date > %(year)s), 0),
                       COALESCE(SUM(-line.balance) FILTER (WHERE move.invoice_date <= %(year)s), 0)
                  FROM account_move move
                  JOIN res_partner client ON client.id = move.commercial_partner_id
                  JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id
                  JOIN product_category root ON root.id = %(root)s
                  JOIN product_category line_of ON line_of.id = template.categ_id AND line_of.id <> root.id
                   AND line_of.parent_path LIKE root.parent_path || '%%'
                 WHERE %(posted)s AND move.company_id = ANY(%(firm)s) AND move.invoice_date <= %(today)s
                   AND move.invoice_date > (%(today)s::date - INTERVAL '24 months')::date
                 GROUP BY 1, 2
                 UNION ALL
                SELECT %(holder)s, billed.service_line_id, SUM(%(this)s), SUM(%(last)s)
                  FROM despacho_billing_year billed
                  JOIN res_partner client ON client.id = billed.partner_id
                 WHERE billed.company_id = ANY(%(firm)s) AND billed.service_line_id IS NOT NULL
                   AND MAKE_DATE(billed.year, 12, 31) > (%(today)s::date - INTERVAL '24 months')::date
                 GROUP BY 1, 2
                """,
                holder=profile._sql_holder("client"),
                year=SQL("(%s::date - INTERVAL '12 months')::date", today),
                posted=self.env["res.partner"]._lifecycle_sql_sold(),
                firm=firm.ids,
                root=root_id or 0,
                today=today,
                this=this,
                last=last,
            )
        )
        found = defaultdict(dict)
        for partner_id, service_id, value, before in rows:
            old = found[partner_id].get(service_id, (0.0, 0.0))
            found[partner_id][service_id] = old[0] + float(value), old[1] + float(before)
        return found
