import json

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestPipelineRemote(HttpCase):
    """Another program that moves leads obeys the same rules, and is told what is missing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write({"country_id": cls.env.ref("base.es").id, "pipeline_rules": True})
        cls.env["res.lang"]._activate_lang("en_US")
        cls.ana = new_test_user(cls.env, "despacho_remota", groups="despacho_crm.group_user", lang="en_US")
        keys = cls.env["res.users.apikeys"].with_user(cls.ana)
        cls.key = keys._generate("rpc", "remote", fields.Datetime.add(fields.Datetime.now(), days=1))
        cls.reason = cls.env["crm.lost.reason"].create({"name": "Precio"})
        cls.lead = cls.env["crm.lead"].create({"name": "Asunto", "type": "lead", "user_id": cls.ana.id})

    def write(self, **vals):
        return self.url_open(
            "/json/2/crm.lead/write",
            data=json.dumps({"ids": self.lead.ids, "vals": vals}),
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )

    def test_what_is_missing_is_said(self):
        stage = self.env.ref("despacho_crm.stage_lead_not_interested")
        with mute_logger("odoo.http"):
            answer = self.write(stage_id=stage.id)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("say also: Lost Reason", answer.json()["message"])
        self.assertEqual(self.lead.stage_id.outcome, "open")

    def test_with_everything_it_is_done(self):
        stage = self.env.ref("despacho_crm.stage_lead_not_interested")
        answer = self.write(stage_id=stage.id, lost_reason_id=self.reason.id)
        self.assertEqual(answer.status_code, 200)
        self.lead.invalidate_recordset()
        self.assertEqual((self.lead.won_status, self.lead.stage_id), ("lost", stage))
