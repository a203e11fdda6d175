from odoo import Command
from odoo.tests import tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeUndoLater(MergeCommon):
    """Much happened since the joining: it is taken back nevertheless, and what cannot be is told."""

    def proposed(self, one, two, **values):
        ids = sorted((one | two).ids)
        return self.env["despacho.match.pair"].create({"partner_id": ids[0], "other_id": ids[1], **values})

    def pairs_of(self, one, two):
        ids = sorted((one | two).ids)
        return self.env["despacho.match.pair"].search([("partner_id", "=", ids[0]), ("other_id", "=", ids[1])])

    def test_a_third_contact_was_deleted_since(self):
        third, fourth = self.new_company("Sol y Mar Norte SL"), self.new_company("Sol y Mar Sur SL")
        self.proposed(self.two, third)
        self.proposed(self.two, fourth)
        merge = self.join(self.one, self.two)
        third.unlink()
        self.undo(merge)
        self.assertEqual(merge.state, "undone")
        self.assertTrue(self.two.active)
        self.assertEqual(self.pairs_of(self.two, fourth).state, "proposed")

    def test_who_had_decided_was_deleted_since(self):
        third = self.new_company("Sol y Mar Norte SL")
        user = self.env["res.users"].create({"name": "De paso", "login": "de_paso"})
        self.proposed(self.two, third, decided_by_id=user.id)
        merge = self.join(self.one, self.two)
        user.unlink()
        self.undo(merge)
        pair = self.pairs_of(self.two, third)
        self.assertEqual((merge.state, pair.state, pair.decided_by_id.id), ("undone", "proposed", False))

    def test_a_pair_that_the_database_refuses_now_is_told(self):
        third = self.new_company("Sol y Mar Norte SL")
        pair = self.proposed(self.two, third)
        merge = self.join(self.one, self.two)
        self.env.cr.execute(
            "ALTER TABLE despacho_match_pair ADD CONSTRAINT later CHECK (id <> %s) NOT VALID", [pair._origin.id]
        )
        self.undo(merge)
        self.assertEqual(merge.state, "undone_partly")
        self.assertTrue(self.two.active)

    def test_a_table_is_gone_since(self):
        self.env.cr.execute("CREATE TABLE apart (id serial PRIMARY KEY, partner_id int REFERENCES res_partner (id))")
        self.env.cr.execute("INSERT INTO apart (partner_id) VALUES (%s)", [self.two.id])
        self.env.registry.clear_cache()
        merge = self.join(self.one, self.two)
        self.env.cr.execute("DROP TABLE apart")
        self.env.registry.clear_cache()
        self.undo(merge)
        self.assertEqual(merge.state, "undone_partly")
        self.assertIn("not installed any more (apart): 1", merge.undo_note)
        self.assertTrue(self.two.active)

    def test_a_column_is_gone_since(self):
        self.env.cr.execute("ALTER TABLE res_partner_industry ADD partner_id int, ADD other_id int")
        for name in ("partner_id", "other_id"):
            self.env.cr.execute(
                f"ALTER TABLE res_partner_industry ADD FOREIGN KEY ({name}) REFERENCES res_partner (id)"
            )
        industry = self.env["res.partner.industry"].create({"name": "Hostelería"})
        self.env.cr.execute(
            "UPDATE res_partner_industry SET partner_id = %s, other_id = %s WHERE id = %s",
            [self.two.id, self.two.id, industry.id],
        )
        self.env.registry.clear_cache()
        merge = self.join(self.one, self.two)
        self.env.cr.execute("ALTER TABLE res_partner_industry DROP partner_id")
        self.env.registry.clear_cache()
        self.undo(merge)
        self.env.cr.execute("SELECT other_id FROM res_partner_industry WHERE id = %s", [industry.id])
        self.assertEqual(self.env.cr.fetchone(), (self.two.id,))
        self.assertIn("res_partner_industry", merge.undo_note)
        self.env.cr.execute("ALTER TABLE res_partner_industry DROP other_id")
        self.env.registry.clear_cache()

    def test_a_value_of_one_company_that_changed_since_is_told(self):
        field = self.env["ir.model.fields"]._get("res.partner", "specific_property_product_pricelist")
        self.assertTrue(field)
        merge = self.join(self.one, self.two)
        self.env.cr.execute(
            """
            INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
            VALUES (%s, 'key', 'res_partner', %s, 'specific_property_product_pricelist', '{"1": 5}', '{"1": 6}')
            """,
            [merge.id, self.pilar.id],
        )
        self.undo(merge)
        self.assertEqual(merge.state, "undone_partly")

    def test_the_first_of_two_joinings_is_taken_back_first(self):
        first_phone, third_phone = "+34 944 000 001", "+34 944 000 003"
        alfa = self.new_company("Alfa SL")
        dos = self.new_company("Alfa Dos SL", phone=first_phone)
        tres = self.new_company("Alfa Tres SL", phone=third_phone, vat=self.nif_of("B"), city="Bilbao")
        (alfa | dos | tres)._lifecycle_update()
        before = self.dump()
        first, second = self.join(alfa, dos), self.join(alfa, tres)
        self.undo(first)
        self.assertEqual((first.state, first.undo_note or ""), ("undone", ""))
        self.assertEqual((alfa.name, alfa.phone), (tres.name, third_phone))
        self.undo(second)
        self.assertEqual((second.state, second.undo_note or ""), ("undone", ""))
        self.assertEqual((alfa.name, alfa.phone, dos.phone), ("Alfa SL", False, first_phone))
        self.assert_same_dump(before, self.dump())

    def test_what_was_typed_between_two_joinings_stays(self):
        alfa = self.new_company("Alfa SL")
        dos = self.new_company("Alfa Dos SL", phone="+34 944 000 001")
        tres = self.new_company("Alfa Tres SL", phone="+34 944 000 003", vat=self.nif_of("B"), city="Bilbao")
        first = self.join(alfa, dos)
        alfa.phone = "+34 944 000 009"
        self.env.flush_all()
        second = self.join(alfa, tres, values={"phone": tres.id})
        self.undo(first)
        self.assertIn("Phone: 1", first.undo_note)
        self.undo(second)
        self.assertEqual(alfa.phone, "+34 944 000 009")

    def test_activities_are_about_the_one_that_stays(self):
        activity = self.two.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id)
        self.env.flush_all()
        merge = self.join(self.one, self.two, values={"name": self.one.id})
        self.assertEqual(activity.res_name, "Sol y Mar SL")
        self.undo(merge)
        self.assertEqual(activity.res_name, "SOL Y MAR, S.L.")

    def joined_leads(self):
        """Return (one lead, another, their joining): each with a tag and a line of service of its own."""
        services = self.env["product.category"].create(
            [
                {"name": name, "parent_id": self.env.ref("despacho_crm.product_category_services").id}
                for name in ("Fiscal", "Laboral")
            ]
        )
        tags = self.env["crm.tag"].create([{"name": name} for name in ("uno", "dos")])
        one, two = self.env["crm.lead"].create(
            [
                {
                    "name": tag.name,
                    "type": "lead",
                    "partner_name": "Sol y Mar",
                    "tag_ids": [Command.set(tag.ids)],
                    "service_line_ids": [Command.set(service.ids)],
                }
                for tag, service in zip(tags, services, strict=True)
            ]
        )
        pair = self.env["despacho.match.pair"].create({"lead_id": one.id, "other_lead_id": two.id})
        self.env.flush_all()
        before = [(lead.tag_ids, lead.service_line_ids) for lead in (one, two)]
        leads = (one | two).with_user(self.sara)
        merge = self.merges.with_user(self.sara)._join_leads(leads, {}, pair.with_user(self.sara))
        self.settle()
        return (one, two), before, merge

    def test_leads_come_apart_with_the_tags_and_services_that_each_had(self):
        leads, before, merge = self.joined_leads()
        self.assertEqual(max(len(lead.tag_ids) for lead in leads), 2)
        self.undo(merge)
        self.assertEqual([(lead.tag_ids, lead.service_line_ids) for lead in leads], before)
        self.assertEqual((merge.state, merge.undo_note or ""), ("undone", ""))

    def test_a_tag_that_the_joined_lead_got_since_stays(self):
        leads, _before, merge = self.joined_leads()
        later = self.env["crm.tag"].create({"name": "después"})
        merge.lead_id.tag_ids |= later
        self.env.flush_all()
        self.undo(merge)
        self.assertIn(later, merge.lead_id.tag_ids)
        self.assertEqual(len(merge.lead_id.tag_ids), 2)
        self.assertEqual(sum(len(lead.tag_ids) for lead in leads), 3)

    def test_the_one_that_stayed_was_joined_by_the_tool_of_odoo_since(self):
        merge = self.join(self.one, self.two)
        other = self.new_company("Sol y Mar Sociedad Limitada")
        self.env["base.partner.merge.automatic.wizard"]._merge((self.one | other).ids, other)
        self.env.invalidate_all()
        self.assertEqual((merge.partner_id, self.two.merged_into_id), (other, other))
        self.undo(merge)
        self.assertTrue(self.two.active)
        self.assertFalse(self.two.merged_into_id)
