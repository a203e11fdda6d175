from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .census_case import TARGET, CensusCase


@tagged("post_install", "-at_install")
class TestImportCensusUndo(CensusCase):
    """What a list brought goes, and what it wrote over returns."""

    def test_the_census_is_as_before(self):
        self.census(self.line(0), self.line(1, phone="911223344"))
        before = self.all_values()
        record = self.census(
            self.line(0, people="50", city="Leganés"), self.line(1), self.line(2), source_date="2026-09-30"
        )
        self.assertEqual(self.found(0).city, "Leganés")
        record.action_undo()
        self.assertEqual(self.all_values(), before)
        self.assertEqual((record.state, record.undoable_count), ("undone", 0))

    def test_what_a_later_list_wrote_over_stays_until_that_one_is_undone(self):
        first = self.census(self.line(0), self.line(1))
        second = self.census(self.line(0, people="50"), source_date="2026-09-30")
        first.action_undo()
        self.assertFalse(self.found(1))
        self.assertEqual((self.found(0).employees, first.state), (50, "done"))
        self.assertIn("1", first.headline)
        second.action_undo()
        self.assertEqual(self.found(0).employees, 3)
        first.action_undo()
        self.assertEqual((first.state, self.Company.search_count([])), ("undone", 0))

    def test_what_a_later_list_had_too_stays_until_that_one_is_undone(self):
        first = self.census(self.line(0), self.line(1))
        second = self.census(self.line(0), filename="otra.csv")
        third = self.census(self.line(0), filename="posterior.csv", source_date="2026-09-30")
        self.assertEqual((second.census_counts["same"], third.census_counts["same"]), (1, 1))
        self.found(0).action_undo_chosen()
        self.assertEqual((third.census_counts["same"], third.census_counts["update"], third.state), (0, 0, "undone"))
        self.assertIn("said the same", str(self.found(0).origin_html))
        first.action_undo()
        self.assertEqual((bool(self.found(0)), bool(self.found(1)), first.state), (True, False, "done"))
        second.action_undo()
        self.assertTrue(self.found(0))
        first.action_undo()
        self.assertEqual((first.state, self.Company.search_count([])), ("undone", 0))

    def test_there_is_nothing_to_undo_twice(self):
        record = self.census(self.line(0))
        record.action_undo()
        with self.assertRaises(UserError):
            record.action_undo()

    def test_it_may_be_reviewed_again(self):
        record = self.census(self.line(0))
        record.action_undo()
        again = self.env["despacho.import"].browse(record.action_review_again()["res_id"])
        again.action_apply()
        self.assertEqual((again.target, again.created_count), ("census", 1))

    def test_of_chosen_companies_a_list_at_a_time(self):
        first = self.census(self.line(0), self.line(1), self.line(2))
        second = self.census(
            self.line(0, people="50"), self.line(1, people="60"), self.line(3), source_date="2026-09-30"
        )
        chosen = self.found(0) | self.found(2) | self.found(3)
        message = chosen.action_undo_chosen()["params"]["message"]
        self.assertIn("3 of 3", message)
        self.assertEqual((first.created_count, second.created_count, second.updated_count), (2, 0, 1))
        self.assertIn("one by one", str(second.census_html))
        self.assertEqual((self.found(0).employees, self.found(1).employees), (3, 60))
        self.assertFalse(self.found(2) | self.found(3))
        self.assertEqual((first.state, first.undoable_count), ("done", 2))
        self.assertEqual((second.state, second.undoable_count), ("done", 1))
        self.assertIn("chosen: 2", second.message_ids[0].body)
        self.found(0).action_undo_chosen()
        self.assertFalse(self.found(0))
        for record in (second, first):
            self.found(1).action_undo_chosen()
            self.assertEqual((record.state, record.undoable_count), ("undone", 0))
        self.assertFalse(self.Company.search_count([]))

    def test_what_stands_in_the_way_of_some_chosen_companies_does_not_hold_up_the_others(self):
        first, second, third = (self.census(self.line(number), filename=f"{number}.csv") for number in range(3))
        second.sudo()._settle({"state": "applying"})
        third.sudo().company_id = self.env["res.company"].create({"name": "Sucursal"})
        chosen = self.found(0) | self.found(1) | self.found(2)
        done = chosen.with_user(self.steward).action_undo_chosen()["params"]
        self.assertIn("1 of 3", done["message"])
        self.assertIn("another company, in 2", done["message"])
        self.assertEqual((bool(self.found(0)), bool(self.found(1)), bool(self.found(2))), (False, True, True))
        with self.assertRaisesRegex(UserError, "0 of 2"):
            (self.found(1) | self.found(2)).with_user(self.steward).action_undo_chosen()

    def test_chosen_companies_of_a_list_that_was_stopped_do_not_return_when_it_goes_on(self):
        record = self.census(self.line(0), self.line(1), apply=False)
        with patch(f"{TARGET}.BATCH", 1):
            record._settle({"state": "applying"})
            record._apply_next_batch(1)
        record._settle({"state": "stopped"})
        self.found(0).action_undo_chosen()
        self.assertEqual(record.state, "stopped")
        record.action_apply()
        self.assertEqual((bool(self.found(0)), bool(self.found(1)), record.state), (False, True, "done"))

    def test_what_was_written_over_and_changed_since_is_told(self):
        self.census(self.line(0))
        self.census(self.line(0, people="50"), source_date="2026-09-30")
        self.found(0).employees = 7
        told = self.found(0).action_undo_chosen()["params"]
        self.assertEqual((self.found(0).employees, told["type"]), (7, "warning"))
        self.assertIn("In 1 of them", told["message"])

    def test_chosen_companies_that_somebody_changed_stay(self):
        record = self.census(self.line(0), self.line(1))
        self.found(0).city = "Tecleada"
        with self.assertRaisesRegex(UserError, "changed"):
            self.found(0).action_undo_chosen()
        (self.found(0) | self.found(1)).action_undo_chosen()
        self.assertEqual((self.found(0).city, self.found(1).exists()), ("Tecleada", self.Company))
        self.assertEqual((record.state, record.census_counts["edited"]), ("undone", 1))

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_users_undo_nothing_that_they_choose(self):
        self.census(self.line(0))
        with self.assertRaises(AccessError):
            self.found(0).with_user(self.user).action_undo_chosen()

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_users_undo_nothing(self):
        record = self.census(self.line(0))
        with self.assertRaises(AccessError):
            record.with_user(self.user).action_undo()


