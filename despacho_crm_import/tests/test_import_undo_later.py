from odoo.tests import tagged

from .lead_case import LeadCase
from .undo_common import UndoCase

_PEOPLE = ("Pau Vila", "Ana Roca")


@tagged("post_install", "-at_install")
class TestImportUndoLater(UndoCase):
    """In whichever order two files on one value are undone, whoever it is of, what was before the first returns."""

    def _people(self, function, company=False, filename="a.csv"):
        """Return a file that says what Ana does: in a row of her own below that of her company, or beside it."""
        # The row that says the most is that of the company.
        lines = [] if company else [f"{self.nifs[0]};Acme Suministros SL;Vic;08500;Pau Vila;Socio"]
        lines.append(f"{self.nifs[0]};Acme Suministros SL;;;Ana Roca;{function}")
        content = self.csv("NIF;Empresa;Población;CP;Contacto;Cargo", *lines)
        day = "2026-02-01" if filename == "b.csv" else "2026-01-01"
        return self.run_import(content, "crm", filename=filename, source_date=day)

    def _ana(self):
        people = [{"name": name, "parent_id": self.acme.id} for name in _PEOPLE]
        ana = self.env["res.partner"].create(people)[1]
        self.later()
        return ana

    def test_a_person_named_beside_the_company_and_then_in_a_row_of_their_own(self):
        for beside_first in (True, False):
            with self.subTest(beside_first=beside_first):
                ana = self._ana()
                first = self._people("Gerente", beside_first)
                self.later()
                second = self._people("Directora", not beside_first, "b.csv")
                self.assertEqual(ana.function, "Directora")
                own, beside = (first, second) if not beside_first else (second, first)
                self.assertEqual(beside.row_ids.partner_id, self.acme)
                self.assertEqual(own.row_ids.partner_id, self.acme | ana)
                self.undo(first)
                self.assertEqual(ana.function, "Directora")
                told = " ".join(filter(None, first.row_ids.mapped("undo_reason")))
                self.assertIn("of «b.csv» wrote it", told)
                self.undo(second)
                self.assertFalse(ana.function)
                self.acme.child_ids.unlink()

    def test_a_person_whom_a_later_row_of_the_company_completed_says_so(self):
        first = self.run_import(
            self.csv(
                "NIF;Empresa;Contacto", f"{self.nifs[0]};Acme Suministros SL;Pau Vila", f"{self.nifs[0]};;Ana Roca"
            ),
            "agenda",
        )
        self.later()
        second = self._people("Gerente", True, "b.csv")
        self.assertEqual(self.acme.child_ids.filtered(lambda one: one.name == "Ana Roca").function, "Gerente")
        self.undo(first)
        self.assertEqual(self.acme.child_ids.mapped("name"), ["Ana Roca"])
        told = " ".join(filter(None, first.row_ids.mapped("undo_reason")))
        self.assertIn("of «b.csv» wrote to it later: undo that first", told)
        self.undo(second)
        self.undo(first)
        self.assertFalse(self.acme.child_ids)


@tagged("post_install", "-at_install")
class TestImportLeadUndoLater(UndoCase, LeadCase):
    """The same of leads, be they of nobody in the base."""

    def _list(self, phone, filename, date):
        content = self._fair(f"Uno SL;;;{self.nifs[1]};;{phone};;;;;;")
        return self._import(content, filename=filename, source_date=date)

    def test_two_lists_that_completed_a_lead_without_contact(self):
        lead = self.env["crm.lead"].create(
            {"type": "lead", "name": "Web", "partner_name": "Uno SL", "vat": self.nifs[1]}
        )
        self.later()
        first = self._list("937 11 11 11", "a.csv", "2026-01-01")
        self.later()
        self.assertEqual(lead.phone, "+34 937 11 11 11")
        second = self._list("937 22 22 22", "b.csv", "2026-02-01")
        if lead.phone != "+34 937 22 22 22":
            second.row_ids.action_pick("phone", "file")
        self.assertEqual(lead.phone, "+34 937 22 22 22")
        self.assertFalse(lead.partner_id)
        self.undo(first)
        self.assertEqual(lead.phone, "+34 937 22 22 22")
        self.assertIn("row 2 of «b.csv» wrote it", first.row_ids.undo_reason)
        self.undo(second)
        self.assertFalse(lead.phone)

    def test_a_lead_of_one_list_that_another_completed_says_so(self):
        first = self._list("", "a.csv", "2026-01-01")
        self.later()
        second = self._list("937 22 22 22", "b.csv", "2026-02-01")
        lead = self._leads(first)
        self.assertEqual((lead.phone, self._leads(second)), ("+34 937 22 22 22", lead))
        self.undo(first)
        self.assertTrue(lead.exists())
        self.assertIn("Row 2 of «b.csv» wrote to it later: undo that first", first.row_ids.undo_reason)
        self.undo(second)
        self.undo(first)
        self.assertFalse(lead.exists())
