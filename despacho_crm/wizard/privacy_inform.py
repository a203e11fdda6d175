from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.privacy.despacho_privacy_notice import HOWS


class DespachoPrivacyInform(models.TransientModel):
    """How and when persons were told where the firm has their data from."""

    _name = "despacho.privacy.inform"
    _description = "Mark as Informed"

    notice_ids = fields.Many2many("despacho.privacy.notice", required=True)
    count = fields.Integer(string="Persons", compute="_compute_count")
    without_email_count = fields.Integer(string="Persons without e-mail", compute="_compute_count")
    outcome = fields.Selection(
        [
            ("send", "Send them the notice by e-mail now"),
            ("informed", "They have been informed already"),
            ("given", "They gave us the data themselves"),
            ("exempt", "They need not be informed"),
        ],
        string="What happened",
        required=True,
        default="informed",
    )
    how = fields.Selection(HOWS, string="How were they informed?")
    informed_on = fields.Date(string="When", required=True, default=lambda self: fields.Date.context_today(self))
    evidence = fields.Text(
        string="Proof",
        help="What proves it: the reference of the letter, who spoke to them... Or why they need not be informed.",
    )

    @api.depends("notice_ids", "outcome")
    def _compute_count(self):
        for record in self:
            record.count = len(record.notice_ids)
            record.without_email_count = len(record.notice_ids.filtered(lambda notice: not notice.email))

    def action_done(self):
        """Note it on all of them."""
        self.ensure_one()
        if self.informed_on > fields.Date.context_today(self):
            raise UserError(self.env._("Nobody has been informed on a day to come: correct the date."))
        if self.outcome == "informed" and not self.how:
            raise UserError(self.env._("Say how they were informed."))
        if self.outcome == "exempt" and not (self.evidence or "").strip():
            raise UserError(self.env._("Say why they need not be informed: somebody may ask for it."))
        notices = self.notice_ids
        if self.outcome == "send":
            notices = self._send()
            notices._end("informed", self.informed_on, "email", self.evidence)
        else:
            how = self.how if self.outcome == "informed" else False
            notices._end(self.outcome, self.informed_on, how, self.evidence)
        return {"type": "ir.actions.act_window_close"}

    def _send(self):
        """Send the notice to those who have an e-mail; return them."""
        reachable = self.notice_ids.filtered(lambda notice: notice.email and notice.state == "pending")
        if not reachable:
            raise UserError(self.env._("None of them has an e-mail: inform them in another way."))
        self.informed_on = fields.Date.context_today(self)
        template = self.env.ref("despacho_crm.mail_template_privacy_notice")
        # sudo: whoever informs need not manage templates
        template.sudo().send_mail_batch(reachable.ids)
        return reachable
