from odoo.tests import tagged

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecycleOverride(LifecycleCommon):
    """What people decide by hand: who, when, and until it is withdrawn. And why, when nobody did."""

    def notes(self, partner):
        """Return (author, field, old, new) of what was typed on the partner, the last one first."""
        values = partner.message_ids.tracking_value_ids.sorted("id", reverse=True)
        return [
            (
                value.mail_message_id.author_id,
                value.field_id.name,
                value.old_value_char or value.old_value_float,
                value.new_value_char or value.new_value_float,
            )
            for value in values
        ]

    def test_the_relation_set_by_hand_says_who_and_when_and_stays(self):
        vega = self.vega.with_user(self.ana)
        vega.lifecycle = "client"
        self.settle()
        self.assertEqual((vega.lifecycle, vega.lifecycle_manual_uid), ("client", self.ana))
        self.assertTrue(vega.lifecycle_manual_on)
        self.assertRegex(vega.lifecycle_reason, r"^Set by hand by Ana on .*has shown no interest yet")
        self.lead(self.vega)
        self.run_job()
        self.assertEqual((self.vega.lifecycle, self.vega.lifecycle_cause), ("client", "lead"))

    def test_withdrawn_it_follows_from_what_happens_again(self):
        vega = self.vega.with_user(self.ana)
        vega.lifecycle = "former"
        self.lead(self.vega)
        self.settle()
        vega.action_lifecycle_automatic()
        self.assertEqual(vega.lifecycle, "lead")
        self.assertFalse(vega.lifecycle_manual or vega.lifecycle_manual_uid or vega.lifecycle_manual_on)

    def test_nobody_signs_for_another(self):
        self.vega.with_user(self.ana).write({"lifecycle": "client", "lifecycle_manual_uid": self.sara.id})
        self.assertEqual(self.vega.lifecycle_manual_uid, self.ana)
        self.pilar.with_user(self.ana).write({"lifecycle_manual": True})
        self.assertFalse(self.pilar.lifecycle_manual)

    def test_the_firm_itself_has_no_relation_although_somebody_types_it(self):
        self.firm.partner_id.lifecycle = "client"
        self.settle()
        self.assertFalse(self.firm.partner_id.lifecycle)

    def test_joined_by_code_with_odoo_s_own_tool_they_keep_it_too(self):
        kept, gone = self.new_company("Bodega Sol SL", vat=self.nif_of()), self.new_company("Bodega Sol")
        gone.with_user(self.ana).temperature = "hot"
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((kept | gone).ids, kept, extra_checks=False)
        self.settle()
        self.assertFalse(gone.exists())
        self.assertEqual((kept.temperature, kept.temperature_manual_uid), ("hot", self.ana))
        self.assertFalse(kept.lifecycle_manual)

    def test_joined_records_keep_what_was_set_by_hand_with_its_author(self):
        kept, gone = self.new_company("Bodega Sol SL", vat=self.nif_of()), self.new_company("Bodega Sol")
        gone.with_user(self.ana).lifecycle = "client"
        on = gone.lifecycle_manual_on
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.sara).create({})
        wizard._merge((kept | gone).ids, kept.with_user(self.sara), extra_checks=False)
        self.settle()
        self.assertEqual(
            (kept.lifecycle, kept.lifecycle_manual_uid, kept.lifecycle_manual_on), ("client", self.ana, on)
        )

    def test_the_reason_of_each_relation(self):
        people = {
            name: self.new_company(name, vat=self.nif_of()) for name in ("won", "bought", "left", "lead", "wrote")
        }
        self.lead(people["won"], type="opportunity").action_set_won()
        self.invoice(people["bought"], days=10)
        self.invoice(people["left"], days=900)
        self.lead(people["lead"])
        self.contact(people["wrote"], reaction="information")
        self.settle()
        expected = {
            "won": ("client", "^Opportunity won on"),
            "bought": ("client", "^Invoiced on"),
            "left": ("former", "^Invoiced on .*nothing since"),
            "lead": ("lead", "^Has or had a lead"),
            "wrote": ("lead", "^Showed interest"),
        }
        for name, (lifecycle, reason) in expected.items():
            with self.subTest(name):
                self.assertEqual(people[name].lifecycle, lifecycle)
                self.assertRegex(people[name].lifecycle_reason, reason)
        self.assertRegex(self.vega.lifecycle_reason, "^Has shown no interest")

    # In the conversation

    def test_what_is_typed_leaves_its_author_and_what_it_was(self):
        vega = self.vega.with_user(self.ana).with_context(tracking_disable=False)
        vega.write({"potential": 4000, "preferred_channel": "visit", "discount_interest": "yes"})
        vega.potential = 5000
        author = self.ana.partner_id
        self.assertEqual(self.notes(self.vega)[0], (author, "potential", 4000, 5000))
        self.assertIn((author, "potential", 0, 4000), self.notes(self.vega))
        self.assertEqual(
            {name for _author, name, _old, _new in self.notes(self.vega)},
            {"potential", "preferred_channel", "discount_interest"},
        )
        self.assertTrue(all(message.date for message in self.vega.message_ids))

    def test_what_does_not_change_leaves_nothing(self):
        vega = self.vega.with_user(self.ana).with_context(tracking_disable=False)
        vega.potential = 4000
        notes = self.notes(self.vega)
        vega.write({"potential": 4000, "city": "Olot"})
        self.assertEqual(self.notes(self.vega), notes)

    # What it costs

    def test_many_typed_one_by_one_are_brought_up_to_date_together(self):
        people = self.vega | self.pilar | self.new_company(vat=self.nif_of())
        self.settle()
        Partner = self.env.registry["res.partner"]
        update, calls = Partner._lifecycle_update, []

        def counted(partners, *args):
            calls.append(partners)
            return update(partners, *args)

        self.patch(Partner, "_lifecycle_update", counted)
        for partner in people:
            partner.potential = 700
        self.settle()
        self.assertEqual(len(calls), 1)
        self.assertTrue(all(partner.priority_score for partner in people))

    def test_whoever_types_sees_in_the_answer_what_follows(self):
        vega = self.vega.with_user(self.ana)
        before = vega.priority_score
        answer = vega.web_save({"potential": 9000}, {"priority_score": {}, "potential_typed": {}})
        self.assertGreater(answer[0]["priority_score"], before)
        self.assertTrue(answer[0]["potential_typed"])
