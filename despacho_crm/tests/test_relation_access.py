from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .relation_common import RelationCommon


@tagged("post_install", "-at_install")
class TestRelationAccess(RelationCommon):
    """Who of the firm works with clients sees them; who only invoices does not."""

    def test_the_matrix(self):
        models = ("despacho.relation", "despacho.relation.side", "despacho.relation.kind")
        everything, nothing = (True,) * 4, (False,) * 4
        writes = (True, True, True, False)
        reads = (True, False, False, False)
        matrix = {
            self.ana: (writes, everything, reads),
            self.sara: (everything, everything, reads),
            self.marta: (everything, everything, everything),
            self.ines: (nothing, nothing, nothing),
            self.pau: (nothing, nothing, nothing),
            self.rosa: (nothing, nothing, nothing),
        }
        for user, expected in matrix.items():
            for model, rights in zip(models, expected, strict=True):
                with self.subTest(f"{user.name}: {model}"):
                    found = tuple(
                        self.env[model].with_user(user).has_access(operation)
                        for operation in ("read", "write", "create", "unlink")
                    )
                    self.assertEqual(found, rights)

    def test_invoicing_sees_no_relation_on_a_sheet(self):
        self.relate(self.vega, "shareholder", self.pilar, share=60)
        partner = self.vega.with_user(self.ines)
        names = ("relation_ids", "relation_count", "same_person_ids", "group_company_ids", "relation_share_alert")
        for name in names:
            with self.subTest(name), self.assertRaises(AccessError):
                partner.read([name])
        with self.assertRaises(AccessError):
            self.as_user(self.ines).search([("relation_ids.other_id", "=", self.pilar.id)])
        self.assertTrue(set(names).isdisjoint(self.as_user(self.ines).fields_get()))

    def test_what_a_company_of_the_group_keeps_to_itself_is_not_seen_by_the_others(self):
        branch = self.new_branch()
        own = self.new_company("Propia", company_id=branch.id)
        self.env["despacho.relation"].create(
            {"partner_id": self.vega.id, "kind_id": self.kind("supplier").id, "other_id": own.id}
        )
        self.env["despacho.relation"].create(
            {"partner_id": own.id, "kind_id": self.kind("director").id, "other_name": "Jean"}
        )
        self.assertFalse(self.seen(self.vega))
        self.assertFalse(self.as_user(self.ana, "despacho.relation").search([("other_name", "=", "Jean")]))
        self.give_companies(self.sara, self.firm | branch)
        sides = self.as_user(self.sara, "despacho.relation.side", allowed_company_ids=[self.firm.id, branch.id])
        self.assertEqual(len(sides.search([("partner_id", "=", self.vega.id)])), 1)

    def test_contacts_of_different_companies_are_not_related(self):
        branch = self.new_branch()
        own, ours = self.new_company("Propia", company_id=branch.id), self.new_company("Mía", company_id=self.firm.id)
        with self.assertRaisesRegex(ValidationError, "different companies of the group"):
            self.env["despacho.relation"].create(
                {"partner_id": ours.id, "kind_id": self.kind("supplier").id, "other_id": own.id}
            )
