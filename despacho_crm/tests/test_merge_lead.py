from unittest.mock import patch

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestMergeLead(TransactionCase):
    """Leads that are joined: what names them is looked for once, and is not missed."""

    def leads(self):
        return self.env["crm.lead"].create([{"name": f"Bar Sol {number}", "type": "lead"} for number in range(3)])

    def test_leads_that_nothing_names_are_joined_without_asking_for_each_kind(self):
        leads = self.leads()
        missed = AssertionError("it was looked for")
        with patch.object(self.registry["despacho.consent"], "search", side_effect=missed):
            leads.merge_opportunity(auto_unlink=True)
        self.assertEqual(len(leads.exists()), 1)

    def test_what_names_one_of_them_is_found(self):
        first, second, third = self.leads()
        self.env["despacho.interview"].create({"name": "Visita", "lead_id": second.id})
        self.assertNotIn("despacho.interview", first._find_naming())
        self.assertIn("despacho.interview", (first | second)._find_naming())
        knowing = (first | second).with_context(leads_naming=((first.id, second.id), {"despacho.interview"}))
        self.assertTrue(knowing._may_be_named("despacho.interview"))
        self.assertFalse(knowing._may_be_named("despacho.consent"))
        self.assertTrue(third.with_env(knowing.env)._may_be_named("despacho.consent"), "of the third nobody asked")
