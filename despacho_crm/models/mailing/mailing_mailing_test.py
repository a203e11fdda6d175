from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, email_split
from odoo.tools.misc import file_open

from .mailing_mailing import RECIPIENT


class MailingMailingTest(models.TransientModel):
    """A test of an action's e-mail: as it will arrive, with its foot, to nobody of its audience.

    Odoo would draw it for the first recipient of any action, and put their way out in its headers.
    """

    _inherit = "mailing.mailing.test"

    def send_mail_test(self):
        self.ensure_one()
        action = self.mass_mailing_id.action_id
        if not action:
            return super().send_mail_test()
        addresses = [found[0] for line in self.email_to.splitlines() if (found := email_split(line))]
        if not addresses:
            raise UserError(
                self.env._("Write the address where the test is to arrive: «%(typed)s»", typed=self.email_to)
            )
        # sudo: the messages of a mailing are nobody's
        mails = self.env["mail.mail"].sudo()
        mails = mails.create([self._prepare_test_values(address) for address in addresses])
        mails.with_context(mailing_test_mail=True).send()
        failed = mails.filtered(lambda mail: mail.state == "exception")
        reasons = failed.mapped("failure_reason")
        mails.unlink()
        if reasons:
            raise UserError(self.env._("The test could not be sent: %(why)s", why=reasons[0]))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Sent to %(addresses)s: look at it as who receives it.", addresses=", ".join(addresses)
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _prepare_test_values(self, address):
        mailing = self.mass_mailing_id
        row = self._get_sample()
        drawn = {
            name: mailing._render_field(name, [row.id], compute_lang=False, options=options)[row.id]
            for name, options in (("subject", {}), ("preview", {}), ("body_html", {"preserve_comments": True}))
        }
        foot = mailing.action_id._draw_sample_foot(row)
        body = mailing._prepend_preview(Markup(drawn["body_html"] or ""), drawn["preview"]) + foot
        body = self.env["mail.render.mixin"]._replace_local_links(body)
        with file_open("mass_mailing/static/src/scss/mass_mailing_mail.scss", "r") as styles:
            style = Markup("<style>{}</style>").format(Markup(styles.read()))
        layout = {"body": body, "mailing_style": style}
        return {
            "email_from": mailing.email_from,
            "reply_to": mailing.reply_to or mailing.email_from,
            "email_to": address,
            "subject": self.env._("[TEST] %(subject)s", subject=drawn["subject"]),
            "body_html": self.env["ir.qweb"]._render(
                "mass_mailing.mass_mailing_mail_layout", layout, minimal_qcontext=True
            ),
            "is_notification": True,
            "auto_delete": False,
            "attachment_ids": [(4, attachment.id) for attachment in mailing.attachment_ids],
            "mail_server_id": mailing.mail_server_id.id,
        }

    def _get_sample(self):
        """Return a recipient that is nobody's row: whoever tries the e-mail out."""
        user, company = self.env.user, self.mass_mailing_id.action_id.company_id
        return self.env[RECIPIENT].new(
            {
                "action_id": self.mass_mailing_id.action_id.id,
                "name": user.name,
                "company_name": company.name,
                "city": company.city,
                "zip": company.zip,
                "email": email_normalize(user.email or "") or user.login,
                "lang": user.lang,
                "basis": "consent",
                "sent_on": fields.Datetime.now(),
            }
        )
