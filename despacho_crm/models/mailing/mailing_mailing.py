import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import email_normalize

RECIPIENT = "despacho.action.recipient"
#: What an addressee gets, and who the addressees are: from the approval on it stays as it was approved.
APPROVED = (
    *("subject", "preview", "body_arch", "body_html", "attachment_ids", "email_from", "reply_to", "reply_to_mode"),
    *("mailing_model_id", "mailing_domain", "mailing_type", "use_exclusion_list", "campaign_id", "action_id"),
    *("trial_percent", "trial_winner"),
    # Of a text message
    *("body_plaintext", "sms_subject", "sms_template_id", "sms_allow_unsubscribe", "sms_force_send"),
)


class MailingMailing(models.Model):
    """The e-mail of a commercial action: one, or several versions of it that are tried out (A/B)."""

    _inherit = "mailing.mailing"

    action_id = fields.Many2one(
        "despacho.action",
        string="Commercial action",
        index="btree_not_null",
        ondelete="cascade",
        copy=False,
        check_company=False,
    )
    trial_percent = fields.Integer(
        string="Goes to (%)", default=10, help="Of the recipients, while the versions are compared."
    )
    trial_winner = fields.Boolean(string="Goes to all the others", readonly=True, copy=False)
    approved_print = fields.Char(string="Fingerprint of what was approved", readonly=True, copy=False)

    _trial_percent_some = models.Constraint(
        "CHECK (trial_percent > 0 AND trial_percent < 100)", "A version on trial goes to between 1 and 99 per cent."
    )

    @api.model_create_multi
    def create(self, vals_list):
        mailings = super().create(vals_list)
        of_actions = mailings.filtered("action_id")
        of_actions._check_action_open()
        of_actions._tell_action()
        return mailings

    def write(self, vals):
        of_actions = self.filtered("action_id")
        if of_actions and not self.env.su:
            if "state" in vals:
                raise UserError(self.env._("This e-mail is of a commercial action: launch it or cancel it there."))
            if not set(APPROVED).isdisjoint(vals):
                of_actions._check_action_open()
        result = super().write(vals)
        if vals.get("action_id"):
            # Neither is anything added to the one that it comes to.
            self._check_action_open()
        if not {"subject", "body_html"}.isdisjoint(vals):
            of_actions._tell_action()
        return result

    @api.constrains("mailing_model_id", "action_id")
    def _check_of_action(self):
        """Nothing is sent to the recipients of actions but what was approved of their action."""
        for mailing in self.filtered(lambda mailing: mailing.mailing_model_real == RECIPIENT and not mailing.action_id):
            raise ValidationError(
                self.env._(
                    "«%(mailing)s» would go to the recipients of commercial actions without any of them: write it in "
                    "the action, with «Write the e-mail», or choose other recipients.",
                    mailing=mailing.subject or mailing.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        for action in self.action_id.filtered(lambda action: action.state not in ("draft", "cancelled")):
            raise UserError(
                self.env._(
                    "«%(action)s» is approved: its e-mail stays with it. Cancel the action if it must not leave.",
                    action=action.name,
                )
            )
        for action in self.action_id.filtered("launched_on"):
            raise UserError(
                self.env._("«%(action)s» was launched: the e-mail that was sent is kept.", action=action.name)
            )

    def _check_action_open(self):
        """What is approved is neither changed nor added to; what the program does itself, it does as superuser."""
        # Of no action, nobody is asked for rights on actions: a circular is written by whoever uses mailings.
        if self.env.su or not self.action_id:
            return
        self.action_id.check_access("write")
        for action in self.action_id.filtered(lambda action: action.state != "draft"):
            raise UserError(
                self.env._(
                    "«%(action)s» is approved: its e-mail stays as it was approved. Take it back to design to change "
                    "it.",
                    action=action.name,
                )
            )

    def _tell_action(self):
        """The action says itself what is sent: its first version."""
        for action in self.action_id.filtered(lambda action: action.state == "draft"):
            mailing = action._get_versions()[:1]
            # sudo: whoever writes the e-mail of an action may write it there too
            action.sudo().with_context(tracking_disable=True).write(
                {"subject": mailing.subject, "body": mailing.body_html}
            )

    def _get_print(self):
        """Return the fingerprint of what an addressee gets, so that what was approved is what leaves."""
        self.ensure_one()
        parts = [self[name] or "" for name in ("subject", "preview", "body_html", "email_from", "reply_to")]
        # sudo: the files of the e-mail, whoever put them there
        parts += sorted(attachment.checksum or attachment.url or "" for attachment in self.sudo().attachment_ids)
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()

    # An e-mail of an action leaves with its action, and by no other way.

    def action_put_in_queue(self):
        for action in self.action_id.filtered(lambda action: action.state != "running"):
            raise UserError(
                self.env._(
                    "This e-mail leaves when «%(action)s» is launched: do it in the action, once it is approved.",
                    action=action.name,
                )
            )
        return super().action_put_in_queue()

    def action_retry_failed(self):
        of_actions = self.filtered("action_id")
        of_actions.action_id.action_mail_retry()
        return super(MailingMailing, self - of_actions).action_retry_failed() if self - of_actions else None

    @api.depends("action_id")
    def _compute_reply_to_mode(self):
        """Answers come to the row of the recipient, so that it is known who answers what."""
        of_actions = self.filtered("action_id")
        of_actions.reply_to_mode = "update"
        return super(MailingMailing, self - of_actions)._compute_reply_to_mode()

    def _note_way_out(self, row_id, email):
        """Whoever asked for no more through the foot, or with the button of their program of mail, is a response.

        Once: the programs of mail ask again. The opposition is kept whatever becomes of the row.
        """
        if not self.action_id or not str(row_id or "").isdigit():
            return
        # sudo: whoever asks is outside
        row = self.env[RECIPIENT].sudo().browse(int(row_id)).exists()
        address = email_normalize(email or "", strict=False)
        if row.action_id != self.action_id or not address or row.email_normalized != address:
            return
        responses = self.env["despacho.response"].sudo()  # sudo: as above
        if not responses.search_count([("recipient_id", "=", row.id), ("source", "=", "unsubscribe")], limit=1):
            responses._record(row, "unsubscribe", "unsubscribe")
