from odoo.tests import tagged

from .census_case import HEADER, CensusCase


@tagged("post_install", "-at_install")
class TestImportCensusContradiction(CensusCase):
    """Of rows of one NIF that say different things the fullest one prevails, and a person is told of the others."""

    def told(self, record):
        """Return [(row, what it says otherwise)]."""
        return [
            (row.number, row.reason.partition("otherwise: ")[2].partition(".")[0])
            for row in record.row_ids.sorted("number")
        ]

    def test_the_row_that_does_not_count_says_in_what_it_differs(self):
        record = self.census(
            self.line(1, phone="912 34 56 78"),
            self.line(1, name="Otra cosa SL", city="Parla", phone="912 34 56 78"),
            self.line(2),
        )
        self.assertEqual((self.found(1).name, self.found(1).city), ("Empresa 1 SL", "Getafe"))
        self.assertEqual(self.told(record), [(3, "name or company name, town")])
        self.assertEqual((record.row_ids.verdict, record.row_ids.state), ("duplicate_in_file", "skipped"))
        self.assertEqual(record.row_ids.name, "Otra cosa SL")
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

    def dated(self, number, day, **values):
        return f"{self.line(number, **values)};{day}"

    def test_of_rows_of_several_dates_the_earlier_ones_count_only_where_nothing_is_known(self):
        header = f"{HEADER};Fecha"
        self.census(self.dated(1, "30/06/2025", phone="912222222"), self.dated(3, "30/06/2025"), header=header)
        record = self.census(
            self.dated(1, "31/01/2020", phone="911111111", city="Parla"),
            self.dated(1, "31/01/2026"),
            self.dated(2, "31/01/2026"),
            self.dated(2, "31/01/2020", phone="911111112"),
            self.dated(3, "31/01/2020", phone="911111113"),
            self.dated(3, "31/01/2026", people="9"),
            header=header,
        )
        self.assertEqual(
            [(one.phone, one.city, str(one.data_date)) for one in (self.found(1), self.found(2), self.found(3))],
            [
                ("+34 912 22 22 22", "Getafe", "2026-01-31"),
                ("+34 911 11 11 12", "Getafe", "2026-01-31"),
                ("+34 911 11 11 13", "Getafe", "2026-01-31"),
            ],
        )
        self.assertEqual(self.found(3).employees, 9)
        counts = record.census_counts
        self.assertEqual((counts["create"], counts["update"], counts["same"], counts["repeated"]), (1, 1, 1, 3))
        # What the earlier ones say otherwise is told too.
        self.assertEqual([number for number, _what in self.told(record)], [2, 6])
        record.action_undo()
        self.assertEqual(
            (self.found(1).phone, self.found(2).id, self.found(3).phone), ("+34 912 22 22 22", False, False)
        )

    def test_the_review_shows_the_row_that_prevails(self):
        record = self.census(
            self.line(1, name="Otra cosa SL", people=""), self.line(1, phone="912 34 56 78"), apply=False
        )
        sample = {row["number"]: row["kind"] for row in record.census_review["sample"]["rows"]}
        self.assertEqual(sample, {2: "repeated", 3: "create"})
