import re

from odoo import api, fields, models

from .despacho_privacy_notice import _PERSONAL_NIF


class ResPartner(models.Model):
    """Whether the firm still has to tell a person where it has their data from."""

    _inherit = "res.partner"

    privacy_notice_ids = fields.One2many(
        "despacho.privacy.notice", "partner_id", string="Data protection", groups="despacho_crm.group_user", copy=False
    )
    privacy_alert = fields.Char(
        string="To be informed", compute="_compute_privacy_alert", groups="despacho_crm.group_user"
    )

    def _privacy_is_person(self):
        """Whether this is a natural person: nobody informs a company, nor an address of it."""
        self.ensure_one()
        if self.type and self.type != "contact":
            return False
        return not self.is_company or bool(re.match(_PERSONAL_NIF, self.nif_key or ""))

    @api.depends("privacy_notice_ids.state", "privacy_notice_ids.inform_by")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_privacy_alert(self):
        waiting = self.env["despacho.privacy.notice"].search(
            [("partner_id", "in", self.ids), ("state", "=", "pending")], order="inform_by desc"
        )
        first = {notice.partner_id: notice for notice in waiting}
        for partner in self:
            notice = first.get(partner._origin)
            partner.privacy_alert = notice and notice._get_alert()

    def action_privacy_inform(self):
        """Mark as informed those who wait."""
        return self.privacy_notice_ids.action_inform()

    def write(self, vals):
        result = super().write(vals)
        user = self.env.user
        # The groups of a user are kept in memory: colleagues cost nothing.
        if not user._is_internal() and user.partner_id in self:
            user.partner_id._privacy_gave()
        return result

    def _privacy_gave(self):
        """They told their data themselves."""
        self._privacy_waiting()._end("given", evidence=self.env._("They corrected their data in the portal"))

    def _privacy_waiting(self):
        """Return the notices of those of the contacts who wait to be informed."""
        # sudo: whoever gives their data does not manage the list of those to be informed
        notices = self.env["despacho.privacy.notice"].sudo()
        return notices.search([("partner_id", "in", self.ids), ("state", "=", "pending")])
