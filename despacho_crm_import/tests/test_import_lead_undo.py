from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged

from .lead_case import LeadCase


@tagged("post_install", "-at_install")
class TestImportLeadUndo(LeadCase):
    """Where a lead and its values came from is known, and the list that brought them is taken back."""

    def test_each_row_remembers_what_it_did(self):
        record = self._import(self._fair("Uno SL;;;;;;;;Feria nueva;;;"))
        self.assertIn(["create", "crm.lead", self._leads(record).id], record.sudo().row_ids.effects)

    def test_where_the_values_of_a_lead_came_from_is_known(self):
        record = self._import(self._fair("Uno SL;;;;a@uno.example;;;;;;;"), source_date=fields.Date.today())
        lead = self._leads(record)
        origin = self.env["despacho.value.origin"]._get_by_lead(lead)[lead.id]["email"]
        self.assertEqual((origin["import_id"], origin["row"], origin["value"]), (record.id, 2, "a@uno.example"))

    def test_each_company_sees_where_its_own_leads_came_from(self):
        record = self._import(self._fair("Uno SL;;;;;;;;;;;"))
        origin = self.env["despacho.value.origin"].search([("lead_id", "=", self._leads(record).id)])
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env, "otra", groups="despacho_crm.group_user", company_id=other.id, company_ids=other.ids
        )
        self.assertTrue(origin.with_user(self.user).has_access("read"))
        self.assertFalse(origin.with_user(foreign).has_access("read"))

    def test_undoing_the_list_takes_its_leads_away_and_gives_others_back_what_they_were(self):
        known = self.env["crm.lead"].create(
            {"type": "lead", "name": "Web", "partner_name": "Uno", "vat": self.nifs[1], "description": "<p>Antes</p>"}
        )
        self.env["utm.campaign"].create({"name": "Feria vieja"})
        lists = ("utm.campaign", "utm.medium", "utm.source", "crm.tag")
        before = {name: self.env[name].search([]).ids for name in lists}
        record = self._import(
            self._fair(
                f"Uno SL;Ana Roca;;{self.nifs[1]};;;;Llamar;Feria nueva;Nóminas de prueba;vip;", "Dos SL;;;;;;;;;;;"
            )
        )
        new = self._leads(record) - known
        self.assertTrue(known.contact_name and known.service_line_ids and new)
        record._undo()
        self.assertEqual(record.state, "undone")
        self.assertFalse(new.exists())
        self.assertRecordValues(
            known, [{"contact_name": False, "campaign_id": False, "service_line_ids": [], "tag_ids": []}]
        )
        self.assertEqual(str(known.description), "<p>Antes</p>")
        self.assertEqual({name: self.env[name].search([]).ids for name in lists}, before)
        self.assertFalse(self.env["despacho.value.origin"].search([("lead_id", "=", known.id)]))

    def test_what_a_lead_had_from_another_file_is_known_again_when_the_later_one_is_undone(self):
        lead = self._leads(self._import(self._fair(f"Uno SL;;;{self.nifs[1]};a@uno.example;;;;;;;")))
        origins = self.env["despacho.value.origin"]
        before = origins._get_by_lead(lead)
        record = self._import(self._fair(f"Uno SL;Ana Roca;;{self.nifs[1]};;937111222;;;;;;"))
        self.assertNotEqual(origins._get_by_lead(lead), before)
        record._undo()
        self.assertEqual((record.state, origins._get_by_lead(lead)), ("undone", before))

    def test_a_campaign_of_the_file_that_somebody_changed_or_uses_stays(self):
        record = self._import(self.csv("Empresa;Campaña", "Uno SL;Feria una", "Dos SL;Feria dos", "Tres SL;Feria tres"))
        one, two, three = self._leads(record).campaign_id.sorted("id")
        self.env["crm.lead"].create({"name": "Otro", "campaign_id": one.id})
        self.env.flush_all()
        self.env.cr._now = self.env.cr.now() + timedelta(minutes=1)
        two.with_user(self.env.ref("base.user_admin")).title = "La segunda"
        record._undo()
        self.assertEqual((one | two | three).exists(), one | two)
