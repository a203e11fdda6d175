from odoo import models


class MailingTrace(models.Model):
    """An answer to an action, or a click, is a sign of interest at once."""

    _inherit = "mailing.trace"

    def _lifecycle_tell_partners(self):
        result = super()._lifecycle_tell_partners()
        # sudo: whoever follows a link from a mail is nobody in particular.
        traces = self.sudo().filtered(lambda trace: trace.model == "despacho.action.recipient")
        recipients = traces.env["despacho.action.recipient"].browse(traces.mapped("res_id")).exists()
        recipients.partner_id._lifecycle_touch()
        return result
