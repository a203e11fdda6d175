from odoo import api, fields, models

GROUP = "despacho_crm.group_user"


class ResPartner(models.Model):
    """What the register of companies published of a contact."""

    _inherit = "res.partner"

    registry_act_ids = fields.One2many(
        "despacho.registry.act", "partner_id", string="Register of companies", groups=GROUP, copy=False
    )
    registry_act_count = fields.Integer(
        string="Acts of the register", compute="_compute_registry_act_count", groups=GROUP, prefetch=False
    )
    registry_alert = fields.Char(string="Alarm", compute="_compute_registry_alert", groups=GROUP, prefetch=False)

    def _compute_registry_act_count(self):
        counts = dict(
            self.env["despacho.registry.act"]._read_group(
                [("partner_id", "in", self.ids), ("state", "=", "matched")], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.registry_act_count = counts.get(partner._origin, 0)

    @api.depends_context("lang")
    def _compute_registry_alert(self):
        alarms = self.env["despacho.registry.act"]._get_alarms(self)
        for partner in self:
            act = alarms.get(partner._origin.id)
            texts = [act.with_env(self.env)._get_alarm()] if act else []
            if partner.aeat_alarm:
                texts.append(partner.aeat_alarm)
            partner.registry_alert = " · ".join(texts)

    @api.depends("name")
    def _compute_former_names(self):
        """Names that it had in the register before it changed them are its own as well."""
        result = super()._compute_former_names()
        # sudo: as with joined contacts, whoever sees it may know what it was called
        renamed = self.env["despacho.registry.act"].sudo()
        renamed = renamed.search_fetch(
            [("partner_id", "in", self._origin.ids), ("state", "=", "matched"), ("new_name", "!=", False)],
            ["partner_id", "name"],
        ).grouped("partner_id")
        for partner in self:
            own = [act.name for act in renamed.get(partner._origin, ()) if act.name != partner.name]
            if own:
                known = [partner.former_names] if partner.former_names else []
                partner.former_names = ", ".join(dict.fromkeys(known + own))
        return result

    def action_open_registry_acts(self):
        """Show what was published of the contact."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_registry_acts")
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {"search_default_matched": 0}}
