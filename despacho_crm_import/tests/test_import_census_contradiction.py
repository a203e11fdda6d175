from odoo.tests import tagged

from .census_case import CensusCase


@tagged("post_install", "-at_install")
class TestImportCensusContradiction(CensusCase):
    """Of rows of one NIF that say different things the fullest one prevails, and a person is told of the others."""

    def told(self, record):
        """Return [(row, what it says otherwise)]."""
        return [(row.number, row.reason.partition("otherwise: ")[2]) for row in record.row_ids.sorted("number")]

    def test_the_row_that_does_not_count_says_in_what_it_differs(self):
        record = self.census(
            self.line(1, phone="912 34 56 78"),
            self.line(1, name="Otra cosa SL", city="Parla", phone="912 34 56 78"),
            self.line(2),
        )
        self.assertEqual((self.found(1).name, self.found(1).city), ("Empresa 1 SL", "Getafe"))
        self.assertEqual(self.told(record), [(3, "name or company name, town")])
        self.assertEqual((record.row_ids.verdict, record.row_ids.state), ("duplicate_in_file", "skipped"))
        self.assertEqual((record.census_counts["repeated"], record.census_counts["contradicting"]), (1, 1))
        self.assertIn("say otherwise", record.census_html)

    def test_the_order_of_the_rows_is_no_matter(self):
        self.census(
            self.line(2),
            self.line(1, name="Otra cosa SL", people="", city="Parla"),
            self.line(1, phone="912 34 56 78"),
        )
        one = self.found(1)
        self.assertEqual((one.name, one.city, one.employees), ("Empresa 1 SL", "Getafe", 3))
        self.assertEqual(one.import_row, 4)

    def test_rows_of_one_company_complete_one_another(self):
        record = self.census(self.line(1, people=""), self.line(2), self.line(1, city="", phone="912 34 56 78"))
        one = self.found(1)
        self.assertEqual((one.city, one.employees, one.phone), ("Getafe", 3, "+34 912 34 56 78"))
        self.assertEqual(one.size_class, "micro")
        self.assertFalse(record.row_ids)
        counts = record.census_counts
        self.assertEqual((counts["create"], counts["repeated"], record.census_read), (2, 1, record.row_count))

    def test_what_they_say_together_is_compared_with_what_the_census_had(self):
        self.census(self.line(1))
        record = self.census(self.line(1, people=""), self.line(1, people="", phone="912 34 56 78"))
        self.assertEqual((record.updated_count, self.found(1).employees, bool(self.found(1).phone)), (1, 3, True))
        record.action_undo()
        self.assertFalse(self.found(1).phone)

    def test_what_is_blank_or_only_written_otherwise_contradicts_nothing(self):
        record = self.census(
            self.line(1, name="Empresa Uno S.L.", phone="912 34 56 78"),
            self.line(1, name="EMPRESA UNO SL", people="", city="GETAFE"),
        )
        self.assertFalse(record.row_ids)
        self.assertEqual(record.census_counts["repeated"], 1)
        self.assertNotIn("contradicting", record.census_counts)

    def test_each_of_several_rows_is_compared_with_the_one_that_prevails(self):
        record = self.census(
            self.line(1, phone="912 34 56 78"), self.line(1, city="Parla"), self.line(1), self.line(1, people="9")
        )
        self.assertEqual(self.told(record), [(3, "town"), (5, "employees")])

    def test_a_later_list_that_the_census_has_contradicts_nothing(self):
        self.census(self.line(1, city="Leganés"), source_date="2026-09-30")
        record = self.census(self.line(1), self.line(1))
        self.assertFalse(record.row_ids)
