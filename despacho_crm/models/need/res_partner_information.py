from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ResPartner(models.Model):
    """Competitors and suppliers, and what the firm knows of them."""

    _inherit = "res.partner"

    is_competitor = fields.Boolean(
        string="Competitor",
        prefetch="need",
        help="Another firm that offers our services: opportunities are lost to it, and information about it is kept.",
    )
    is_supplier = fields.Boolean(
        string="Supplier",
        compute="_compute_is_supplier",
        inverse="_inverse_is_supplier",
        search="_search_is_supplier",
        help="The firm buys from it, or thinks of it.",
    )
    information_ids = fields.Many2many(
        "mail.activity",
        string="Information",
        compute="_compute_information",
        context={"active_test": False},
        help="What is known of it, filed by subject.",
    )
    information_count = fields.Integer(string="Pieces of information", compute="_compute_information")
    lost_to_count = fields.Integer(
        string="Lost to this competitor",
        compute="_compute_lost_to_count",
        groups="sales_team.group_sale_salesman",
    )

    _is_competitor_idx = models.Index("(id) WHERE is_competitor IS TRUE")

    @api.constrains("is_competitor")
    def _check_is_competitor(self):
        for partner in self:
            if partner.is_competitor and partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "«%(person)s» is a contact of «%(company)s»: the competitor is the company, mark it there.",
                        person=partner.name,
                        company=partner.commercial_partner_id.name,
                    )
                )

    @api.depends("supplier_rank")
    def _compute_is_supplier(self):
        for partner in self:
            partner.is_supplier = partner.supplier_rank > 0

    def _inverse_is_supplier(self):
        # The rank counts purchases: a bill raises it, and nobody lowers what was bought.
        for partner in self:
            if partner.is_supplier and not partner.supplier_rank:
                partner.supplier_rank = 1
            elif not partner.is_supplier and partner.supplier_rank:
                partner.supplier_rank = 0

    @api.model
    def _search_is_supplier(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("supplier_rank", ">", 0)

    def _compute_information(self):
        holders = self.commercial_partner_id
        found = self.env["mail.activity"].with_context(active_test=False)
        if holders.ids:
            found = found.search(
                Domain("partner_id", "in", holders.ids) & Domain("subject_id", "!=", False),
                order="date_deadline desc, id desc",
            )
        by_holder = found.grouped("partner_id")
        for partner in self:
            partner.information_ids = by_holder.get(partner.commercial_partner_id._origin, found.browse())
            partner.information_count = len(partner.information_ids)

    def _compute_lost_to_count(self):
        found = (
            self.env["crm.lead"]
            .with_context(active_test=False)
            ._read_group(self._lost_to_domain(), ["competitor_id"], ["__count"])
        )
        counts = {competitor.id: count for competitor, count in found}
        for partner in self:
            partner.lost_to_count = counts.get(partner._origin.id, 0)

    def _lost_to_domain(self):
        return Domain("competitor_id", "in", self._origin.ids) & Domain("won_status", "=", "lost")

    def action_lost_to(self):
        """Open the opportunities that this competitor won, with the weak points of our proposals."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_lost_to_competitor")
        return {**action, "domain": list(self._lost_to_domain())}

    def action_note_information(self):
        """Open the form that files a piece of information about this company."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write down information"),
            "res_model": "despacho.information.note",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def action_information(self):
        """Open all that is known of this company, by subject."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_information")
        return {
            **action,
            "domain": [("subject_id", "!=", False), ("partner_id", "=", self.commercial_partner_id.id)],
        }
