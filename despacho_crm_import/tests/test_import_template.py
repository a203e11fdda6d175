import io

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..tools import template
from .common import ImportCase


class TemplateCase(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.Profile = cls.env["despacho.import.profile"].with_user(cls.steward)

    def known(self, **values):
        return self.Profile.search([(name, "=", value) for name, value in values.items()], limit=1)

    def book(self, profile, lang="es_ES"):
        return openpyxl.load_workbook(io.BytesIO(profile.with_context(lang=lang)._get_template()))

    def fill(self, book, *rows, examples=True):
        """Return the bytes of a template filled in with ``rows``, {field of a title: text}."""
        sheet = book.worksheets[0]
        titles = [cell.value for cell in sheet[1]]
        if not examples:
            sheet.delete_rows(2, sheet.max_row)
        for row in rows:
            sheet.append([row.get(title) for title in titles])
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()


@tagged("post_install", "-at_install")
class TestImportTemplate(TemplateCase):
    """A workbook to fill in: what is asked, how to answer, and known for sure when it comes back."""

    def test_every_title_of_every_template_is_known_when_it_comes_back(self):
        for profile in self.Profile.search([("kind", "=", "template")]):
            for lang in ("es_ES", "en_US"):
                with self.subTest(target=profile.target, lang=lang):
                    book = self.book(profile, lang)
                    titles = dict(profile.with_context(lang=lang)._get_template_titles())
                    row = {title: "B12345674" if field == "nif" else "x1" for title, field in titles.items()}
                    record = self.upload(self.fill(book, row), "list", filename="x.xlsx")
                    record.action_read()
                    self.assertEqual(record.profile_id, profile)
                    self.assertEqual(record.target, profile.target)
                    self.assertEqual(dict(zip(titles.values(), record.column_ids.mapped("field"), strict=True)),
                                     {field: field for field in titles.values()})  # fmt: skip
                    self.assertLessEqual(set(record.column_ids.mapped("guess_reason")), {"template"})
                    self.assertEqual(record.row_count, 1)
                    self.assertFalse(record.other_sheet_count)

    def test_the_template_of_a_known_program_is_known_as_its_own(self):
        for profile in self.Profile.search([("kind", "=", "program")]):
            titles = profile._get_template_titles()
            if not titles:
                continue
            with self.subTest(profile.shape):
                sample = {"nif": self.nifs[1], "name": "Uno SL", "ref": "43000001", "date": "2026-01-01"}
                row = {title: sample.get(field, "x1") for title, field in titles}
                record = self.upload(self.fill(self.book(profile), row), profile.source_kind, filename="x.xlsx")
                record.action_read()
                self.assertEqual(record.profile, profile.shape)
                wanted = [field or False for __, field in titles]
                self.assertEqual(record.column_ids.mapped("field"), wanted)

    def test_the_template_of_a_list_learned_here_is_known_as_that_list(self):
        record = self.upload(self.csv("NIF;Nombre;Ref. zz;Nada", f"{self.nifs[1]};Uno SL;7;x"))
        record.action_read()
        record.column_ids[2].field = "notes"
        record.action_review()
        known = record.profile_id
        book = self.book(known)
        self.assertEqual([cell.value for cell in book.worksheets[0][1]], ["NIF", "Nombre", "Ref. zz", "Nada"])
        content = self.fill(book, {"NIF": self.nifs[2], "Nombre": "Dos SL", "Ref. zz": "8"})
        again = self.upload(content, filename="x.xlsx")
        again.action_read()
        self.assertEqual(again.profile_id, known)
        again.action_review()
        self.assertVerdicts(again, create=1)

    def test_examples_and_help_are_nobodys_data(self):
        book = self.book(self.known(kind="template", target="partner"))
        labels = self.env["despacho.import.column"].with_context(lang="es_ES")._get_field_labels()
        row = {labels["nif"]: self.nifs[1], labels["name"]: "Uno SL", labels["state"]: "Lugo"}
        record = self.upload(self.fill(book, row), "list", filename="plantilla.xlsx")
        record.action_read()
        record.action_review()
        self.assertEqual(record.row_ids.mapped("name"), ["Uno SL"])
        self.assertVerdicts(record, create=1)

    def test_a_template_that_nobody_filled_in_is_told(self):
        known = self.known(kind="template", target="partner")
        for examples in (True, False):
            record = self.upload(self.fill(self.book(known), examples=examples), "list", filename="plantilla.xlsx")
            with self.assertRaisesRegex(UserError, "not a single row"):
                record.action_read()

    def test_columns_deleted_moved_and_added_do_not_matter(self):
        known = self.known(kind="template", target="partner")
        titles = [title for title, __ in known.with_context(lang="es_ES")._get_template_titles()]
        kept = [*reversed(titles[: len(titles) * 2 // 3]), "Mi columna"]
        record = self.upload(self.csv(";".join(kept), ";".join(["x"] * len(kept))), "list")
        record.action_read()
        self.assertEqual(record.profile_id, known)

    def test_an_ordinary_list_is_no_template(self):
        record = self.upload(self.csv("NIF;Nombre;Teléfono;Provincia", f"{self.nifs[1]};Uno SL;;"))
        record.action_read()
        self.assertFalse(record.profile_id)

    def test_provinces_kinds_and_services_are_chosen_from_lists(self):
        lines = self.env.ref("despacho_crm.product_category_services")
        self.env["product.category"].create({"name": "Extranjería zz", "parent_id": lines.id})
        known = self.known(kind="template", target="partner").with_context(lang="es_ES")
        book = self.book(known)
        sheet = book.worksheets[0]
        titles = {title: place for place, (title, __) in enumerate(known._get_template_titles(), 1)}
        labels = self.env["despacho.import.column"].with_context(lang="es_ES")._get_field_labels()
        lists = book["_"]
        self.assertEqual(lists.sheet_state, "hidden")
        offered = {}
        for rule in sheet.data_validations.dataValidation:
            column = lists[rule.formula1.rpartition("$")[0].rpartition("!")[2].split(":")[0].strip("$").split("$")[0]]
            place = next(iter(rule.sqref.ranges)).min_col
            offered[place] = ([cell.value for cell in column if cell.value], rule.showErrorMessage)
        states, strict = offered[titles[labels["state"]]]
        self.assertEqual(len(states), 52)
        self.assertTrue(strict)
        self.assertEqual(offered[titles[labels["kind"]]][0], ["Empresa", "Persona"])
        self.assertIn("España", offered[titles[labels["country"]]][0])
        services, strict = offered[titles[labels["interests"]]]
        self.assertIn("Extranjería zz", services)
        self.assertFalse(strict, "several may be written")

    def test_what_the_lists_offer_is_understood(self):
        known = self.known(kind="template", target="partner").with_context(lang="es_ES")
        choices = known._get_choices()
        from ..tools import values

        for field in ("state", "country", "kind"):
            for choice in choices[field]:
                found, notes = values.clean(field, choice)
                self.assertTrue(found, f"{field} {choice}: {notes}")

    def test_the_help_says_what_each_column_is(self):
        for profile in self.Profile.search([("kind", "in", ("template", "program"))]):
            titles = profile.with_context(lang="es_ES")._get_template_titles()
            if not titles:
                continue
            with self.subTest(profile.display_name):
                book = self.book(profile)
                self.assertEqual(book.sheetnames[1], "Cómo rellenarla")
                rows = {row[0]: row for row in book.worksheets[1].iter_rows(values_only=True) if row[0]}
                for title, field in titles:
                    self.assertTrue(rows[title][1], f"{title} ({field}) is not explained")
                    self.assertTrue(rows[title][3] or not field)

    def test_it_is_easy_to_fill_in(self):
        sheet = self.book(self.known(kind="template", target="partner")).worksheets[0]
        self.assertEqual(sheet.freeze_panes, "A2")
        self.assertTrue(all(cell.font.bold and cell.fill.fgColor.rgb[2:] != "000000" for cell in sheet[1]))
        self.assertTrue(all(sheet.column_dimensions[cell.column_letter].width >= 12 for cell in sheet[1]))
        self.assertTrue(template.is_example([str(cell.value or "") for cell in sheet[2]]))
        self.assertEqual(sheet.column_dimensions["A"].number_format, "@")

    def test_what_looks_like_a_formula_stays_text(self):
        self.env["res.partner.category"].create({"name": '=HYPERLINK("http://x.example")'})
        record = self.upload(self.csv("NIF;Nombre;=1+1", f"{self.nifs[1]};Uno SL;7"))
        record.action_read()
        record.column_ids[2].field = "notes"
        record.action_review()
        for profile in (record.profile_id, self.known(kind="template", target="partner")):
            for sheet in self.book(profile):
                self.assertFalse([cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"])

    def test_a_list_without_titles_has_no_template(self):
        for shape in ("contasol", "vcard"):
            with self.assertRaises(UserError):
                self.known(shape=shape).action_download_template()

    def test_the_screen_of_the_import_gives_the_template_of_what_is_imported(self):
        Import = self.env["despacho.import"].with_user(self.steward)
        for target in ("partner", "lead"):
            begun = Import.new({"target": target})
            known = self.known(kind="template", target=target)
            self.assertIn(f'href="/despacho_crm_import/template/{known.id}"', begun.template_html)


@tagged("post_install", "-at_install")
class TestImportTemplateDownload(TemplateCase, HttpCase):
    def test_the_steward_downloads_it(self):
        known = self.known(kind="template", target="partner")
        self.authenticate("elena", "elena")
        answer = self.url_open(f"/despacho_crm_import/template/{known.id}")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn(".xlsx", answer.headers["Content-Disposition"])
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        self.assertEqual(len(book.sheetnames), 3)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_nobody_else_does(self):
        known = self.known(kind="template", target="partner")
        new_test_user(self.env, "pepe", groups="base.group_user")
        new_test_user(self.env, "cliente", groups="base.group_portal")
        for login in ("pepe", "cliente"):
            self.authenticate(login, login)
            self.assertEqual(self.url_open(f"/despacho_crm_import/template/{known.id}").status_code, 403)
        self.authenticate(None, None)
        answer = self.url_open(f"/despacho_crm_import/template/{known.id}", allow_redirects=False)
        self.assertIn(answer.status_code, (302, 303))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_the_lists_of_another_company_are_not_given(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        mine = self.env["despacho.import.profile"].create(
            {"name": "Suya", "company_id": other.id, "column_ids": [(0, 0, {"header": "NIF", "field": "nif"})]}
        )
        self.authenticate("elena", "elena")
        self.assertEqual(self.url_open(f"/despacho_crm_import/template/{mine.id}").status_code, 403)
        self.assertEqual(self.url_open("/despacho_crm_import/template/999999").status_code, 404)
