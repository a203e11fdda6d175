"""What the tests of the agenda share: documents, and each source of rows."""

from datetime import datetime, timedelta

from odoo import fields

from .common import DespachoCommon


class AgendaCommon(DespachoCommon):
    """
    vega has a lead of ana (nominas) and its contact luis; pilar has none.
    The branch abroad is another company, of which ana is not.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Around midnight the day of the firm is not that of the server.
        cls.env = cls.env(context=dict(cls.env.context, tz="Europe/Madrid"))
        (cls.ana | cls.sara | cls.marta).tz = "Europe/Madrid"
        # Only what each test plans.
        cls.env["crm.stage"].search([]).plan_id = False
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.nominas = cls.env["crm.lead"].create(
            {"name": "Nóminas", "partner_id": cls.luis.id, "type": "opportunity", "user_id": cls.ana.id}
        )
        cls.agenda = cls.env["despacho.agenda"]

    @property
    def today(self):
        return fields.Date.context_today(self.agenda.with_context(tz="Europe/Madrid"))

    def plan(self, document, days=0, user=None, **values):
        return self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(document._name),
                "res_id": document.id,
                "activity_type_id": self.call.id,
                "summary": "Llamar",
                "user_id": (user or self.ana).id,
                "date_deadline": self.today + timedelta(days=days),
                **values,
            }
        )

    def meet(self, days=0, partners=(), **values):
        """Create a meeting at eleven of that day, in UTC."""
        start = datetime.combine(self.today + timedelta(days=days), datetime.min.time()) + timedelta(hours=11)
        return (
            self.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Visita",
                    "user_id": self.ana.id,
                    "start": start,
                    "stop": start + timedelta(hours=1),
                    "partner_ids": [(6, 0, [partner.id for partner in (self.ana.partner_id, *partners)])],
                    **values,
                }
            )
        )

    def receive(self, document, author=None, **values):
        """Post an e-mail that came from outside on a document."""
        return document.message_post(
            body="Llámennos",
            **{
                "subject": "Consulta",
                "message_type": "email",
                "author_id": (author or self.luis).id,
                "email_from": "luis@vega.example",
                **values,
            },
        )

    def move(self, lead, stage, user=None):
        """Move a lead to a stage as the web client does: the change is in its history."""
        # What the tests create leaves no history until it is written to the database.
        self.flush_tracking()
        lead.with_user(user or self.ana).with_context(tracking_disable=False).write({"stage_id": stage.id})
        self.flush_tracking()

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.flush()

    def rows(self, domain=(), user=None):
        """Return what a user sees, as the web client reads it: nothing is in memory."""
        self.env.flush_all()
        self.env.invalidate_all()
        agenda = self.agenda.with_user(user) if user else self.agenda
        return agenda.with_context(tz="Europe/Madrid").search(list(domain))

    def rows_of(self, client, user=None):
        return self.rows([("partner_id", "=", client.id)], user)
