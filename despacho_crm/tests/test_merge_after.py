from odoo.exceptions import UserError
from odoo.tests import tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeAfter(MergeCommon):
    """Once joined: what is looked for is found, what arrives late follows, what is gone bothers nobody."""

    def test_the_former_name_finds_the_one_that_stays(self):
        other = self.new_company("Reformas Girasol SL")
        self.join(self.one, other)
        partners = self.env["res.partner"]
        self.assertEqual([found[0] for found in partners.name_search("girasol")], [self.one.id])
        self.assertEqual(self.one.former_names, "Reformas Girasol SL")
        self.assertEqual(partners.search([("display_name", "ilike", "reformas gira")]), self.one)

    def test_the_name_that_the_one_that_stays_gave_up_finds_it_too(self):
        old = self.new_company("Panaderia Antigua SL")
        new = self.new_company("Horno Nuevo SL", phone="+34 944 11 22 33")
        merge = self.join(old, new, values={"name": new.id})
        partners = self.env["res.partner"]
        self.assertEqual((old.name, old.former_names), ("Horno Nuevo SL", "Panaderia Antigua SL"))
        self.assertEqual(partners.search([("display_name", "ilike", "panaderia anti")]), old)
        again = self.join(self.one, old, values={"name": self.one.id})
        self.assertEqual([found[0] for found in partners.name_search("panaderia anti")], [self.one.id])
        self.undo(again)
        self.undo(merge)
        self.assertEqual((old.name, old.former_names), ("Panaderia Antigua SL", ""))
        self.assertFalse(partners.search([("display_name", "ilike", "horno nuevo")]) - new)

    def test_the_form_says_where_it_went(self):
        merge = self.join(self.one, self.two)
        self.assertEqual(self.two.action_open_merged_into()["res_id"], self.one.id)
        for partner in (self.one, self.two):
            action = partner.with_user(self.sara).action_open_merges()
            self.assertEqual(self.env["despacho.merge"].search(action["domain"]), merge)
            self.assertEqual(partner.merge_count, 1)

    def test_whoever_writes_from_the_old_address_is_the_one_that_stays(self):
        self.one.email = "hola@solymar.example"
        self.env.flush_all()
        self.join(self.one, self.two, values={"email": self.one.id})
        partners = self.env["res.partner"]
        for found in (
            partners._find_or_create_from_emails(["Sol <info@solymar.example>"])[0],
            partners.find_or_create("info@solymar.example"),
            self.env["mail.thread"]._partner_find_from_emails_single(["info@solymar.example"]),
        ):
            self.assertEqual(found, self.one)
        other = partners._find_or_create_from_emails(["Nueva <nueva@example.com>"])[0]
        self.assertEqual(other.name, "Nueva")

    def test_even_when_the_one_that_stays_has_no_address(self):
        self.join(self.one, self.two)
        self.one.email = False
        self.env.flush_all()
        partners = self.env["res.partner"]
        emails = ["nueva@example.com", "Sol <info@solymar.example>", "nueva@example.com"]
        found = partners._find_or_create_from_emails(emails)
        self.assertEqual([partner.email for partner in found], ["nueva@example.com", False, "nueva@example.com"])
        self.assertEqual((found[1], partners.find_or_create("info@solymar.example")), (self.one, self.one))
        [banned] = partners._find_or_create_from_emails(["info@solymar.example"], ban_emails=["info@solymar.example"])
        self.assertFalse(banned)
        [refused] = partners._find_or_create_from_emails(
            ["info@solymar.example"], filter_found=lambda partner: partner != self.one, no_create=True
        )
        self.assertFalse(refused)

    def test_the_joined_owes_no_number_and_has_no_duplicates(self):
        records = self.env["despacho.match.record"]
        records._refresh(records._stale_ids())
        self.join(self.one, self.two)
        self.assertFalse(self.two.nif_state or self.two.nif_deadline or self.two.nif_pending)
        self.two.write({"country_id": self.spain.id, "name": "Sol"})
        self.env.flush_all()
        self.assertFalse(self.two.nif_state)
        records._refresh(records._stale_ids())
        self.env.cr.execute("SELECT partner_id FROM despacho_match_record WHERE partner_id = ANY(%s)", [self.two.ids])
        self.assertFalse(self.env.cr.fetchall())

    def test_what_arrives_late_at_the_joined_follows_and_is_undone_with_it(self):
        merge = self.join(self.one, self.two)
        lead = self.env["crm.lead"].create({"name": "Tarde", "partner_id": self.two.id})
        self.env.flush_all()
        moved = merge.moved
        self.assertEqual(self.merges._sweep() > 0, True)
        self.env.invalidate_all()
        self.assertEqual(lead.partner_id, self.one)
        self.assertEqual(lead.nif_key, "B58378431")
        self.assertGreater(merge.moved, moved)
        self.undo(merge)
        self.assertEqual(lead.partner_id, self.two)

    def test_nothing_late_means_nothing_to_do(self):
        tag = self.env["res.partner.category"].create({"name": "Asesoría"})
        (self.one | self.two).category_id = tag
        self.env.flush_all()
        self.join(self.one, self.two)
        self.assertEqual(self.merges._sweep(), 0)
        self.assertEqual(self.two.category_id, tag)

    def test_the_relation_counts_both_pasts(self):
        self.invoice(self.one)
        self.settle()
        self.assertEqual(self.two.lifecycle, "prospect")
        merge = self.join(self.two, self.one)
        self.settle()
        self.assertEqual(self.two.lifecycle, "client")
        self.undo(merge)
        self.assertEqual((self.one.lifecycle, self.two.lifecycle), ("client", "prospect"))

    def test_an_establishment_is_an_address_of_the_company_with_its_number(self):
        self.one.nif_collision = True
        branch = self.env["res.partner"].create({"name": "Sol y Mar Cádiz", "is_company": True, "city": "Cádiz"})
        things = self.hang_things(branch, "3")
        (self.one | branch)._lifecycle_update()
        before = self.dump()
        merge = self.merges.with_user(self.sara)._establish(
            self.one.with_user(self.sara), branch.with_user(self.sara), why="mismo NIF"
        )
        self.env.invalidate_all()
        self.assertEqual((branch.parent_id, branch.type, branch.vat), (self.one, "other", "ESB58378431"))
        self.assertTrue(branch.active)
        self.assertFalse(branch.nif_key)
        self.assertEqual(branch.commercial_partner_id, self.one)
        self.assertEqual((things["lead"].partner_id, things["contact"].parent_id), (branch, branch))
        self.assertEqual(things["activity"].partner_id, self.one)
        self.assertEqual((merge.kind, merge.source_ids), ("establishment", branch))
        self.undo(merge)
        self.assertFalse(merge.undo_note)
        self.assert_same_dump(before, self.dump())

    def test_an_archived_company_gets_no_address_that_is_in_use(self):
        branch = self.new_company("Sol y Mar Cádiz")
        self.one.active = False
        self.env.flush_all()
        establish = self.merges.with_user(self.sara)._establish
        with self.assertRaisesRegex(UserError, "«Sol y Mar SL» is archived, and its address would be in use"):
            establish(self.one.with_user(self.sara), branch.with_user(self.sara))
        self.one.active = True
        establish(self.one.with_user(self.sara), branch.with_user(self.sara))
        self.assertEqual(branch.parent_id, self.one)

    def test_the_pair_of_an_establishment_comes_back_when_it_is_undone_from_the_list(self):
        branch = self.new_company("Sol y Mar Cádiz")
        one, other = sorted((self.one | branch).ids)
        pair = self.env["despacho.match.pair"].create({"partner_id": one, "other_id": other, "band": "review"})
        answer = pair.with_user(self.sara).review_establish(0 if one == self.one.id else 1)
        self.env.invalidate_all()
        self.assertEqual(pair.state, "merged")
        self.undo(self.merges.browse(answer["merge_id"]))
        self.assertEqual(pair.state, "proposed")

    def test_two_that_share_one_number_are_joined_and_the_rule_holds_it(self):
        self.firm.nif_mandatory = False
        twins = self.new_company("Luna SL", vat="A58818501") | self.new_company("Luna, S.L.", vat="A58818501")
        self.firm.nif_mandatory = True
        self.env.flush_all()
        self.assertEqual(twins.mapped("nif_collision"), [True, True])
        merge = self.join(twins[0], twins[1])
        self.assertEqual((twins[0].nif_unique, twins[0].nif_collision), (True, False))
        self.undo(merge)
        self.assertEqual(twins.mapped("nif_collision"), [True, True])
        self.assertEqual(twins.mapped("nif_key"), ["A58818501", "A58818501"])
        self.assertEqual(merge.state, "undone")


