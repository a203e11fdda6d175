"""What the tests of responses and calling lists share."""

from unittest.mock import patch

from odoo import fields

from odoo.addons.despacho_crm.tools.privacy.gate import Verdict

from .campaign_common import CampaignCommon


class ResponseCommon(CampaignCommon):
    """An action of calls that is running, for Vega (by Luis), Pilar and a lead of nobody known.

    `calls`: the action; `row_luis`, `row_pilar`, `row_lead`: its recipients, in that order. The law lets all of them
    be called, but for those in `forbidden`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.autumn = cls.new_campaign("Otoño de la prueba", cls.laboral, reviewed=True)
        cls.calls = cls.running("Llamadas de la prueba")
        cls.loose = cls.env["crm.lead"].create(
            {"name": "Bar Sol", "type": "lead", "contact_name": "Sol Mar", "phone": "+34 600 10 20 30"}
        )
        cls.luis.write({"phone": "+34 611 22 33 44", "email": "luis@vega.example"})
        cls.pilar.write({"phone": "+34 622 33 44 55", "email": "pilar@ruiz.example"})
        cls.row_luis = cls.recipient(cls.calls, 1, partner=cls.luis, company_name="Talleres Vega SL")
        cls.row_pilar = cls.recipient(cls.calls, 2, partner=cls.pilar)
        cls.row_lead = cls.recipient(cls.calls, 3, lead=cls.loose)
        cls.forbidden = {}

    def setUp(self):
        super().setUp()

        def judge(gate, channel, rows, company, service_line=None, purpose="offers"):
            return {
                row.key: Verdict(row.key not in self.forbidden, reason=self.forbidden.get(row.key, "")) for row in rows
            }

        self.startPatcher(patch.object(self.registry["despacho.gate"], "_judge", judge))

    @classmethod
    def running(cls, name, channel="call", **values):
        values = {"script": "<p>Buenos días</p>", **values}
        action = cls.new_action(name, cls.autumn, channel=channel, **values)
        now = fields.Datetime.now()
        action._set_state("running", launched_on=now, approved_on=now)
        return action

    @classmethod
    def recipient(cls, action, number, partner=None, lead=None, **values):
        """Return a frozen row of the action."""
        who = partner or lead
        partner = partner or cls.env["res.partner"]
        return cls.env["despacho.action.recipient"].create(
            {
                "action_id": action.id,
                "channel": action.channel,
                "number": number,
                "partner_id": partner.id,
                "commercial_partner_id": partner.commercial_partner_id.id,
                "lead_id": lead.id if lead else False,
                "name": partner.name or lead.contact_name,
                "phone": who.phone,
                "email": partner.email or (lead and lead.email_from),
                "included": True,
                "basis": "consent",
                "state": "waiting",
                **values,
            }
        )

    @classmethod
    def record(cls, recipient, kind, source="typed", user=None, **vals):
        responses = cls.env["despacho.response"].with_user(user or cls.ana)
        return responses._record(recipient.with_user(user or cls.ana), kind, source, **vals)

    def log_of(self, document):
        log = self.env["mail.activity"].with_context(active_test=False)
        return log.search([("res_model", "=", document._name), ("res_id", "=", document.id), ("active", "=", False)])
