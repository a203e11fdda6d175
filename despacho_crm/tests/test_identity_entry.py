from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityEntry(DespachoCommon):
    """What staff see while they type."""

    def test_typing_a_known_number_in_another_spelling_shows_its_company_before_saving(self):
        typed = self.env["res.partner"].new({"name": "Otra", "is_company": True, "vat": "b-12.345.674"})
        self.assertEqual(typed.same_vat_partner_id, self.vega)

    def test_typing_the_former_number_of_a_company_shows_it(self):
        self.vega.vat = "A58818501"
        typed = self.env["res.partner"].new({"name": "Otra", "is_company": True, "vat": "B12345674"})
        self.assertEqual(typed.same_vat_partner_id, self.vega)

    def test_pickers_tell_namesakes_apart_by_their_number(self):
        self.assertIn("--B12345674--", self.vega.with_context(formatted_display_name=True).display_name)
        self.assertNotIn("B12345674", self.vega.display_name)

    def test_a_number_typed_as_a_name_is_the_company_that_has_it(self):
        self.assertEqual(self.env["res.partner"].name_create("b-12.345.674")[0], self.vega.id)

    def test_an_unknown_number_typed_as_a_name_is_kept_as_number(self):
        partner = self.env["res.partner"].browse(self.env["res.partner"].name_create("A-58.818.501")[0])
        self.assertEqual((partner.nif_key, partner.is_company), ("A58818501", True))

    def test_a_name_with_a_legal_form_is_a_company_whose_number_is_pending(self):
        partners = self.env["res.partner"].with_user(self.ana)
        partner = partners.browse(partners.name_create("Bodegas del Duero, S.L.")[0])
        self.assertTrue(partner.is_company)
        self.assertEqual(partner.nif_state, "missing")
        self.assertTrue(partner.nif_deadline)

    def test_a_persons_name_makes_a_person(self):
        partner = self.env["res.partner"].browse(self.env["res.partner"].name_create("Ana Soler")[0])
        self.assertFalse(partner.is_company)

    def test_the_digits_find_the_company_without_its_letter(self):
        self.assertIn(self.vega, self.env["res.partner"].search([("nif_search", "ilike", "12.345.67")]))

    def test_a_manager_switches_the_rule_off_without_rights_on_the_company(self):
        policy = Form(self.env["despacho.firm.rules"].with_user(self.marta))
        policy.nif_mandatory = False
        policy.save().action_apply()
        self.assertFalse(self.env.company.nif_mandatory)

    def test_the_rule_is_changed_of_the_company_that_the_dialog_shows(self):
        branch = self.new_branch("Filial", "es")
        self.give_companies(self.marta, self.firm | branch)
        policy = self.env["despacho.firm.rules"].with_user(self.marta).create({"nif_mandatory": False})
        self.assertEqual(policy.company_id, self.firm)
        policy.with_context(allowed_company_ids=[branch.id]).write({"nif_deadline_days": 40})
        self.assertTrue(self.firm.nif_mandatory, "nothing is decided before it is saved")
        policy.with_context(allowed_company_ids=[branch.id]).action_apply()
        self.assertEqual((self.firm.nif_mandatory, branch.nif_mandatory), (False, True))
        self.assertEqual(self.firm.nif_deadline_days, 40)

    def test_a_manager_decides_on_all_that_the_settings_of_the_firm_have(self):
        rules = self.env["despacho.firm.rules"]
        settings = self.env["res.config.settings"]._fields
        own = {name for name in rules._fields if name in settings and name in self.env["res.company"]._fields}
        self.assertGreater(own, {"lifecycle_hot_days", "priority_weight_date", "spam_purge_days", "match_auto_join"})
        with Form(rules.with_user(self.marta)) as form:
            form.lifecycle_hot_days = 11
            form.priority_weight_date = 7
            form.match_auto_join = True
        form.record.action_apply()
        self.assertEqual((self.firm.lifecycle_hot_days, self.firm.priority_weight_date), (11, 7))
        self.assertTrue(self.firm.match_auto_join)

    def test_a_manager_does_not_touch_the_rule_of_a_company_of_others(self):
        branch = self.new_branch("Filial", "es")
        rules = self.env["despacho.firm.rules"].with_user(self.marta)
        with self.assertRaises(AccessError):
            rules.create({"nif_mandatory": False, "company_id": branch.id}).action_apply()
        own = rules.create({})
        own.write({"company_id": branch.id, "nif_mandatory": False})
        with self.assertRaises(AccessError):
            own.action_apply()
        self.assertTrue(branch.nif_mandatory)

    def test_a_user_does_not_touch_the_rule(self):
        with self.assertRaises(AccessError):
            self.env["despacho.firm.rules"].with_user(self.ana).create({})
