from odoo import fields, models


class ResPartner(models.Model):
    """What other programs invoiced to a client."""

    _inherit = "res.partner"

    billing_year_ids = fields.One2many(
        "despacho.billing.year", "partner_id", string="Earlier billing", groups="despacho_crm.group_user"
    )
    billing_year_total = fields.Monetary(
        string="Invoiced with other programs",
        currency_field="lifecycle_currency_id",
        compute="_compute_billing_year_total",
        groups="despacho_crm.group_user",
    )
    billing_year_count = fields.Integer(
        string="Years invoiced with other programs",
        compute="_compute_billing_year_total",
        groups="despacho_crm.group_user",
    )

    def _compute_billing_year_total(self):
        groups = self.env["despacho.billing.year"]._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id", "company_id"],
            ["amount:sum", "__count"],
        )
        today = fields.Date.context_today(self)
        found = {}
        for partner, company, amount, count in groups:
            found.setdefault(partner.id, []).append((company, amount, count))
        for partner in self:
            mine = found.get(partner.commercial_partner_id._origin.id, ())
            currency = partner.lifecycle_currency_id
            partner.billing_year_total = sum(
                company.currency_id._convert(amount, currency, company, today) for company, amount, _count in mine
            )
            partner.billing_year_count = sum(count for *_amount, count in mine)

    def action_billing_years(self):
        """Open what other programs invoiced to the client, year by year."""
        self.ensure_one()
        holder = self.commercial_partner_id
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_billing_years"),
            "domain": [("partner_id", "=", holder.id)],
            "context": {"default_partner_id": holder.id},
        }

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint({"parent_id", "is_company"}):
            self._give_billing_to_company()
        return result

    def _give_billing_to_company(self):
        """Whoever joins a company brings what was invoiced to it."""
        joined = self.filtered(lambda partner: partner != partner.commercial_partner_id)
        if not joined:
            return
        # sudo: they go with the contact, whoever moves it
        for line in self.env["despacho.billing.year"].sudo().search([("partner_id", "in", joined.ids)]):
            line.partner_id = line.partner_id.commercial_partner_id
