from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .rights_common import RightsCommon

#: What names contacts or leads, and why no rule of blocking is needed for it.
_NOT_HIDDEN = {
    "res.company": "the firm itself, which is not blocked",
    "res.users": "inherits the rule of its contact",
    "account.": "kept by law, read by invoicing",
    "payment.": "read by invoicing",
    "mail.": "read through the message, the channel or the document that they belong to",
    "discuss.": "conversations of users",
    "res.users.settings.volumes": "settings of users",
    "calendar.": "read through the appointment",
    "product.supplierinfo": "suppliers",
    "sms.": "the queue of what is being sent",
    "snailmail.": "the queue of what is being sent",
    "despacho.privacy.": "of data protection, or hidden with its contact",
    "despacho.census.company": "the market as lists publish it, of which they are not offered",
    "despacho.import.row": "its own addon hides it",
}


@tagged("post_install", "-at_install")
class TestRightsHidden(RightsCommon):
    def look_who_came_back(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_privacy_returned").method_direct_trigger()
        self.env.invalidate_all()

    def test_whatever_names_contacts_or_leads_is_hidden_or_said_why_not(self):
        rules = self.env["ir.rule"].search([("domain_force", "like", "privacy_blocked")])
        hidden = set(rules.mapped("model_id.model"))
        missing = [
            name
            for name, model in self.env.items()
            if not model._abstract and not model._transient and name not in hidden
            if any(
                field.type == "many2one" and field.comodel_name in ("res.partner", "crm.lead") and not field.related
                for field in model._fields.values()
            )
            if not any(name == one or one.endswith(".") and name.startswith(one) for one in _NOT_HIDDEN)
        ]
        self.assertEqual(missing, [])

    def test_while_nobody_is_blocked_no_list_asks(self):
        self.env["despacho.privacy.block"].search([]).write({"state": "undone"})

        def asks(model):
            return "privacy_blocked" in repr(self.env["ir.rule"].with_user(self.ana)._compute_domain(model))

        models = ("res.partner", "crm.lead", "despacho.need")
        self.assertFalse(any(map(asks, models)))
        block = self.block()
        self.assertTrue(all(map(asks, models)))
        block._undo("Por error")
        self.assertFalse(any(map(asks, models)))

    def test_no_search_of_staff_finds_them(self):
        self.block()
        self.assertFalse(self.as_user(self.ana).search([("email", "=", "rosa.pi@correo.example")]))
        self.assertFalse(self.as_user(self.ana).with_context(active_test=False).name_search("Rosa Pi"))
        agenda = self.as_user(self.ana, "despacho.agenda").with_context(active_test=False)
        self.assertFalse(agenda.search([("partner_id", "=", self.rosa_pi.id)]))

    def test_the_engine_of_the_duplicates_does_not_compare_them(self):
        other = self.env["res.partner"].create({"name": "Rosa Pi", "email": "rosa.pi@correo.example"})
        self.block()
        engine = self.env["despacho.match.engine"]
        found = engine._match_rows([{"name": "Rosa Pi", "email": "rosa.pi@correo.example"}])
        self.assertNotIn(self.rosa_pi.id, [one[0] for mine in found.values() for one in mine])
        self.assertTrue(other.active)

    def test_segments_leave_them_out(self):
        segment = self.env["despacho.segment"].create(
            {"name": "Girona", "domain": [("city", "=", "Girona")], "user_id": self.ana.id}
        )
        segment._refresh()
        self.assertIn(self.rosa_pi, segment.member_ids.filtered("active").partner_id)
        self.block()
        members = self.env["despacho.segment.member"].with_user(self.ana).with_context(active_test=False)
        self.assertFalse(members.search([("partner_id", "=", self.rosa_pi.id)]))
        segment._refresh()
        self.assertNotIn(self.rosa_pi, segment.member_ids.filtered("active").partner_id)

    def test_the_census_does_not_offer_them_again_not_even_when_destroyed(self):
        key = self.rosa_pi.nif_key
        companies = self.env["despacho.census.company"]
        self.assertNotIn(key, companies._get_opposed_keys([key]))
        block = self.block()
        self.assertIn(key, companies._get_opposed_keys([key]))
        block.destroy_on = fields.Date.today()
        block.action_destroy()
        self.assertFalse(self.rosa_pi.exists())
        self.assertIn(key, companies._get_opposed_keys([key]))

    def test_who_comes_back_is_told_to_data_protection(self):
        block = self.block()
        again = self.env["res.partner"].create({"name": "R. Pi", "email": "Rosa.Pi@correo.example"})
        lead = self.env["crm.lead"].create({"name": "Web", "email_from": "rosa.pi@correo.example"})
        self.look_who_came_back()
        self.assertEqual(block.returned_partner_ids, again)
        self.assertEqual(block.returned_lead_ids, lead)
        told = block.sudo().activity_ids
        self.assertEqual(len(told), 2)
        self.look_who_came_back()
        self.assertEqual(block.sudo().activity_ids, told, "once is enough")
        self.assertTrue(again.active, "nobody is deleted for that")

    def test_a_phone_in_common_makes_nobody_come_back(self):
        block = self.block()
        self.env["res.partner"].create({"name": "Hermana", "phone": "600 11 22 33"})
        self.look_who_came_back()
        self.assertFalse(block.has_returned)

    def test_the_rules_find_the_few_who_are_blocked_by_an_index(self):
        for model in ("res.partner", "crm.lead"):
            records = self.env[model].with_context(active_test=False)
            query = records.sudo()._search([("privacy_blocked", "=", True)], bypass_access=True).select()
            self.env.cr.execute("SET LOCAL enable_seqscan = off")
            rows = self.env.execute_query(SQL("EXPLAIN %s", query))
            self.assertIn("privacy_blocked_idx", " ".join(row[0] for row in rows))
