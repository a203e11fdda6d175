from odoo import models


class MailingTrace(models.Model):
    """An answer to a mailing, or a click, is a sign of interest at once; what was opened waits for the night."""

    _inherit = "mailing.trace"

    _lifecycle_idx = models.Index("(res_id, model)")

    def set_clicked(self, domain=None):
        traces = super().set_clicked(domain)
        traces._lifecycle_tell_partners()
        return traces

    def set_replied(self, domain=None):
        traces = super().set_replied(domain)
        traces._lifecycle_tell_partners()
        return traces

    def _lifecycle_tell_partners(self):
        # sudo: whoever follows a link from a mail is nobody in particular.
        traces = self.sudo()
        partners = traces.env["res.partner"]
        for model, group in traces.grouped("model").items():
            ids = group.mapped("res_id")
            if model == "res.partner":
                partners |= partners.browse(ids).exists()
            elif model == "crm.lead":
                partners |= traces.env[model].browse(ids).exists().partner_id
            elif model == "mailing.contact":
                emails = traces.env[model].browse(ids).exists().mapped("email_normalized")
                partners |= partners.search([("email_normalized", "in", [email for email in emails if email])])
        partners._lifecycle_touch()


class MailingContact(models.Model):
    _inherit = "mailing.contact"

    _lifecycle_idx = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