@tagged("post_install", "-at_install")
class TestImportCensusUndoChanged(CensusCase):
    """What somebody changed since stays as they left it."""

    def test_what_was_changed_in_an_updated_company_stays(self):
        self.census(self.line(0, city="Soria", people="3"))
        record = self.census(self.line(0, city="Burgos", people="50"), source_date="2026-09-30")
        self.found(0).city = "Tecleada"
        record.action_undo()
        one = self.found(0)
        self.assertEqual((one.city, one.employees, one.size_class), ("Tecleada", 3, "micro"))
        self.assertEqual((record.state, record.census_counts["kept"]), ("undone", 1))
        self.assertIn("1", record.headline)
        self.assertIn("of 1 others", record.message_ids[0].body)

    def test_an_activity_stays_with_its_classification(self):
        self.census(self.line(0))
        other = f"{self.keys[0]};Empresa 0 SL;28901;Getafe;Madrid;6832;3;"
        header = "CIF;Razón Social;CP;Municipio;Provincia;CNAE 2025;Empleados;Teléfono"
        record = self.census(other, header=header, census_cnae_year="2025", source_date="2026-09-30")
        self.found(0).cnae = "6910"
        record.action_undo()
        self.assertEqual((self.found(0).cnae, self.found(0).cnae_year), ("6910", "2025"))

    def test_a_created_company_that_was_changed_stays_and_is_told(self):
        record = self.census(self.line(0), self.line(1))
        self.found(0).city = "Tecleada"
        self.assertEqual(record.undoable_count, 1)
        record.action_undo()
        self.assertEqual(self.found(0).city, "Tecleada")
        self.assertFalse(self.found(1))
        self.assertEqual((record.state, record.census_counts["edited"]), ("undone", 1))
        self.assertIn("1 new ones", record.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "stays"):
            record.unlink()

    def test_what_was_changed_before_a_later_list_returns_with_it(self):
        first = self.census(self.line(0))
        self.found(0).city = "Tecleada"
        second = self.census(self.line(0, city="Burgos"), source_date="2026-09-30")
        second.action_undo()
        self.assertEqual(self.found(0).city, "Tecleada")
        self.assertEqual(first.undoable_count, 0)

    def test_a_list_that_only_updated_and_failed_is_not_deleted(self):
        self.census(self.line(0))
        record = self.census(self.line(0, people="9"), source_date="2026-09-30")
        record.state = "failed"
        with self.assertRaisesRegex(UserError, "stays"):
            record.unlink()
        record.action_undo()
        record.state = "failed"
        record.unlink()
        self.assertEqual(self.found(0).employees, 3)