@tagged("post_install", "-at_install")
class TestMergeCoreTool(MergeCommon):
    """Odoo's own «Merge» joins as the firm does where its rules hold."""

    def merge(self, user):
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user)
        both = self.one | self.two
        wizard.create({"partner_ids": [(6, 0, both.ids)], "dst_partner_id": self.one.id}).action_merge()
        self.env.invalidate_all()

    def test_it_can_be_undone(self):
        self.two.email = "otro@example.com"
        self.merge(self.sara)
        merge = self.merges.search([("partner_id", "=", self.one.id)])
        self.assertEqual((self.two.merged_into_id, merge.user_id), (self.one, self.sara))
        self.undo(merge)
        self.assertTrue(self.two.active)

    def test_without_the_rule_it_does_what_odoo_does(self):
        self.firm.nif_mandatory = False
        self.two.email = self.one.email = "info@solymar.example"
        self.env.flush_all()
        self.merge(self.sara)
        self.assertFalse(self.two.exists())
        self.assertFalse(self.merges.search([("partner_id", "=", self.one.id)]))

    def test_without_the_rule_what_each_has_once_is_joined(self):
        self.firm.nif_mandatory = False
        self.two.email = self.one.email = "info@solymar.example"
        self.env["despacho.company.year"].create(
            [
                {"partner_id": self.one.id, "year": 2023, "employees": 5},
                {"partner_id": self.two.id, "year": 2023, "employees": 50},
                {"partner_id": self.two.id, "year": 2024, "employees": 60},
            ]
        )
        both = (self.one | self.two).ids
        segment = self.env["despacho.segment"].create({"name": "Both", "domain": f"[('id', 'in', {both})]"})
        segment._refresh()
        self.env["despacho.quality.record"].search([("partner_id", "in", both)]).unlink()
        self.env["despacho.quality.record"].create([{"partner_id": one, "score": 50} for one in both])
        self.env.flush_all()
        self.merge(self.sara)
        self.assertFalse(self.two.exists())
        years = {line.year: line.employees for line in self.one.company_year_ids}
        self.assertEqual((years, self.one.employees), ({2023: 5, 2024: 60}, 60))
        self.assertEqual(segment._get_members(), self.one)
