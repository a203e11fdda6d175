from odoo import api, fields, models
from odoo.fields import Domain

_GROUP = "despacho_crm.group_user"


class ResPartner(models.Model):
    """To whom a contact is related, and who the same person is elsewhere in the base."""

    _inherit = "res.partner"

    relation_ids = fields.One2many(
        "despacho.relation.side", "partner_id", string="Relations", groups=_GROUP, copy=False
    )
    relation_count = fields.Integer(string="Relations going on", compute="_compute_relation_count", groups=_GROUP)
    relation_share_alert = fields.Char(string="Shares to check", compute="_compute_relation_share_alert", groups=_GROUP)
    same_person_ids = fields.Many2many(
        "res.partner", string="The same person", compute="_compute_same_person_ids", groups=_GROUP
    )
    same_person_relation_ids = fields.Many2many(
        "despacho.relation.side",
        string="Relations noted on the same person",
        compute="_compute_same_person_ids",
        groups=_GROUP,
    )

    def _compute_relation_count(self):
        going_on = Domain("partner_id", "in", self._origin.ids) & Domain("is_ended", "=", False)
        found = self.env["despacho.relation.side"]._read_group(going_on, ["partner_id"], ["__count"])
        counts = {partner.id: count for partner, count in found}
        for partner in self:
            partner.relation_count = counts.get(partner._origin.id, 0)

    @api.depends("relation_ids.share", "relation_ids.kind_id", "relation_ids.date_to")
    def _compute_relation_share_alert(self):
        for partner in self:
            owners = partner.relation_ids.filtered(lambda side: side.kind_code == "shareholder" and not side.is_ended)
            total = sum(owners.mapped("share"))
            # What the register writes is rounded.
            partner.relation_share_alert = total > 100.1 and self.env._(
                "The shares of the socios add up to %(total)s %%: check them.", total=f"{total:.10g}"
            )

    @api.depends("nif_key", "personal_nif")
    def _compute_same_person_ids(self):
        sides = self.env["despacho.relation.side"]
        for partner in self:
            key = partner.personal_nif or (partner.person_kind == "natural" and partner.nif_key)
            others = self.browse()
            if key:
                same = Domain("nif_key", "=", key) | Domain("personal_nif", "=", key)
                others = self.search(same & Domain("id", "!=", partner._origin.id))
            partner.same_person_ids = others
            partner.same_person_relation_ids = sides.search([("partner_id", "in", others.ids)]) if others else sides

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        relation_id = self.env.context.get("relation_id")
        if relation_id and len(partners) == 1:
            # Whoever only had a name in a relation becomes this contact.
            self.env["despacho.relation"].browse(relation_id).exists()._link(partners)
        return partners

    def action_relations(self):
        """Open the relations of the contact."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_relations")
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id, "hide_partner": True},
        }
