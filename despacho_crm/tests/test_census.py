import psycopg2

from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools import nif


@tagged("post_install", "-at_install")
class TestCensus(TransactionCase):
    """The market: found by words, number, activity, place and size; seen by all, changed by few.

    panaderia: «Panadería Ñandú, S.L.», trade name «El Horno»     asesores: «Puig Assessors, S.L.P.», 6920, Barcelona
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Company = cls.env["despacho.census.company"]
        cls.nifs = [nif.make_spanish("B", f"{7900000 + number}") for number in range(6)]
        cls.barcelona = cls.env["res.country.state"].search([("country_id.code", "=", "ES"), ("code", "=", "B")])
        cls.panaderia, cls.asesores = cls.Company.create(
            [
                {"nif_key": cls.nifs[0], "name": "Panadería Ñandú, S.L.", "trade_name": "El Horno", "cnae": "1071"},
                {
                    "nif_key": cls.nifs[1],
                    "name": "Puig Assessors, S.L.P.",
                    "cnae": "6920",
                    "state_id": cls.barcelona.id,
                    "size_class": "small",
                },
            ]
        )
        cls.user = new_test_user(cls.env, "luis", groups="despacho_crm.group_user")
        cls.steward = new_test_user(cls.env, "elena", groups="despacho_crm.group_steward")
        cls.outsider = new_test_user(cls.env, "pepe", groups="base.group_user")

    def find(self, *domain, user=None):
        mine = [("id", "in", (self.panaderia | self.asesores).ids)]
        return self.Company.with_user(user or self.user).search([*mine, *domain])

    def test_it_is_found_by_beginnings_of_words_in_any_order_without_accents(self):
        for text in ("panaderia", "NANDU panad", "ñandú", "horno", "nandu horno sl", "s.l. panadería"):
            self.assertEqual(self.find(("search_words", "ilike", text)), self.panaderia, text)
        for text in ("andu", "panaderia puig", "'", "&|!:*", "x' & 'y"):
            self.assertFalse(self.find(("search_words", "ilike", text)), text)

    def test_it_is_found_by_its_nif_in_any_spelling_or_its_beginning(self):
        key = self.nifs[1]
        for text in (key, f"ES{key}", f"{key[0]}-{key[1:4]}.{key[4:7]}.{key[7:]}".lower(), key[:8], key[1:]):
            self.assertIn(self.asesores, self.find(("search_nif", "ilike", text)), text)
        self.assertEqual(self.find(("search_nif", "ilike", key)), self.asesores)
        self.assertEqual(self.find(("search_nif", "ilike", key[1:8])), self.asesores)
        self.assertFalse(self.find(("search_nif", "ilike", "B5")))

    def test_it_is_found_by_the_activity_as_it_is_written(self):
        for text in ("69", "6920", "69.20", "CNAE 6920"):
            self.assertEqual(self.find(("search_cnae", "ilike", text)), self.asesores, text)

    def test_it_is_offered_by_name_or_nif(self):
        for text in ("puig ass", self.nifs[1]):
            self.assertEqual([one for one, _name in self.Company.name_search(text)], self.asesores.ids)

    def test_it_says_who_is_a_contact_already(self):
        partner = self.env["res.partner"].create(
            {
                "name": "Panadería Ñandú SL",
                "vat": self.nifs[0],
                "is_company": True,
                "country_id": self.env.ref("base.es").id,
            }
        )
        self.assertEqual(self.find(("in_base", "=", True)), self.panaderia)
        self.assertEqual(self.find(("in_base", "=", False)), self.asesores)
        self.assertEqual(self.panaderia.with_user(self.user).partner_id, partner)
        self.assertEqual(self.panaderia.action_open_partner()["res_id"], partner.id)

    def test_the_list_sorts_by_what_has_an_index_only(self):
        description = self.Company.fields_get(attributes=["sortable"])
        self.assertEqual([name for name, one in description.items() if one.get("sortable")], ["nif_key"])

    @mute_logger("odoo.sql_db")
    def test_there_is_one_of_each_nif_for_all_and_one_for_each_company(self):
        other = self.env["res.company"].create({"name": "Otra"})
        own = self.Company.create({"nif_key": self.nifs[0], "name": "La de la otra", "company_id": other.id})
        self.assertTrue(own)
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            self.Company.create({"nif_key": self.nifs[0], "name": "Otra vez"})

    def test_each_company_sees_its_own_and_what_is_of_all(self):
        other = self.env["res.company"].create({"name": "Otra"})
        own = self.Company.create({"nif_key": self.nifs[2], "name": "De la otra", "company_id": other.id})
        foreign = new_test_user(
            self.env, "otra", groups="despacho_crm.group_user", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        everything = [("id", "in", (own | self.panaderia).ids)]
        self.assertEqual(self.Company.with_user(self.user).search(everything), self.panaderia)
        self.assertEqual(self.Company.with_user(foreign).search(everything), own | self.panaderia)

    def test_users_look_stewards_change_and_others_see_nothing(self):
        matrix = {self.steward: "read write create unlink", self.user: "read", self.outsider: ""}
        for user, allowed in matrix.items():
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(f"{user.login} {operation}"):
                    self.assertEqual(self.Company.with_user(user).has_access(operation), operation in allowed.split())

    def test_what_people_ask_of_millions_is_answered_by_an_index(self):
        asked = {
            "words_idx": [("search_words", "ilike", "panad nand")],
            "nif_uniq": [("search_nif", "ilike", self.nifs[0])],
            "profile_idx": [("cnae", "=like", "69%")],
            "place_idx": [("state_id", "=", self.barcelona.id)],
        }
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for index, domain in asked.items():
            query = self.Company.with_user(self.user)._search(domain).select()
            self.env.cr.execute(f"EXPLAIN {query.code}", query.params)
            plan = "\n".join(line for (line,) in self.env.cr.fetchall())
            self.assertIn(f"despacho_census_company_{index}", plan)
