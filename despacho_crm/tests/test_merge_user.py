from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeUser(MergeCommon):
    """Nobody gets to sign in as somebody else by joining records: only who administers users joins them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.partner_id.write({"name": "Administradora", "email": "admin@asesoria.example"})
        crm = "despacho_crm.group_steward,base.group_erp_manager"
        cls.ada = new_test_user(cls.env, "ada", name="Ada", email="ada@asesoria.example", groups=crm)
        cls.evil = cls.env["res.partner"].create({"name": "Otra", "email": "otra@fuera.example", "phone": "955 1"})
        cls.env.flush_all()

    def assert_refused(self, *join, **options):
        with self.assertRaisesRegex(UserError, "only who administers the users may join"):
            self.join(*join, **options)
        self.env.invalidate_all()

    def test_a_steward_does_not_take_over_a_user(self):
        for user in (self.admin, self.ana, self.sara):
            theirs, email = user.partner_id, user.email
            with self.subTest(user=user.login):
                self.assert_refused(self.evil, theirs)
                self.assert_refused(theirs, self.evil)
                self.assert_refused(theirs, self.evil, values={"email": self.evil.id, "name": self.evil.id})
                self.assertEqual((user.email, user.partner_id), (email, theirs))

    def test_nor_one_who_does_not_sign_in_any_more(self):
        self.ana.active = False
        self.ana.partner_id.active = False
        self.assert_refused(self.ana.partner_id, self.evil)

    def test_nor_with_the_tool_of_odoo(self):
        wizards = self.env["base.partner.merge.automatic.wizard"].with_user(self.sara)
        both = self.evil | self.admin.partner_id
        for stays in both:
            wizard = wizards.create({"partner_ids": [(6, 0, both.ids)], "dst_partner_id": stays.id})
            with self.assertRaisesRegex(UserError, "only who administers the users may join"):
                wizard.action_merge()
        self.assertEqual(self.admin.email, "admin@asesoria.example")

    def test_nor_on_the_screen_of_the_duplicates(self):
        pair = self.env["despacho.match.pair"].create(
            {"partner_id": self.admin.partner_id.id, "other_id": self.evil.id, "band": "review", "score": 9}
        )
        screen = pair.with_user(self.sara)
        shown = screen.review_data()[0]["hindrances"]
        for texts in (*shown["join"], *shown["establish"]):
            self.assertIn("signs in as a user", " ".join(texts))
        place = 0 if pair.partner_id == self.evil else 1
        with self.assertRaises(UserError):
            screen.review_join(1 - place, values={"email": place})
        with self.assertRaises(UserError):
            screen.review_establish(place)
        self.assertEqual(self.admin.email, "admin@asesoria.example")

    def test_nor_as_an_establishment(self):
        for order in ((self.one, self.ana.partner_id), (self.ana.partner_id, self.one)):
            main, branch = (partner.with_user(self.sara) for partner in order)
            with self.assertRaisesRegex(UserError, "only who administers the users may join"):
                self.merges.with_user(self.sara)._establish(main, branch)

    def test_nor_gives_a_user_the_number_of_a_lead(self):
        lead = self.env["crm.lead"].create({"name": "De la web", "type": "lead", "vat": self.nif_of("B")})
        lead.company_id = False
        contact = self.ana.partner_id
        self.assertTrue(lead.nif_key)
        with self.assertRaisesRegex(UserError, "only who administers the users may join"):
            self.merges.with_user(self.sara)._complete_lead(lead.with_user(self.sara), contact.with_user(self.sara))
        self.assertFalse(contact.vat)

    def test_a_client_of_the_portal_is_joined_and_keeps_name_and_e_mail(self):
        contact = self.rosa.partner_id
        name, email = contact.name, contact.email
        for survivor, source in ((contact, self.evil), (self.evil, contact)):
            with self.subTest(survivor=survivor.name):
                merge = self.join(survivor, source, values={"email": self.evil.id, "name": self.evil.id})
                self.assertEqual((self.rosa.partner_id, self.rosa.name, self.rosa.email), (survivor, name, email))
                self.assertEqual(survivor.phone, "955 1")
                self.undo(merge)
                self.assertEqual((self.rosa.partner_id, self.rosa.email), (contact, email))
                self.assertEqual(self.evil.email, "otra@fuera.example")

    def test_a_client_of_the_portal_sees_nothing_of_another_company_by_it(self):
        contact = self.rosa.partner_id
        contact.parent_id = False
        self.evil.parent_id = self.one
        self.env.flush_all()
        for order in ((contact, self.evil), (self.evil, contact)):
            with self.assertRaisesRegex(UserError, "would see there what is of «Sol y Mar SL»"):
                self.join(*order)
            self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "would see there what is of «Sol y Mar SL»"):
            self.merges.with_user(self.sara)._establish(self.one.with_user(self.sara), contact.with_user(self.sara))
        contact.parent_id = self.one
        self.env.flush_all()
        self.join(contact, self.evil)
        self.assertEqual(self.evil.merged_into_id, contact)

    def test_nor_do_clients_below_the_one_that_is_joined(self):
        person = self.env["res.partner"].create({"name": "Encargada", "parent_id": self.two.id})
        client = new_test_user(self.env, "clienta", groups="base.group_portal")
        client.partner_id.parent_id = person
        self.env.flush_all()
        merges = self.merges.with_user(self.sara)
        with self.assertRaisesRegex(UserError, "would see there what is of «Sol y Mar SL»"):
            self.join(self.one, self.two)
        with self.assertRaisesRegex(UserError, "would see there what is of «Sol y Mar SL»"):
            merges._establish(self.one.with_user(self.sara), self.two.with_user(self.sara))
        self.env.invalidate_all()
        [(ids, texts)] = merges._orders([(self.one | self.two).ids], False)
        self.assertEqual((ids[0], texts), (self.two.id, []))
        self.join(self.two, self.one)
        self.assertEqual(client.partner_id.commercial_partner_id, self.two)

    def test_nor_does_a_person_become_a_company(self):
        contact = self.rosa.partner_id
        contact.write({"parent_id": False, "is_company": False})
        self.env.flush_all()
        for order in ((contact, self.two), (self.two, contact)):
            with self.assertRaisesRegex(UserError, "would see there what is of «SOL Y MAR, S.L.»"):
                self.join(*order)
            self.env.invalidate_all()

    def test_a_client_below_the_joined_company_sees_what_is_of_the_one_that_stays_at_once(self):
        client = new_test_user(self.env, "clienta", groups="base.group_portal")
        client.partner_id.parent_id = self.two
        theirs, other = self.env["sale.order"].create([{"partner_id": one.id} for one in (self.two, self.one)])
        self.env.flush_all()

        def seen():
            self.env.invalidate_all()
            return self.env["sale.order"].with_user(client).search([])

        self.assertEqual(seen(), theirs)
        for how in (self.merges._join, self.merges._establish):
            with self.subTest(how=how.__name__):
                merge = how(self.one, self.two)
                self.assertEqual(seen(), theirs | other)
                merge.action_undo()
                self.assertEqual(seen(), theirs)

    def test_who_administers_users_joins_them_and_each_signs_in_as_before(self):
        contact = self.rosa.partner_id
        name, email = contact.name, contact.email
        self.join(self.evil, contact, user=self.ada, values={"email": self.evil.id, "name": self.evil.id})
        self.assertEqual(self.rosa.partner_id, self.evil)
        self.assertEqual((self.evil.name, self.evil.email, self.evil.phone), (name, email, "955 1"))

    def test_what_cannot_be_chosen_says_so(self):
        both = (self.rosa.partner_id | self.evil).with_user(self.ada)
        choices = {choice["field"]: choice for choice in self.merges.with_user(self.ada)._choices(both)}
        self.assertTrue(choices["email"]["fixed"])
        self.assertEqual(choices["email"]["chosen"], self.rosa.partner_id.id)
        self.assertFalse(choices["phone"]["fixed"])

    def test_the_contacts_of_the_system_are_joined_by_nobody(self):
        for xmlid in ("base.user_root", "base.public_user"):
            theirs = self.env.ref(xmlid).with_context(active_test=False).partner_id
            for order in ((self.evil, theirs), (theirs, self.evil)):
                with self.assertRaisesRegex(UserError, "of the system itself"):
                    self.join(*order, user=self.ada)

    def test_undoing_gives_nobody_the_e_mail_of_who_got_a_user_since(self):
        merge = self.join(self.evil, self.two, values={"email": self.two.id})
        self.assertEqual(self.evil.email, "info@solymar.example")
        newcomer = new_test_user(self.env, "nueva", groups="base.group_user")
        newcomer.partner_id = self.evil
        self.env.flush_all()
        with self.assertRaisesRegex(UserError, "only who administers the users may undo"):
            self.undo(merge)
        self.env.invalidate_all()
        self.assertEqual(newcomer.email, "info@solymar.example")
        self.undo(merge, user=self.ada)
        self.assertEqual(merge.state, "undone")

    def test_who_administers_users_but_is_no_steward_joins_nothing(self):
        system = new_test_user(self.env, "sistemas", groups="base.group_erp_manager")
        with self.assertRaises(AccessError):
            self.join(self.evil, self.rosa.partner_id, user=system)
