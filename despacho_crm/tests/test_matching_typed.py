from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_matching_pairs import MatchingCommon


@tagged("post_install", "-at_install")
class TestMatchingTyped(MatchingCommon):
    """What is being typed, and the rows of a file, are looked up among the contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zubi = cls.new_company(
            "Zubizarreta Egurrola SL", vat=cls.nif_of(), phone="+34 943 11 22 33", zip="20001", city="Donostia"
        )
        cls.match_changes()

    def typed(self, user=None, **values):
        return [found["id"] for found in self.as_user(user or self.ana).match_typed(values)]

    def test_a_likely_duplicate_is_said_before_saving(self):
        [found] = self.as_user(self.ana).match_typed({"name": "zubizarreta egurrola", "phone": "943112233"})
        self.assertEqual((found["id"], found["band"], found["city"]), (self.zubi.id, "certain", "Donostia"))
        self.assertEqual((found["nif"], found["why"]), (self.zubi.nif_key, "same phone, similar name"))

    def test_each_thing_typed_may_tell(self):
        self.assertEqual(self.typed(name="Zuvizarreta Egurrola, S.L."), [self.zubi.id])
        self.assertEqual(self.typed(vat=f"ES{self.zubi.nif_key}"), [self.zubi.id])
        self.assertEqual(self.typed(phone="943 112 233"), [self.zubi.id])
        self.assertEqual(self.typed(name="Peluquería Aranzábal"), [])
        self.assertEqual(self.typed(name=""), [])
        self.assertEqual(self.typed(), [])

    def test_another_valid_number_is_another_company(self):
        self.assertEqual(self.typed(name="Zubizarreta Egurrola SL", vat=self.nif_of()), [])
        self.assertEqual(self.typed(name="Zubizarreta Egurrola SL", vat="B00"), [self.zubi.id])

    def test_a_contact_is_no_duplicate_of_itself_nor_of_what_was_decided(self):
        self.assertEqual(self.typed(name="Zubizarreta Egurrola SL", id=self.zubi.id), [])
        other = self.new_company("Zubizarreta Egurrola", phone="943112233")
        self.match_changes()
        self.assertEqual(self.typed(name="Zubizarreta Egurrola", phone="943112233", id=other.id), [self.zubi.id])
        self.pair(self.zubi, other).with_user(self.sara).action_reject()
        self.assertEqual(self.typed(name="Zubizarreta Egurrola", phone="943112233", id=other.id), [])

    def test_only_contacts_that_the_user_sees_are_said(self):
        self.zubi.company_id = self.new_branch("Otra", "es")
        self.touch(self.zubi)
        self.match_changes()
        self.assertEqual(self.typed(name="Zubizarreta Egurrola SL"), [])
        with self.assertRaises(AccessError):
            self.typed(self.env.ref("base.public_user"), name="Zubizarreta Egurrola SL")

    def test_looking_writes_nothing(self):
        self.env.flush_all()
        self.env.cr.execute("SAVEPOINT looked; SET TRANSACTION READ ONLY")
        self.assertEqual(self.typed(name="Zubizarreta Egurrola SL"), [self.zubi.id])
        self.assertTrue(self.engine._match_rows([{"name": "Zubizarreta Egurrola SL"}]))
        self.env.cr.execute("ROLLBACK TO SAVEPOINT looked")

    def test_rows_of_a_file_find_their_contacts(self):
        archived = self.new_company("Bodegas Arrizabalaga", email="info@arriza.example", active=False)
        self.match_changes()
        found = self.engine._match_rows(
            [
                {"name": "ZUBIZARRETA EGURROLA, S.L.", "phone": "943112233", "province": "Guipúzcoa"},
                {"name": "Peluquería Aranzábal"},
                {"nif": f"es-{self.zubi.nif_key}", "name": "Otro nombre"},
                {"name": "BODEGAS ARRIZABALAGA SA", "email": "info@arriza.example"},
                {},
            ]
        )
        self.assertEqual({row: [item[:2] for item in items] for row, items in found.items()}, {
            0: [(self.zubi.id, "certain")],
            2: [(self.zubi.id, "certain")],
            3: [(archived.id, "certain")],
        })  # fmt: skip
        self.assertGreater(found[0][0][3]["phone"], 5)
        self.assertAlmostEqual(found[0][0][2], sum(found[0][0][3].values()))

    def test_rows_are_not_matched_with_what_another_company_owns(self):
        other = self.new_branch("Otra", "es")
        self.zubi.company_id = other
        self.touch(self.zubi)
        self.match_changes()
        row = {"name": "Zubizarreta Egurrola SL", "phone": "943112233"}
        self.assertFalse(self.engine._match_rows([row]))
        self.assertTrue(self.engine._match_rows([row], company=other))

    def test_a_row_and_a_contact_weigh_the_same_as_two_contacts(self):
        values = {"name": "Zubizarreta Egurrola", "phone": "943112233", "zip": "20001"}
        [(_id, _band, before, _bits)] = self.engine._match_rows([values])[0]
        twin = self.new_company(**values)
        self.match_changes()
        self.assertAlmostEqual(self.pair(self.zubi, twin).score, before, delta=2.5)
