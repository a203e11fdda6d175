from contextlib import contextmanager

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from .common import DespachoCommon

TAKEN = "already belongs to «Talleres Vega SL»"


@tagged("post_install", "-at_install")
class TestIdentityUnique(DespachoCommon):
    """One NIF, one company, within the scope in which contacts are shared."""

    def colliding(self, vat="B58378431", **values):
        """Return two companies with one number, as a base from before the rule has them."""
        self.firm.nif_mandatory = False
        twins = self.new_company("Sol SL", vat=vat, **values) | self.new_company("Sol, S.L.", vat=vat, **values)
        self.firm.nif_mandatory = True
        return twins

    @contextmanager
    def refused_by_the_database(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            yield
            self.env.flush_all()

    def test_a_number_in_the_base_is_refused_in_any_spelling_and_the_company_named(self):
        for vat in ("B12345674", "b-12.345.674", "ESB12345674", "B1234567D".replace("D", "4")):
            with self.subTest(vat), self.assertRaisesRegex(ValidationError, TAKEN):
                self.as_user(self.ana).create({"name": "Vega", "is_company": True, "vat": vat})
        with self.assertRaisesRegex(ValidationError, TAKEN):
            self.pilar.vat = "B12345674"

    def test_people_without_company_are_unique_too(self):
        with self.assertRaisesRegex(ValidationError, "already belongs to «Pilar Ruiz»"):
            self.env["res.partner"].create({"name": "Pilar R.", "vat": "12345678z"})

    def test_foreign_numbers_are_unique_however_they_are_written(self):
        self.new_company("Dupont", vat="FR23334175221", country_id=self.france.id)
        with self.assertRaisesRegex(ValidationError, "already belongs to «Dupont»"):
            self.new_company("Dupont SA", vat="23 334 175 221", country_id=self.france.id)

    def test_an_archived_company_keeps_its_number_and_says_where_it_is(self):
        self.vega.active = False
        with self.assertRaisesRegex(ValidationError, "which is archived"):
            self.new_company(vat="B12345674")

    def test_the_same_number_twice_in_one_batch_is_refused(self):
        rows = [
            {"name": f"Sol {n}", "is_company": True, "vat": vat} for n, vat in enumerate(("B58378431", "b58378431"))
        ]
        with self.assertRaisesRegex(ValidationError, "comes twice"):
            self.env["res.partner"].create(rows)
        with self.assertRaisesRegex(ValidationError, "comes twice"):
            (self.new_company("Uno") | self.new_company("Dos")).write({"vat": "B58378431"})

    def test_an_import_names_the_company_that_has_the_number(self):
        rows = [["Vega", "1", "B12345674"], ["Sol SL", "1", "B58378431"]]
        messages = self.as_user(self.ana).load(["name", "is_company", "vat"], rows)["messages"]
        self.assertIn("Talleres Vega SL", messages[0]["message"])

    def test_an_import_may_update_the_company_that_has_the_number(self):
        data = self.vega.export_data(["id"])["datas"]
        result = self.as_user(self.ana).load(["id", "vat", "name"], [[data[0][0], "B-12345674", "Vega"]])
        self.assertFalse(result["messages"])
        self.assertEqual(self.vega.name, "Vega")

    def test_writing_its_own_number_again_changes_nothing(self):
        self.vega.with_user(self.ana).write({"vat": "b-12345674", "country_id": self.spain.id})
        self.assertEqual(self.vega.nif_key, "B12345674")

    def test_a_number_that_was_freed_may_be_taken(self):
        self.vega.vat = False
        self.assertEqual(self.new_company(vat="B12345674").nif_key, "B12345674")

    def test_an_establishment_shares_the_number_of_its_company(self):
        shop = self.new_company("Vega Vigo", parent_id=self.vega.id, vat="B-12345674")
        self.assertEqual((shop.vat, shop.nif_key), ("ESB12345674", False))
        with self.assertRaisesRegex(ValidationError, TAKEN):
            shop.write({"parent_id": False, "vat": "B12345674"})

    def test_the_database_refuses_what_went_round_python(self):
        with self.refused_by_the_database():
            self.env["res.partner"].with_context(nif_merge=BY_CODE).create({"name": "Vega", "vat": "B12345674"})
        branch = self.new_branch("Filial", "es")
        with self.refused_by_the_database():  # a shared contact and a company's own
            self.env["res.partner"].with_context(nif_merge=BY_CODE).create(
                {"name": "Vega", "vat": "B12345674", "company_id": branch.id}
            )

    def test_a_call_from_outside_cannot_say_that_it_joins_records(self):
        self.env["despacho.former.nif"].create({"partner_id": self.vega.id, "nif_key": "A58818501"})
        joining = self.as_user(self.ana, nif_merge=True)
        with self.assertRaisesRegex(ValidationError, "former NIF"):
            joining.create({"name": "Vega SA", "is_company": True, "vat": "A58818501"})
        with self.assertRaisesRegex(ValidationError, TAKEN):
            self.as_user(self.marta, "despacho.former.nif", nif_merge=True).create(
                {"partner_id": self.pilar.id, "nif_key": "B12345674"}
            )

    # Scopes

    def test_two_companies_may_each_keep_their_own_contact(self):
        branch = self.new_branch("Filial", "es")
        own = self.new_company("Sol", vat="B58378431", company_id=self.firm.id)
        other = self.new_company("Sol", vat="B58378431", company_id=branch.id)
        self.env.flush_all()
        self.assertEqual(own.nif_key, other.nif_key)
        self.assertTrue(own.nif_unique and other.nif_unique)

    def test_a_shared_contact_and_a_companys_own_exclude_each_other(self):
        branch = self.new_branch("Filial", "es")
        with self.assertRaisesRegex(ValidationError, TAKEN):
            self.new_company(vat="B12345674", company_id=branch.id)
        own = self.new_company("Sol", vat="B58378431", company_id=branch.id)
        with self.assertRaises(ValidationError):
            self.new_company("Sol", vat="B58378431")
        self.new_company("Luna", vat=self.nif_of(), company_id=self.firm.id)
        mine = self.new_company("Sol de la firma", vat="B58378431", company_id=self.firm.id)
        with self.assertRaises(ValidationError):
            own.company_id = False
        mine.unlink()
        own.company_id = False
        self.assertTrue(own.nif_unique)

    def test_the_contact_of_another_company_is_not_named_to_strangers(self):
        branch = self.new_branch("Filial", "es")
        self.new_company("Cliente Secreto", vat="B58378431", company_id=branch.id)
        with self.assertRaises(ValidationError) as caught:
            self.as_user(self.ana).create({"name": "Sol", "is_company": True, "vat": "B58378431"})
        self.assertNotIn("Secreto", str(caught.exception))
        self.assertIn("another company of the group", str(caught.exception))

    def test_companies_without_the_rule_may_repeat_a_number_among_their_own(self):
        branch = self.new_branch()
        twins = [self.new_company("Sol", vat="B58378431", company_id=branch.id) for _n in range(2)]
        self.env.flush_all()
        self.assertFalse(twins[0].nif_unique or twins[1].nif_unique)

    # Collisions from before the rule

    def test_switching_the_rule_on_marks_who_shares_a_number_and_refuses_a_third(self):
        twins = self.colliding()
        self.assertEqual(twins.mapped("nif_collision"), [True, True])
        self.assertFalse(self.vega.nif_collision)
        self.assertTrue(self.vega.nif_unique)
        with self.assertRaisesRegex(ValidationError, "already belongs to «Sol"):
            self.new_company("Tercera", vat="B58378431")

    def test_the_first_company_with_the_rule_brings_it_to_the_shared_contacts(self):
        self.env["res.company"].search([]).nif_mandatory = False
        twins = self.new_company("Sol", vat="B58378431") | self.new_company("Sol 2", vat="B58378431")
        self.new_branch("Primera", "es")
        self.assertEqual(twins.mapped("nif_collision"), [True, True])
        self.assertTrue(self.vega.nif_unique)

    def test_work_goes_on_with_marked_records(self):
        twins = self.colliding()
        twins[0].with_user(self.ana).write({"phone": "912345678", "name": "Sol SLU"})
        twins[0].active = False
        self.assertTrue(twins[1].nif_collision, "archived ones count")

    def test_deleting_one_of_two_lifts_the_mark_of_the_other(self):
        one, two = self.colliding()
        two.unlink()
        self.assertFalse(one.nif_collision)
        self.env.flush_all()
        self.assertTrue(one.nif_unique)

    def test_correcting_one_of_two_lifts_both_marks(self):
        one, two = self.colliding()
        two.with_user(self.ana).vat = self.nif_of()
        self.assertFalse(one.nif_collision or two.nif_collision)
        self.env.flush_all()
        self.assertTrue(one.nif_unique and two.nif_unique)

    def test_with_three_the_mark_stays_until_one_is_left(self):
        self.firm.nif_mandatory = False
        trio = self.env["res.partner"].concat(*[self.new_company(f"Sol {n}", vat="B58378431") for n in range(3)])
        self.firm.nif_mandatory = True
        trio[2].vat = self.nif_of()
        self.assertEqual(trio.mapped("nif_collision"), [True, True, False])
        trio[1].parent_id = trio[0]  # it was an establishment
        self.assertEqual(trio.mapped("nif_collision"), [False, False, False])

    def test_the_list_of_a_marked_record_shows_those_with_its_number(self):
        twins = self.colliding()
        action = twins[0].with_user(self.ana).action_nif_collisions()
        self.assertEqual(self.env["res.partner"].search(action["domain"]), twins)
