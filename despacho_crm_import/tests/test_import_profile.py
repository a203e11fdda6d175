import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase

LINES = ("NIF;Nombre;Ref. interna zz;Zona", "{};Uno SL;C-77;Norte")


@tagged("post_install", "-at_install")
class TestImportProfile(ImportCase):
    """What a person corrects of a file is a list known by its name from then on."""

    def teach(self, lines=LINES, fields=None, filename="listado_perez_software_2026-10.csv", number=1, **values):
        """Return an import whose columns a person corrected, reviewed."""
        record = self.upload(self.csv(lines[0], lines[1].format(self.nifs[number])), filename=filename, **values)
        record.action_read()
        for place, field in (fields or {2: "notes"}).items():
            record.column_ids[place].field = field
        record.action_review()
        return record

    def bring(self, *lines, **values):
        record = self.upload(self.csv(*lines), **values)
        record.action_read()
        return record

    def test_a_corrected_file_gives_its_name_to_the_next_one_of_its_shape(self):
        known = self.teach().profile_id
        self.assertEqual(known.name, "Listado perez software")
        again = self.bring("Zona;NIF;REF INTERNA ZZ;Nombre", f"Sur;{self.nifs[2]};C-78;Dos SL", filename="x.csv")
        self.assertEqual(again.profile_id, known)
        self.assertEqual(again.column_ids[2].field, "notes")
        self.assertEqual(again.column_ids[2].guess_reason, "profile")
        again.action_review()
        self.assertEqual(self.env["despacho.import.profile"].search([("kind", "=", "learned")]), known)

    def test_a_file_that_nobody_corrected_teaches_nothing(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        self.assertFalse(record.profile_id)

    def test_what_is_corrected_again_corrects_the_list(self):
        known = self.teach().profile_id
        again = self.teach(fields={2: "ref"}, number=2)
        self.assertEqual(again.profile_id, known)
        self.assertEqual(known.columns["ref interna zz"], "ref")

    def test_a_correction_taken_back_is_taken_back_from_the_list(self):
        record = self.teach()
        record.action_back()
        record.column_ids[2].field = False
        record.action_review()
        self.assertEqual(record.profile_id.columns["ref interna zz"], "")

    def test_columns_joined_by_a_person_are_joined_in_the_next_file(self):
        lines = ("NIF;Nombre;Calle;Num", "{};Uno SL;Calle Mayor;12")
        self.teach(lines, {2: "street", 3: "street"})
        again = self.bring(lines[0], lines[1].format(self.nifs[2]))
        self.assertEqual(again.column_ids.mapped("field"), ["nif", "name", "street", "street"])

    def test_a_list_with_one_more_column_is_still_known(self):
        lines = ("NIF;Nombre;Calle;CP;Localidad;Apodo zz", "{};Uno SL;Mayor 1;28001;Madrid;Los Uno")
        known = self.teach(lines, {5: "trade_name"}).profile_id
        again = self.bring(lines[0] + ";Saldo", lines[1].format(self.nifs[2]) + ";12")
        self.assertEqual(again.profile_id, known)
        self.assertEqual(again.column_ids[5].field, "trade_name")

    def test_a_list_with_other_columns_is_not_taken_for_it(self):
        self.teach()
        self.assertFalse(self.bring("NIF;Nombre;Teléfono;Móvil;Zona", f"{self.nifs[2]};Dos SL;;;").profile_id)

    def test_files_without_titles_are_known_by_what_stands_where(self):
        rows = [f"{self.nifs[n]};apodo{n};Empresa {n} SL;28001;93123450{n}" for n in range(1, 6)]
        record = self.upload(self.csv(*rows), filename="salida.csv")
        record.action_read()
        self.assertEqual(record.header_row, 0)
        record.column_ids[1].field = "trade_name"
        record.action_review()
        self.assertTrue(record.profile_id.no_header)
        others = [f"{self.nifs[n]};mote{n};Compañía {n} SL;08001;93123451{n}" for n in range(6, 10)]
        again = self.bring(*others, filename="salida2.csv")
        self.assertEqual(again.profile_id, record.profile_id)
        self.assertEqual(again.column_ids[1].field, "trade_name")
        moved = [f"apodo{n};{self.nifs[n]};Empresa {n} SL;28001;93123450{n}" for n in range(1, 6)]
        self.assertFalse(self.bring(*moved, filename="salida3.csv").profile_id)

    def test_the_sheet_the_titles_and_the_letters_are_remembered(self):
        def book(nif):
            book = openpyxl.Workbook()
            book.active.title = "Resumen"
            book.active.append(["Concepto", "Total"])
            book.active.append(["Clientes", 12])
            sheet = book.create_sheet("Detalle")
            sheet.append(["Clave zz", "Cosa zz"])
            sheet.append([nif, "Uno SL"])
            buffer = io.BytesIO()
            book.save(buffer)
            return buffer.getvalue()

        record = self.upload(book(self.nifs[1]), filename="resumen.xlsx")
        record.action_read()
        record.sheet_id = record.sheet_ids[1]
        record.action_read()
        record.column_ids[0].field, record.column_ids[1].field = "nif", "name"
        record.action_review()
        self.assertEqual(record.profile_id.sheet, "Detalle")
        again = self.upload(book(self.nifs[2]), filename="resumen.xlsx")
        again.action_read()
        self.assertEqual(again.profile_id, record.profile_id)
        self.assertEqual(again.sheet_id.name, "Detalle")
        self.assertEqual(again.column_ids.mapped("field"), ["nif", "name"])

    def test_wrong_letters_put_right_once_are_right_the_next_time(self):
        lines = ("NIF;Razón Social;Año zz;Dirección", "{};Peñón SL;1998;Ñora 1")
        content = self.csv(lines[0], lines[1].format(self.nifs[1]), encoding="mac-roman")
        record = self.upload(content)
        record.action_read()
        record.encoding = "mac-roman"
        record.action_read()
        record.column_ids[2].field = "notes"
        record.action_review()
        again = self.upload(self.csv(lines[0], lines[1].format(self.nifs[2]), encoding="mac-roman"))
        again.action_read()
        self.assertEqual(again.profile_id, record.profile_id)
        self.assertEqual(again.encoding, "mac-roman")
        self.assertEqual(again.column_ids[1].samples_text, "Peñón SL")

    def test_rows_without_nif_are_treated_as_the_last_time(self):
        self.teach(rows_without_nif="leave")
        self.assertEqual(self.bring(LINES[0], LINES[1].format(self.nifs[2])).rows_without_nif, "leave")

    def test_another_source_than_the_last_time_is_pointed_at(self):
        self.teach()
        self.assertTrue(self.bring(LINES[0], LINES[1].format(self.nifs[2]), source="agenda").is_source_doubtful)

    def test_several_lists_of_one_shape_live_side_by_side(self):
        first = self.teach().profile_id
        other = self.upload(self.csv(LINES[0], LINES[1].format(self.nifs[2])), filename="proveedores.csv")
        other.action_read()
        self.assertEqual(other.profile_id, first)
        other.action_decline_profile()
        self.assertFalse(other.profile_id)
        self.assertNotEqual(other.column_ids[2].field, "notes")
        other.column_ids[2].field = "ref"
        other.action_review()
        second = other.profile_id
        self.assertNotEqual(second, first)
        self.assertEqual(second.name, "Proveedores")
        self.assertEqual(first.columns["ref interna zz"], "notes")
        for name, wanted in (("listado perez software 2027.csv", first), ("Proveedores (2).csv", second)):
            self.assertEqual(self.bring(LINES[0], LINES[1].format(self.nifs[3]), filename=name).profile_id, wanted)

    def test_a_forgotten_list_is_archived_and_no_file_is_read_so(self):
        known = self.teach().profile_id
        again = self.bring(LINES[0], LINES[1].format(self.nifs[2]))
        again.action_forget_profile()
        self.assertFalse(known.active)
        self.assertFalse(again.profile_id)
        self.assertFalse(self.bring(LINES[0], LINES[1].format(self.nifs[2])).profile_id)
        known.active = True
        self.assertEqual(self.bring(LINES[0], LINES[1].format(self.nifs[2])).profile_id, known)

    def test_the_steward_corrects_a_column_in_the_list_itself(self):
        known = self.teach().profile_id.with_user(self.steward)
        known.column_ids[3].field = "tags"
        self.assertEqual(self.bring(LINES[0], LINES[1].format(self.nifs[2])).column_ids[3].field, "tags")

    def test_a_list_knows_the_program_too(self):
        lines = ("CODCLI;NIFCLI;NOFCLI;ZZ propio", "1;{};Uno SL;cosa")
        known = self.teach(lines, {3: "notes"}).profile_id
        self.assertEqual(known.shape, "factusol")
        again = self.bring(lines[0], lines[1].format(self.nifs[2]))
        self.assertEqual((again.profile, again.profile_id), ("factusol", known))

    def test_lists_of_known_programs_stay_as_they_are(self):
        program = self.env["despacho.import.profile"].search([("shape", "=", "factusol")]).with_user(self.steward)
        self.assertEqual(program.kind, "program")
        self.assertEqual(program.columns["nofcli"], "name")
        for change in (
            lambda: program.write({"name": "Otro"}),
            lambda: program.column_ids[0].write({"field": False}),
            lambda: program.unlink(),
            lambda: (
                self.env["despacho.import.profile.column"]
                .with_user(self.steward)
                .create({"profile_id": program.id, "header": "Nueva"})
            ),
        ):
            with self.assertRaises(UserError):
                change()

    def test_nobody_makes_a_list_pass_for_one_of_the_program(self):
        mine = (
            self.env["despacho.import.profile"]
            .with_user(self.steward)
            .create({"name": "Mía", "kind": "template", "company_id": False})
        )
        self.assertEqual((mine.kind, mine.company_id), ("learned", self.env.company))

    def test_the_lists_of_the_program_are_made_once(self):
        Profile = self.env["despacho.import.profile"]
        before = Profile.search([("kind", "!=", "learned")])
        Profile._sync_known()
        self.assertEqual(Profile.search([("kind", "!=", "learned")]), before)
        self.assertGreaterEqual(set(before.mapped("shape")), {"holded", "factusol", "outlook"})

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_who_may_see_and_correct_lists(self):
        known = self.teach().profile_id
        outsider = new_test_user(self.env, "pepe", groups="base.group_user")
        for user, allowed in ((self.steward, "read write create unlink"), (self.user, "read"), (outsider, "")):
            for model in ("despacho.import.profile", "despacho.import.profile.column"):
                for operation in ("read", "write", "create", "unlink"):
                    with self.subTest(f"{user.login} {operation} {model}"):
                        self.assertEqual(
                            self.env[model].with_user(user).has_access(operation), operation in allowed.split()
                        )
        with self.assertRaises(AccessError):
            known.with_user(self.user).name = "Otro"

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_each_company_learns_its_own(self):
        known = self.teach().profile_id
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env, "otra", groups="despacho_crm.group_steward", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        Profile = self.env["despacho.import.profile"].with_user(foreign)
        self.assertFalse(Profile.search([("id", "=", known.id)]))
        self.assertTrue(Profile.search([("kind", "=", "program")]))
        self.assertFalse(
            self.env["despacho.import.profile.column"].with_user(foreign).search([("profile_id", "=", known.id)])
        )
        record = self.upload(self.csv(LINES[0], LINES[1].format(self.nifs[2])), user=foreign, company_id=other.id)
        record.action_read()
        self.assertFalse(record.profile_id)
        with self.assertRaises(AccessError):
            known.with_user(foreign).name = "Otro"
