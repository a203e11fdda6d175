from ast import literal_eval
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .relation_common import RelationCommon


@tagged("post_install", "-at_install")
class TestRelation(RelationCommon):
    """Who is what to whom, seen from both ends."""

    def test_each_sheet_says_it_with_its_own_word(self):
        self.relate(self.vega, "shareholder", self.pilar, share=60)
        self.assertEqual(self.seen(self.vega), {("shareholder", "Pilar Ruiz", False)})
        self.assertEqual(self.seen(self.pilar), {("shareholder_of", "Talleres Vega SL", False)})
        self.assertEqual(self.pilar.relation_ids.share, 60)

    def test_from_the_sheet_of_a_person_it_is_the_same_fact(self):
        side = self.relate(self.pilar, "director_of", self.vega)
        self.assertEqual(side.partner_id, self.pilar)
        self.assertEqual(self.seen(self.vega), {("director", "Pilar Ruiz", False)})
        with self.assertRaisesRegex(ValidationError, "noted already"):
            self.relate(self.vega, "director", self.pilar)

    def test_supplier_and_client_are_one_fact(self):
        self.relate(self.vega, "supplier", self.bar)
        self.assertEqual(self.seen(self.bar), {("client", "Talleres Vega SL", False)})
        with self.assertRaisesRegex(ValidationError, "noted already"):
            self.relate(self.bar, "client", self.vega)

    def test_competitors_are_so_of_each_other(self):
        self.relate(self.vega, "competitor", self.bar)
        self.assertEqual(self.seen(self.bar), {("competitor", "Talleres Vega SL", False)})
        with self.assertRaisesRegex(ValidationError, "noted already"):
            self.relate(self.bar, "competitor", self.vega)

    def test_nobody_is_related_to_himself(self):
        for other in (self.vega, self.luis):
            with self.subTest(other.name), self.assertRaisesRegex(ValidationError, "related to itself"):
                self.relate(self.vega, "supplier", other)

    def test_one_of_its_own_people_may_be_a_socio(self):
        self.relate(self.vega, "shareholder", self.luis)
        self.assertEqual(self.seen(self.luis), {("shareholder_of", "Talleres Vega SL", False)})

    def test_companies_are_related_whoever_of_their_people_is_chosen(self):
        self.relate(self.bar, "supplier", self.luis)
        self.assertEqual(self.seen(self.bar), {("supplier", "Talleres Vega SL", False)})

    def test_what_ended_is_kept_and_may_begin_again(self):
        today = fields.Date.context_today(self.vega)
        side = self.relate(self.vega, "adviser", self.bar, date_to=today - timedelta(days=30))
        self.assertTrue(side.is_ended)
        again = self.relate(self.vega, "adviser", self.bar, date_from=today)
        self.assertFalse(again.is_ended)
        again.action_end()
        self.assertTrue(again.is_ended)
        self.assertEqual(len(self.vega.with_user(self.ana).relation_ids), 2)
        self.assertEqual(self.vega.with_user(self.ana).relation_count, 0)
        again.action_resume()
        self.assertEqual(self.vega.with_user(self.ana).relation_count, 1)

    def test_it_cannot_end_before_it_begins_nor_be_of_more_than_all(self):
        for values in ({"date_from": "2026-02-01", "date_to": "2026-01-01"}, {"share": 101}):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.relate(self.vega, "shareholder", self.pilar, **values)
                self.env.flush_all()

    def test_shares_that_add_up_to_more_than_all_are_told(self):
        self.relate(self.vega, "shareholder", self.pilar, share=60)
        self.assertFalse(self.vega.with_user(self.ana).relation_share_alert)
        self.relate(self.vega, "shareholder", self.luis, share=55)
        self.env.invalidate_all()
        self.assertIn("115", self.vega.with_user(self.ana).relation_share_alert)

    # Whom only a name is known of

    def test_a_name_is_enough(self):
        side = self.relate(self.vega, "shareholder", other_name="  Eva   Ros ")
        self.assertEqual((side.other_name, side.other_label, side.other_id.id), ("Eva Ros", "Eva Ros", False))
        with self.assertRaisesRegex(ValidationError, "noted already"):
            self.relate(self.vega, "shareholder", other_name="EVA ROS")

    def test_a_nif_typed_with_the_name_finds_the_contact(self):
        side = self.relate(self.vega, "shareholder", other_name="Pilar R. (12.345.678-z)")
        self.assertEqual((side.other_id, side.other_name), (self.pilar, "Pilar R."))
        self.assertEqual(side.relation_id.other_nif, "12345678Z")

    def test_a_wrong_nif_is_told(self):
        with self.assertRaisesRegex(ValidationError, "not a valid NIF"):
            self.relate(self.vega, "shareholder", other_name="Pilar", other_nif="12345678A")

    def test_whoever_gets_the_nif_later_is_linked_at_night(self):
        number = self.nif_of("")
        side = self.relate(self.vega, "shareholder", other_name=f"Eva Ros {number}", share=25)
        self.assertFalse(side.other_id)
        eva = self.env["res.partner"].create({"name": "Eva Ros Gil", "vat": number})
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_relation_link").method_direct_trigger()
        self.assertEqual(self.seen(self.vega), {("shareholder", "Eva Ros Gil", False)})
        self.assertEqual(self.seen(eva), {("shareholder_of", "Talleres Vega SL", False)})
        self.assertEqual(side.relation_id.other_name, "Eva Ros")

    def test_the_night_ends_though_somebody_goes_on_waiting_and_one_cannot_be_linked(self):
        self.relate(self.vega, "shareholder", other_name=f"Nadie {self.nif_of('')}")
        number, later = self.nif_of("B"), self.nif_of("")
        ours = self.relate(self.vega, "competitor", other_name=f"Nosotros {number}")
        side = self.relate(self.vega, "shareholder", other_name=f"Eva Ros {later}")
        self.firm.partner_id.vat = number
        self.env["res.partner"].create({"name": "Eva Ros Gil", "vat": later})
        left = []
        progress = patch.object(
            self.registry["ir.cron"], "_commit_progress", lambda _self, _done, remaining: left.append(remaining) or 60
        )
        with progress:
            self.env["despacho.relation"]._cron_link()
        self.assertEqual(left[-1], 0)
        self.assertFalse(ours.other_id)
        self.assertEqual(side.other_id.name, "Eva Ros Gil")

    def test_the_name_becomes_a_contact_and_stays_linked(self):
        side = self.relate(self.vega, "shareholder", other_name="Eva Ros", other_nif=(number := self.nif_of("")))
        action = side.action_to_partner()
        self.assertEqual(action["res_model"], "res.partner")
        form = Form(self.as_user(self.ana).with_context(**action["context"]))
        self.assertEqual((form.name, form.is_company), ("Eva Ros", False))
        eva = form.save()
        self.assertEqual(eva.nif_key, number)
        self.assertEqual(side.relation_id.other_id, eva)

    def test_turning_into_a_contact_finds_who_is_there_already(self):
        number = self.nif_of("B")
        side = self.relate(self.vega, "supplier", other_name=f"Nueva {number}")
        new = self.new_company("Nueva SL", vat=number)
        action = side.action_to_partner()
        self.assertEqual(action["res_id"], new.id)
        self.assertEqual(self.seen(new), {("client", "Talleres Vega SL", False)})

    def test_a_name_on_the_sheet_of_a_person_is_turned_round_when_it_is_linked(self):
        side = self.relate(self.pilar, "shareholder_of", other_name="Bar Pepe")
        self.assertEqual(self.seen(self.pilar), {("shareholder_of", "Bar Pepe", False)})
        side.other_id = self.bar
        self.assertEqual(self.seen(self.bar), {("shareholder", "Pilar Ruiz", False)})
        self.assertEqual(self.seen(self.pilar), {("shareholder_of", "Bar Pepe SL", False)})

    # What is corrected on one sheet

    def test_it_is_corrected_on_either_sheet(self):
        self.relate(self.vega, "shareholder", self.pilar, share=60)
        of_pilar = self.pilar.with_user(self.ana).relation_ids
        of_pilar.write({"share": 40, "kind_id": self.kind("director_of").id})
        self.assertEqual(self.seen(self.vega), {("director", "Pilar Ruiz", False)})
        of_pilar = self.pilar.with_user(self.ana).relation_ids
        of_pilar.other_id = self.bar
        self.assertEqual(self.seen(self.vega), set())
        self.assertEqual(self.seen(self.bar), {("director", "Pilar Ruiz", False)})

    def test_the_sheet_of_a_contact_saves_its_rows(self):
        kind = self.kind("shareholder").id
        self.vega.with_user(self.ana).write(
            {
                "relation_ids": [
                    Command.create({"kind_id": kind, "other_id": self.pilar.id, "share": 50}),
                    Command.create({"kind_id": kind, "other_name": "Eva Ros", "share": 50}),
                ]
            }
        )
        self.assertEqual(len(self.seen(self.vega)), 2)
        rows = self.vega.with_user(self.ana).relation_ids
        named = rows.filtered(lambda row: not row.other_id)
        self.vega.with_user(self.ana).write({"relation_ids": [Command.delete(named.id)]})
        self.assertEqual(self.seen(self.vega), {("shareholder", "Pilar Ruiz", False)})

    def test_what_is_deleted_is_put_away_and_a_steward_brings_it_back(self):
        relation = self.relate(self.vega, "shareholder", self.pilar, share=60).relation_id
        self.pilar.with_user(self.ana).relation_ids.unlink()
        self.assertFalse(self.seen(self.vega) | self.seen(self.pilar))
        self.relate(self.vega, "shareholder", self.pilar).unlink()
        relation.with_user(self.sara).action_unarchive()
        self.assertEqual(self.seen(self.vega), {("shareholder", "Pilar Ruiz", False)})
        again = self.relate(self.vega, "director", self.pilar).relation_id
        with self.assertRaises(AccessError):
            again.with_user(self.ana).unlink()
        again.with_user(self.sara).unlink()

    def test_what_was_put_away_does_not_come_back_twice(self):
        old = self.relate(self.vega, "shareholder", self.pilar)
        relation = old.relation_id
        old.unlink()
        self.relate(self.vega, "shareholder", self.pilar)
        with self.assertRaisesRegex(ValidationError, "noted already"):
            relation.with_user(self.sara).action_unarchive()

    # Looking for them

    def test_the_socios_of_a_company_are_found_by_its_name_or_nif(self):
        self.relate(self.vega, "shareholder", self.pilar)
        for text in ("vega", "B-12345674"):
            domain = [("relation_ids", "any", [("kind_id.code", "=", "shareholder_of"), ("other_id", "ilike", text)])]
            self.assertEqual(self.as_user(self.ana).search(domain), self.pilar)

    def test_the_group_of_a_company(self):
        sub, far = self.new_company("Filial SL", vat=self.nif_of("B")), self.new_company("Nieta SL")
        self.relate(self.vega, "group", self.bar)
        self.relate(sub, "shareholder", self.bar, share=51)
        self.relate(far, "shareholder", sub, share=100)
        self.relate(self.other, "shareholder", self.bar, share=50)
        for company in (self.vega, self.bar, sub, far):
            with self.subTest(company.name):
                group = company.with_user(self.ana).group_company_ids
                self.assertEqual(group | company, self.vega | self.bar | sub | far)
        self.assertFalse(self.other.with_user(self.ana).group_company_ids)

    def test_one_person_client_and_contact_is_found_from_both(self):
        self.luis.personal_nif = "12345678Z"
        self.relate(self.bar, "shareholder", self.pilar)
        luis, pilar = self.luis.with_user(self.ana), self.pilar.with_user(self.ana)
        self.assertEqual((luis.same_person_ids, pilar.same_person_ids), (self.pilar, self.luis))
        self.assertEqual(luis.same_person_relation_ids.other_id, self.bar)
        self.assertFalse(self.vega.with_user(self.ana).same_person_ids)

    # The competitors of the firm

    def test_the_competitors_of_the_firm_are_not_noted_twice(self):
        with self.assertRaisesRegex(ValidationError, "on its own sheet"):
            self.relate(self.firm.partner_id, "competitor", self.bar)
        self.bar.is_competitor = True
        side = self.relate(self.vega, "adviser", self.bar)
        self.assertTrue(side.other_is_competitor)

    def test_what_is_known_of_a_rival_of_a_client_is_filed_too(self):
        self.relate(self.vega, "competitor", self.bar)
        side = self.vega.with_user(self.ana).relation_ids
        action = side.action_note_information()
        note = self.as_user(self.ana, "despacho.information.note", **action["context"]).create(
            {"subject_id": self.env.ref("despacho_crm.subject_prices").id, "name": "Suben los precios"}
        )
        filed = note._file()
        self.assertEqual(self.bar.with_user(self.ana).information_ids, filed)
        listed = self.env.ref("despacho_crm.action_information").domain
        found = self.as_user(self.ana, "mail.activity", active_test=False).search(literal_eval(listed))
        self.assertIn(filed, found)

    # What other code notes

    def test_other_code_notes_it_once_and_adds_what_lacks(self):
        relations = self.env["despacho.relation"]
        one = relations._note(self.vega, "director", name="Eva Ros", source="BORME")
        two = relations._note(self.vega, "director", name="EVA ROS", date_from="2026-01-02", source="Ana")
        self.assertEqual(one, two)
        self.assertEqual((one.source, str(one.date_from)), ("BORME", "2026-01-02"))
        self.assertEqual(relations._note(self.vega, "director", nif="12345678Z").other_id, self.pilar)
        relations._end(self.vega, "director", "2026-03-01", name="Eva Ros")
        self.assertEqual(str(one.date_to), "2026-03-01")
        self.assertNotEqual(relations._note(self.vega, "director", name="Eva Ros"), one)

    # Kinds

    def test_the_manager_adds_a_kind_with_its_two_words(self):
        kind = self.as_user(self.marta, "despacho.relation.kind").create({"name": "Franquiciador"})
        kind.inverse_name = "Franquiciado de"
        kind = self.kinds.browse(kind.id)
        self.assertEqual(kind.inverse_id.name, "Franquiciado de")
        self.assertEqual(kind.inverse_id.inverse_id, kind)
        side = self.as_user(self.ana, "despacho.relation.side").create(
            {"partner_id": self.vega.id, "kind_id": kind.inverse_id.id, "other_id": self.bar.id}
        )
        self.assertEqual((side.partner_id, side.kind_id), (self.vega, kind.inverse_id))
        self.assertEqual(self.bar.with_user(self.ana).relation_ids.kind_id, kind)
