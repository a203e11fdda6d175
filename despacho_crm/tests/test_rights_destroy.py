from datetime import date
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestRightsDestroy(RightsCommon):
    def due(self, block):
        block.destroy_on = fields.Date.today()
        return block

    def test_nothing_is_destroyed_before_its_day(self):
        block = self.block()
        self.assertEqual(block.destroy_on, fields.Date.add(fields.Date.today(), months=36))
        with self.assertRaises(UserError):
            block.action_destroy()
        self.assertTrue(self.rosa_pi.exists())

    def test_invoices_hold_the_day_back_six_years(self):
        day = date(2026, 3, 1)
        self.new_invoice(self.rosa_pi, day)
        self.assertEqual(
            self.block().destroy_on, max(date(2032, 3, 1), fields.Date.add(fields.Date.today(), months=36))
        )

    def test_a_restriction_has_no_day(self):
        self.assertFalse(self.block(reason="restriction").destroy_on)

    def test_all_goes_and_a_number_stays(self):
        request = self.new_request(asked="Bórrenme", email="rosa.pi@correo.example")
        ids = {one._name: one.id for one in (self.rosa_pi, self.lead, self.need, self.call, self.note)}
        block = self.due(self.block(reason="erasure", request_id=request.id))
        block.action_destroy()
        self.env.invalidate_all()
        for model, number in ids.items():
            self.assertFalse(self.env[model].with_context(active_test=False).search([("id", "=", number)]), model)
        self.assertEqual(block.state, "destroyed")
        self.assertNotIn("Rosa", f"{block.display_name} {request.person_name} {request.asked} {request.email}")
        trail = self.env["despacho.privacy.audit"].search([])
        self.assertFalse(trail.filtered(lambda one: "Rosa Pi" in (one.subject or "")))
        with self.assertRaises(UserError):
            block._undo("Tarde")

    def test_the_contact_of_kept_invoices_says_nothing_any_more(self):
        move = self.new_invoice(self.rosa_pi)
        self.due(self.block()).action_destroy()
        self.env.invalidate_all()
        self.assertTrue(self.rosa_pi.exists())
        self.assertEqual(move.partner_id, self.rosa_pi)
        for name in ("vat", "nif_key", "email", "phone", "street", "zip", "city"):
            self.assertFalse(self.rosa_pi[name], name)
        self.assertNotIn("Rosa", self.rosa_pi.name)
        self.assertFalse(self.need.exists())

    def test_the_job_tells_first_and_destroys_alone_only_where_the_firm_wants(self):
        block = self.due(self.block())
        job = self.env.ref("despacho_crm.ir_cron_privacy_destroy")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.assertTrue(self.rosa_pi.exists())
        told = block.sudo().activity_ids
        self.assertEqual(len(told), 1)
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.assertEqual(block.sudo().activity_ids, told)
        self.firm.privacy_destroy_alone = True
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.assertFalse(self.rosa_pi.exists())

    def test_one_that_cannot_be_destroyed_keeps_no_other_waiting(self):
        other = self.env["res.partner"].create({"name": "Pau Mas", "email": "pau.mas@correo.example"})
        stuck, block = self.due(self.block()), self.due(self.block(other))
        self.firm.privacy_destroy_alone = True
        blocks = type(block)
        destroy = blocks._destroy

        def fail(some):
            destroy(some)
            if stuck in some:
                raise ValueError("boom")

        job = self.env.ref("despacho_crm.ir_cron_privacy_destroy")
        with patch.object(blocks, "_destroy", fail), self.assertLogs("odoo.addons.despacho_crm", "WARNING"):
            with self.enter_registry_test_mode():
                job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((stuck.state, block.state), ("blocked", "destroyed"))
        self.assertTrue(self.rosa_pi.exists())
        self.assertFalse(other.exists())

    def test_blocks_are_not_deleted(self):
        with self.assertRaises(UserError):
            self.block().sudo().unlink()
