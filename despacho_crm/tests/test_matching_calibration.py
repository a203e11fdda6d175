from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..tools.matching import calibrate
from .test_matching_pairs import MatchingCommon


@tagged("post_install", "-at_install")
class TestMatchingCalibration(MatchingCommon):
    """What the steward decides teaches how much each field counts; it can be forgotten again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calibration = cls.env["despacho.match.calibration"]
        # Neighbours are never one in this firm; those who share a phone always are.
        cls.neighbours = [
            cls.new_company(f"{name} {kind}", zip="20001", street=f"Calle {name} 3")
            for name in ("Arrizabalaga", "Etxeberria", "Goikoetxea", "Zubizarreta", "Urrutikoetxea")
            for kind in ("Bodega SL", "Bodegas SA")
        ]
        cls.match_changes()

    def decide(self, count, state="rejected", **bits):
        """Let the steward decide `count` pairs with these `bits`."""
        one, *others = (self.new_company(f"Decidida {number}") for number in range(count + 1))
        values = {f"bits_{field}": worth for field, worth in bits.items()}
        pairs = self.pairs.create(
            [{"partner_id": one.id, "other_id": other.id, "state": "proposed", **values} for other in others]
        )
        pairs.with_user(self.sara)._decide(state)
        return pairs

    def test_few_decisions_teach_nothing(self):
        self.decide(calibrate.ENOUGH - 1, name=4, place=6)
        self.calibration._learn()
        self.assertFalse(self.calibration._scales())
        self.assertIn("49", self.calibration._current().summary)

    def test_decisions_move_the_scores_and_say_so_in_words(self):
        self.decide(40, name=4, place=7)
        self.decide(40, "merged", name=4, phone=7)
        before = {pair.id: pair.score for pair in self.pairs.search([("state", "=", "proposed")])}
        self.calibration._learn()
        scales = self.calibration._scales()
        self.assertLess(scales["place"], 0.9)
        self.assertGreater(scales["phone"], scales["place"])
        self.assertIn("The postcode and province: counts for", self.calibration._current().summary)
        moved = self.pairs.search([("id", "in", list(before)), ("bits_place", ">", 1)])
        self.assertTrue(all(pair.score < before[pair.id] for pair in moved))
        weighed = {pair.id: pair.score for pair in moved}
        self.match_all()
        for pair in moved.exists():
            self.assertAlmostEqual(pair.score, weighed[pair.id], places=1)

    def test_what_was_learned_counts_for_what_is_typed_too(self):
        values = {"name": "Arrizabalaga Bodega", "zip": "20001"}
        [before, *_rest] = self.as_user(self.ana).match_typed(values)
        self.decide(60, name=4, place=7)
        self.decide(10, "merged", name=9, phone=9)
        self.calibration._learn()
        after = self.as_user(self.ana).match_typed(values)
        self.assertTrue(not after or after[0]["score"] < before["score"])

    def test_the_steward_puts_it_back(self):
        self.decide(40, name=4, place=7)
        self.decide(40, "merged", name=4, phone=7)
        self.calibration._learn()
        # As the button above the list calls it: with the pairs that are ticked, none perhaps.
        action = call_kw(self.as_user(self.sara, "despacho.match.pair"), "action_calibration", [[]], {})
        learned = self.as_user(self.sara, action["res_model"]).browse(action["res_id"])
        learned.action_reset()
        self.assertFalse(self.calibration._scales())
        self.calibration._learn()
        self.assertFalse(self.calibration._scales(), "the decisions so far were put aside")
        self.assertTrue(self.records._pending_count())

    def test_only_stewards_see_it_and_put_it_back(self):
        current = self.calibration._current()
        for user in (self.ana, self.ines):
            with self.assertRaises(AccessError):
                current.with_user(user).read(["summary"])
            with self.assertRaises(AccessError):
                current.with_user(user).action_reset()
        with self.assertRaises(AccessError):
            current.with_user(self.sara).write({"scales": {"name": 0.25}})

    def test_what_the_sum_does_not_decide_on_teaches_nothing(self):
        self.decide(60, name=9, phone=7).sudo().write({"doubt": "form"})
        self.decide(2, "merged", name=9, phone=7)
        unweighed = self.decide(3)
        self.env.cr.execute("UPDATE despacho_match_pair SET bits_name = NULL WHERE id = ANY(%s)", [unweighed.ids])
        self.calibration._learn()
        self.assertFalse(self.calibration._scales())
        self.assertEqual((self.calibration._current().joined, self.calibration._current().rejected), (2, 0))

    def test_what_the_job_joined_by_itself_teaches_nothing(self):
        self.decide(60, "merged", name=4, phone=7).decided_by_id = self.env.ref("base.user_root")
        self.decide(1, name=4, place=7)
        self.calibration._learn()
        self.assertEqual((self.calibration._current().joined, self.calibration._current().rejected), (0, 1))
