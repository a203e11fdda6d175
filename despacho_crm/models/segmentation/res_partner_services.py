from odoo import api, fields, models
from odoo.tools import SQL

from ..need.product_category import ROOT
from .shared import OWN


class ResPartner(models.Model):
    """Which services of the firm a client uses or used, as the invoices tell."""

    _inherit = "res.partner"

    services_used_ids = fields.Many2many(
        "product.category",
        "res_partner_service_used_rel",
        "partner_id",
        "category_id",
        string="Services used",
        readonly=True,
        copy=False,
        groups=OWN["groups"],
        help="The service lines of what was invoiced, here or with other programs.",
    )

    def _lifecycle_update(self, proposals=None):
        changed = super()._lifecycle_update(proposals)
        self.env["res.partner"].invalidate_model(["services_used_ids"], flush=False)
        return changed

    @api.model
    def _lifecycle_steps(self, ids, proposals):
        steps = super()._lifecycle_steps(ids, proposals)
        return [*steps[:-1], *self._services_used_steps(), steps[-1]]

    @api.model
    def _services_used_steps(self):
        """Return the steps of the update that say which service lines were invoiced: in all, gone, new."""
        # Without a question to the database: each invoice that is posted asks for this.
        root_id = self.env["ir.model.data"]._xmlid_to_res_id(ROOT, raise_if_not_found=False)
        used = SQL(
            """
            SELECT target.id AS partner_id, line_of.id AS category_id
              FROM target
              JOIN account_move move ON move.commercial_partner_id = target.id
              JOIN scope ON scope.owner_id = COALESCE(target.company_id, 0) AND scope.company_id = move.company_id
              JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN product_category root ON root.id = %(root)s
              JOIN product_category line_of ON line_of.id = template.categ_id AND line_of.id <> root.id
               AND line_of.parent_path LIKE root.parent_path || '%%'
             WHERE target.related AND %(sold)s AND move.payment_state <> 'reversed'
               AND move.move_type <> 'out_refund'
            UNION
            SELECT target.id, billed.service_line_id
              FROM target
              JOIN despacho_billing_year billed ON billed.partner_id = target.id
              JOIN scope ON scope.owner_id = COALESCE(target.company_id, 0) AND scope.company_id = billed.company_id
             WHERE target.related AND billed.service_line_id IS NOT NULL AND billed.amount > 0
            """,
            sold=self._lifecycle_sql_sold(),
            root=root_id or 0,
        )
        gone = SQL(
            """
            DELETE FROM res_partner_service_used_rel rel USING target
             WHERE rel.partner_id = target.id
               AND NOT EXISTS (SELECT FROM used WHERE used.partner_id = rel.partner_id
                                AND used.category_id = rel.category_id)
            RETURNING rel.partner_id
            """
        )
        new = SQL(
            """
            INSERT INTO res_partner_service_used_rel (partner_id, category_id)
            SELECT used.partner_id, used.category_id FROM used
             WHERE NOT EXISTS (SELECT FROM res_partner_service_used_rel rel WHERE rel.partner_id = used.partner_id
                                AND rel.category_id = used.category_id)
            ON CONFLICT DO NOTHING
            RETURNING partner_id
            """
        )
        return [("used", used), ("used_gone", gone), ("used_new", new)]
