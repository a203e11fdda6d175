"""What the tests of the stages and their rules share."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields

from .common import DespachoCommon


class PipelineCommon(DespachoCommon):
    """The firm works with the stages of the product; Ana owns the leads, Marta leads the team, Sara helps.

    `new_lead()` is in New, of Ana: the system writes on it. `own_lead()` is one that Ana creates, and on which she
    writes. `log(lead, result)` writes a contact down as the dialog does.
    `rival` is the competitor, `price` why clients leave.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.pipeline_rules = True
        cls.team = cls.env["crm.team"].create({"name": "Comercial", "user_id": cls.marta.id, "use_leads": True})
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.email = cls.env.ref("mail.mail_activity_data_email")
        cls.price = cls.env["crm.lost.reason"].create({"name": "Precio"})
        cls.rival = cls.new_company("Asesoría Rival SL", vat=cls.nif_of(), is_competitor=True)

    @classmethod
    def stage(cls, name):
        return cls.env.ref(f"despacho_crm.stage_{name}")

    @classmethod
    def new_protocol(cls, name="Del despacho", company=None, lines=None):
        """Return a protocol with a step per (type of activity, days): two calls and an e-mail, if not said."""
        lines = lines or ((cls.call, 0), (cls.call, 2), (cls.email, 3))
        return cls.env["despacho.contact.protocol"].create(
            {
                "name": name,
                "company_id": (cls.firm if company is None else company).id,
                "line_ids": [
                    Command.create({"activity_type_id": kind.id, "delay_days": days, "sequence": position})
                    for position, (kind, days) in enumerate(lines)
                ],
            }
        )

    @classmethod
    def new_lead(cls, name="Asunto", **values):
        return cls.new_leads(1, name=name, **values)

    @classmethod
    def new_leads(cls, count, **values):
        values = {"type": "lead", "user_id": cls.ana.id, "team_id": cls.team.id, **values}
        return cls.env["crm.lead"].create([{"name": f"Asunto {number}", **values} for number in range(count)])

    def own_lead(self, lead_type="lead", **values):
        return self.as_user(self.ana, "crm.lead", tracking_disable=False).create(
            {"name": "Asunto", "type": lead_type, "user_id": self.ana.id, **values}
        )

    def lose(self, lead, stage="lead_not_interested", **values):
        lead.write({"stage_id": self.stage(stage).id, "lost_reason_id": self.price.id, **values})
        return lead

    def move(self, lead, stage, user=None, **values):
        """Take the lead to a stage, as a member of staff does it."""
        lead.with_user(user or self.ana).write({"stage_id": self.stage(stage).id, **values})

    def log(self, lead, result="no_answer", activity_type=None, user=None, **values):
        """Write down a contact of the lead that has taken place."""
        activity = (
            self.env["mail.activity"]
            .with_user(user or self.ana)
            .create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "res_id": lead.id,
                    "activity_type_id": (activity_type or self.call).id,
                    "user_id": (user or self.ana).id,
                }
            )
        )
        activity._log_result({"result": result, **values})
        return activity

    def opened(self, records):
        """Return the open activities of the records."""
        return self.env["mail.activity"].search([("res_model", "=", records._name), ("res_id", "in", records.ids)])

    def done(self, records):
        return (
            self.env["mail.activity"]
            .with_context(active_test=False)
            .search([("res_model", "=", records._name), ("res_id", "in", records.ids), ("active", "=", False)])
        )

    def flush_tracking(self):
        """Leave in the history what has changed, as the end of a request does."""
        self.env.flush_all()
        self.cr.flush()

    def run_job(self, name):
        """Run a job as the scheduler does."""
        with self.enter_registry_test_mode():
            self.env.ref(f"despacho_crm.{name}").method_direct_trigger()
        self.env.invalidate_all()

    @contextmanager
    def in_days(self, days):
        """Live some days later; the value is the day that it is then in the firm."""
        now = fields.Datetime.now() + timedelta(days=days)
        with (
            patch.object(fields.Datetime, "now", lambda *args: now),
            patch.object(fields.Date, "today", lambda *args: now.date()),
            patch.object(fields.Date, "context_today", lambda *args, **kwargs: now.date()),
        ):
            yield self.firm._pipeline_today()

    @property
    def today(self):
        return self.firm._pipeline_today()
