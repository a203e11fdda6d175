from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools.enrichment.found import Found

from .enrichment_common import EnrichmentCommon


@tagged("post_install", "-at_install")
class TestEnrichmentWrite(EnrichmentCommon):
    """What a provider says is filled in, proposed or left out, and what people typed is theirs."""

    def test_what_is_accepted_by_itself_fills_in_what_is_blank_and_says_where_it_comes_from(self):
        self.accept("street", "phone")
        with self.saying({self.vega: {"street": "Carrer Major 3", "phone": "+34 973 11 22 33", "city": "Lleida"}}):
            self.work()
        self.assertEqual(self.vega.street, "Carrer Major 3")
        self.assertEqual(self.vega.phone, "+34 973 11 22 33")
        self.assertFalse(self.vega.city)
        self.assertEqual(self.waiting().mapped("field_name"), ["city"])
        self.assertEqual(self.origin(self.vega, "street")["source"], "registro")
        run = self.runs.search([("provider_id", "=", self.register.id)])
        self.assertEqual((run.asked, run.found, run.accepted, run.proposed, run.failed), (1, 3, 2, 1, 0))

    def test_what_a_person_typed_is_never_overwritten_and_the_other_value_is_proposed_beside(self):
        self.accept("street")
        self.vega.street = "Calle Mayor 1"
        with self.saying({self.vega: {"street": "Carrer de Dalt 9"}}):
            self.work()
        self.assertEqual(self.vega.street, "Calle Mayor 1")
        self.assertRecordValues(
            self.waiting(), [{"shown": "Carrer de Dalt 9", "old_shown": "Calle Mayor 1", "state": "proposed"}]
        )

    def test_what_came_from_the_provider_is_kept_up_to_date_until_a_person_changes_it(self):
        self.accept("street")
        with self.saying({self.vega: {"street": "Uno 1"}}):
            self.work()
        with self.saying({self.vega: {"street": "Dos 2"}}):
            self.register.action_ask_all()
            self.work()
        self.assertEqual(self.vega.street, "Dos 2")
        self.vega.street = "Tres 3"
        with self.saying({self.vega: {"street": "Cuatro 4"}}):
            self.register.action_ask_all()
            self.work()
        self.assertEqual(self.vega.street, "Tres 3")
        self.assertEqual(self.waiting().shown, "Cuatro 4")

    def test_what_a_person_emptied_is_not_filled_in_again_by_itself(self):
        self.accept("street")
        with self.saying({self.vega: {"street": "Uno 1"}}):
            self.work()
            self.vega.street = False
            self.register.action_ask_all()
            self.work()
        self.assertFalse(self.vega.street)
        self.assertEqual(self.waiting().shown, "Uno 1")

    def test_what_a_file_brought_is_not_replaced_by_itself(self):
        self.accept("street")
        self.vega.street = "Del fichero 1"
        stamp = {"source": "agenda", "date": "2026-01-01", "import_id": 0, "row": 2}
        self.origins._remember({self.vega.id: {"street": {"value": "Del fichero 1", **stamp}}})
        with self.saying({self.vega: {"street": "Del registro 2"}}):
            self.work()
        self.assertEqual(self.vega.street, "Del fichero 1")
        self.assertEqual(self.waiting().shown, "Del registro 2")

    def test_a_provider_replaces_what_one_that_is_trusted_less_said_and_not_the_other_way_round(self):
        other = self.new_provider("otro", accept=["street"], sequence=self.register.sequence + 10)
        self.accept("street")
        self.register.state = "paused"
        with self.saying({self.vega: {"street": "Menos fiable 1"}}):
            self.work()
        self.assertEqual(self.origin(self.vega, "street")["source"], "otro")
        other.state, self.register.state = "paused", "working"
        with self.saying({self.vega: {"street": "Más fiable 2"}}):
            self.work()
        self.assertEqual(self.vega.street, "Más fiable 2")
        self.register.state, other.state = "paused", "working"
        with self.saying({self.vega: {"street": "Menos fiable 3"}}):
            other.action_ask_all()
            self.work()
        self.assertEqual(self.vega.street, "Más fiable 2")

    def test_the_same_in_other_letters_or_signs_is_no_news(self):
        self.accept("name")
        with self.saying({self.vega: {"name": "TALLERES VEGA, S.L."}}):
            self.work()
        self.assertEqual(self.vega.name, "Talleres Vega SL")
        self.assertFalse(self.waiting())

    def test_half_of_another_address_is_not_mixed_with_the_one_that_there_is(self):
        group = (("street", "zip", "city"),)
        self.accept("street", "zip", "city")
        self.vega.street = "Calle Mayor 1"
        found = {"street": "Carrer de Dalt 9", "zip": "25001", "city": "Lleida"}
        with self.saying({self.vega: found}, _together=group):
            self.work()
            self.assertFalse(self.vega.zip or self.vega.city)
            self.assertEqual(set(self.waiting().mapped("field_name")), {"street", "zip", "city"})
            self.vega.street = "CARRER DE DALT, 9"
            self.register.action_ask_all()
            self.work()
        self.assertEqual((self.vega.zip, self.vega.city), ("25001", "Lleida"))
        self.assertFalse(self.waiting())

    def test_links_to_what_is_not_in_the_base_are_left_out(self):
        self.accept("state_id")
        with self.saying({self.vega: {"state_id": 99999999}}, _gives=("state_id",)):
            self.work()
        self.assertFalse(self.vega.state_id)
        self.assertFalse(self.waiting())

    def test_one_that_the_base_refuses_does_not_keep_the_others_from_being_written(self):
        other = self.new_company("Otra SL", vat=self.nif_of("B"))
        self.accept("ref", "website")
        write = type(self.env["res.partner"]).write

        def refuse(partners, vals):
            if "ref" in vals and self.vega in partners:
                raise ValueError("no")
            return write(partners, vals)

        self.patch(type(self.env["res.partner"]), "write", refuse)
        with (
            self.saying({self.vega: {"ref": "1"}, other: {"ref": "1"}}, about=self.vega | other),
            self.assertLogs("odoo.addons.despacho_crm.models.enrichment", "WARNING"),
        ):
            self.work()
        self.assertEqual((self.vega.ref, other.ref), (False, "1"))
        self.assertEqual(self.runs.search([("provider_id", "=", self.register.id)]).failed, 1)

    def test_what_proves_a_value_is_kept_with_it(self):
        self.accept("street")
        with self.saying([Found(self.vega.id, "street", "Uno 1", "2026-02-03", 0.9, "BOE-B-2026-7")]):
            self.work()
        kept = self.proposals.search([("partner_id", "=", self.vega.id)])
        self.assertRecordValues(kept, [{"state": "accepted", "evidence": "BOE-B-2026-7", "shown": "Uno 1"}])
        self.assertEqual(str(kept.date), "2026-02-03")

    def test_a_provider_of_another_company_is_not_asked_about_the_contacts_of_this_one(self):
        branch = self.new_branch()
        self.vega.company_id = self.firm
        self.register.company_id = branch
        with self.saying({self.vega: {"street": "Uno 1"}}) as calls:
            self.work()
            self.assertFalse(calls)
            self.register.company_id = self.firm
            self.work()
            self.assertEqual(calls, [self.vega.ids])

    @mute_logger("odoo.addons.despacho_crm.models.enrichment.despacho_enrichment_provider_work")
    def test_one_that_cannot_be_written_keeps_neither_the_others_nor_other_providers_from_it(self):
        other = self.new_company("Otra SL", vat=self.nif_of("B"))
        self.accept("ref")

        def heard(source, provider, answers):
            if self.vega in answers:
                raise ValueError("no")

        self.patch(self.env.registry["despacho.enrichment.source"], "_heard", heard)
        found = {self.vega: {"ref": "1"}, other: {"ref": "2"}}
        with self.saying(found, about=self.vega | other) as calls:
            self.work()
            self.assertEqual((self.vega.ref, other.ref), (False, "2"))
            self.assertEqual(self.runs.search([("provider_id", "=", self.register.id)]).failed, 1)
            for hours in range(1, 12):
                with freeze_time(fields.Datetime.now() + timedelta(hours=2 * hours)):
                    self.work()
        self.assertEqual(len(calls), 5, "after some tries nobody asks, until something changes")

    def test_what_a_job_notes_is_in_the_language_of_the_firm(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.ref("base.user_admin").lang = "es_ES"

        def down(partners):
            raise ValueError("<html>")

        with (
            self.saying(down),
            mute_logger("odoo.addons.despacho_crm.models.enrichment.despacho_enrichment_provider_work"),
        ):
            self.work()
        self.assertIn("No se entiende", self.register.message)
