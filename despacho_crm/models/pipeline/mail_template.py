from odoo import api, models

_BROKEN = "('draft, 'sent')"
_RIGHT = "('draft', 'sent')"


class MailTemplate(models.Model):
    _inherit = "mail.template"

    @api.model
    def _mend_quotation_subject(self):
        """Close the quote that the Spanish subject of the quotation lacks in Odoo's own translation.

        With it open, no quotation can be sent by e-mail to a client who speaks Spanish.
        """
        template = self.env.ref("sale.email_template_edi_sale", raise_if_not_found=False)
        if not template:
            return
        for code, _name in self.env["res.lang"].get_installed():
            translated = template.with_context(lang=code)
            if _BROKEN in (translated.subject or ""):
                translated.subject = translated.subject.replace(_BROKEN, _RIGHT)
