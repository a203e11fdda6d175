from datetime import timedelta

import pytz

from odoo import Command, fields

from .common import DespachoCommon


class LifecycleCommon(DespachoCommon):
    """The small world, with a way of invoicing, contacting and mailing its people on a day of the past.

    `settle()` does what the end of a transaction does; `relation(partner)` looks afterwards.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.env["res.partner"]._lifecycle_today()
        cls.service = cls.env["product.product"].create({"name": "Cuota fiscal", "type": "service"})
        cls.partner_model_id = cls.env["ir.model"]._get_id("res.partner")
        cls.settle()

    @classmethod
    def settle(cls):
        cls.env.cr.flush()

    @classmethod
    def days_ago(cls, days):
        return cls.today - timedelta(days=days)

    @classmethod
    def moment(cls, days, hour=10):
        """Return the moment, in UTC, at which it was that hour in Madrid those days ago."""
        local = fields.Datetime.to_datetime(cls.days_ago(days)) + timedelta(hours=hour)
        return pytz.timezone("Europe/Madrid").localize(local).astimezone(pytz.utc).replace(tzinfo=None)

    def invoice(self, partner, days=0, amount=100.0, move_type="out_invoice", post=True, company=None):
        model = self.env["account.move"]
        if company:
            model = model.with_company(company)
        line = {"product_id": self.service.id, "quantity": 1, "price_unit": amount, "tax_ids": [Command.clear()]}
        move = model.create(
            {
                "move_type": move_type,
                "partner_id": partner.id,
                "invoice_date": self.days_ago(days),
                "invoice_line_ids": [Command.create(line)],
            }
        )
        if post:
            move.action_post()
        return move

    def contact(self, partner, days=0, hour=10, result="spoke", channel="call", **values):
        """Write down a contact that took place then."""
        values.setdefault("direction", "outbound")
        # Early in the morning, today at ten has not come yet.
        done_at = min(self.moment(days, hour), fields.Datetime.now())
        activity = self.env["mail.activity"].create(
            {
                "res_model_id": self.partner_model_id,
                "res_id": partner.id,
                "activity_type_id": self.env["mail.activity.type"]._for_channel(channel).id,
                "channel": channel,
                "user_id": self.env.uid,
                "date_deadline": self.days_ago(days),
            }
        )
        activity._log_result({"result": result, "channel": channel, "done_at": done_at, "next": None, **values})
        return activity

    def plan(self, partner, days):
        """Plan a call in so many days."""
        return self.env["mail.activity"].create(
            {
                "res_model_id": self.partner_model_id,
                "res_id": partner.id,
                "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                "user_id": self.env.uid,
                "date_deadline": self.today + timedelta(days=days),
            }
        )

    def lead(self, partner, **values):
        return self.env["crm.lead"].create(
            {"name": f"Asunto de {partner.name}", "partner_id": partner.id, "type": "lead", **values}
        )

    def trace(self, record, days, hour=10, **values):
        """Leave the trace of a mailing sent at nine of that day."""
        return self.env["mailing.trace"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "trace_status": "sent",
                "sent_datetime": self.moment(days, 9),
                **{name: self.moment(days, hour) if value is True else value for name, value in values.items()},
            }
        )

    def mail(self, record, days=0, author=None, message_type="email"):
        """Let an e-mail come in, from outside unless there is an author."""
        return self.env["mail.message"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "message_type": message_type,
                "author_id": author and author.id,
                "email_from": author.email_formatted if author else "cliente@example.com",
                "date": min(self.moment(days), fields.Datetime.now()),
                "body": "Acepto",
            }
        )

    def relation(self, partner):
        self.settle()
        return partner.lifecycle, partner.temperature

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_lifecycle").method_direct_trigger()
        self.env.invalidate_all()
