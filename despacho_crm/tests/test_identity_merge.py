from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityMerge(DespachoCommon):
    """Odoo's own tool joins contacts, and the NIF survives as it should."""

    def merge(self, partners, into):
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {"partner_ids": [(6, 0, partners.ids)], "dst_partner_id": into.id}
        )
        wizard.action_merge()
        self.env.invalidate_all()

    def colliding(self):
        self.firm.nif_mandatory = False
        twins = self.new_company("Sol SL", vat="B58378431") | self.new_company("Sol, S.L.", vat="B58378431")
        self.firm.nif_mandatory = True
        return twins

    def test_joining_two_with_one_number_leaves_one_that_the_rule_holds(self):
        one, two = self.colliding()
        self.merge(one | two, one)
        self.assertFalse(two.exists())
        self.assertEqual((one.vat, one.nif_key, one.nif_collision), ("ESB58378431", "B58378431", False))
        self.assertTrue(one.nif_unique)
        self.assertFalse(one.former_nif_ids)

    def test_the_number_passes_to_the_one_that_lacks_it_and_its_task_is_done(self):
        pending = self.new_company("Vega")
        self.run_queue()
        self.assertTrue(self.pending_activities(pending))
        self.merge(self.vega | pending, pending)
        self.assertFalse(self.vega.exists())
        self.assertEqual((pending.nif_key, pending.nif_state), ("B12345674", "valid"))
        self.assertTrue(pending.nif_unique)
        self.assertFalse(pending.nif_deadline or self.pending_activities(pending))

    def test_the_one_with_number_takes_in_the_one_without(self):
        pending = self.new_company("Vega")
        self.run_queue()
        self.merge(self.vega | pending, self.vega)
        self.assertEqual(self.vega.nif_key, "B12345674")
        self.assertFalse(self.pending_activities(self.vega))

    def test_joining_different_numbers_keeps_that_of_the_destination_and_notes_the_other(self):
        old = self.new_company("Vega SA", vat="A58818501")
        self.merge(self.vega | old, self.vega)
        self.assertEqual(self.vega.nif_key, "B12345674")
        self.assertEqual(self.vega.former_nif_ids.mapped(lambda f: (f.nif_key, f.reason)), [("A58818501", "merger")])

    def test_former_numbers_of_the_joined_pass_to_the_one_that_stays(self):
        old = self.new_company("Vega SA", vat="A58818501")
        self.env["despacho.former.nif"].create({"partner_id": old.id, "nif_key": "C12345674"})
        self.merge(self.vega | old, self.vega)
        self.assertEqual(set(self.vega.former_nif_ids.mapped("nif_key")), {"A58818501", "C12345674"})

    def test_joining_again_what_is_already_noted_changes_nothing(self):
        self.env["despacho.former.nif"].create({"partner_id": self.vega.id, "nif_key": "A58818501"})
        self.env["res.partner"].flush_model()
        old = self.env["res.partner"].with_context(nif_merge=BY_CODE).create({"name": "Vega SA", "vat": "A58818501"})
        self.merge(self.vega | old, self.vega)
        self.assertEqual(self.vega.former_nif_ids.mapped("nif_key"), ["A58818501"])

    def test_three_with_one_number_joined_in_two_steps(self):
        self.firm.nif_mandatory = False
        trio = self.env["res.partner"].concat(*[self.new_company(f"Sol {n}", vat="B58378431") for n in range(3)])
        self.firm.nif_mandatory = True
        one, two, three = trio
        self.merge(one | two, one)
        self.assertTrue(one.nif_collision and three.nif_collision)
        self.merge(one | three, one)
        self.assertFalse(one.nif_collision)
        self.assertTrue(one.nif_unique)

    def test_the_automatic_search_by_number_joins_them(self):
        one, two = self.colliding()
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {"group_by_vat": True, "group_by_is_company": True}
        )
        with patch.object(self.env.cr, "commit"):  # Odoo's tool commits after each group
            wizard.action_start_automatic_process()
        self.env.invalidate_all()
        left = (one | two).exists()
        self.assertEqual(len(left), 1)
        self.assertEqual((left.nif_key, left.nif_collision), ("B58378431", False))

    def test_a_steward_joins_contacts_that_a_colleague_owns(self):
        one, two = self.colliding()
        one.email = two.email = "info@sol.example"
        wizard = self.as_user(self.sara, "base.partner.merge.automatic.wizard").create(
            {"partner_ids": [(6, 0, (one | two).ids)], "dst_partner_id": one.id}
        )
        wizard.action_merge()
        self.env.invalidate_all()
        self.assertEqual((two.active, two.merged_into_id), (False, one))
        self.assertFalse(one.nif_collision)

    def test_people_with_their_dni_join_without_losing_it(self):
        eva = self.env["res.partner"].create({"name": "Eva", "parent_id": self.vega.id, "personal_nif": "X1234567L"})
        self.merge(self.luis | eva, self.luis)
        self.assertEqual(self.luis.personal_nif, "X1234567L")

    def test_only_a_data_steward_joins_records(self):
        one, two = self.new_company("Uno SL"), self.new_company("Dos SL")
        wizards = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaises(AccessError):
            wizards.with_user(self.ana)._merge((one | two).ids, one)
        wizards.with_user(self.sara)._merge((one | two).ids, one, extra_checks=False)
        self.assertEqual(two.merged_into_id, one)
