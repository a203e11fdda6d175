from odoo.tests import HttpCase, new_test_user, tagged

from .test_matching_pairs import MatchingCommon


@tagged("post_install", "-at_install")
class TestMatchingReviewTour(HttpCase, MatchingCommon):
    """The review of duplicates in Chromium."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.clara = new_test_user(
            self.env, "clara_datos", groups="despacho_crm.group_steward", lang="es_ES", tz="Europe/Madrid"
        )

    def test_four_pairs_are_decided_by_keys_with_undo(self):
        self.pairs.search([]).unlink()
        pairs = self.pairs
        stems = ("Distribuciones Arrizabalaga", "Construcciones Puig", "Bodegas Sotillo", "Agroindustrial Egurrola")
        for strength, stem in enumerate(stems, 20):
            values = {"phone": f"+34 973 {strength} {strength} {strength}"}
            domain = stem.split()[0].lower()
            one = self.new_company(f"{stem}, S.L.", email=f"uno@{domain}.example", **values)
            other = self.new_company(f"{stem.upper()} SL", email=f"dos@{domain}.example", **values)
            self.match_changes()
            pair = self.pair(one, other)
            pair.write({"score": strength, "band": "certain"})
            pairs |= pair
        self.pairs.search([("id", "not in", pairs.ids)]).unlink()
        distribution, construction, wine, farm = pairs
        self.start_tour("/odoo", "despacho_crm.matching_review", login=self.clara.login, timeout=180)
        self.env.invalidate_all()
        self.assertEqual(pairs.mapped("state"), ["proposed", "proposed", "rejected", "merged"])
        self.assertTrue((distribution | construction | wine).mapped("other_id.active"))
        self.assertEqual((farm.partner_id.active, farm.other_id.active), (True, False))
        self.assertEqual(farm.partner_id.email, "dos@agroindustrial.example")
