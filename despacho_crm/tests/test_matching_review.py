from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_matching_pairs import MatchingCommon


class ReviewCommon(MatchingCommon):
    """`two()` makes a pair that waits for a decision; `screen` is what the screen of Sara, data steward, asks of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pairs.search([]).unlink()
        cls.screen = cls.pairs.with_user(cls.sara)

    def two(self, stem="Zubizarreta Egurrola", first=None, second=None, **common):
        common = common or {"phone": "+34 943 11 22 33"}
        one = self.new_company(f"{stem} SL", **common, **(first or {}))
        other = self.new_company(f"{stem.upper()} S.L.", **common, **(second or {}))
        self.match_changes()
        return self.pair(one, other)

    def shown(self, pair):
        return self.screen.browse(pair.id).review_data()[0]


@tagged("post_install", "-at_install")
class TestMatchingReview(ReviewCommon):
    """The pairs that the review screen shows, one after another, and what it does with them."""

    def test_the_likeliest_pair_comes_first_and_what_is_left_is_counted(self):
        likely = self.two()
        doubtful = self.two("Arrizabalaga Goikoetxea", city="Irun")
        answer = self.screen.review_next()
        self.assertEqual([pair["id"] for pair in answer["pairs"]], [likely.id, doubtful.id])
        self.assertEqual(answer["progress"], {"left": 2, "certain": 1, "today": 0})

    def test_pairs_that_are_not_wanted_now_do_not_come(self):
        first, second = self.two(), self.two("Arrizabalaga Goikoetxea")
        wanted = self.screen.review_next(first.ids)["pairs"]
        self.assertEqual([pair["id"] for pair in wanted], second.ids)

    def test_only_the_pairs_of_a_band_come_when_it_is_asked_for(self):
        self.two()
        doubtful = self.two("Arrizabalaga Goikoetxea", city="Irun")
        answer = self.screen.review_next(band="review")
        self.assertEqual([pair["id"] for pair in answer["pairs"]], doubtful.ids)
        self.assertEqual(answer["progress"]["left"], 1)

    def test_the_two_sides_are_shown_with_what_differs_first(self):
        pair = self.two(second={"email": "hola@zubi.example"})
        shown = self.shown(pair)
        self.assertEqual([side["name"] for side in shown["sides"]], [pair.partner_id.name, pair.other_id.name])
        rows = {row["field"]: row for row in shown["fields"]}
        self.assertEqual(rows["email"]["values"], ["", "hola@zubi.example"])
        self.assertTrue(rows["email"]["differ"] and rows["email"]["chosen"] == 1)
        self.assertFalse(rows["phone"]["differ"])
        differ = [row["differ"] for row in shown["fields"]]
        self.assertEqual(differ, sorted(differ, reverse=True))

    def test_the_more_complete_one_is_the_one_that_stays(self):
        poor_first = self.two(second={"street": "Mayor 3", "city": "Irun", "website": "https://zubi.example"})
        rich_first = self.two("Arrizabalaga Goikoetxea", first={"street": "Mayor 3", "city": "Irun"})
        self.assertEqual(self.shown(poor_first)["survivor"], 1)
        self.assertEqual(self.shown(rich_first)["survivor"], 0)

    def test_what_hangs_from_each_is_counted(self):
        pair = self.two()
        self.env["crm.lead"].create({"name": "Consulta", "partner_id": pair.other_id.id, "type": "opportunity"})
        one, other = (side["hanging"] for side in self.shown(pair)["sides"])
        self.assertFalse(one)
        self.assertIn({"label": "Leads and opportunities", "count": 1}, other)

    def test_a_pair_is_joined_with_the_survivor_and_the_values_chosen(self):
        pair = self.two(first={"email": "uno@zubi.example"}, second={"email": "dos@zubi.example"})
        one, other = pair.partner_id, pair.other_id
        answer = self.screen.browse(pair.id).review_join(1, {"email": 0, "name": 0})
        self.assertFalse(one.active)
        self.assertEqual((other.name, other.email), ("Zubizarreta Egurrola SL", "uno@zubi.example"))
        self.assertEqual((pair.state, pair.decided_by_id), ("merged", self.sara))
        self.assertEqual(answer["progress"], {"left": 0, "certain": 0, "today": 1})

    def test_a_joining_is_undone_and_its_pair_comes_back(self):
        pair = self.two(first={"email": "uno@zubi.example"})
        one, other = pair.partner_id, pair.other_id
        answer = self.screen.browse(pair.id).review_join(1, {})
        back = self.screen.browse(pair.id).review_undo(answer["merge_id"])
        self.assertTrue(one.active)
        self.assertEqual((one.email, other.email), ("uno@zubi.example", False))
        self.assertEqual(pair.state, "proposed")
        self.assertEqual(([data["id"] for data in back["pairs"]], back["note"]), (pair.ids, ""))
        self.assertEqual(back["progress"]["today"], 0)
        self.assertTrue(back["pairs"][0]["evidence"])

    def test_not_the_same_is_remembered_until_it_is_undone(self):
        pair = self.two()
        self.screen.browse(pair.id).review_reject()
        self.touch(pair.partner_id)
        self.match_changes()
        self.assertEqual(pair.state, "rejected")
        self.assertFalse(self.screen.review_next()["pairs"])
        self.screen.browse(pair.id).review_undo()
        self.assertEqual([data["id"] for data in self.screen.review_next()["pairs"]], pair.ids)

    def test_the_other_one_becomes_an_establishment_and_comes_back(self):
        pair = self.two(first={"vat": self.nif_of(), "street": "Mayor 3"}, second={"street": "Rambla 8"})
        one, other = pair.partner_id, pair.other_id
        answer = self.screen.browse(pair.id).review_establish(0)
        self.assertEqual((other.parent_id, other.active), (one, True))
        self.assertEqual(pair.state, "merged")
        self.screen.browse(pair.id).review_undo(answer["merge_id"])
        self.assertFalse(other.parent_id)
        self.assertEqual(pair.state, "proposed")

    def test_what_is_joined_is_not_decided_again_while_the_joining_stands(self):
        joined, branch = self.two(), self.two("Arrizabalaga Goikoetxea", phone="943445566")
        merge_id = self.screen.browse(joined.id).review_join(0, {})["merge_id"]
        self.screen.browse(branch.id).review_establish(0)
        for pair in self.screen.browse((joined | branch).ids):
            for decision in (pair.action_propose, pair.action_reject, pair.review_undo):
                with self.assertRaisesRegex(UserError, "are joined"):
                    decision()
            self.assertEqual(pair.state, "merged")
        self.screen.browse(joined.id).review_undo(merge_id)
        self.assertEqual(joined.state, "proposed")

    def test_what_somebody_else_decided_is_no_error(self):
        pair = self.two()
        pair.with_user(self.marta).review_reject()
        self.assertEqual(self.screen.browse(pair.id).review_join(0, {}), {"gone": True})
        self.assertTrue(pair.partner_id.active and pair.other_id.active)
        pair.unlink()
        for decision in (pair.with_user(self.sara).review_reject, lambda: self.screen.browse(pair.id).review_join(0)):
            self.assertEqual(decision(), {"gone": True})
        self.assertFalse(self.screen.browse(pair.id).review_data())

    def test_what_hinders_a_joining_is_said_for_each_one_that_may_stay(self):
        pair = self.two()
        self.assertEqual(self.shown(pair)["hindrances"]["join"], [[], []])
        own = self.two("Arrizabalaga Goikoetxea")
        self.new_branch("Filial", "es").partner_id = own.other_id
        self.env.flush_all()
        hindrances = self.shown(own)["hindrances"]["join"]
        self.assertTrue(all(hindrances))
        with self.assertRaises(UserError):
            self.screen.browse(own.id).review_join(0, {})

    def test_a_chain_is_no_loop_and_what_was_joined_is_not_proposed(self):
        first = self.two()
        third = self.new_company("Zubizarreta Egurrola", phone="943112233")
        self.match_changes()
        second = self.pair(first.other_id, third)
        self.assertTrue(second)
        self.screen.browse(first.id).review_join(0, {})
        waiting = [data["id"] for data in self.screen.review_next()["pairs"]]
        self.assertNotIn(first.id, waiting)
        for pair in self.pairs.browse(waiting):
            self.assertFalse((pair.partner_id | pair.other_id).filtered("merged_into_id"))

    def test_all_the_certain_ones_are_joined_and_the_others_wait(self):
        certain = self.two() | self.two("Arrizabalaga Goikoetxea", phone="+34 943 44 55 66")
        doubtful = self.two("Iturriaga Mendizabal", city="Irun")
        announced = self.screen.review_certain()
        self.assertEqual((announced["count"], len(announced["sample"])), (2, 2))
        answer = self.screen.review_accept_certain()
        self.assertEqual((len(answer["merge_ids"]), answer["kept"], answer["after"]), (2, 0, False))
        self.assertEqual(set(certain.mapped("state")), {"merged"})
        self.assertEqual(doubtful.state, "proposed")
        self.screen.review_undo_certain(answer["merge_ids"])
        self.assertEqual(set(certain.mapped("state")), {"proposed"})
        self.assertTrue(all((certain.partner_id | certain.other_id).mapped("active")))

    def test_those_at_two_addresses_wait_unless_somebody_says_that_they_moved(self):
        plain, moved = self.two(), self.two("Arrizabalaga Goikoetxea", phone="+34 943 44 55 66", zip="48001")
        moved.other_id.zip = "20001"
        self.env["despacho.match.record"]._refresh(moved.other_id.ids)
        self.assertEqual(self.screen.review_certain()["elsewhere"], 1)
        answer = self.screen.review_accept_certain()
        self.assertEqual((answer["kept"], plain.state, moved.state), (1, "merged", "proposed"))
        answer = self.screen.review_accept_certain(0, True)
        self.assertEqual((answer["kept"], moved.state), (0, "merged"))

    def test_three_that_are_certain_become_one(self):
        pair = self.two()
        third = self.new_company("Zubizarreta Egurrola S.L", phone="943112233")
        self.match_changes()
        answer = self.screen.review_accept_certain()
        family = pair.partner_id | pair.other_id | third
        self.assertEqual((len(answer["merge_ids"]), len(family.filtered("active"))), (1, 1))
        self.assertFalse(self.screen.review_next()["pairs"])

    def test_whoever_signs_in_is_left_for_a_person(self):
        pair = self.two()
        self.rosa.partner_id = pair.other_id
        self.env.flush_all()
        answer = self.screen.review_accept_certain()
        self.assertEqual((answer["merge_ids"], answer["kept"]), ([], 1))
        self.assertTrue(pair.partner_id.active)

    def test_evidence_is_said_in_words_with_how_many_share_it(self):
        texts = {item["field"]: item for item in self.shown(self.two())["evidence"]}
        self.assertEqual(texts["phone"]["text"], "same phone, which only these two have")
        self.assertIn("«EGURROLA», which only these two have", texts["name"]["text"])
        self.assertTrue(texts["phone"]["agrees"] and texts["phone"]["bits"] > 5)

    def test_what_speaks_against_a_pair_is_said_too(self):
        pair = self.two(
            first={"state_id": self.env.ref("base.state_es_b").id, "country_id": self.spain.id},
            second={"state_id": self.env.ref("base.state_es_l").id, "country_id": self.spain.id},
        )
        place = next(item for item in self.shown(pair)["evidence"] if item["field"] == "place")
        self.assertEqual((place["text"], place["agrees"]), ("another province", False))


@tagged("post_install", "-at_install")
class TestMatchingReviewAccess(ReviewCommon):
    """Deciding is for those who answer for the data, in their own companies."""

    def calls(self, user, pair):
        one = pair.with_user(user)
        return (
            one.browse().review_next,
            one.review_data,
            one.review_undo,
            lambda: one.review_join(0, {}),
            lambda: one.review_establish(0),
            one.review_reject,
            one.browse().review_certain,
            one.browse().review_accept_certain,
            lambda: one.browse().review_undo_certain([]),
        )

    def test_nobody_but_stewards_and_managers_sees_or_decides(self):
        pair = self.two()
        for user in (self.ana, self.ines, self.pau, self.rosa):
            for call in self.calls(user, pair):
                with self.subTest(user=user.name, call=call), self.assertRaises(AccessError):
                    call()
        self.assertEqual(pair.state, "proposed")

    def test_stewards_and_managers_may_do_all(self):
        for user in (self.sara, self.marta):
            pair = self.two(f"Zubizarreta {user.name}", phone=f"+34 943 11 22 {user.id % 90 + 10}")
            for call in self.calls(user, pair):
                with self.subTest(user=user.name, call=call):
                    call()

    def test_pairs_of_another_company_are_neither_seen_nor_decided(self):
        abroad = self.new_branch("Otra", "es")
        pair = self.two(phone="+34 943 11 22 33", company_id=abroad.id)
        self.assertFalse(self.screen.review_next()["pairs"])
        self.assertEqual(self.screen.review_next()["progress"]["left"], 0)
        self.assertEqual(self.screen.review_accept_certain()["merge_ids"], [])
        one = self.screen.browse(pair.id)
        for call in (one.review_data, one.review_reject, lambda: one.review_join(0, {}), one.review_undo):
            with self.assertRaises(AccessError):
                call()
        self.assertEqual(pair.state, "proposed")
