from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase
from .exported_case import ExportedCase

#: What a list of contacts is exported with, as the screen of exports offers it.
COMPATIBLE = [
    "id", "name", "vat", "is_company", "street", "street2", "zip", "city", "state_id/id", "country_id/id", "phone",
    "email", "website", "function", "ref", "comment", "category_id/id", "lang", "parent_id/id",
]  # fmt: skip
LABELLED = [
    ".id", "complete_name", "vat", "company_type", "street", "zip", "city", "state_id", "state_id/name", "country_id",
    "phone", "email", "website", "function", "comment", "category_id", "user_id", "company_id", "parent_id/vat",
    "bank_ids/acc_number", "active",
]  # fmt: skip


@tagged("post_install", "-at_install")
class TestImportExported(ExportedCase):
    """A list that was exported from here comes back unchanged, or with what was changed in it and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.steward.group_ids += cls.env.ref("base.group_partner_manager")
        spain = cls.env.ref("base.es")
        cls.tags = cls.env["res.partner.category"].create([{"name": "Cliente, de siempre"}, {"name": "VIP"}])
        cls.company = cls.env["res.partner"].create(
            {
                "name": "Talleres Ñandú SL",
                "is_company": True,
                "vat": cls.nifs[5],
                "street": "C/ Mayor, 1",
                "zip": "08001",
                "city": "Barcelona",
                "state_id": cls.env.ref("base.state_es_b").id,
                "country_id": spain.id,
                "phone": "+34 931 22 22 22",
                "email": "Info@Nandu.example",
                "website": "https://www.nandu.example",
                "comment": "<p>Paga <b>a 60 días</b></p><ul><li>uno</li></ul>",
                "category_id": [(6, 0, cls.tags.ids)],
                "bank_ids": [
                    (0, 0, {"acc_number": "ES9121000418450200051332"}),
                    (0, 0, {"acc_number": "ES7921000813610123456789"}),
                ],
            }
        )
        cls.person = cls.env["res.partner"].create(
            {"name": "Ana Puig", "parent_id": cls.company.id, "function": "Gerente", "phone": "+34 600 11 22 33"}
        )
        cls.foreigner = cls.env["res.partner"].create(
            {
                "name": "=Acme «Ltd»",
                "is_company": True,
                "state_id": cls.env.ref("base.state_us_5").id,
                "country_id": cls.env.ref("base.us").id,
                "phone": "+1 650-555-0111",
                "comment": "<p>- una raya</p>",
            }
        )
        cls.all = cls.company | cls.person | cls.foreigner | cls.acme

    def test_an_exported_list_brings_nothing_new_in_any_form_or_language(self):
        for paths, compatible in ((COMPATIBLE, True), (LABELLED, False)):
            for lang in ("es_ES", "en_US"):
                for kind in ("xlsx", "csv"):
                    with self.subTest(compatible=compatible, lang=lang, kind=kind):
                        record = self.bring(self.export(self.all, paths, compatible, lang, kind))
                        self.assertEqual(record.profile, "odoo")
                        self.assertVerdicts(record, same=4)
                        self.assertEqual(set(record.row_ids.mapped("reason_code")), {"exported"})
                        self.assertEqual(record.row_ids.partner_id, self.all)

    def test_a_list_without_numbers_is_known_by_its_name_and_by_what_it_says(self):
        paths = ["complete_name", "email", "phone", "vat", "city", "country_id", "company_id", "category_id"]
        for lang in ("es_ES", "en_US"):
            record = self.bring(self.export(self.all, paths, False, lang, "csv"))
            self.assertEqual(record.profile, "odoo")
            self.assertVerdicts(record, same=4)

    def test_renamed_and_without_technical_titles_it_is_known_by_its_labels(self):
        paths = ["complete_name", "vat", "city", "lifecycle", "temperature"]
        for lang in ("es_ES", "en_US"):
            with self.subTest(lang):
                _name, content = self.export(self.all, paths, False, lang, "csv")
                record = self.bring(("clientes.csv", content))
                self.assertEqual(record.profile, "odoo")
                self.assertVerdicts(record, same=4)

    def test_a_changed_cell_is_the_only_change_be_it_of_what_a_person_typed(self):
        for paths, compatible in ((COMPATIBLE, True), (LABELLED, False)):
            for old, new, field in (
                ("'+34 931 22 22 22", "+34 931 33 33 33", "phone"),
                ("Gerente", "Directora", "function"),
                ("C/ Mayor, 1", "C/ Menor, 2", "street"),
                (self.company.vat, f"ES{self.nifs[6]}", "nif"),
            ):
                with self.subTest(field=field, compatible=compatible):
                    record = self.bring(self.edit(self.export(self.all, paths, compatible, kind="csv"), old, new))
                    changed = record.row_ids.filtered(lambda row: row.verdict == "update")
                    self.assertEqual({name for row in changed for name in row.changes}, {field})
                    self.assertVerdicts(record, same=4 - len(changed), update=len(changed))
                    self.assertFalse(any(record.row_ids.mapped("kept")))

    def test_a_changed_cell_is_written(self):
        exported = self.edit(self.export(self.all, COMPATIBLE, kind="csv"), "Gerente", "Directora")
        record = self.bring(exported)
        record.action_apply()
        self.assertEqual(record.error_count, 0, record.row_ids.mapped("error"))
        self.assertEqual(self.person.function, "Directora")
        self.assertEqual(self.person.parent_id, self.company)
        self.assertVerdicts(self.bring(self.export(self.all, COMPATIBLE, kind="csv")), same=4)

    def test_a_company_is_renamed_by_its_number(self):
        exported = self.edit(self.export(self.all, COMPATIBLE, kind="csv"), "Talleres Ñandú SL", "Talleres Nuevos SL")
        record = self.bring(exported)
        record.action_apply()
        self.assertEqual(self.company.name, "Talleres Nuevos SL")

    def test_an_emptied_cell_wipes_nothing(self):
        record = self.bring(self.edit(self.export(self.all, COMPATIBLE, kind="csv"), "Gerente", ""))
        self.assertVerdicts(record, same=4)

    def test_a_province_is_changed_by_its_identifier(self):
        record = self.bring(
            self.edit(self.export(self.company, COMPATIBLE, kind="csv"), "base.state_es_b", "base.state_es_gi")
        )
        self.assertEqual(record.row_ids.changes, {"state": ["B", "GI"]})

    def test_a_row_that_somebody_added_is_new(self):
        filename, content = self.export(self.all, ["id", "name", "vat", "phone"], kind="csv")
        content += f'"","Nueva SL","{self.nifs[9]}","931 44 44 44"\r\n'.encode()
        record = self.bring((filename, content))
        self.assertVerdicts(record, same=4, create=1)

    def test_the_number_of_another_base_is_nobody_here(self):
        content = self.csv(".id,name,vat,phone", f"{self.acme.id},Otra Cosa SL,{self.nifs[10]},931 55 55 55")
        record = self.bring(("Contacto (res.partner).csv", content))
        self.assertVerdicts(record, create=1)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_whoever_may_not_see_a_record_neither_changes_nor_copies_it(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        hidden = self.env["res.partner"].create(
            {"name": "Oculta SL", "is_company": True, "vat": self.nifs[11], "company_id": other.id}
        )
        exported = self.edit(self.export(hidden, ["id", "name", "city"], kind="csv"), "Oculta SL", "Vista SL")
        record = self.bring(exported)
        self.assertVerdicts(record, rejected=1)
        self.assertEqual(record.row_ids.reason_code, "not_readable")
        self.assertIn("may not see", record.row_ids.reason)
        self.assertNotIn("Oculta", str(record.row_ids.read()))

    def test_reading_what_was_exported_makes_no_identifiers(self):
        exported = self.export(self.company, ["name", "vat", "state_id/id", "category_id/id"], kind="csv")
        self.env["ir.model.data"].search([("model", "=", "res.partner"), ("res_id", "=", self.company.id)]).unlink()
        before = self.env["ir.model.data"].search_count([])
        self.assertVerdicts(self.bring(exported), same=1)
        self.assertEqual(self.env["ir.model.data"].search_count([]), before)

    def test_an_ordinary_list_is_not_taken_for_an_exported_one(self):
        record = self.review(self.csv("NIF;Nombre;Teléfono", f"{self.acme.vat};Acme Suministros SL;931 99 99 99"))
        self.assertFalse(record.profile)
        self.assertEqual(record.row_ids.kept["phone"][2], "typed")

    def test_headings_of_groups_are_no_contacts(self):
        content = self.csv("Nombre,Teléfono,NIF,ID externo", "Madrid (2),,,", f"Acme,,{self.acme.vat},")
        record = self.bring(("Contacto (res.partner).csv", content))
        self.assertEqual(len(record.row_ids), 1)

    def test_a_lead_exported_comes_back_unchanged(self):
        self.steward.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        leads = self.env["crm.lead"].create(
            [
                {"name": "Pide nóminas", "partner_name": "Uno SL", "email_from": "a@uno.example", "phone": "931111222"},
                {"name": "Otra cosa", "contact_name": "Eva Gil", "description": "<p>Llamar</p>", "city": "Vigo"},
            ]
        )
        compatible = ["id", "name", "partner_name", "contact_name", "email_from", "phone", "city", "description",
                      "state_id/id", "tag_ids/id", "stage_id/id"]  # fmt: skip
        labelled = [
            ".id",
            "name",
            "contact_name",
            "email_from",
            "partner_id",
            "team_id",
            "stage_id",
            "expected_revenue",
        ]
        for paths, compat in ((compatible, True), (labelled, False)):
            for lang in ("es_ES", "en_US"):
                with self.subTest(compat=compat, lang=lang):
                    record = self.bring(self.export(leads, paths, compat, lang, "xlsx"), target="lead")
                    self.assertEqual(record.profile, "odoo")
                    self.assertVerdicts(record, same=2)
        record = self.bring(self.edit(self.export(leads, compatible, kind="csv"), "Vigo", "Lugo"), target="lead")
        self.assertVerdicts(record, same=1, update=1)
        changed = record.row_ids.filtered(lambda row: row.verdict == "update")
        self.assertEqual(set(changed.changes), {"city"})

    def test_any_contact_comes_back_unchanged(self):
        text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=12)
        word = text.map(lambda one: f"a{one}".strip())
        people = st.lists(
            st.fixed_dictionaries(
                {"name": word},
                optional={
                    "street": text,
                    "city": text,
                    "zip": st.from_regex(r"[0-9]{4,5}", fullmatch=True),
                    "phone": st.sampled_from(["931 22 33 44", "+34 600 11 22 33", "dos", "(+1) 650-555", "-"]),
                    "email": st.sampled_from(["A@B.example", "sin", "a@b.example, c@d.example"]),
                    "function": text,
                    "ref": text,
                    "is_company": st.booleans(),
                    "comment": text.map(lambda one: f"<p>{one.replace('<', '').replace('&', '')}</p>"),
                },
            ),
            min_size=1,
            max_size=4,
        )

        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(people, st.booleans(), st.sampled_from(["xlsx", "csv"]), st.sampled_from(["es_ES", "en_US"]))
        def comes_back(contacts, compatible, kind, lang):
            with self.env.cr.savepoint() as savepoint:
                records = self.env["res.partner"].create(contacts)
                paths = COMPATIBLE if compatible else LABELLED
                record = self.bring(self.export(records, paths, compatible, lang, kind))
                self.assertVerdicts(record, same=len(records))
                savepoint.rollback()
                self.env.invalidate_all()

        comes_back()


@tagged("post_install", "-at_install")
class TestImportExportedRights(ImportCase):
    def test_who_may_not_read_contacts_of_another_company_gets_no_word_of_them(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env, "otra", groups="despacho_crm.group_steward", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        self.acme.company_id = self.env.company
        content = self.csv(".id,name,phone", f"{self.acme.id},Acme Suministros SL,931 99 99 99")
        record = self.review(content, "list", filename="Contacto (res.partner).csv", user=foreign, company_id=other.id)
        self.assertVerdicts(record, rejected=1)
        self.assertFalse(record.row_ids.partner_id)
