from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

from ..models.rights.despacho_privacy_request import WAYS

_TEMPLATES = {
    "answer": "despacho_crm.mail_template_privacy_answer",
    "refuse": "despacho_crm.mail_template_privacy_refuse",
    "extend": "despacho_crm.mail_template_privacy_extend",
}


class DespachoPrivacyAnswer(models.TransientModel):
    """What the person is told: that it was done, that it is not and why, or that it takes two months more."""

    _name = "despacho.privacy.answer"
    _description = "Answer to a Data Protection Request"

    request_id = fields.Many2one("despacho.privacy.request", required=True, readonly=True, ondelete="cascade")
    mode = fields.Selection(
        [("answer", "It was done"), ("refuse", "It is refused"), ("extend", "It is extended")],
        default="answer",
        required=True,
        readonly=True,
    )
    reason = fields.Text(string="Why", help="The person is told: write it for them.")
    how = fields.Selection(
        WAYS, string="By way of", compute="_compute_how", store=True, readonly=False, required=True, precompute=True
    )
    body = fields.Html(
        string="What they are told", compute="_compute_body", store=True, readonly=False, sanitize_style=True
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Attachments", compute="_compute_attachment_ids", store=True, readonly=False
    )

    @api.depends("request_id")
    def _compute_how(self):
        for wizard in self:
            wizard.how = "email" if wizard.request_id.email else "post"

    @api.depends("request_id", "mode", "reason")
    def _compute_body(self):
        for wizard in self:
            request = wizard.request_id
            if not request:
                wizard.body = False
                continue
            lang = request.partner_ids[:1].lang or request.company_id.partner_id.lang or self.env.lang
            # sudo: the words of the template; who edits templates is another question
            template = self.env.ref(_TEMPLATES[wizard.mode]).sudo()
            template = template.with_context(lang=lang, privacy_reason=wizard.reason)
            wizard.body = template._render_field("body_html", [request.id])[request.id]

    @api.depends("request_id", "mode")
    def _compute_attachment_ids(self):
        for wizard in self:
            wizard.attachment_ids = wizard.request_id._get_files() if wizard.mode == "answer" else False

    def action_send(self):
        """Send it or note that it was handed over, and end the request."""
        self.ensure_one()
        request = self.request_id
        if is_html_empty(self.body):
            raise UserError(self.env._("Write what the person is told."))
        if self.mode != "answer" and not self.reason:
            raise UserError(self.env._("Write why: the law asks to tell the person the reason."))
        if self.mode == "answer":
            request._check_answerable()
        if self.how == "email":
            self._send()
        else:
            request.message_post(body=self.body, attachment_ids=self.attachment_ids.ids, subtype_xmlid="mail.mt_note")
        self._note()
        return {"type": "ir.actions.act_window_close"}

    def _send(self):
        request = self.request_id
        if not request.email:
            raise UserError(self.env._("The person has no e-mail: hand it over by another way, and choose that one."))
        # sudo: the template, as above
        template = self.env.ref(_TEMPLATES[self.mode]).sudo()
        template.send_mail(
            request.id,
            email_values={
                "email_to": request.email,
                "recipient_ids": [],
                "body_html": self.body,
                "body": self.body,
                "attachment_ids": [fields.Command.set(self.attachment_ids.ids)],
            },
            force_send=False,
        )

    def _note(self):
        request = self.request_id
        if self.mode == "extend":
            request._step(
                {
                    "extended": True,
                    "extended_on": fields.Date.context_today(self),
                    "extension_reason": self.reason,
                    "state": "working",
                }
            )
            # sudo: whoever it was given to
            request.sudo().activity_ids.write({"date_deadline": fields.Date.subtract(request.deadline, days=10)})
            request._audit("request", self.env._("Extended two months: %(reason)s", reason=self.reason))
            return
        request._finish(
            {"state": "answered" if self.mode == "answer" else "refused", "answer": self.body, "answered_how": self.how}
        )
