import hashlib
import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .recipient_common import RecipientCommon


@tagged("post_install", "-at_install")
class TestRecipientLater(RecipientCommon):
    """What happens after freezing to who was frozen: joined, erased, opposed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.double = cls.new_company("Luna, S.L.", email="luna@otro.example", phone="972 00 00 08")
        cls.env.flush_all()

    def join(self):
        """Luna was entered twice; return the joining."""
        merges = self.env["despacho.merge"].with_user(self.sara)
        merge = merges._join(self.luna.with_user(self.sara), self.double.with_user(self.sara))
        self.env.flush_all()
        self.env.invalidate_all()
        return merge

    def text_of(self, rows):
        names = ("number", "name", "company_name", "nif_key", "email", "street", "values", "included", "basis")
        return [tuple(row[name] for name in names) for row in rows]

    def test_joined_contacts_are_followed_and_the_text_stays(self):
        rows = self.frozen(self.luna | self.double, addressee="company")
        before = self.text_of(rows)
        self.join()
        self.assertEqual(rows.partner_id, self.luna)
        self.assertEqual(rows.commercial_partner_id, self.luna)
        self.assertEqual(self.text_of(rows), before)

    def test_two_who_turn_out_to_be_one_are_addressed_once_and_undone_both_wait(self):
        rows = self.frozen(self.luna | self.double, addressee="company")
        merge = self.join()
        self.assertEqual(sorted(rows.mapped("state")), ["stopped", "waiting"])
        self.assertEqual(rows.filtered(lambda row: row.state == "stopped").reason, "duplicate")
        merge.action_undo()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(set(rows.mapped("state")), {"waiting"})
        self.assertEqual(rows.partner_id, self.luna | self.double)
        self.assertEqual(set(rows.mapped("reason")), {False})

    def test_what_was_sent_to_one_is_not_sent_to_the_other_that_it_is(self):
        rows = self.frozen(self.luna | self.double, addressee="company")
        double = rows.filtered(lambda row: row.partner_id == self.double)
        double.sudo().state = "sent"
        self.join()
        self.assertEqual(((rows - double).state, double.state), ("stopped", "sent"))

    def test_who_says_no_is_stopped_at_once_and_what_left_has_left(self):
        luna, mar = self.frozen(self.luna | self.mar, addressee="company")
        mar.sudo().state = "sent"
        addresses = [row.email_normalized for row in luna | mar]
        stopped = self.env["despacho.action.recipient"]._stop([("email_normalized", "in", addresses)], "opposed")
        self.assertEqual(stopped, 1)
        self.assertEqual((luna.state, luna.reason, luna.included), ("stopped", "opposed", True))
        self.assertEqual((mar.state, mar.reason), ("sent", False))

    def test_the_gate_is_asked_again_when_something_is_about_to_leave(self):
        rows = self.frozen(self.luna | self.mar, addressee="company")
        self.refused = {self.mar.id: "no_basis"}
        allowed = rows._judge_again()
        self.assertEqual(allowed.partner_id, self.luna)
        self.assertEqual((rows - allowed).mapped("state"), ["stopped"])
        self.assertEqual((rows - allowed).reason, "no_basis")

    def test_who_may_launch_takes_one_out_by_hand(self):
        row = self.frozen(self.mar)
        row.with_user(self.leo).action_stop()
        self.assertEqual((row.state, row.reason, row.reason_text), ("stopped", "stopped_by_hand", self.leo.name))

    def test_who_is_erased_becomes_a_number(self):
        rows = self.frozen(self.sol | self.jordi)
        jordi = rows.filtered(lambda row: row.partner_id == self.jordi)
        jordi.sudo().state = "sent"
        self.env["despacho.action.recipient"]._forget(self.jordi)
        self.assertTrue(jordi.erased)
        self.assertFalse(jordi.name or jordi.email or jordi.email_normalized or jordi.phone)
        self.assertEqual((jordi.partner_id.id, jordi.nif_key, jordi.street), (False,) * 3)
        self.assertTrue(jordi.number and jordi.included)
        self.assertEqual((jordi.state, jordi.basis), ("sent", "client_similar"))
        self.assertEqual(len(rows.filtered("included")), 2, "the count stays")
        self.assertIn(str(jordi.number), jordi.display_name)

    def test_of_a_person_of_a_company_only_what_is_theirs_is_erased(self):
        row = self.frozen(self.sol)
        self.assertEqual(row.name, "Marta Ruiz")
        self.env["despacho.action.recipient"]._forget(self.boss)
        self.assertEqual((row.name, row.email, row.function), (False, False, False))
        self.assertEqual((row.company_name, row.commercial_partner_id, row.state), ("Sol SL", self.sol, "stopped"))

    def test_the_list_is_kept_with_its_hash(self):
        action = self.frozen(self.sol | self.mar | self.jordi, exclude_partner_ids=self.mar.ids).action_id
        copy = action.copy_ids
        raw = copy.attachment_id.raw
        self.assertEqual(copy.sha256, hashlib.sha256(raw).hexdigest())
        self.assertTrue(copy.is_intact)
        self.assertEqual(copy.row_count, 3)
        rows = list(load_workbook(io.BytesIO(raw)).active.values)
        self.assertEqual(len(rows), 4)
        self.assertEqual([row[0] for row in rows[1:]], [1, 2, 3])
        self.assertIn("marta@sol.example", rows[3])
        self.assertIn(self.sol.nif_key, rows[3])

    def test_nobody_changes_nor_deletes_the_list(self):
        file = self.frozen(self.sol).action_id.copy_ids.attachment_id
        for user in (self.ana, self.leo):
            for change in (
                lambda user=user: file.with_user(user).write({"raw": b"x"}),
                file.with_user(user).unlink,
                file.sudo().unlink,
            ):
                with self.assertRaises(AccessError):
                    change()

    def test_a_list_that_was_changed_in_the_store_is_told(self):
        copy = self.frozen(self.sol).action_id.copy_ids
        copy.attachment_id.sudo().raw = b"otra cosa"
        self.assertFalse(copy.is_intact)

    def test_the_list_is_made_again_without_who_is_erased(self):
        action = self.frozen(self.sol | self.jordi).action_id
        first = action.copy_ids
        earlier = first.sha256
        self.env["despacho.action.recipient"]._forget(self.jordi)
        last = action.copy_ids - first
        self.assertEqual((last.why, last.row_count, last.erased_count), ("erased", 2, 1))
        self.assertFalse(first.attachment_id)
        self.assertEqual(first.sha256, earlier, "that there was another list, and which, stays known")
        cells = {cell for row in load_workbook(io.BytesIO(last.attachment_id.raw)).active.values for cell in row}
        self.assertNotIn("jordi@correo.example", cells)
        self.assertNotIn("Jordi Font", cells)

    def test_joined_leads_are_followed(self):
        leads = self.env["crm.lead"].create(
            [{"name": f"L{n}", "type": "lead", "email_from": f"l{n}@x.example", "contact_name": f"L{n}"} for n in "ab"]
        )
        rows = self.frozen(self.env["res.partner"], lead_ids=leads.ids)
        kept = leads.merge_opportunity()
        self.assertEqual(rows.lead_id, kept)
