from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .registry_common import RegistryCommon


@tagged("post_install", "-at_install")
class TestRegistryAccess(RegistryCommon):
    """Who sees what the registers say, and who decides on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.act = cls.acts.create(
            {
                "name": "TALLERES VEGA SL",
                "date": cls.today,
                "bulletin": "BORME-A-2026-1-10",
                "number": 1,
                "kind": "dissolution",
                "kinds": "dissolution",
                "is_alarming": True,
                "state": "asked",
                "possible_ids": [Command.set(cls.vega.ids)],
                "officer_ids": [Command.create({"name": "X", "role": "director", "action": "in"})],
            }
        )

    def test_the_crms_people_read_and_nobody_writes(self):
        for user in (self.ana, self.sara, self.marta):
            act = self.act.with_user(user)
            self.assertEqual((act.name, act.officer_ids.name), ("TALLERES VEGA SL", "X"))
            for write in (
                lambda act=act: act.write({"partner_id": self.vega.id, "state": "matched"}),
                lambda act=act: act.officer_ids.write({"name": "Y"}),
                lambda act=act: act.copy({"number": 2}),
                act.unlink,
            ):
                with self.assertRaises(AccessError):
                    write()

    def test_others_see_nothing(self):
        for user in (self.ines, self.pau, self.rosa):
            with self.assertRaises(AccessError):
                self.act.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                self.days.with_user(user).search([])

    def test_only_the_steward_decides(self):
        for action in ("action_confirm", "action_choose", "action_dismiss", "action_reopen", "action_note_officers"):
            with self.assertRaises(AccessError):
                getattr(self.act.with_user(self.ana), action)()
        with self.assertRaises(AccessError):
            self.days.with_user(self.ana).action_read_now()
        self.act.with_user(self.sara).action_confirm()
        self.assertEqual(self.act.partner_id, self.vega)

    def test_what_the_agency_said_is_not_for_invoicing_staff(self):
        self.vega.aeat_status = "identified"
        for name in ("aeat_status", "aeat_words", "vies_words", "registry_alert", "registry_act_ids", "lei"):
            with self.assertRaises(AccessError):
                self.vega.with_user(self.ines).read([name])
        self.assertNotIn("registry_alert", self.vega.with_user(self.ines).get_view(view_type="form")["arch"])

    def test_what_another_company_has_is_not_seen(self):
        self.act.company_id = self.new_branch()
        self.assertFalse(self.acts.with_user(self.marta).search([]))
        with self.assertRaises(AccessError):
            self.act.officer_ids.with_user(self.marta).read(["name"])

    def test_a_contact_of_another_company_cannot_be_said_to_be_it(self):
        branch = self.new_branch()
        self.act.company_id = self.firm
        theirs = self.new_company("Ajena SL", company_id=branch.id)
        self.give_companies(self.sara, self.firm | branch)
        act = self.act.with_user(self.sara).with_context(allowed_company_ids=(self.firm | branch).ids)
        with self.assertRaises(UserError):
            act._confirm(theirs.with_env(act.env))

    def test_the_firm_decides_what_it_wants_to_hear_of(self):
        rules = self.env["despacho.firm.rules"].with_user(self.marta).create({})
        rules.write({"registry_words": "bares", "registry_days": 30})
        rules.action_apply()
        self.assertEqual((self.firm.registry_words, self.firm.registry_days), ("bares", 30))
