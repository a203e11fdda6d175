from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestRelationTour(HttpCase):
    """Relations and personal data, in Chromium and in Spanish."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        self.env.company.nif_mandatory = True
        groups = "despacho_crm.group_despacho_person"
        new_test_user(self.env, "elena", groups=groups, lang="es_ES", tz="Europe/Madrid", name="Elena Soler")
        spain = self.env.ref("base.es").id
        self.vega, self.pilar = self.env["res.partner"].create(
            [
                {"name": "Talleres Vega SL", "is_company": True, "vat": "B12345674", "country_id": spain},
                {"name": "Pilar Ruiz", "vat": "12345678Z", "country_id": spain},
            ]
        )

    def test_who_is_what_is_written_and_seen_from_both_ends(self):
        self.start_tour("/odoo", "despacho_crm.relation", login="elena", timeout=120)
        found = {(side.kind_id.code, side.other_label, side.share) for side in self.vega.relation_ids}
        self.assertEqual(found, {("shareholder", "Pilar Ruiz", 60), ("director", "Eva Ros", 0)})

    def test_a_name_becomes_a_contact(self):
        kind = self.env.ref("despacho_crm.relation_kind_director")
        self.env["despacho.relation"].create(
            {"partner_id": self.vega.id, "kind_id": kind.id, "other_name": "Eva Ros 87654321X"}
        )
        self.start_tour("/odoo", "despacho_crm.relation_contact", login="elena", timeout=120)
        self.assertEqual(self.vega.relation_ids.other_id.nif_key, "87654321X")

    def test_what_is_known_of_an_individual(self):
        self.start_tour("/odoo", "despacho_crm.person", login="elena", timeout=120)
        self.assertEqual(self.pilar.hobby_ids, self.env.ref("despacho_crm.person_hobby_sport"))
