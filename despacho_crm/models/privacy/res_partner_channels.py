from markupsafe import Markup

from odoo import fields, models

from ...tools.privacy import gate

_ICONS = {
    "email": "fa-envelope",
    "phone": "fa-phone",
    "post": "fa-file-text-o",
    "sms": "fa-commenting-o",
    "visit": "fa-map-marker",
}


class ResPartner(models.Model):
    """The sheet says by which channels one may address somebody today, on which basis, and why not."""

    _inherit = "res.partner"

    privacy_channels = fields.Html(
        string="How they may be addressed today",
        compute="_compute_privacy_channels",
        groups="despacho_crm.group_user",
        sanitize=False,
    )
    consent_count = fields.Integer(compute="_compute_privacy_counts", groups="despacho_crm.group_user")
    opposition_count = fields.Integer(compute="_compute_privacy_counts", groups="despacho_crm.group_user")

    def _compute_privacy_channels(self):
        partners = self.filtered("id")
        (self - partners).privacy_channels = False
        rows = [
            gate.Asked(
                partner.id, partner._origin.id, email=partner.email, phone=partner.phone_sanitized or partner.phone
            )
            for partner in partners
        ]
        channels = [channel for channel in gate.CHANNELS if channel != "sms" or "sms.sms" in self.env]
        judged = self.env["despacho.gate"]._judge_channels(channels, rows, self.env.company) if rows else {}
        labels = dict(self.env["despacho.consent"]._fields["channel"]._description_selection(self.env))
        for partner in partners:
            partner.privacy_channels = Markup().join(
                self._privacy_channel_line(channel, labels[channel], verdict)
                for channel, verdict in judged[partner.id].items()
            )

    def _privacy_channel_line(self, channel, label, verdict):
        answer = self.env._("Yes") if verdict.allowed else self.env._("No")
        return Markup(
            '<div class="d-flex flex-wrap align-items-baseline gap-2 py-1 border-bottom" '
            'data-channel="%s" data-reason="%s">'
            '<i class="fa fa-fw %s text-muted" aria-hidden="true"></i>'
            '<span class="fw-bold flex-shrink-0" style="width: 8rem">%s</span>'
            '<span class="badge flex-shrink-0 text-bg-%s">%s</span>'
            '<span style="flex: 1 1 16rem">%s</span></div>'
        ) % (
            channel,
            verdict.reason or verdict.basis,
            _ICONS[channel],
            label,
            "success" if verdict.allowed else "danger",
            answer,
            verdict.evidence,
        )

    def _compute_privacy_counts(self):
        for name, model in (("consent_count", "despacho.consent"), ("opposition_count", "despacho.opposition")):
            counts = dict(
                self.env[model]._read_group([("partner_id", "in", self._origin.ids)], ["partner_id"], ["__count"])
            )
            for partner in self:
                partner[name] = counts.get(partner._origin, 0)

    def action_privacy_consents(self):
        """Open what they allowed."""
        self.ensure_one()
        return self._privacy_open(
            "despacho.consent", self.env._("Consents"), {"default_partner_id": self.id, "create": True}
        )

    def action_privacy_oppositions(self):
        """Open what they refused."""
        self.ensure_one()
        return self._privacy_open("despacho.opposition", self.env._("Oppositions"), {})

    def _privacy_open(self, model, name, context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": [("partner_id", "=", self.id)],
            "context": context,
        }

    def action_privacy_consent(self):
        """Note that they consent."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Note a consent"),
            "res_model": "despacho.consent",
            "views": [(self.env.ref("despacho_crm.view_consent_form").id, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def action_privacy_oppose(self):
        """Note that they do not want to be addressed."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Note an opposition"),
            "res_model": "despacho.privacy.oppose",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_ids": self.ids, "dialog_size": "medium"},
        }
