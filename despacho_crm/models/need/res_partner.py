from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """The needs of a client, now and in the future."""

    _inherit = "res.partner"

    need_ids = fields.One2many("despacho.need", "partner_id", string="Needs", groups="despacho_crm.group_user")
    need_now_count = fields.Integer(
        string="Needs now", compute="_compute_need_counts", groups="despacho_crm.group_user"
    )
    need_future_count = fields.Integer(
        string="Needs in the future", compute="_compute_need_counts", groups="despacho_crm.group_user"
    )

    def _compute_need_counts(self):
        found = self.env["despacho.need"]._read_group(
            Domain("partner_id", "in", self.commercial_partner_id.ids)
            & Domain("status", "in", ("open", "opportunity")),
            ["partner_id", "horizon"],
            ["__count"],
        )
        counts = {(partner.id, horizon): count for partner, horizon, count in found}
        for partner in self:
            holder = partner.commercial_partner_id._origin.id
            partner.need_now_count = counts.get((holder, "now"), 0)
            partner.need_future_count = counts.get((holder, "future"), 0)

    def action_needs(self):
        """Open the needs of the client."""
        self.ensure_one()
        holder = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_needs")
        return {
            **action,
            "domain": [("partner_id", "=", holder.id)],
            "context": {**self._need_defaults(), "search_default_unsolved": 1, "hierarchical_naming": False},
        }

    def action_new_need(self):
        """Open the form of a new need of the client."""
        self.ensure_one()
        return self.env["despacho.need"]._open_quick(self._need_defaults())

    def _need_defaults(self):
        holder = self.commercial_partner_id
        return {"default_partner_id": holder.id, "default_contact_id": (self - holder).id}

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint({"parent_id", "is_company"}):
            self._give_needs_to_company()
        return result

    def _give_needs_to_company(self):
        """Whoever joins a company brings the needs that were noted on the person."""
        joined = self.filtered(lambda partner: partner != partner.commercial_partner_id)
        if not joined:
            return
        # sudo: they go with the contact, whoever moves it
        needs = self.env["despacho.need"].sudo().with_context(active_test=False)
        for need in needs.search([("partner_id", "in", joined.ids)]):
            need.partner_id = need.partner_id
