from odoo import models

from .mailing_mailing import RECIPIENT


class MailingTrace(models.Model):
    """What becomes of the messages of an action is noted on its recipients, and is a response where it is one."""

    _inherit = "mailing.trace"

    def _get_recipients(self):
        """Return the recipients of commercial actions whose message these traces follow."""
        # sudo: whoever opens a message, or follows a link of it, is nobody in particular
        traces = self.sudo().filtered(lambda trace: trace.model == RECIPIENT and trace.mass_mailing_id.action_id)
        return traces.env[RECIPIENT].browse(traces.mapped("res_id")).exists()

    def _get_addressee(self):
        """Return the contact or lead that a message of Odoo's own was sent to, or none."""
        record = self.env[self.model].browse(self.res_id).exists() if self.model in self.env else None
        if not record or record._name == RECIPIENT:
            return self.env["res.partner"]
        if record._name in ("res.partner", "crm.lead"):
            return record
        person = record._fields.get("partner_id")
        return record.partner_id if person and person.comodel_name == "res.partner" else self.env["res.partner"]

    def set_sent(self, domain=None):
        traces = super().set_sent(domain)
        traces._get_recipients()._mail_sent()
        return traces

    def set_failed(self, domain=None, failure_type=False):
        traces = super().set_failed(domain, failure_type)
        reason = {"mail_smtp": "no_server", "mail_email_invalid": "no_address", "mail_email_missing": "no_address"}
        rows = traces._get_recipients()
        if rows:
            # sudo: the message says why
            text = traces.sudo().mail_mail_id[:1].failure_reason
            rows._mail_state("failed", reason.get(failure_type, "refused"), text)
        return traces

    def set_bounced(self, domain=None, bounce_message=False):
        traces = super().set_bounced(domain, bounce_message)
        rows = traces._get_recipients()
        if rows:
            text = (bounce_message or "").strip()[:500] or None
            rows._mail_state("failed", "bounced", text, since=("leaving", "sent", "failed"))
            self.env["despacho.response"]._record(rows, False, "bounce")
        return traces

    def set_opened(self, domain=None):
        traces = super().set_opened(domain)
        rows = traces._get_recipients()
        if rows:
            self.env["despacho.response"]._record(rows, False, "open")
        return traces

    def set_clicked(self, domain=None):
        traces = super().set_clicked(domain)
        rows = traces._get_recipients()
        if rows:
            self.env["despacho.response"]._record(rows, False, "click")
        return traces
