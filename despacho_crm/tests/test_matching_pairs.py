from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DespachoCommon


class MatchingCommon(DespachoCommon):
    """`match()` does what the nightly job does; `pair(a, b)` is what it knows of two contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.nif_mandatory = False
        cls.records = cls.env["despacho.match.record"]
        cls.engine = cls.env["despacho.match.engine"]
        cls.pairs = cls.env["despacho.match.pair"]
        cls.match_changes()

    @classmethod
    def match_changes(cls):
        """Compare what changed, and only that."""
        cls.env.flush_all()
        stale = cls.records._stale_ids()
        cls.records._refresh(stale)
        cls.engine._match(cls.records._pending_ids(10**6))

    @classmethod
    def match_all(cls):
        cls.env.flush_all()
        cls.records._refresh(cls.records._stale_ids())
        cls.engine._match()

    def touch(self, partners):
        """Contacts written in one transaction have one ``write_date``: let the engine see that they changed."""
        partners.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = write_date + interval '1 second' WHERE id = ANY(%s)", [partners.ids]
        )
        partners.invalidate_recordset()

    def pair(self, one, two, state="proposed"):
        low, high = sorted((one.id, two.id))
        return self.pairs.search([("partner_id", "=", low), ("other_id", "=", high), ("state", "=", state)])


@tagged("post_install", "-at_install")
class TestMatchingPairs(MatchingCommon):
    """Which contacts are proposed as one, and which never."""

    WORDS = [f"{start}{end}" for start in ("Arri", "Beko", "Goiko", "Urru", "Zubi") for end in
             ("zabala", "etxea", "mendi", "aga", "tegi", "ondo", "garai", "berri")]  # fmt: skip

    def two(self, one, two, **values):
        """Create two contacts with the names given, sharing ``values``; return them, compared."""
        first = self.new_company(one, **values)
        second = self.new_company(two, **values)
        self.match_changes()
        return first, second

    def test_one_company_written_in_two_ways_is_proposed(self):
        one, two = self.two("Construcciones Zubizarreta, S.L.", "CONSTR. ZUBIZARRETA SL")
        self.assertEqual(self.pair(one, two).band, "review")

    def test_a_name_alone_is_never_certain(self):
        one, two = self.two("Zubizarreta Egurrola SL", "ZUBIZARRETA EGURROLA S.L.")
        pair = self.pair(one, two)
        self.assertEqual(pair.band, "review")
        self.assertGreater(pair.score, 5)

    def test_name_and_phone_are_certain_and_say_why(self):
        one, two = self.two("Zubizarreta Egurrola SL", "ZUBIZARRETA EGURROLA S.L.", phone="+34 943 11 22 33")
        pair = self.pair(one, two)
        self.assertEqual(pair.band, "certain")
        self.assertEqual(pair.why, "same phone, similar name")

    def test_another_postcode_of_the_province_speaks_against_and_not_as_much_as_another_province(self):
        one = self.new_company("Zubizarreta Egurrola SL", zip="20001")
        near = self.new_company("ZUBIZARRETA EGURROLA S.L.", zip="20570")
        far = self.new_company("Zubizarreta Egurrola", zip="28001")
        same = self.new_company("Zubizarreta Egurrola SL.", zip="20001")
        self.match_changes()
        places = [self.pair(one, other).bits_place for other in (same, near, far)]
        self.assertEqual(places, sorted(places, reverse=True))
        self.assertEqual(self.pair(one, far).bits_place, -4)

    def test_forty_establishments_with_one_number_hang_together(self):
        vat = self.nif_of()
        ids = [self.new_company(f"Oficina {word}").id for word in self.WORDS]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET nif_key = %s, write_date = write_date + interval '1 second' WHERE id = ANY(%s)",
            [vat, ids],
        )
        self.env.invalidate_all()
        self.match_all()
        pairs = self.pairs.search([("bits_nif", ">", 0), ("partner_id", "in", ids)])
        self.assertEqual(set(pairs.partner_id.ids + pairs.other_id.ids), set(ids))
        self.assertLess(len(pairs), 2 * len(ids))

    def test_two_valid_numbers_that_differ_exclude_everything_else(self):
        common = {"phone": "+34 943 11 22 33", "email": "info@zubi.example", "zip": "20001", "street": "Mayor 3"}
        one = self.new_company("Zubizarreta Egurrola SL", vat=self.nif_of(), **common)
        two = self.new_company("Zubizarreta Egurrola SL", vat=self.nif_of(), **common)
        self.match_changes()
        self.assertFalse(self.pair(one, two))

    def test_the_same_number_is_certain_under_any_name(self):
        one, two = self.two("Zubizarreta SL", "Comercial del Norte", vat="B58378431")
        self.assertEqual(self.pair(one, two).band, "certain")
        self.assertIn("same NIF", self.pair(one, two).why)

    def test_archived_contacts_take_part(self):
        one = self.new_company("Zubizarreta Egurrola SL", phone="943112233", active=False)
        two = self.new_company("Zubizarreta Egurrola SL", phone="943112233")
        self.match_changes()
        self.assertTrue(self.pair(one, two))

    def test_what_another_company_owns_is_not_compared(self):
        other = self.new_branch("Otra", "es")
        values = {"phone": "+34 943 11 22 33"}
        one = self.new_company("Zubizarreta Egurrola SL", company_id=self.firm.id, **values)
        two = self.new_company("Zubizarreta Egurrola SL", company_id=other.id, **values)
        shared = self.new_company("Zubizarreta Egurrola SL", **values)
        self.match_changes()
        self.assertFalse(self.pair(one, two))
        self.assertEqual(self.pair(one, shared).company_id, self.firm)
        self.assertEqual(self.pair(two, shared).company_id, other)
        seen = self.as_user(self.sara, "despacho.match.pair").search([("partner_id", "in", (one | two | shared).ids)])
        self.assertEqual(seen, self.pair(one, shared), "a pair of another company is not hers to see")

    def test_a_contact_and_its_company_are_no_duplicates(self):
        self.luis.write({"name": "Talleres Vega SL", "phone": "943112233"})
        self.vega.phone = "943112233"
        self.touch(self.luis | self.vega)
        self.match_changes()
        self.assertFalse(self.pair(self.luis, self.vega))

    def test_the_phone_of_an_adviser_does_not_make_one_of_its_clients(self):
        clients = [
            self.new_company(name, phone="943998877")
            for name in (
                "Bodegas Arrizabalaga SL",
                "Panadería Etxeberria SL",
                "Óptica Goikoetxea SL",
                "Autos Lasa SA",
            )
        ]
        self.match_changes()
        ids = [client.id for client in clients]
        self.assertFalse(self.pairs.search([("partner_id", "in", ids), ("other_id", "in", ids)]))

    def test_a_phone_of_their_own_counts_though_they_share_their_advisers_too(self):
        adviser, own = "944 000 111", "944 555 666"
        for name in self.WORDS[:6]:
            self.new_company(f"{name} SL", phone=adviser)
        one, two = self.two("Talleres Goikobide SL", "TALLERES GOIKOBIDE", phone=f"{adviser} / {own}")
        self.assertGreater(self.pair(one, two).bits_phone, 1)

    def test_spoiled_letters_and_legal_forms_do_not_hide_a_duplicate(self):
        one, two = self.two("ASOCIACIËN MADRILEÐA DE XILOFONISTAS", "Asoc. Madrileña de Xilofonistas")
        self.assertTrue(self.pair(one, two))

    def test_companies_numbered_one_and_two_are_two(self):
        one, two = self.two("Inversiones Zubizarreta 1 SL", "Inversiones Zubizarreta 2 SL")
        self.assertFalse(self.pair(one, two))

    def test_ten_thousand_owners_associations_do_not_blow_up(self):
        self.env.cr.execute(
            """
            INSERT INTO res_partner (name, is_company, active, phone, write_date, autopost_bills)
            SELECT CASE WHEN n % 2 = 0 THEN 'COMUNIDAD DE PROPIETARIOS' ELSE 'C.P. Calle Mayor ' || n END,
                   TRUE, TRUE, '943998877', NOW() AT TIME ZONE 'UTC', 'ask'
              FROM generate_series(1, 10000) AS n
            """
        )
        self.match_changes()
        self.env.cr.execute("SELECT ARRAY_AGG(partner_id) FROM despacho_match_record")
        [ids] = self.env.cr.fetchone()
        compared = self.env.execute_query(self.engine._scored_of_sql(ids, len(ids), small=False))
        self.assertLess(len(compared), 10000 * 5)
        self.assertLess(self.pairs.search_count([]), 10000)

    def test_only_stewards_decide(self):
        one, two = self.two("Zubizarreta Egurrola SL", "ZUBIZARRETA EGURROLA S.L.")
        pair = self.pair(one, two)
        for user in (self.ana, self.ines, self.pau):
            with self.assertRaises(AccessError):
                pair.with_user(user).action_reject()
        with self.assertRaises(AccessError):
            pair.with_user(self.sara).write({"state": "rejected"})
        with self.assertRaises(AccessError):
            self.as_user(self.ana, "despacho.match.pair").action_search_all()
        pair.with_user(self.sara).action_reject()
        self.assertEqual((pair.state, pair.decided_by_id), ("rejected", self.sara))
