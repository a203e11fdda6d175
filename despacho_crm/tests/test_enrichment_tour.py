from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestEnrichmentTour(HttpCase):
    """A steward decides on what is proposed, looks at what the sources did, and asks about a company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.providers = cls.env["despacho.enrichment.provider"]
        cls.providers.search([("code", "!=", "derived")]).active = False
        cls.proposals = cls.env["despacho.enrichment.proposal"]
        cls.proposals.search([]).unlink()
        new_test_user(cls.env, "sara", groups="despacho_crm.group_steward", lang="en_US", tz="Europe/Madrid")
        cls.vega = cls.env["res.partner"].create(
            {"name": "Talleres Vega SL", "is_company": True, "vat": "B12345674", "city": "Lérida"}
        )
        cls.register = cls.providers.create({"name": "Registro", "code": "registro"})

    def _propose(self, name, value, now=""):
        return self.proposals.create(
            {
                "partner_id": self.vega.id,
                "provider_id": self.register.id,
                "field_name": name,
                "value": value,
                "shown": value,
                "old_shown": now,
                "date": "2026-11-12",
            }
        )

    def _open(self, xmlid, tour):
        self.start_tour(f"/odoo/action-{self.env.ref(xmlid).id}", tour, login="sara")

    def test_a_steward_accepts_one_rejects_another_and_accepts_the_rest_at_once(self):
        one, two = self._propose("street", "Uno 1"), self._propose("street2", "Dos 2")
        rest = self._propose("city", "Lleida", now="Lérida") | self._propose("ref", "12")
        self._open("despacho_crm.action_enrichment_proposals", "despacho_enrichment_proposals_tour")
        self.assertEqual((one.state, two.state), ("accepted", "rejected"))
        self.assertEqual(set(rest.mapped("state")), {"accepted"})
        self.assertEqual((self.vega.street, self.vega.street2, self.vega.city), ("Uno 1", False, "Lleida"))

    def test_a_steward_takes_back_what_was_accepted(self):
        self.vega.street = "De antes 3"
        proposal = self._propose("street", "Uno 1", now="De antes 3")
        proposal.old_value = ["De antes 3"]
        proposal.with_user(self.env["res.users"].search([("login", "=", "sara")])).action_accept()
        self.assertEqual(self.vega.street, "Uno 1")
        self._open("despacho_crm.action_enrichment_proposals", "despacho_enrichment_undo_tour")
        self.assertEqual((self.vega.street, proposal.state), ("De antes 3", "proposed"))

    def test_the_page_of_a_source_tells_what_it_did_and_is_where_it_is_paused_and_resumed(self):
        self.register.field_ids = [(0, 0, {"name": "street"})]
        self.register.write(
            {
                "state": "failing",
                "failures": 5,
                "message": "El certificado ha caducado",
                "retry_at": "2026-11-30 10:00:00",
            }
        )
        self.env["despacho.enrichment.run"].create({"provider_id": self.register.id, "asked": 12, "found": 7})
        self._open("despacho_crm.action_enrichment_providers", "despacho_enrichment_page_tour")
        self.assertEqual((self.register.state, self.register.failures), ("paused", 0))

    def test_a_company_is_asked_about_now_and_its_values_say_where_they_come_from(self):
        self.register.active = False
        self.vega.write({"email": "info@talleresvega.es", "phone": "+34 973 11 22 33"})
        self.start_tour(f"/odoo/res.partner/{self.vega.id}", "despacho_enrichment_partner_tour", login="sara")
        self.assertEqual(self.vega.website, "http://talleresvega.es")
