from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .person_common import NAMES, PersonCommon


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
