from odoo.tests import tagged

from .census_match_common import CensusMatchCommon


@tagged("post_install", "-at_install")
class TestCompletionCensus(CensusMatchCommon):
    """Who lacks a NIF is looked for in the census: what is proposed, and what is certain."""

    # What is proposed

    def test_who_lacks_a_nif_is_told_which_company_of_the_census_it_may_be(self):
        listed = self.listed("ASTIGARRAGA URKIZU, S.L.", city="Irun", state_id=self.states["SS"], zip="20300")
        needy = self.alone("Astigarraga y Urkizu", zip="20300", state_id=self.states["SS"].id)
        self.look()
        row = self.found(needy)
        self.assertEqual((row.nif, row.census_id), (listed.nif_key, listed))
        self.assertEqual(row.band, "review")
        self.assertEqual(row.holder_name, "Census: ASTIGARRAGA URKIZU, S.L., Irun")
        self.assertIn("similar name", row.why)
        self.assertIn("same postcode or province", row.why)
        shown = needy.with_user(self.sara)
        self.assertEqual((shown.nif_proposal, shown.nif_proposal_of), (listed.nif_key, row.holder_name))

    def test_a_name_is_found_however_it_is_written(self):
        listed = self.listed("Talleres Astigarraga Urkizu Hermanos SL", state_id=self.states["SS"])
        for name in (
            "ASTIGARRAGA URKIZU HNOS",
            "Urkizu Astigarraga, talleres",
            "Tallers Astigarragas Urkizu",
            "Talleres Astigaraga Urkizu",
        ):
            with self.subTest(name):
                needy = self.alone(name, state_id=self.states["SS"].id)
                self.look()
                self.assertEqual(self.found(needy).nif, listed.nif_key)

    def test_a_trade_name_is_a_name_too(self):
        listed = self.listed("Inversiones Pujol 2002 SL", trade_name="Astigarraga Urkizu")
        needy = self.alone()
        self.look()
        self.assertEqual(self.found(needy).nif, listed.nif_key)
        self.assertEqual(self.found(needy).band, "review")

    def test_who_is_another_is_not_proposed(self):
        self.listed("Astigarraga Construcciones Beltran SA", state_id=self.states["M"])
        self.listed("Panadería Urkizu Mendizabal SL", state_id=self.states["M"])
        needy = self.alone(state_id=self.states["SS"].id)
        self.look()
        self.assertFalse(self.found(needy))

    # What is certain

    def test_the_same_name_and_phone_are_certain(self):
        self.listed("Astigarraga Urkizu SL", phone="943 99 88 77", state_id=self.states["SS"])
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77")
        self.look()
        self.assertEqual(self.found(needy).band, "certain")

    def test_the_same_company_name_with_its_form_and_postcode_is_certain(self):
        self.listed("Astigarraga Urkizu SL", zip="20300", state_id=self.states["SS"])
        needy = self.alone("Astigarraga Urkizu, S.L.", zip="20300")
        self.look()
        self.assertEqual(self.found(needy).band, "certain")

    def test_the_same_name_in_another_province_is_proposed_and_never_certain(self):
        for values in ({}, {"phone": "943 99 88 77"}, {"email": "hola@astigarraga.example"}):
            with self.subTest(values):
                name = f"Astigarraga Urkizu{len(values)} {next(iter(values), 'Nada')} SL"
                listed = self.listed(name, state_id=self.states["M"], **values)
                needy = self.alone(name, state_id=self.states["SS"].id, **values)
                self.look()
                row = self.found(needy)
                self.assertEqual((row.nif, row.band), (listed.nif_key, "review"))
                self.assertEqual(row.doubt, "They are at different addresses")

    def test_the_phone_of_an_adviser_makes_nothing_certain(self):
        for number, stem in enumerate(("Arrizabalaga", "Sotillo", "Etxeberria", "Goikoetxea")):
            self.new_company(f"Bodegas {stem}", phone="+34 943 99 88 77", vat=self.nif_of(), street=f"Mayor, {number}")
        self.listed("Astigarraga Urkizu", phone="943 99 88 77", state_id=self.states["SS"])
        needy = self.alone("Astigarraga Urkizu", phone="+34 943 99 88 77")
        self.look()
        row = self.found(needy)
        self.assertEqual((row.band, row.doubt), ("review", "Nothing but a name and a place says so: no phone or "
                                                           "e-mail of their own"))  # fmt: skip

    def test_of_several_that_fit_none_is_certain(self):
        for _twice in range(2):
            self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77")
        self.look()
        rows = self.found(needy)
        self.assertEqual(rows.mapped("band"), ["review", "review"])
        self.assertEqual(set(rows.mapped("doubt")), {"Several companies of the census fit it"})

    def test_who_owns_a_company_is_not_given_its_nif_by_itself(self):
        self.listed("Miren Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.env["res.partner"].create(
            {"name": "Miren Astigarraga Urkizu", "phone": "+34 943 99 88 77", "is_company": False}
        )
        self.look()
        self.assertEqual(self.found(needy).band, "review")

    def test_a_name_that_too_many_have_is_looked_for_where_it_is(self):
        for number in range(70):
            self.listed("Construcciones García SL", state_id=self.states["M" if number else "SS"], zip="")
        needy = self.alone("Construcciones Garcia", state_id=self.states["SS"].id)
        anywhere = self.alone("Construcciones Garcia")
        self.look()
        self.assertFalse(self.found(anywhere))
        self.assertLessEqual(len(self.found(needy)), 1)

    # Whom it is not proposed to

    def test_who_has_a_nif_or_owes_none_or_is_of_another_country_is_not_looked_for(self):
        self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        common = {"phone": "+34 943 99 88 77"}
        exempt = self.alone(nif_exemption_reason="other", nif_exemption_note="x", **common)
        having = self.alone(vat=self.nif_of(), **common)
        abroad = self.alone(country_id=self.env.ref("base.fr").id, **common)
        archived = self.alone(active=False, **common)
        self.look()
        for partner in (exempt, having, abroad, archived):
            self.assertFalse(self.found(partner))
        self.assertFalse(self.matches.search([("partner_id", "in", (exempt | having | abroad | archived).ids)]))
