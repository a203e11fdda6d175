from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.models.person.res_partner import PERSONAL

from .enrichment_common import EnrichmentCommon
from .person_common import PersonCommon


@tagged("post_install", "-at_install")
class TestPersonOrigin(EnrichmentCommon, PersonCommon):
    """Neither a proposal nor where a value comes from tells anything personal to who may not read it."""

    @mute_logger("odoo.addons.despacho_crm.models.enrichment.despacho_enrichment_provider_work")
    def test_no_source_fills_in_or_proposes_personal_data(self):
        gives = ("street", *PERSONAL)
        with self.saying({self.eva: {"street": "Uno 1", "occupation": "Maestra"}}, about=self.eva, _gives=gives):
            self.register._complete_fields()
            self.work()
        self.assertEqual(self.waiting(self.eva).mapped("field_name"), ["street"])
        self.assertTrue(PERSONAL.isdisjoint(self.register.field_ids.mapped("name")))
        self.assertFalse(self.kept(self.eva))

    def test_nobody_proposes_them_by_another_way(self):
        values = {"partner_id": self.eva.id, "provider_id": self.register.id, "value": "female", "shown": "Mujer"}
        with self.assertRaises(ValidationError):
            self.proposals.create({**values, "field_name": "sex"})

    def test_where_they_come_from_is_not_kept(self):
        self.fill()
        stamp = {"source": "registro", "date": "2026-01-31"}
        self.origins._remember({self.eva.id: {"sex": {"value": "female", **stamp}, "name": {"value": "Eva", **stamp}}})
        self.assertEqual(self.origins._get_by_partner(self.eva)[self.eva.id].keys(), {"name"})
        lead = self.env["crm.lead"].create({"name": "Renta"})
        self.origins._remember_leads({lead.id: {"birth_date": {"value": "1980-05-17", **stamp}}})
        self.assertFalse(self.origins._get_by_lead(lead))

    def test_whoever_may_not_read_a_field_reads_no_origin_of_it(self):
        self.vega.ref = "77"
        stamp = {"source": "registro", "date": "2026-01-31"}
        self.origins._remember({self.vega.id: {"ref": {"value": "77", **stamp}, "name": {"value": "x", **stamp}}})
        lines = self.as_user(self.ana, "despacho.value.origin.line")
        domain = [("partner_id", "=", self.vega.id)]
        self.assertEqual(set(lines.search(domain).mapped("name")), {"ref", "name"})
        self.assertIn("ref", self.vega.with_user(self.ana).get_value_origins())
        self.patch(self.env.registry["res.partner"]._fields["ref"], "groups", "base.group_system")
        self.env.invalidate_all()
        self.assertEqual(lines.search(domain).mapped("name"), ["name"])
        self.assertFalse(lines.search([*domain, ("stored", "=", "77")]))
        self.assertNotIn("ref", self.vega.with_user(self.ana).get_value_origins())
