from odoo.tests import tagged

from .completion_common import PHONE, CompletionCommon


@tagged("post_install", "-at_install")
class TestCompletionSeveral(CompletionCommon):
    """Two NIFs that are certain for one are not: nothing is filled in, and it is said why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.census = cls.env["despacho.census.company"]
        cls.census.search([]).unlink()

    def look(self):
        self.env.flush_all()
        self.match_changes()
        self.env["despacho.census.match"]._search_waiting()
        self.env.invalidate_all()

    def test_the_base_and_the_census_contradict_each_other(self):
        self.assertEqual(self.rows(self.needy).band, "certain")
        self.census.create({"name": "Zubizarreta Egurrola SL", "nif_key": self.nif_of(), "phone": PHONE})
        self.look()
        rows = self.rows(self.needy)
        self.assertEqual(sorted(rows.mapped("source")), ["base", "census"])
        self.assertEqual(set(rows.mapped("band")), {"review"})
        self.assertEqual(set(rows.mapped("doubt")), {"Two NIFs fit it equally well: a person has to choose."})
        self.turn_on("match_auto_complete")
        self.run_night()
        self.assertFalse(self.needy.nif_key)

    def test_where_both_say_the_same_number_it_is_certain(self):
        self.census.create({"name": "Zubizarreta Egurrola SL", "nif_key": self.holder.nif_key, "phone": PHONE})
        self.look()
        rows = self.rows(self.needy)
        self.assertEqual(set(rows.mapped("band")), {"certain"})
        self.assertFalse(any(rows.mapped("has_rivals")))

    def test_once_a_person_says_no_to_one_the_other_is_certain_again(self):
        self.census.create({"name": "Zubizarreta Egurrola SL", "nif_key": self.nif_of(), "phone": PHONE})
        self.look()
        self.rows(self.needy).filtered(lambda row: row.source == "census").action_reject()
        self.assertEqual(self.rows(self.needy).band, "certain")
