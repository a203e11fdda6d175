from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from odoo.addons.despacho_crm.models.person.res_partner import COLUMNS, LINKS

from .common import DespachoCommon
from .merge_common import MergeCommon

NAMES = (*COLUMNS, *LINKS)


class PersonCommon(DespachoCommon):
    """Nuria may see personal data; Ana, Sara and Marta, for all that they may do, do not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nuria = cls._new_user("nuria", "despacho_crm.group_despacho_person,base.group_allow_export")
        cls.sport = cls.env.ref("despacho_crm.person_hobby_sport")
        cls.saves = cls.env.ref("despacho_crm.person_spending_saves")
        cls.eva = cls.env["res.partner"].create({"name": "Eva Ros"})
        cls.env.flush_all()

    def fill(self, partner=None, **values):
        partner = (partner or self.eva).with_user(self.nuria)
        partner.write(
            {
                "birth_date": "1980-05-17",
                "sex": "female",
                "professional_situation": "employee",
                "occupation": "Maestra",
                "postal_box": "Apartado 12",
                "geographic_area": "Gràcia",
                "hobby_ids": [Command.link(self.sport.id)],
                "spending_habit_ids": [Command.link(self.saves.id)],
                **values,
            }
        )
        return partner

    def kept(self, partner):
        """Return {field: value} of what is kept of ``partner``."""
        self.env.flush_all()
        self.env.invalidate_all()
        return {name: partner.sudo()[name] for name in NAMES if partner.sudo()[name]}


@tagged("post_install", "-at_install")
class TestPerson(PersonCommon):
    """What is known of private individuals."""

    def test_the_age_follows_from_the_date_of_birth(self):
        today = fields.Date.context_today(self.eva)
        eva = self.fill(birth_date=today - relativedelta(years=40))
        self.assertEqual(eva.age, 40)
        eva.birth_date = today - relativedelta(years=40) + timedelta(days=1)
        self.assertEqual(eva.age, 39)
        eva.birth_date = False
        self.assertFalse(eva.age)

    def test_people_are_found_by_their_age(self):
        today = fields.Date.context_today(self.eva)
        people = self.env["res.partner"].create(
            [
                {"name": f"De {days}", "birth_date": today - relativedelta(years=30) - timedelta(days=days)}
                for days in (-1, 0, 1)
            ]
        )
        for domain, found in (
            ([("age", "=", 30)], people[1:]),
            ([("age", "=", 29)], people[0]),
            ([("age", ">=", 30)], people[1:]),
            ([("age", ">", 29)], people[1:]),
            ([("age", "<", 30)], people[0]),
            ([("age", "<=", 30), ("age", ">=", 29)], people),
            ([("age", "in", [29, 30])], people),
            ([("age", "!=", 30)], people[0]),
            ([("age", "=", False)], people.browse()),
        ):
            with self.subTest(domain):
                partners = self.as_user(self.nuria).search([*domain, ("id", "in", people.ids)], order="id")
                self.assertEqual(partners, found.with_user(self.nuria))

    def test_nobody_is_born_tomorrow_nor_so_long_ago(self):
        for day in (fields.Date.context_today(self.eva) + timedelta(days=1), date(1850, 1, 1)):
            with self.subTest(day), self.assertRaisesRegex(ValidationError, "cannot have been born"):
                self.fill(birth_date=day)

    def test_only_private_individuals_have_them(self):
        firm_contact = {"name": "Jon", "company_name": "Bar Pepe"}
        delivery = {"name": "Almacén", "type": "delivery", "parent_id": self.pilar.id}
        other = self.env["res.partner"].create([firm_contact, delivery])
        for partner in (self.vega, self.luis, self.ana.partner_id, *other):
            for values in ({"birth_date": "1980-05-17"}, {"hobby_ids": [Command.link(self.sport.id)]}):
                with self.subTest(f"{partner.name} {values}"), self.assertRaises(ValidationError):
                    partner.with_user(self.nuria).write(values)
        self.fill(self.pilar)

    def test_a_professional_contact_is_not_created_with_them(self):
        with self.assertRaisesRegex(ValidationError, "professional contact of «Talleres Vega SL»"):
            self.as_user(self.nuria).create({"name": "Jon", "parent_id": self.vega.id, "sex": "male"})

    def test_a_file_does_not_get_them_in_either(self):
        partners = self.as_user(self.nuria)
        result = partners.load(["name", "parent_id/.id", "birth_date"], [["Jon", str(self.vega.id), "1980-05-17"]])
        self.assertFalse(result["ids"])
        self.assertIn("professional contact", result["messages"][0]["message"])
        self.assertTrue(partners.load(["name", "birth_date"], [["Jon", "1980-05-17"]])["ids"])

    def test_a_copy_of_a_person_has_none(self):
        self.assertFalse(self.kept(self.fill().copy()))


@tagged("post_install", "-at_install")
class TestPersonAside(PersonCommon):
    """Who becomes a professional contact."""

    def join_company(self, user=None):
        self.eva.with_user(user or self.ana).parent_id = self.vega

    def test_their_data_are_set_aside_whoever_does_it(self):
        self.fill()
        self.join_company()
        self.assertFalse(self.kept(self.eva))
        self.assertTrue(self.eva.with_user(self.nuria).person_aside_notice)
        with self.assertRaises(AccessError):
            self.eva.person_aside_ids.with_user(self.nuria).read(["content"])

    def test_they_come_back_when_it_was_a_mistake(self):
        before = self.kept(self.fill())
        self.join_company()
        self.eva.with_user(self.ana).parent_id = False
        self.assertEqual(self.kept(self.eva), before)
        self.assertFalse(self.eva.person_aside_ids)

    def test_becoming_a_company_sets_them_aside_too(self):
        for values in ({"is_company": True}, {"company_type": "company"}, {"company_name": "Su empresa"}):
            with self.subTest(values):
                self.fill()
                self.eva.write(values)
                self.assertFalse(self.kept(self.eva))
                self.eva.write({"is_company": False, "company_name": False})
                self.assertEqual(len(self.kept(self.eva)), len(NAMES))

    def test_the_form_says_it_before_saving(self):
        self.fill()
        with (
            self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs,
            Form(self.eva.with_user(self.nuria)) as form,
        ):
            form.parent_id = self.vega
        self.assertIn("set aside", logs.output[0])

    def test_they_are_erased_after_a_month(self):
        self.fill()
        self.join_company()
        aside = self.eva.person_aside_ids
        self.run_night()
        self.assertTrue(aside.exists())
        aside.erase_on = fields.Date.context_today(aside)
        self.run_night()
        self.assertFalse(aside.exists())
        self.eva.parent_id = False
        self.assertFalse(self.kept(self.eva))

    def test_they_are_erased_at_once_when_asked(self):
        self.fill()
        self.join_company()
        self.eva.with_user(self.nuria).action_person_erase()
        self.assertFalse(self.eva.person_aside_ids)

    def test_at_night_what_is_out_of_its_place_is_set_aside(self):
        self.fill()
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET is_company = TRUE WHERE id = %s", [self.eva.id])
        self.env.invalidate_all()
        self.run_night()
        self.assertFalse(self.kept(self.eva))
        self.assertTrue(self.eva.person_aside_ids)

    def run_night(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_person").method_direct_trigger()
        self.env.invalidate_all()


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


@tagged("post_install", "-at_install")
class TestPersonMerge(MergeCommon, PersonCommon):
    """Joining contacts."""

    def test_joined_individuals_keep_what_is_known_of_either(self):
        twin = self.env["res.partner"].create({"name": "Eva Ros Gil"})
        self.fill(twin, occupation=False)
        self.eva.occupation = "Maestra"
        self.env["res.partner"]._lifecycle_update_all()
        before = self.dump()
        merge = self.join(self.eva, twin)
        self.assertEqual(len(self.kept(self.eva)), len(NAMES))
        self.undo(merge)
        self.assert_same_dump(before, self.dump())

    def test_a_company_gets_no_personal_data_and_undoing_gives_them_back(self):
        self.fill()
        self.env["res.partner"]._lifecycle_update_all()
        before = self.dump()
        merge = self.join(self.vega, self.eva)
        self.assertFalse(self.kept(self.vega))
        self.undo(merge)
        self.assert_same_dump(before, self.dump())

    def test_an_individual_that_becomes_a_company_has_none_and_undoing_gives_them_back(self):
        self.fill(hobby_ids=[Command.clear()], spending_habit_ids=[Command.clear()])
        self.env["res.partner"]._lifecycle_update_all()
        before = self.dump()
        merge = self.join(self.eva, self.two)
        self.assertTrue(self.eva.is_company)
        self.assertFalse(self.kept(self.eva))
        self.undo(merge)
        self.assert_same_dump(before, self.dump())
