from odoo.tests import tagged

from .undo_common import UndoCase


@tagged("post_install", "-at_install")
class TestImportUndoMany(UndoCase):
    """Undoing asks the database as often for hundreds as for a few."""

    def count(self, call):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_tags_that_nobody_uses_go_together(self):
        rows, Tag = self.env["despacho.import.row"], self.env["res.partner.category"]

        def drop(count):
            tags = Tag.create([{"name": f"Feria {count} {number}"} for number in range(count)])
            self.acme.category_id = tags[-1]
            shared = [["res.partner.category", tag.id] for tag in tags]
            queries = self.count(lambda: self.assertEqual(rows._drop_shared(shared), [shared[-1]]))
            self.assertEqual(tags.exists(), tags[-1])
            return queries

        drop(2)  # what is asked for once
        few, many = drop(5), drop(200)
        self.assertLessEqual(many, few + 5)

    def test_what_only_another_one_that_goes_used_goes_too(self):
        rows, Tag = self.env["despacho.import.row"], self.env["res.partner.category"]
        parent = Tag.create({"name": "Ferias"})
        child = Tag.create({"name": "Feria 2025", "parent_id": parent.id})
        self.assertEqual(rows._drop_shared([[tag._name, tag.id] for tag in (parent, child)]), [])
        self.assertFalse((parent | child).exists())

    def test_tags_of_many_contacts_return_together(self):
        rows, partners = self.env["despacho.import.row"], self.env["res.partner"]
        old, new = self.env["res.partner.category"].create([{"name": "Vieja"}, {"name": "Nueva"}])
        gone = self.env["res.partner.category"].create({"name": "Perdida"})
        gone_id = gone.id
        gone.unlink()

        def give_back(count):
            some = partners.create([{"name": f"Uno {number}", "category_id": [new.id]} for number in range(count)])
            values = {("res.partner", one.id): {"category_id": [old.id, gone_id]} for one in some[1:]}
            values["res.partner", some[0].id] = {"category_id": []}
            queries = self.count(lambda: rows._return_values([values]))
            self.assertFalse(some[0].category_id)
            self.assertEqual([one.category_id for one in some[1:]], [old] * (count - 1))
            return queries

        give_back(2)
        few, many = give_back(5), give_back(100)
        self.assertLessEqual(many, few + 5)

    def test_later_rows_are_told_together(self):
        def hand_down(numbers):
            first, second = (
                self.run_import(
                    self.csv(
                        "NIF;Nombre;Población", *(f"{self.nifs[number]};E{number} SL;{city}" for number in numbers)
                    ),
                    source,
                )
                for source, city in (("crm", "Vigo"), ("billing", "Lugo"))
            )
            before = [row.effects for row in second.row_ids.sudo()]
            outcomes = first.row_ids.sudo()._plan_undo()
            for outcome in outcomes:
                outcome.kept = [
                    ["res.partner", row.partner_id.id, "city"] for row in first.row_ids if row.id == outcome.row
                ]
            queries = self.count(lambda: first.row_ids.sudo()._hand_down(outcomes))
            after = [row.effects for row in second.row_ids.sudo()]
            for one, other in zip(before, after, strict=True):
                self.assertNotEqual(one, other)
            return queries

        partners = self.env["res.partner"].create(
            [
                {"name": f"E{number} SL", "vat": self.nifs[number], "is_company": True, "city": "Ourense"}
                for number in range(1, 13)
            ]
        )
        self.env["despacho.value.origin"]._forget({partner.id: {"city"} for partner in partners})
        partners.city = False
        hand_down([1])
        few, many = hand_down([2, 3]), hand_down(range(4, 13))
        self.assertEqual(many, few)
