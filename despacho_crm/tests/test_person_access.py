from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .person_common import NAMES, PersonCommon


@tagged("post_install", "-at_install")
class TestPersonAccess(PersonCommon):
    """For whoever is not of the group these fields do not exist."""

    OTHERS = ("ana", "sara", "marta", "ines", "pau")

    def others(self):
        return [getattr(self, name) for name in self.OTHERS]

    def test_nobody_else_reads_them(self):
        self.fill()
        self.env.flush_all()
        for user in self.others():
            for name in (*NAMES, "age", "person_aside_ids", "is_consumer"):
                self.env.invalidate_all()
                with self.subTest(f"{user.name}: {name}"), self.assertRaises(AccessError):
                    self.eva.with_user(user).read([name])

    def test_nobody_else_is_told_that_they_exist(self):
        for user in self.others():
            with self.subTest(user.name):
                self.assertFalse({*NAMES, "age"} & self.as_user(user).fields_get().keys())
                views = self.as_user(user).get_views([(False, "form"), (False, "search")])
                self.assertNotIn("birth_date", str(views))
                self.assertNotIn("hobby_ids", str(views))
        self.assertIn("birth_date", str(self.as_user(self.nuria).get_views([(False, "form")])))

    def test_nobody_else_looks_for_them_or_counts_them(self):
        self.fill()
        for user in self.others():
            partners = self.as_user(user)
            for domain in ([("birth_date", "<", "1990-01-01")], [("age", ">", 30)], [("hobby_ids.name", "=", "Sport")]):
                with self.subTest(f"{user.name}: {domain}"), self.assertRaises(AccessError):
                    partners.search(domain)
            for group in ("sex", "birth_date:year", "hobby_ids", "professional_situation"):
                with self.subTest(f"{user.name}: {group}"), self.assertRaises(AccessError):
                    partners.formatted_read_group([], [group], ["__count"])
            with self.subTest(f"{user.name}: order"), self.assertRaises(AccessError):
                partners.search([], order="birth_date")

    def test_nobody_else_takes_them_in_a_file(self):
        self.fill()
        export = self.env.ref("base.group_allow_export")
        for user in self.others():
            user.sudo().group_ids = [Command.link(export.id)]
            self.env.flush_all()
            for name in ("birth_date", "hobby_ids/name", "sex", "age"):
                self.env.invalidate_all()
                with self.subTest(f"{user.name}: {name}"), self.assertRaises(AccessError):
                    self.eva.with_user(user).export_data(["name", name])
        rows = self.eva.with_user(self.nuria).export_data(["name", "age", "hobby_ids/name"])["datas"]
        self.assertEqual((rows[0][0], rows[0][2]), ("Eva Ros", "Sport"))

    def test_nobody_else_reaches_them_through_other_records(self):
        self.fill()
        lead = self.env["crm.lead"].create({"name": "Renta", "partner_id": self.eva.id})
        leads = self.as_user(self.ana, "crm.lead")
        with self.assertRaises(AccessError):
            leads.search([("partner_id.birth_date", "!=", False)])
        with self.assertRaises(AccessError):
            lead.with_user(self.ana).web_read({"partner_id": {"fields": {"birth_date": {}}}})

    def test_nobody_else_writes_them(self):
        for user in self.others()[:4]:
            for name, value in (("birth_date", "1980-05-17"), ("sex", "male"), ("hobby_ids", [self.sport.id])):
                with self.subTest(f"{user.name}: {name}"), self.assertRaises(AccessError):
                    self.eva.with_user(user).write({name: value})
            with self.subTest(f"{user.name} creates"), self.assertRaises(AccessError):
                self.as_user(user).create({"name": "Jon", "sex": "male"})

    def test_whoever_may_manage_the_crm_may_not_see_them_for_that(self):
        self.assertFalse(self.marta.has_group("despacho_crm.group_despacho_person"))

    def test_the_matrix(self):
        models = ("despacho.person.trait", "despacho.person.aside")
        nothing = (False,) * 4
        matrix = dict.fromkeys(self.others(), (nothing, nothing))
        matrix[self.rosa] = (nothing, nothing)
        matrix[self.nuria] = ((True, True, True, False), (True, False, False, False))
        for user, expected in matrix.items():
            for model, rights in zip(models, expected, strict=True):
                with self.subTest(f"{user.name}: {model}"):
                    found = tuple(
                        self.env[model].with_user(user).has_access(operation)
                        for operation in ("read", "write", "create", "unlink")
                    )
                    self.assertEqual(found, rights)
