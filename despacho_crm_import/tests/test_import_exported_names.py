from odoo.tests import tagged

from .exported_case import ExportedCase


@tagged("post_install", "-at_install")
class TestImportExportedNames(ExportedCase):
    """Tags and services whose names have commas come back as they were, beside those that somebody adds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.steward.group_ids += cls.env.ref("sales_team.group_sale_salesman_all_leads")
        Category = cls.env["res.partner.category"]
        cls.tags = Category.create([{"name": "Cliente, de siempre"}, {"name": "Alta; 2024"}, {"name": "VIP"}])
        cls.below = Category.create({"name": "Bares, hoteles", "parent_id": cls.tags[2].id})
        cls.acme.category_id = cls.tags

    def bring_changed(self, paths, add, compatible=False, records=None, **values):
        """Return the review of the list with ``add`` at the end of the cell of the last of ``paths``."""
        filename, content = self.export(records or self.acme, paths, compatible, kind="csv")
        lines = content.decode().splitlines()
        self.assertTrue(lines[1].endswith('"'), lines)
        lines[1] = f'{lines[1][:-1]}{add}"'
        return self.bring((filename, "\n".join(lines).encode()), **values)

    def test_a_tag_that_is_added_is_the_only_news(self):
        record = self.bring_changed((".id", "name", "category_id"), ",Nueva")
        old = self.acme.category_id.mapped("name")
        self.assertEqual(record.row_ids.changes, {"tags": [old, [*old, "Nueva"]]})
        record.action_apply()
        self.assertEqual(set(self.acme.category_id.mapped("name")), {*old, "Nueva"})

    def test_a_tag_below_another_is_known_by_its_path(self):
        record = self.bring_changed((".id", "name", "category_id"), f",{self.below.display_name}")
        record.action_apply()
        self.assertEqual(self.acme.category_id, self.tags | self.below)

    def test_by_their_identifiers_names_stay_whole(self):
        (below,) = self.below.export_data(["id"])["datas"]
        record = self.bring_changed(("id", "name", "category_id/id"), f",{below[0]}", compatible=True)
        record.action_apply()
        self.assertEqual(self.acme.category_id, self.tags | self.below)

    def test_what_may_be_several_tags_is_left_to_whoever_reviews(self):
        self.env["res.partner.category"].create([{"name": "Cliente"}, {"name": "de siempre"}])
        record = self.bring_changed((".id", "name", "category_id"), ",Nueva")
        self.assertNotIn("tags", record.row_ids.changes)
        self.assertIn("may be read in several ways", record.row_ids.repairs)
        record.action_apply()
        self.assertEqual(self.acme.category_id, self.tags)
        self.assertIn("Nueva", self.acme.comment)

    def test_in_any_list_a_tag_of_the_base_is_one(self):
        content = self.csv("NIF;Nombre;Etiquetas", f"{self.nifs[1]};Nueva SL;Cliente, de siempre, Otra")
        self.run_import(content, "list")
        self.assertEqual(set(self.partner(1).category_id.mapped("name")), {"Cliente, de siempre", "Otra"})

    def test_services_of_leads_with_commas_are_those_that_they_were(self):
        Category = self.env["product.category"]
        lines = Category.create(
            [{"name": name, "parent_id": Category._services_root().id} for name in ("Fiscal, contable", "Laboral")]
        )
        lead = self.env["crm.lead"].create(
            {"name": "Pide precio", "partner_name": "Uno SL", "service_line_ids": [(6, 0, lines[0].ids)]}
        )
        paths = (".id", "name", "partner_name", "service_line_ids")
        self.assertVerdicts(self.bring(self.export(lead, paths, False), target="lead"), same=1)
        record = self.bring_changed(paths, f",{lines[1].display_name}", records=lead, target="lead")
        self.assertEqual(record.row_ids.changes, {"interests": [["Fiscal, contable"], ["Fiscal, contable", "Laboral"]]})
        record.action_apply()
        self.assertEqual(lead.service_line_ids, lines)
        self.assertFalse(lead.description)
