from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .registry_common import RegistryCommon

_ACT = "Ceses/Dimisiones. Adm. Unico: X Y."


@tagged("post_install", "-at_install")
class TestRegistryDay(RegistryCommon):
    """The gazette is read day by day, whatever happens meanwhile, and nothing of it twice."""

    def test_a_day_is_read_province_by_province(self):
        self.publish(("TALLERES VEGA SL", _ACT), ("OTRA COSA SL", _ACT))
        self.publish(("NADIE SA", _ACT), province="28", title="MADRID")
        self.read_gazette()
        day = self.day()
        self.assertEqual((day.state, day.documents, day.entries, day.matched), ("read", 2, 3, 1))
        self.assertEqual(self.act_of("TALLERES VEGA SL").partner_id, self.vega)
        self.assertFalse(self.act_of("OTRA COSA SL"), "what is of no use is not kept")

    def test_what_is_read_is_not_asked_for_again(self):
        self.publish(("TALLERES VEGA SL", _ACT))
        self.read_gazette()
        asked = len([path for path in self.services.asked_of("borme") if "txt.php" in path])
        self.read_gazette()
        self.assertEqual(len([path for path in self.services.asked_of("borme") if "txt.php" in path]), asked)
        self.assertEqual(len(self.act_of("TALLERES VEGA SL")), 1)

    def test_a_day_without_bulletin_is_a_holiday_once_it_is_over(self):
        self.read_gazette()
        self.assertEqual(self.day().state, "holiday")
        self.assertEqual(self.day(self.today).state, "open", "today's may not be out yet")
        self.assertTrue(self.provider.retry_at > fields.Datetime.now())
        self.assertFalse(self.provider.failures)

    def test_todays_bulletin_is_read_once_it_is_out(self):
        self.read_gazette()
        self.publish(("TALLERES VEGA SL", _ACT), day=self.today)
        self.provider.retry_at = False
        self.read_gazette()
        self.assertEqual(self.day(self.today).state, "read")
        self.assertEqual(self.act_of("TALLERES VEGA SL").date, self.today)

    def test_after_an_outage_all_days_are_caught_up_in_order(self):
        self.days.search([]).unlink()
        self.days.create({"date": self.today - timedelta(days=30), "state": "read"})
        dates = [self.today - timedelta(days=count) for count in (29, 20, 3, 1)]
        for count, date in enumerate(dates):
            self.publish((f"NUEVA {count} SL", "Constitución. Comienzo de operaciones: 1.08.26."), day=date)
        self.read_gazette()
        read = self.days.search([("state", "=", "read"), ("entries", ">", 0)], order="date")
        self.assertEqual(read.mapped("date"), dates)
        self.assertEqual(self.days.search_count([("state", "=", "holiday")]), 30 - 1 - 4)
        self.assertEqual(self.acts.search([("state", "=", "candidate")], order="date").mapped("date"), dates)

    def test_what_would_be_forgotten_at_once_is_not_caught_up(self):
        self.days.search([]).unlink()
        self.days.create({"date": self.today - timedelta(days=400), "state": "read"})
        self.read_gazette()
        first = self.days.search([("date", ">", self.today - timedelta(days=400))], order="date", limit=1)
        self.assertEqual(first.date, self.today - timedelta(days=90))

    def test_a_base_that_begins_reads_the_last_week(self):
        self.days.search([]).unlink()
        self.read_gazette()
        self.assertEqual(min(self.days.search([]).mapped("date")), self.today - timedelta(days=7))

    def test_a_gazette_that_fails_is_left_in_peace_and_goes_on_where_it_was(self):
        self.publish(("TALLERES VEGA SL", _ACT))
        self.publish(("NADIE SA", _ACT), province="28", title="MADRID")
        for mood in ("status", "drop", "garbage", "page"):
            self.services.mood("borme", mood, times=1)
            self.provider.retry_at = False
            self.read_gazette()
            self.assertEqual(self.day().state, "open", mood)
            self.assertTrue(self.provider.retry_at > fields.Datetime.now())
            self.assertTrue(self.day().message)
        self.provider.retry_at = False
        self.read_gazette()
        self.assertEqual((self.day().state, self.day().entries, self.provider.failures), ("read", 2, 0))
        self.assertFalse(self.day().message)

    def test_while_it_waits_nothing_is_asked(self):
        self.publish(("TALLERES VEGA SL", _ACT))
        self.services.mood("borme", "busy", times=1, retry_after="600")
        self.read_gazette()
        wait = self.provider.retry_at - fields.Datetime.now()
        self.assertTrue(timedelta(minutes=9) < wait <= timedelta(minutes=10))
        self.services.asked.clear()
        self.read_gazette()
        self.assertFalse(self.services.asked)

    def test_a_provider_that_is_paused_reads_nothing(self):
        self.publish(("TALLERES VEGA SL", _ACT))
        self.provider.state = "paused"
        self.read_gazette()
        self.assertFalse(self.services.asked)
        self.provider.with_user(self.sara).action_resume()
        self.read_gazette()
        self.assertEqual(self.day().state, "read")

    def test_its_pace_is_that_of_the_provider(self):
        for province in ("10", "28", "08"):
            self.publish(("TALLERES VEGA SL", _ACT), province=province)
        self.provider.rate = 3
        self.read_gazette()
        self.assertEqual(len(self.services.asked), 3, "the list and two documents in a minute")
        self.assertEqual(self.day().state, "open")
        self.provider.write({"retry_at": False, "window_start": False, "rate": 0})
        self.read_gazette()
        self.assertEqual(self.day().state, "read")

    def test_a_document_that_cannot_be_read_is_left_out_in_the_end_and_said(self):
        self.publish(("TALLERES VEGA SL", _ACT))
        self.publish(("NADIE SA", _ACT), province="28", title="MADRID")
        answer = self.services.answer_borme

        def spoiled(path, query, body):
            if query.get("id", [""])[0].endswith("-28"):
                return 200, "text/html", "<html><body>Error</body></html>"
            return answer(path, query, body)

        with patch.object(self.services, "answer_borme", spoiled):
            day = self.try_for_a_day()
        self.assertEqual((day.state, day.entries), ("read", 1))
        self.assertIn("MADRID", day.message)

    def test_a_list_that_cannot_be_read_does_not_stop_the_days_after_it(self):
        self.publish(("TALLERES VEGA SL", _ACT), day=self.today)
        answer = self.services.answer_borme

        def spoiled(path, query, body):
            if path.endswith(f"{self.yesterday:%Y%m%d}"):
                return 200, "text/html", "<html><body>Error</body></html>"
            return answer(path, query, body)

        with patch.object(self.services, "answer_borme", spoiled):
            self.assertIn("could not be read", self.try_for_a_day().message)
            self.provider.retry_at = False
            self.read_gazette()
        self.assertEqual(self.act_of("TALLERES VEGA SL").partner_id, self.vega)

    def try_for_a_day(self):
        """Have what cannot be read tried again and again, for a while and then for a day; return the day."""
        for _count in range(6):
            self.provider.retry_at = False
            self.read_gazette()
        day = self.day()
        self.assertEqual(day.state, "open", "whoever mends the gazette has not had the time")
        day.tries = {name: [count, "2020-01-01 00:00:00"] for name, (count, _since) in day.tries.items()}
        self.provider.retry_at = False
        with mute_logger("odoo.addons.despacho_crm.models.registry.despacho_registry_day_read"):
            self.read_gazette()
        return day

    @mute_logger("odoo.addons.despacho_crm.models.registry.despacho_registry_day_read")
    def test_what_a_document_says_that_cannot_be_kept_does_not_stop_the_day(self):
        self.publish(("TALLERES VEGA SL", _ACT))
        self.publish(("NADIE SA", _ACT), province="28", title="MADRID")
        come = type(self.acts)._come

        def broken(acts, day, document, entries):
            if document.title == "MADRID":
                raise ValueError("something unforeseen")
            return come(acts, day, document, entries)

        with patch.object(type(self.acts), "_come", broken):
            self.read_gazette()
        self.assertEqual((self.day().state, self.day().matched), ("read", 1))
        self.assertIn("MADRID", self.day().message)

    def test_new_companies_of_the_wanted_provinces_and_objects_are_candidates(self):
        self.firm.registry_words = "hostelería, BARES"
        self.publish(
            ("UNA SL", "Constitución. Comienzo de operaciones: 1.08.26. Objeto social: La hosteleria en general. "
             "Domicilio: C/ MAYOR 1 (TRUJILLO). Capital: 3.000,00 Euros. Nombramientos. Adm. Unico: RUIZ SOL ANA."),
            ("OTRA SL", "Constitución. Objeto social: Consultoría. Domicilio: C/ SOL 1 (CACERES)."),
        )  # fmt: skip
        self.publish(("TERCERA SL", "Constitución. Objeto social: Bares."), province="28", title="MADRID")
        self.read_gazette()
        [candidate] = self.acts.search([("state", "=", "candidate")])
        self.assertEqual((candidate.name, candidate.kind, candidate.state_id), ("UNA SL", "constitution", self.caceres))
        self.assertEqual((candidate.street, candidate.city, candidate.capital), ("C/ MAYOR 1", "TRUJILLO", 3000))
        self.assertEqual(candidate.officer_ids.mapped("name"), ["RUIZ SOL ANA"])
        self.assertEqual(candidate.company_id, self.firm)

    def test_without_provinces_the_firms_own_is_wanted(self):
        self.firm.write({"registry_state_ids": [(5,)], "state_id": self.madrid.id})
        self.publish(("UNA SL", "Constitución. Objeto social: Bares."), province="28", title="MADRID")
        self.publish(("OTRA SL", "Constitución. Objeto social: Bares."))
        self.read_gazette()
        self.assertEqual(self.acts.search([("state", "=", "candidate")]).mapped("name"), ["UNA SL"])

    def test_candidates_are_forgotten_in_time_and_what_is_ours_is_not(self):
        self.publish(("UNA SL", "Constitución. Objeto social: Bares."), ("TALLERES VEGA SL", _ACT))
        self.read_gazette()
        self.acts.search([]).date = self.today - timedelta(days=91)
        self.read_gazette()
        self.assertEqual(self.acts.search([]).mapped("name"), ["TALLERES VEGA SL"])

    def test_what_it_did_is_among_the_work_of_the_providers(self):
        self.publish(("TALLERES VEGA SL", _ACT), ("OTRA SL", _ACT))
        self.read_gazette()
        run = self.env["despacho.enrichment.run"].search([("provider_id", "=", self.provider.id)])
        self.assertEqual((run.asked, run.found), (2, 1))
