from unittest.mock import patch

from odoo.tests import tagged

from ..tools.matching import score
from .test_matching_pairs import MatchingCommon

PHONE, MAIL = "944 11 22 33", "info@zubi.example"
HOME = {"phone": PHONE, "zip": "48930", "street": "Calle Mayor 5"}
OFFICE = {"phone": PHONE, "email": MAIL, "zip": "48001", "street": "Calle Ledesma 5"}
PERSON, COMPANY = {"is_company": False}, {"is_company": True}
IKER = "Iker Zubizarreta Goikoetxea"


@tagged("post_install", "-at_install")
class TestMatchingDoubt(MatchingCommon):
    """Who shares a home, an office or an administrator is never joined without a person, however large the base is."""

    def setUp(self):
        super().setUp()
        # What is shared says the more, the larger the base is.
        self.startPatcher(patch.object(score, "LEAST_RECORDS", 10**6))

    def assertTwo(self, common, *pairs):
        for one, two in pairs:
            one, two = (values if isinstance(values, dict) else {"name": values} for values in (one, two))
            with self.subTest(one=one, two=two):
                band = self.band_of({**common, **one}, {**common, **two})
                self.assertNotEqual(band, "certain")

    def band_of(self, one, two):
        spain = self.env.ref("base.es")
        both = self.env["res.partner"].create([{"country_id": spain.id, **values} for values in (one, two)])
        self.match_changes()
        band = self.pair(*both).band
        both.unlink()
        self.match_changes()
        return band

    def test_a_household_is_several(self):
        self.assertTwo(
            {**PERSON, **HOME},
            (IKER, "Aitor Zubizarreta Goikoetxea"),
            (IKER, {"name": "Aitor Zubizarreta Goikoetxea", "email": "zubi@gmail.com"}),
            ({"name": IKER, "vat": "12345678Z"}, "Iñaki Zubizarreta Goikoetxea"),
            ({"name": IKER, "vat": "12345678Z"}, IKER),
            ("María Zubizarreta Goikoetxea", "Mario Zubizarreta Goikoetxea"),
            ({"name": IKER, "email": "padre@gmail.com"}, {"name": IKER, "email": "hijo@gmail.com"}),
            ("Laura Pérez Sánchez", "Carlos Pérez Sánchez"),
        )
        self.assertTwo(
            {**PERSON, **HOME, "email": "zubi@gmail.com"},
            (IKER, "Aitor Zubizarreta Goikoetxea"),
            ("María Zubizarreta Goikoetxea", "Mario Zubizarreta Goikoetxea"),
            ("Laura Pérez Sánchez", "Carlos Ruiz Gómez"),
            ({"name": IKER, "phone": "600 11 12 22"}, {"name": IKER, "phone": "600 11 13 33"}),
        )

    def test_homonyms_of_one_postcode_are_two(self):
        self.assertTwo(
            {**PERSON, "zip": "48930"},
            (IKER, IKER),
            ({"name": IKER, "email": "ane@agirre.example"}, {"name": IKER, "email": "hola@ane.example"}),
        )

    def test_the_comunidades_of_an_administrator_are_several(self):
        self.assertTwo(
            {**COMPANY, **OFFICE},
            *(
                (f"Comunidad de Propietarios {one}", f"Comunidad de Propietarios {two}")
                for one, two in (
                    ("Calle Ledesma 5", "Calle Ledesma 7"),
                    ("Ledesma 5", "Ledesma 5 garajes"),
                    ("Ledesma 5", "Ledesma 5 bis"),
                    ("Urquijo 10 portal A", "Urquijo 10 portal B"),
                    ("Urquijo 10 portal A", "Urquijo 10 portal D"),
                    ("Edificio Goikoetxea I", "Edificio Goikoetxea II"),
                    ("Edificio Artea", "Edificio Artea locales"),
                )
            ),
        )

    def test_the_companies_of_a_group_and_the_branches_of_one_are_several(self):
        self.assertTwo(
            {**COMPANY, **OFFICE},
            ("Construcciones Zubizarreta SL", "Promociones Zubizarreta SL"),
            ("Zubizarreta SL", "Fundación Zubizarreta"),
            ("Talleres Zubizarreta SL", "Talleres Zubizarreta CB"),
            ("Clínica Dental Zubizarreta Bilbao", "Clínica Dental Zubizarreta Getxo"),
            ("Ferretería Zubizarreta SL", {"name": "Ferretería Zubizarreta SL", "zip": "48930", "street": "Mayor 9"}),
        )
        self.assertTwo({**COMPANY, **HOME}, ("Bar Manolo", "Peluquería Puri"))

    def test_an_address_of_a_company_is_none_of_its_people(self):
        company = self.new_company("Xilema SL", phone="+34 944 00 00 01")
        self.assertTwo(
            {"parent_id": company.id, "name": "Iker Garmendia", "phone": PHONE, "email": "iker@xilema.example"},
            ({"type": "contact"}, {"type": "delivery", "street": "Polígono 3"}),
        )

    def test_one_that_is_written_in_two_ways_is_certain(self):
        for common, one, two in (
            ({**COMPANY, **OFFICE}, "Talleres Zubizarreta SL", "TALLERES ZUBIZARRETA"),
            ({**COMPANY, **OFFICE}, "Ferretería Zubizarreta SL", "Ferreteria Zubizareta, S.L.U."),
            ({**COMPANY, **OFFICE}, "Comunidad de Propietarios Ledesma 5", "C.P. Ledesma 5"),
            ({**PERSON, "email": "iker@gmail.com"}, IKER, "Zubizarreta Goikoetxea, Iker"),
        ):
            with self.subTest(one=one, two=two):
                self.assertEqual(self.band_of({**common, "name": one}, {**common, "name": two}), "certain")

    def test_the_name_of_a_company_is_taken_once_and_needs_no_phone(self):
        place = {**COMPANY, "zip": "48930"}
        name = "Talleres Zubizarreta Goikoetxea SL"
        self.assertEqual(self.band_of({**place, "name": name}, {**place, "name": name.upper()}), "certain")
        self.assertTwo(
            place,
            (name, "Talleres Zubizarreta Goikoetxea"),
            (name, {"name": name, "zip": "48001"}),
            (name, {"name": name, "zip": False}),
            ({"name": name, "phone": PHONE}, {"name": name, "phone": "944 33 22 11"}),
            ({"name": name, "email": MAIL}, {"name": name, "email": "hola@goiko.example"}),
            ("Talleres Zubizarreta Goikoetxea CB", "Talleres Zubizarreta Goikoetxea CB"),
            ("Comunidad de Propietarios Goikoetxea", "Comunidad de Propietarios Goikoetxea"),
        )
        self.assertTwo({**PERSON, "zip": "48930"}, (IKER, IKER))

    def test_nothing_but_a_name_and_a_place_is_said_to_be_little(self):
        one, two = (self.new_company("Talleres Zubizarreta Goikoetxea", zip="48930") for _time in range(2))
        self.match_changes()
        pair = self.pair(one, two)
        self.assertEqual((pair.band, pair.doubt), ("review", "alone"))
        self.pairs._rescore({"place": 2.0})
        self.assertEqual(pair.band, "review")

    def test_a_doubt_is_kept_with_the_pair_and_outlives_what_decisions_teach(self):
        one, two = (self.new_company(f"Zubizarreta {form}", **OFFICE) for form in ("SL", "CB"))
        self.match_changes()
        pair = self.pair(one, two)
        self.assertEqual((pair.band, pair.doubt), ("review", "form"))
        self.pairs._rescore({"phone": 2.0, "name": 2.0})
        self.assertEqual(pair.band, "review")
        self.assertGreater(pair.score, 20)

    def test_what_hangs_together_by_one_in_the_middle_is_not_all_one_to_the_job(self):
        names = ("Clínica Dental Zubizarreta Bilbao", "Clínica Dental Zubizarreta", "Clínica Dental Zubizarreta Getxo")
        three = self.env["res.partner"].concat(*(self.new_company(name, phone=PHONE, email=MAIL) for name in names))
        self.match_changes()
        self.assertEqual(self.pair(three[0], three[1]).band, "certain")
        texts = self.env["despacho.merge"]._hindrances_of([three.ids, three[:2].ids], True)
        self.assertIn("What makes each like the next", " ".join(texts[0]))
        self.assertFalse(texts[1])

    def test_a_domain_of_many_names_is_nobodys_own(self):
        names = [f"{start} {end}" for start in ("Arri", "Beko", "Goiko") for end in ("Zabala", "Etxea", "Mendi", "Aga")]
        for place, name in enumerate(names * 4):
            self.new_company(f"{name} {'ABCD'[place // len(names)]}", email=f"uno{place}@gestoria.example")
        one, two = (
            self.new_company("Construcciones Arrizabalaga Urrutikoetxea", email=f"{mailbox}@gestoria.example")
            for mailbox in ("obra", "oficina")
        )
        self.match_all()
        pair = self.pair(one, two)
        self.assertEqual((pair.band, pair.bits_email), ("review", score.ADVISER_BITS))
        self.pairs._rescore({"email": 2.0, "name": 2.0})
        self.assertGreater(pair.score, score.CERTAIN)
        self.assertEqual(pair.band, "review", "whatever decisions teach")
        [email] = [item for item in pair._review_evidence()[pair] if item["field"] == "email"]
        self.assertIn("under many names", email["text"])
        self.assertEqual((email["agrees"], email["weak"]), (True, True))
        self.touch(one)
        self.match_changes()
        self.assertEqual((pair.exists().band, pair.bits_email), ("review", score.ADVISER_BITS))

    def test_other_addresses_are_left_to_a_person_without_a_nif_too(self):
        one, two = (self.new_company("Ferretería Zubizarreta SL", phone=PHONE, zip=code) for code in ("48001", "48930"))
        texts = self.env["despacho.merge"]._hindrances_of([[one.id, two.id]], True)[0]
        self.assertIn("different addresses", " ".join(texts))
