"""What the tests of e-mail actions share."""

import re
from contextlib import contextmanager
from email.message import EmailMessage
from unittest.mock import patch
from urllib.parse import urlsplit

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .campaign_common import CampaignCommon
from .smtp_catcher import SmtpCatcher

BODY = (
    '<div class="o_layout"><p>Hola <t t-out="object.name"></t>, mire '
    '<a href="https://renta.example/guia">la guía</a>.</p></div>'
)


class MailingCommon(CampaignCommon):
    """The world of campaigns, with three people who allowed the firm to write to them.

    `mail`: an action by e-mail of the campaign, for Bea, Cris and Dani, written. `approved()` gives it approved,
    `launched()` launched; `send()` does what the two jobs of Odoo do, and gives what left.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.write(
            {
                "vat": "B87654323",
                "street": "Calle Mayor 1",
                "zip": "08001",
                "city": "Barcelona",
                "email": "info@despacho.example",
                "phone": "931 234 567",
            }
        )
        cls.people = cls.env["res.partner"].create(
            [
                {"name": name, "email": f"{name.lower()}@clientes.example", "parent_id": cls.vega.id}
                for name in ("Bea", "Cris", "Dani")
            ]
        )
        cls.bea, cls.cris, cls.dani = cls.people
        cls.consent(cls.people)
        cls.mail = cls.new_mail()

    @classmethod
    def consent(cls, partners, channel="email"):
        return cls.env["despacho.consent"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": cls.firm.id,
                    "channel": channel,
                    "purpose": "all",
                    "evidence": "Formulario firmado",
                    "text_shown": "Acepto recibir información",
                }
                for partner in partners
            ]
        )

    @classmethod
    def new_mail(cls, name="Renta 2026", partners=None, **values):
        action = cls.new_action(name, cls.spring, channel="email", partner_ids=(partners or cls.people).ids, **values)
        mailing = action._get_mailing()
        mailing.write({"subject": "La renta se acerca", "body_arch": BODY, "body_html": BODY})
        return action

    def approved(self, action=None):
        action = action or self.mail
        action.with_user(self.leo).action_approve()
        if action.state == "freezing":
            self.run_job("despacho_crm.ir_cron_recipient_freeze")
        self.assertEqual(action.state, "approved")
        return action

    def launched(self, action=None):
        action = self.approved(action)
        action.with_user(self.leo).action_launch()
        return action

    @contextmanager
    def server(self, **options):
        """A mail server that catches what leaves."""
        with SmtpCatcher(**options) as catcher:
            server = self.env["ir.mail_server"].create(
                {"name": "De la prueba", "smtp_host": catcher.host, "smtp_port": catcher.port, "sequence": 0}
            )
            with patch.object(IrMail_Server, "_disable_send", lambda self: False):
                yield catcher
            server.unlink()

    def send(self, catcher=None, **options):
        """Prepare and send what waits, as the jobs do; return what left."""
        if catcher is None:
            with self.server(**options) as catcher:
                return self.send(catcher)
        self.prepare()
        self.run_job("mail.ir_cron_mail_scheduler_action")
        return catcher.messages

    def prepare(self):
        self.run_job("mass_mailing.ir_cron_mass_mailing_queue")

    def run_job(self, xmlid):
        with self.enter_registry_test_mode():
            self.env.ref(xmlid).method_direct_trigger()
        self.env.invalidate_all()

    def path_in(self, caught, words):
        """Return the path of the first link of a caught message whose address has ``words``."""
        urls = re.findall(r'(?:href|src)="([^"]+)"', caught.html)
        parts = urlsplit(next(url for url in urls if words in url).replace("&amp;", "&"))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def reply_to(self, caught, body, sender, **headers):
        """Have the answer of ``sender`` to a caught message come in, as the mail server hands it over."""
        message = EmailMessage()
        message["From"], message["To"] = sender, "catchall@despacho.example"
        message["Subject"], message["Message-Id"] = "Re: La renta se acerca", "<respuesta@clientes.example>"
        message["In-Reply-To"] = message["References"] = caught.message["Message-Id"]
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(body, subtype="html")
        self.env["mail.thread"].message_process(False, message.as_bytes())

    def rows(self, action=None):
        """Return {address: row} of the recipients of an action who are addressed."""
        rows = (action or self.mail).recipient_ids.filtered("included")
        rows.invalidate_recordset()
        return {row.email_normalized: row for row in rows}
