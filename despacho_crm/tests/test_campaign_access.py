from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .campaign_common import CampaignCommon

_OPERATIONS = ("read", "write", "create", "unlink")
_MODELS = ("despacho.campaign", "despacho.campaign.review", "despacho.action")


@tagged("post_install", "-at_install")
class TestCampaignAccess(CampaignCommon):
    """Who sees, plans and deletes campaigns and actions."""

    def may(self, user, model):
        rights = self.env[model].with_user(user)
        return "".join(operation[0] for operation in _OPERATIONS if rights.has_access(operation))

    def test_the_matrix(self):
        plans, launches, nothing = ("rwc", "rw", "rwc"), ("rwcu", "rw", "rwcu"), ("",) * 3
        matrix = {
            self.ana: plans,
            self.sara: plans,
            self.leo: launches,
            self.marta: launches,
            self.ines: nothing,
            self.pau: nothing,
            self.rosa: nothing,
        }
        for user, expected in matrix.items():
            for model, rights in zip(_MODELS, expected, strict=True):
                with self.subTest(f"{user.name}: {model}"):
                    self.assertEqual(self.may(user, model), rights)

    def test_each_company_has_its_own(self):
        branch = self.new_branch(country="es")
        foreign = self.new_campaign("De la sucursal", reviewed=True, company_id=branch.id)
        action = self.env["despacho.action"].create({"name": "Suya", "campaign_id": foreign.id})
        for record in (foreign, action):
            with self.assertRaises(AccessError):
                record.with_user(self.marta).read(["display_name"])
        self.give_companies(self.marta, self.firm + branch)
        action.with_user(self.marta).with_context(allowed_company_ids=branch.ids).read(["name"])

    def test_an_action_is_for_contacts_of_its_company(self):
        branch = self.new_branch(country="es")
        theirs = self.new_company("De otra SL", company_id=branch.id)
        with self.assertRaises(UserError):
            self.new_action(partner_ids=[Command.set(theirs.ids)])

    def test_what_was_done_is_not_deleted(self):
        for record in (self.calls, self.spring):
            with self.assertRaisesRegex(UserError, "kept"):
                record.with_user(self.marta).unlink()

    def test_with_a_campaign_that_never_was_goes_that_of_odoo(self):
        utm = self.campaign.utm_campaign_id
        self.new_action()
        self.campaign.with_user(self.leo).unlink()
        self.assertFalse(utm.exists())

    def test_the_campaign_is_that_of_the_mailings_and_leads_of_odoo(self):
        lead = self.env["crm.lead"].create({"name": "Interesado", "campaign_id": self.campaign.utm_campaign_id.id})
        self.assertEqual(lead.campaign_id.title, "Otoño")
        self.campaign.with_user(self.ana).write({"title": "Otoño 2026", "user_id": self.sara.id})
        self.assertEqual((lead.campaign_id.title, lead.campaign_id.user_id), ("Otoño 2026", self.sara))

    def test_a_copied_campaign_is_another_idea_with_another_mark(self):
        copy = self.spring.with_user(self.ana).copy()
        self.assertEqual((copy.state, copy.reviewed_on), ("idea", False))
        self.assertNotEqual(copy.utm_campaign_id, self.spring.utm_campaign_id)
        self.assertNotEqual(copy.utm_campaign_id.name, self.spring.utm_campaign_id.name)

    def test_nobody_who_only_sees_leads_stumbles_over_the_action(self):
        seller = self._new_user("vera", "sales_team.group_sale_salesman_all_leads")
        lead = self.env["crm.lead"].create({"name": "Interesado", "commercial_action_id": self.calls.id})
        read = lead.with_user(seller).web_read({"name": {}, "commercial_action_id": {"fields": {"display_name": {}}}})
        self.assertEqual(read[0]["name"], "Interesado")
