from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .decide_case import DecideCase


@tagged("post_install", "-at_install")
class TestImportDecide(DecideCase):
    """Rows of which a person has to say who they are, one after another, beside the contacts that they may be."""

    def test_what_is_certain_without_the_nif_is_proposed_and_not_written_by_itself(self):
        record, _asked, certain, _new = self.decide()
        self.assertEqual((certain.verdict, certain.reason_code, certain.included), ("update", "matched", False))
        self.assertTrue(certain.is_proposed)
        self.assertEqual((record.proposed_count, record.undecided_count, record.update_count), (1, 2, 0))
        record.action_apply()
        self.assertEqual((certain.state, self.olle.email), ("skipped", False))

    def test_a_firm_that_joins_what_is_certain_by_itself_has_it_written(self):
        self.env.company.match_auto_join = True
        record, _asked, certain, _new = self.decide()
        self.assertTrue(certain.included)
        record.action_apply()
        self.assertEqual(self.olle.email, "info@olle.example")

    def enter_by_hand(self):
        """Somebody enters whom the last row of the file is, after it was reviewed."""
        record = self.review(self.content.replace(b"55 51 11;", b"55 51 11;info@gruas.example"), "agenda")
        new = record.row_ids[2]
        self.assertEqual((new.verdict, new.included), ("no_nif", True))
        known = self.env["res.partner"].create(
            {
                "name": "Grúas Montseny SL",
                "is_company": True,
                "phone": "972555111",
                "country_id": self.env.ref("base.es").id,
            }
        )
        record.sudo().seen_until = False
        return record, new, known

    def test_who_turns_out_to_be_a_contact_while_the_file_is_applied_waits(self):
        record, new, known = self.enter_by_hand()
        before = known.read(["name", "phone", "write_date"])
        record.action_apply()
        self.assertEqual((new.verdict, new.reason_code, new.state), ("update", "matched", "pending"))
        self.assertTrue(new.is_proposed)
        self.assertEqual((record.state, record.undecided_count), ("reviewed", 1))
        self.assertEqual(known.read(["name", "phone", "write_date"]), before)
        self.assertEqual(new.partner_id, known)
        self.assertIn("1", record.message_ids[0].body)
        new.action_include()
        record.action_apply()
        self.assertEqual((record.state, new.state, known.email), ("done", "applied", "info@gruas.example"))

    def test_who_turns_out_to_be_a_contact_is_written_where_the_firm_joins_by_itself(self):
        self.env.company.match_auto_join = True
        record, new, known = self.enter_by_hand()
        record.action_apply()
        self.assertEqual((record.state, new.state, new.partner_id), ("done", "applied", known))
        self.assertEqual(known.email, "info@gruas.example")

    def test_the_people_of_whom_nobody_has_said_who_it_is_are_not_written_either(self):
        lines = "Empresa;Teléfono;E-mail;Contacto", "{0};972 10 20 30;info@olle.example;Ana Ollé"
        content = self.csv(lines[0], lines[1].format(self.olle.name), f"{self.olle.name};972 10 20 30;;Pau Ollé")
        record = self.review(content, "agenda")
        self.assertEqual(record.row_ids.mapped("reason_code"), ["matched", "other_contact"])
        record.action_apply()
        self.assertFalse(self.olle.child_ids)
        record = self.review(content, "agenda")
        record.row_ids[0].action_include()
        record.action_apply()
        self.assertEqual(set(self.olle.child_ids.mapped("name")), {"Ana Ollé", "Pau Ollé"})

    def test_all_that_is_certain_is_accepted_at_once_and_taken_back(self):
        record, asked, certain, _new = self.decide()
        rows = self.screen(record)
        shown = rows.review_certain()
        self.assertEqual((shown["count"], shown["sample"][0][1]), (1, self.olle.name))
        done = rows.review_accept_certain()
        self.assertEqual((done["merge_ids"], done["kept"], done["after"]), (certain.ids, 0, False))
        self.assertEqual((certain.choice, certain.included, asked.choice), ("this", True, False))
        rows.review_undo_certain(done["merge_ids"])
        self.assertEqual((certain.choice, certain.included, certain.reason_code), (False, False, "matched"))
        record.action_accept_certain()
        record.action_apply()
        self.assertEqual(self.olle.email, "info@olle.example")

    def test_two_rows_that_surely_are_one_contact_are_not_both_accepted(self):
        record, _asked, certain, _new = self.decide()
        twin = certain.sudo().copy({"number": 9, "name": "Otra"})
        done = self.screen(record).review_accept_certain()
        self.assertEqual((len(done["merge_ids"]), done["kept"]), (1, 1))
        self.assertEqual(sorted((certain | twin).mapped("included")), [False, True])

    def test_the_row_is_at_the_left_and_each_of_those_that_it_may_be_at_the_right(self):
        record, asked, certain, _new = self.decide()
        answer = self.screen(record).review_next()
        self.assertEqual([pair["id"] for pair in answer["pairs"]], [asked.id, certain.id])
        self.assertEqual(answer["progress"], {"left": 2, "certain": 1, "today": 0})
        pair = answer["pairs"][0]
        sides = [[side["name"] for side in one["sides"]] for one in pair["candidates"]]
        self.assertEqual({one for one, __ in sides}, {asked.name})
        self.assertEqual({two for __, two in sides}, {self.ferrer.name, self.roca.name})
        self.assertTrue(all(one["evidence"] for one in pair["candidates"]))
        self.assertIn("name", pair["evidence"][0]["text"])
        fields = {row["field"]: row for row in pair["fields"]}
        self.assertEqual(fields["email"]["values"], ["f@x.example", ""])
        self.assertEqual((fields["email"]["chosen"], fields["email"]["why"]), (0, "The base did not have it"))
        self.assertEqual(fields["name"]["chosen"], 1)
        self.assertEqual([pair["id"] for pair in self.screen(record).review_next(band="certain")["pairs"]], certain.ids)

    def test_the_phone_that_only_the_two_have_speaks_for_it(self):
        record, _asked, certain, _new = self.decide()
        texts = [item["text"] for item in certain.review_data()[0]["evidence"]]
        self.assertIn("same phone, which only these two have", texts)

    def test_it_is_the_second_of_them_with_the_values_that_a_person_chose(self):
        record, asked, _certain, _new = self.decide()
        row = self.screen(record).browse(asked.id)
        answer = row.review_this(self.roca.id, {"name": "file", "website": "base", "email": "nonsense"})
        self.assertEqual(answer["progress"], {"left": 1, "certain": 1, "today": 1})
        self.assertEqual((asked.partner_id, asked.picks), (self.roca, {"name": "file", "website": "base"}))
        self.assertEqual((asked.kept["website"][2], asked.grounds["name"][0]), ("picked", "picked"))
        record.action_apply()
        self.assertEqual(
            (self.roca.name, self.roca.email, self.roca.website), ("Suministros Ferrer i Roca", "f@x.example", False)
        )
        # What a person chose counts as typed: no file replaces it.
        origins = self.env["despacho.value.origin"]._get_by_partner(self.roca)[self.roca.id]
        self.assertIn("email", origins)
        self.assertNotIn("name", origins)

    def test_only_one_of_those_shown_may_be_chosen(self):
        record, asked, _certain, _new = self.decide()
        with self.assertRaises(UserError):
            asked.review_this(self.acme.id)
        self.assertFalse(asked.choice)

    def test_it_is_another_or_it_stays_out(self):
        record, asked, certain, _new = self.decide()
        asked.review_other()
        certain.review_out()
        self.assertEqual((asked.verdict, asked.included), ("no_nif", True))
        self.assertEqual((certain.choice, certain.included, record.undecided_count), ("out", False, 0))
        record.action_apply()
        self.assertEqual((record.created_count, record.updated_count, self.olle.email), (2, 0, False))

    def test_each_decision_is_taken_back_and_the_row_is_on_screen_again(self):
        record, asked, _certain, _new = self.decide()
        for decide, arguments in (("this", [self.roca.id, {"name": "file"}]), ("other", []), ("out", [])):
            with self.subTest(decide):
                getattr(asked, f"review_{decide}")(*arguments)
                self.assertNotIn(asked.id, [pair["id"] for pair in self.screen(record).review_next()["pairs"]])
                back = self.screen(record).browse(asked.id).review_undo()
                self.assertEqual(([pair["id"] for pair in back["pairs"]], back["progress"]["left"]), (asked.ids, 2))
                self.assertEqual((asked.verdict, asked.choice, asked.picks), ("ask", False, False))

    def test_who_is_slower_is_told_and_decides_nothing(self):
        _record, asked, _certain, _new = self.decide()
        asked.review_out()
        self.assertEqual(asked.review_other(), {"gone": True})
        self.assertEqual(asked.choice, "out")

    def test_what_was_applied_is_decided_on_no_more(self):
        record, asked, _certain, _new = self.decide()
        asked.review_this(self.roca.id)
        record.action_apply()
        back = asked.review_undo()
        self.assertEqual((back["pairs"], asked.state, asked.choice), ([], "applied", "this"))
        self.assertIn("applied meanwhile", back["note"])
        self.assertFalse(self.screen(record).review_next()["pairs"])

    def test_another_row_that_is_this_contact_already_is_told_of(self):
        record, asked, _certain, new = self.decide()
        new.sudo().write({"partner_id": self.roca.id, "verdict": "update", "included": True})
        shown = {one["sides"][1]["id"]: one["warnings"] for one in asked.review_data()[0]["candidates"]}
        self.assertEqual(shown[self.ferrer.id], [])
        self.assertIn(f"Row {new.number} ", shown[self.roca.id][0])

    def test_whoever_only_looks_decides_nothing(self):
        record, asked, _certain, _new = self.decide()
        row = asked.with_user(self.user)
        for decide in (
            lambda: row.review_this(self.roca.id),
            row.review_other,
            row.review_out,
            row.review_undo,
            row.review_data,
            row.review_accept_certain,
            lambda: row.action_pick("name", "file"),
            lambda: record.with_user(self.user).decide_group("no_nif", "out"),
        ):
            with self.assertRaises(AccessError):
                decide()
        self.assertFalse(asked.choice)

    def test_a_contact_that_the_steward_cannot_see_is_not_shown(self):
        _record, asked, _certain, _new = self.decide()
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        (self.ferrer | self.roca).company_id = other
        self.env.invalidate_all()
        shown = asked.review_data()[0]
        self.assertEqual([side["name"] for side in shown["sides"]][1], "A contact that you cannot see")
        self.assertTrue(shown["hindrances"]["this"][0])
        with self.assertRaises(UserError):
            asked.review_this(self.roca.id)
