from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from .agenda_common import AgendaCommon


@tagged("post_install", "-at_install")
class TestAgendaDays(AgendaCommon):
    """The log grouped by days: a page of days is counted without counting all the others."""

    def setUp(self):
        super().setUp()
        self.env["mail.activity"].search([]).unlink()
        for day in (-900, -400, -30, -30, -3, 0, 5):
            self.plan(self.nominas, day)
        self.plan(self.pilar, -200, self.sara)

    def by_day(self, domain=(), limit=3, offset=0, order=None):
        asked = self.agenda.with_user(self.ana).web_read_group(
            list(domain), ["date:day"], ["__count"], limit=limit, offset=offset, order=order
        )
        return [(group["date:day"][0], group["__count"]) for group in asked["groups"]], asked["length"]

    def as_odoo(self, **arguments):
        """Return what Odoo's own grouping gives."""
        with patch.object(type(self.agenda), "_is_broad", lambda *args: False):
            return self.by_day(**arguments)

    def counted(self, **arguments):
        """Return the spans of days, in days, in which rows were counted."""
        spans = []
        read = type(self.agenda).formatted_read_group

        def note(records, domain, *args, **kwargs):
            days = [one.value for one in domain.iter_conditions() if one.field_expr == "date"]
            spans.append((max(days) - min(days)).days if days else None)
            return read(records, domain, *args, **kwargs)

        with patch.object(type(self.agenda), "formatted_read_group", note):
            self.by_day(**arguments)
        return spans

    def test_the_pages_are_those_of_odoo(self):
        pages = [
            {"limit": limit, "offset": offset, "order": order}
            for limit in (1, 3, 80)
            for offset in (0, 3)
            for order in (None, "date desc")
        ]
        for page in pages:
            self.assertEqual(self.by_day(**page), self.as_odoo(**page), page)
        days, length = self.by_day(limit=80)
        self.assertEqual(len(days), length)
        self.assertIn((str(self.today - timedelta(days=30)), 2), days)

    def test_only_the_days_of_the_page_are_counted(self):
        [span] = self.counted(limit=2)
        self.assertEqual(span, 500, "from the first to the second")
        [span] = self.counted(limit=2, order="date desc")
        self.assertLess(span, 40)

    def test_what_was_planned_a_moment_ago_is_there(self):
        self.plan(self.nominas, -1200)
        [first, *_others], _length = self.by_day()
        self.assertEqual(first, (str(self.today - timedelta(days=1200)), 1))

    def test_who_has_few_rows_sees_them_all(self):
        page = {"domain": [("user_id", "=", self.sara.id)], "limit": 2}
        self.assertEqual(self.by_day(**page), self.as_odoo(**page))
        self.assertEqual(self.by_day(**page), ([(str(self.today - timedelta(days=200)), 1)], 1))
        self.assertEqual(self.by_day([("user_id", "=", self.marta.id)]), ([], 0))

    def test_a_search_and_other_groups_are_those_of_odoo(self):
        self.assertEqual(self.counted(domain=[("client_search", "ilike", "vega")]), [None])
        months = self.agenda.with_user(self.ana).web_read_group([], ["date:month"], ["__count"], limit=2)
        self.assertEqual(len(months["groups"]), 2)
        self.assertGreater(months["length"], 2)

    def test_meetings_e_mails_and_changes_of_stage_have_their_days_too(self):
        self.meet(-600, self.luis)
        self.receive(self.nominas)
        self.assertEqual(self.by_day(limit=80), self.as_odoo(limit=80))
        self.assertIn((str(self.today - timedelta(days=600)), 1), self.by_day(limit=80)[0])
