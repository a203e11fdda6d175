from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestRightsRetention(RightsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rules = cls.env["despacho.privacy.retention"]
        rules.search([]).active = False
        cls.rule = rules.create({"name": "Prospectos", "what": "prospect", "months": 24, "company_id": cls.firm.id})
        cls.old = cls.env["res.partner"].create({"name": "Olvidada Sanz", "email": "olvidada@correo.example"})
        cls.kept = cls.env["res.partner"].create({"name": "Recordado Gil", "email": "recordado@correo.example"})
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE res_partner SET create_date = '2020-01-01', lifecycle = 'prospect', last_contact_date = NULL"
            " WHERE id = ANY(%s)",
            [[cls.old.id, cls.kept.id, cls.rosa_pi.id]],
        )
        cls.env.invalidate_all()

    def preview(self):
        action = self.rule.with_user(self.pol).action_preview()
        return self.env["despacho.privacy.retention.run"].with_user(self.pol).browse(action["res_id"])

    def apply(self, run):
        run.action_apply()
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_privacy_retention_apply").method_direct_trigger()
        self.env.invalidate_all()

    def test_the_preview_shows_who_would_go_and_touches_nobody(self):
        run = self.preview()
        found = run.line_ids.partner_id
        self.assertIn(self.old, found)
        self.assertNotIn(self.rosa_pi, found, "she has an open lead")
        self.assertTrue(self.sees(self.ana, self.old))
        self.assertEqual(run.state, "preview")

    def test_who_is_kept_stays_and_the_others_are_blocked(self):
        run = self.preview()
        run.line_ids.filtered(lambda line: line.partner_id == self.kept).write(
            {"spared": True, "spared_why": "Va a volver"}
        )
        self.apply(run)
        self.assertFalse(self.sees(self.ana, self.old))
        self.assertTrue(self.sees(self.ana, self.kept))
        self.assertEqual(run.state, "done")
        block = run.block_ids.filtered(lambda one: one.partner_id == self.old)
        self.assertEqual((block.reason, block.blocked_by), ("retention", self.pol))
        block._undo("Llamó ayer")
        self.assertTrue(self.sees(self.ana, self.old))

    def test_who_was_heard_of_meanwhile_is_left(self):
        run = self.preview()
        self.env.cr.execute("UPDATE res_partner SET last_contact_date = NOW() WHERE id = %s", [self.old.id])
        self.apply(run)
        self.assertTrue(self.sees(self.ana, self.old))
        self.assertEqual(run.line_ids.filtered(lambda line: line.partner_id == self.old).state, "left")

    def test_an_approved_review_is_not_changed_nor_applied_twice(self):
        run = self.preview()
        self.apply(run)
        with self.assertRaises(UserError):
            run.action_apply()
        with self.assertRaises(UserError):
            run.line_ids[0].spared = True
        with self.assertRaises(UserError):
            run.action_cancel()
        with self.assertRaises(UserError):
            run.state = "preview"

    def test_closed_leads_without_contact_go_too(self):
        self.rule.what = "lead"
        lead = self.env["crm.lead"].create({"name": "Web", "contact_name": "Eva", "email_from": "eva@correo.example"})
        lead.action_set_lost()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = '2020-01-01', date_closed = '2020-02-01',"
            " date_last_stage_update = '2020-02-01' WHERE id = %s",
            [lead.id],
        )
        self.env.invalidate_all()
        run = self.preview()
        self.assertIn(lead, run.line_ids.lead_id)
        self.apply(run)
        self.assertFalse(self.sees(self.ana, lead))

    def test_the_monthly_job_makes_a_review_and_tells_and_blocks_nobody(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_privacy_retention").method_direct_trigger()
        run = self.rule.run_ids
        self.assertEqual(run.state, "preview")
        self.assertTrue(run.activity_ids)
        self.assertTrue(self.sees(self.ana, self.old))

    def test_a_rule_that_finds_nobody_says_so(self):
        self.rule.months = 600
        with self.assertRaises(UserError):
            self.preview()

    def test_only_data_protection_does_it(self):
        with self.assertRaises(AccessError):
            self.rule.with_user(self.sara).action_preview()
        run = self.preview()
        with self.assertRaises(AccessError):
            run.with_user(self.sara).action_apply()
        self.assertEqual(run.before, fields.Date.subtract(fields.Date.today(), months=24))
