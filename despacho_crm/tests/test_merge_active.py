from odoo.exceptions import UserError
from odoo.tests import tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeActive(MergeCommon):
    """What is worked with does not vanish; what was joined neither comes back half, nor is deleted."""

    # What is in use and what was put away

    def test_what_is_in_use_is_proposed_as_the_one_that_stays(self):
        self.invoice(self.one)
        self.one.active = False
        both = self.one | self.two
        ranked = self.merges.sudo()._ranked(both, self.merges._invoiced_ids(both.ids))
        self.assertEqual(ranked[0], self.two)

    def test_what_somebody_works_with_is_active_whichever_stays(self):
        self.one.active = False
        merge = self.join(self.one, self.two)
        self.assertEqual((self.one.active, self.two.active), (True, False))
        self.undo(merge)
        self.assertEqual((self.one.active, self.two.active), (False, True))
        self.assertEqual(merge.state, "undone")

    def test_two_that_were_put_away_stay_so(self):
        (self.one | self.two).active = False
        self.join(self.one, self.two)
        self.assertFalse(self.one.active)

    def test_the_job_leaves_to_a_person_whom_we_invoiced_and_put_away(self):
        self.invoice(self.one)
        self.one.active = False
        both = (self.two | self.one).ids
        [texts] = self.merges._hindrances_of([both], True)
        self.assertIn("has invoices but is archived", " ".join(texts))
        self.assertEqual(self.merges._hindrances_of([both], False), [[]])

    # A joined contact is not worked with

    def test_a_joined_contact_is_not_taken_out_of_the_archive(self):
        merge = self.join(self.one, self.two)
        for user in (self.ana, self.sara):
            source = self.two.with_user(user)
            for attempt in (
                lambda source=source: source.write({"active": True}),
                source.action_unarchive,
            ):
                with self.assertRaisesRegex(UserError, "was joined into «Sol y Mar SL»"):
                    attempt()
        self.assertFalse(self.two.active)
        self.undo(merge)
        self.two.active = False
        self.two.with_user(self.ana).action_unarchive()
        self.assertTrue(self.two.active)

    def test_nor_by_an_import(self):
        self.join(self.one, self.two)
        partners = self.two.with_user(self.sara).with_context(import_file=True, active_test=False)
        result = partners.load([".id", "active"], [[str(self.two.id), "True"]])
        self.assertIn("was joined into", result["messages"][0]["message"])
        self.env.invalidate_all()
        self.assertFalse(self.two.active)

    # Nothing joined is deleted

    def test_neither_of_two_that_were_joined_is_deleted(self):
        merge = self.join(self.one, self.two)
        for partner in (self.one, self.two):
            with self.subTest(partner=partner.name), self.assertRaisesRegex(UserError, "would lose what both had"):
                partner.with_user(self.sara).unlink()
        self.undo(merge)
        self.one.unlink()
        self.assertTrue(self.two.exists())

    def test_nor_a_company_with_the_establishment_that_was_joined_to_it(self):
        branch = self.new_company("Sol y Mar Norte")
        self.merges.with_user(self.sara)._establish(self.one.with_user(self.sara), branch.with_user(self.sara))
        with self.assertRaisesRegex(UserError, "Sol y Mar Norte"):
            branch.unlink()

    def test_who_has_nothing_joined_is_deleted_as_ever(self):
        self.join(self.one, self.two)
        other = self.new_company("Luna SL")
        other.unlink()
        self.assertFalse(other.exists())
