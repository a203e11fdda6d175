from odoo import api, fields, models
from odoo.fields import Domain


class CrmLead(models.Model):
    """The service lines of a lead, and the needs that it takes care of."""

    _inherit = "crm.lead"

    service_line_ids = fields.Many2many(
        "product.category",
        "crm_lead_service_line_rel",
        "lead_id",
        "category_id",
        string="Service lines",
        domain=[("is_service_line", "=", True)],
        help="The services of the firm that this is about.",
    )
    # Only for those who may see needs: others read leads too.
    need_ids = fields.One2many(
        "despacho.need", "lead_id", string="Needs taken care of here", groups="despacho_crm.group_user"
    )
    noted_need_ids = fields.One2many(
        "despacho.need", "origin_lead_id", string="Needs noted here", copy=False, groups="despacho_crm.group_user"
    )
    client_need_ids = fields.Many2many(
        "despacho.need",
        string="Needs of the client",
        compute="_compute_client_needs",
        groups="despacho_crm.group_user",
        help="What the client needs now or will need, and what this opportunity takes care of.",
    )
    open_need_count = fields.Integer(
        string="Open needs", compute="_compute_client_needs", groups="despacho_crm.group_user"
    )

    @api.depends("partner_id", "need_ids")
    def _compute_client_needs(self):
        holders = self.partner_id.commercial_partner_id
        ids = self._origin.ids
        needs = self.env["despacho.need"].search(
            Domain("partner_id", "in", holders.ids) | Domain("origin_lead_id", "in", ids) | Domain("lead_id", "in", ids)
        )
        for lead in self:
            holder, origin = lead.partner_id.commercial_partner_id, lead._origin
            lead.client_need_ids = needs.filtered(
                lambda need, holder=holder, origin=origin: (
                    (holder and need.partner_id == holder) or (origin and origin in (need.lead_id, need.origin_lead_id))
                )
            )
            lead.open_need_count = sum(need.status in ("open", "opportunity") for need in lead.client_need_ids)

    @api.constrains("service_line_ids")
    def _check_service_line_ids(self):
        self.service_line_ids._check_service_lines()

    def _add_service_lines(self, lines):
        if lines - self.service_line_ids:
            self.service_line_ids |= lines

    def action_new_need(self):
        """Open the form of a new need of the client, noted on this lead."""
        self.ensure_one()
        defaults = {"default_origin_lead_id": self.id, **self.partner_id._need_defaults()}
        return self.env["despacho.need"]._open_quick(defaults)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self._give_needs_their_client()
        return result

    def _give_needs_their_client(self):
        """What was noted before there was a contact is the contact's from now on."""
        # sudo: whoever converts a lead may not see what others noted on it
        leads = self.sudo()
        for need in (leads.noted_need_ids | leads.need_ids).filtered(lambda need: not need.partner_id):
            need.partner_id = (need.origin_lead_id or need.lead_id).partner_id

    def _handle_won_lost(self, old_status_by_lead, new_status_by_lead):
        result = super()._handle_won_lost(old_status_by_lead, new_status_by_lead)
        nothing = {"is_lost": False, "is_won": False}
        changed = self.filtered(
            lambda lead: old_status_by_lead.get(lead.id, nothing) != new_status_by_lead.get(lead.id, nothing)
        )
        # sudo: the need follows its opportunity whoever closes it
        changed.sudo().need_ids._follow_leads()
        return result

    def unlink(self):
        # sudo: the needs outlive a lead that is deleted, whoever deletes it
        needs = self.env["despacho.need"].sudo().with_context(active_test=False)
        alone = Domain("partner_id", "=", False) & Domain("origin_lead_id", "in", self.ids)
        needs.search(alone).unlink()
        needs.search(Domain("lead_id", "in", self.ids) & Domain("status", "=", "opportunity")).write({"status": "open"})
        return super().unlink()

    # Joining leads

    def _merge_dependences(self, opportunities):
        if not opportunities._may_be_named("despacho.need"):
            return super()._merge_dependences(opportunities)
        # sudo: nothing that was noted gets lost, whoever joins them
        needs = self.env["despacho.need"].sudo().with_context(active_test=False)
        joined = Domain("origin_lead_id", "in", opportunities.ids) | Domain("lead_id", "in", opportunities.ids)
        found = needs.search(joined)
        found.filtered(lambda need: need.origin_lead_id in opportunities).origin_lead_id = self
        for need in found.filtered(lambda need: need.lead_id in opportunities):
            need.write({"lead_id": self.id, "status": need.status})
        return super()._merge_dependences(opportunities)

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "service_line_ids"]

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            "service_line_ids": lambda _field, leads: leads.service_line_ids,
        }
