from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeHindrance(MergeCommon):
    """What the job leaves to a person, what nobody joins, and who may join at all."""

    def hindered(self, *partners, automatic=True):
        return " ".join(self.merges._hindrances(self.env["res.partner"].concat(*partners), automatic))

    def test_two_that_nothing_forbids(self):
        self.assertEqual(self.hindered(self.one, self.two), "")

    def test_two_numbers_are_two_companies(self):
        other = self.new_company("Luna SL", vat=self.nif_of("B"))
        self.assertIn("different valid NIFs", self.hindered(self.one, other, automatic=False))
        with self.assertRaisesRegex(UserError, "different valid NIFs"):
            self.join(self.one, other)

    def test_another_legal_form_is_for_a_person_to_see(self):
        other = self.new_company("Sol y Mar SA", vat=self.nif_of("A"))
        self.assertEqual(self.hindered(self.one, other, automatic=False), "")
        self.assertIn("legal form", self.hindered(self.one, other))

    def test_a_joint_venture_and_its_member(self):
        venture = self.new_company("UTE Sol y Mar", vat=self.nif_of("U"))
        self.assertIn("different valid NIFs", self.hindered(self.one, venture, automatic=False))
        self.assertIn("joint venture", self.hindered(self.two, venture))

    def test_the_companies_of_the_firm(self):
        self.assertIn("company of the firm", self.hindered(self.one, self.firm.partner_id, automatic=False))

    def test_an_address_for_deliveries_and_the_contact_of_the_same_name(self):
        place = {"name": "Almacén Sol", "parent_id": self.one.id}
        person, delivery, other = self.env["res.partner"].create(
            [{**place, "type": "contact"}, {**place, "type": "delivery"}, {**place, "type": "delivery"}]
        )
        self.assertEqual(self.hindered(person, delivery, automatic=False), "")
        self.assertIn("address for deliveries", self.hindered(person, delivery))
        self.assertEqual(self.hindered(delivery, other), "")

    def test_two_users(self):
        people = self.ana.partner_id | self.rosa.partner_id
        self.assertIn("a user each", self.hindered(people, automatic=False))
        self.assertEqual(self.hindered(self.rosa.partner_id, self.pilar, automatic=False), "")
        self.assertIn("signs in", self.hindered(self.rosa.partner_id, self.pilar))

    def test_a_contact_and_its_company(self):
        contact = self.env["res.partner"].create({"name": "Sol y Mar", "parent_id": self.one.id})
        self.assertIn("hangs from the other", self.hindered(self.one, contact))
        with self.assertRaisesRegex(UserError, "as the one that stays"):
            self.join(contact, self.one)
        self.join(self.one, contact)
        self.assertEqual(contact.merged_into_id, self.one)

    def test_invoices_on_both_sides(self):
        self.invoice(self.one)
        self.two.write({"nif_exemption_reason": "other", "nif_exemption_note": "Pendiente"})
        self.invoice(self.two)
        self.assertIn("Both have posted invoices", self.hindered(self.one, self.two))
        self.assertEqual(self.hindered(self.one, self.two, automatic=False), "")

    def test_invoices_do_not_change_account(self):
        twin = self.env["res.partner"].create({"name": "Pilar Ruiz", "parent_id": self.vega.id})
        self.invoice(self.pilar)
        with self.assertRaisesRegex(UserError, "another company"):
            self.join(twin, self.pilar)

    def test_quotations_are_not_shown_to_another_company(self):
        person = self.env["res.partner"].create({"name": "Pilar Ruiz"})
        twin = self.env["res.partner"].create({"name": "Pilar Ruiz", "parent_id": self.vega.id})
        client = new_test_user(self.env, "cliente_de_vega", groups="base.group_portal")
        client.partner_id.parent_id = self.vega
        order, other = self.env["sale.order"].create([{"partner_id": one.id} for one in (person, twin)])
        (order | other).action_quotation_sent()
        with self.assertRaisesRegex(UserError, "would be seen by the people of «Talleres Vega"):
            self.join(twin, person)
        with self.assertRaisesRegex(UserError, "whose people would not see them any more"):
            self.join(person, twin)
        self.env.invalidate_all()
        self.assertEqual(self.env["sale.order"].with_user(client).search([]), other)
        self.join(twin, self.env["res.partner"].create({"name": "Pilar", "parent_id": self.vega.id}))

    def test_what_is_joined_already(self):
        self.join(self.one, self.two)
        with self.assertRaisesRegex(UserError, "joined into «Sol y Mar SL» already"):
            self.join(self.vega, self.two)

    def test_companies_of_different_companies_of_the_group(self):
        self.two.company_id = self.new_branch("Otra", "es")
        self.one.company_id = self.firm
        self.assertIn("different companies", self.hindered(self.one, self.two, automatic=False))

    def test_the_job_leaves_out_what_a_person_has_to_see_and_joins_the_rest(self):
        contact = self.env["res.partner"].create({"name": "Talleres Vega", "parent_id": self.vega.id})
        merges = self.merges._join_many(
            [(self.vega.id, [contact.id], None, "x"), (self.one.id, [self.two.id], None, "mismo teléfono")]
        )
        self.assertEqual(merges.partner_id, self.one)
        self.assertEqual((merges.automatic, merges.why), (True, "mismo teléfono"))
        self.assertFalse(contact.merged_into_id)

    def test_only_a_data_steward_joins_and_undoes(self):
        for user in (self.ana, self.ines, self.pau, self.rosa):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.join(self.one, self.two, user=user)
        merge = self.join(self.one, self.two)
        for user in (self.ana, self.ines, self.pau, self.rosa):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                merge.with_user(user).action_undo()
        for user in (self.sara, self.marta):
            self.assertTrue(merge.with_user(user).read(["kept"]))
        self.undo(merge, user=self.marta)
        self.assertEqual(merge.state, "undone")

    def test_nobody_writes_joinings_nor_reads_the_journal(self):
        merge = self.join(self.one, self.two)
        with self.assertRaises(AccessError):
            merge.with_user(self.marta).write({"state": "undone"})
        with self.assertRaises(AccessError):
            self.merges.with_user(self.marta).create({"partner_id": self.one.id})
        with self.assertRaises(AccessError):
            self.env["despacho.merge.line"].with_user(self.marta).search([])

    def test_a_steward_joins_what_is_of_his_companies(self):
        branch = self.new_branch("Otra", "es")
        (self.one | self.two).company_id = branch
        self.env.flush_all()
        with self.assertRaises(AccessError):
            self.join(self.one, self.two)
        merge = self.merges._join(self.one, self.two)
        self.assertFalse(self.merges.with_user(self.sara).search([("id", "=", merge.id)]))
        sofia = new_test_user(
            self.env,
            "sofia",
            groups="despacho_crm.group_steward",
            company_id=branch.id,
            company_ids=[(6, 0, branch.ids)],
        )
        self.undo(merge, user=sofia)
        self.assertEqual(merge.state, "undone")
