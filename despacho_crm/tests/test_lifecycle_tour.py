from odoo.tests import HttpCase, new_test_user, tagged

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecycleTour(HttpCase, LifecycleCommon):
    """The relation in Chromium."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.elena = new_test_user(
            self.env,
            "elena_relacion",
            groups="despacho_crm.group_user,account.group_account_invoice",
            lang="es_ES",
            tz="Europe/Madrid",
        )
        self.sol = self.new_company("Bodega Sol SL", vat=self.nif_of(), phone="+34972000222")
        self.settle()

    def open(self, path, tour):
        self.start_tour(path, f"despacho_crm.{tour}", login=self.elena.login, timeout=180)
        self.env.invalidate_all()

    def test_from_a_contact_that_comes_in_to_a_client_seen_on_the_sheet(self):
        sheet = f"/odoo/res.partner/{self.sol.id}"
        self.open(sheet, "lifecycle_inbound")
        self.assertEqual((self.sol.lifecycle, self.sol.temperature), ("lead", "warm"))
        self.assertFalse(self.sol.temperature_manual)
        move = self.invoice(self.sol, amount=1200, post=False)
        self.open(f"/odoo/account.move/{move.id}", "lifecycle_invoice")
        self.assertEqual(move.state, "posted")
        self.open(sheet, "lifecycle_client")
        self.assertEqual(self.sol.lifecycle, "client")

    def test_whom_to_call_today_is_called_from_the_list(self):
        self.sol.write({"potential": 9000, "user_id": self.elena.id})
        self.plan(self.sol, -1)
        self.settle()
        action = self.env.ref("despacho_crm.action_call_today")
        self.open(f"/odoo/action-{action.id}", "lifecycle_calls")
        self.assertEqual(self.sol.temperature, "hot")
        self.assertEqual(self.sol.last_contact_date, self.today)
