from odoo.exceptions import AccessError
from odoo.tests import tagged

from .completion_common import PHONE, CompletionCommon


@tagged("post_install", "-at_install")
class TestCompletionNight(CompletionCommon):
    """What the job does by itself, what it leaves to a person, and what the page of the night says."""

    # Off, and on

    def test_nothing_is_joined_until_the_firm_turns_it_on(self):
        one, other = self.two("Bodegas Sotillo")
        night = self.run_night()
        self.assertTrue(one.active and other.active and self.needy.active and self.holder.active)
        self.assertEqual((night.joined, night.completed), (0, 0))
        self.assertGreaterEqual(night.found_certain, 2)
        self.assertGreaterEqual(night.waiting, 2)
        self.assertEqual(night.waiting_nif, 1)
        self.assertGreater(night.seconds, 0)

    def test_each_switch_turns_on_its_own_work(self):
        one, other = self.two("Bodegas Sotillo")
        self.turn_on("match_auto_join")
        night = self.run_night()
        self.assertEqual((night.joined, night.completed), (1, 0))
        self.assertNotEqual(one.active, other.active)
        self.assertTrue(self.needy.active and self.holder.active)
        self.turn_on("match_auto_complete")
        night = self.run_night()
        self.assertEqual((night.joined, night.completed), (1, 1))
        self.assertNotEqual(self.needy.active, self.holder.active)

    def test_what_the_job_completed_says_so(self):
        self.turn_on()
        night = self.run_night()
        stays = self.holder if self.holder.active else self.needy
        merge = night.merge_ids.filtered("completed_nif")
        self.assertEqual((merge.partner_id, merge.automatic), (stays, True))
        self.assertIn("by the night job", stays.with_user(self.ana).nif_completed_note)
        self.assertIn("same phone, similar name", stays.nif_completed_note)

    def test_a_certain_lead_gets_its_number_and_client_and_gives_them_back(self):
        self.turn_on("match_auto_complete")
        self.needy.unlink()
        lead = self.new_lead(phone="943112233")
        night = self.run_night()
        self.env.invalidate_all()
        self.assertEqual((lead.partner_id, lead.nif_key), (self.holder, "B58378431"))
        merge = night.merge_ids
        self.assertEqual((merge.lead_id, merge.automatic, night.completed), (lead, True, 1))
        night.with_user(self.sara).action_undo_all()
        self.assertFalse(lead.partner_id or lead.nif_key)
        self.run_night()
        self.assertFalse(lead.partner_id, "the job does not insist")

    def test_a_lead_is_answered_where_it_wrote_from_whoever_its_company_is(self):
        self.turn_on("match_auto_complete")
        self.needy.unlink()
        self.holder.write({"email": "info@zubizarreta.example", "website": "https://zubizarreta.example"})
        lead = self.new_lead(phone="943112233", email_from="iker@zubizarreta.example")
        silent = self.new_lead(phone="943112233", website="https://zubizarreta.example")
        messages = lead.message_ids
        self.run_night()
        self.assertEqual((lead.partner_id, lead.email_from), (self.holder, "iker@zubizarreta.example"))
        self.assertEqual((self.holder.email, self.holder.phone), ("info@zubizarreta.example", PHONE))
        self.assertEqual(lead.phone, "943112233")
        self.assertEqual(lead.message_ids, messages)
        self.assertEqual(silent.email_from, "info@zubizarreta.example")
        lead.partner_name = "Zubizarreta"
        self.env.flush_all()
        self.assertEqual(lead.email_from, "iker@zubizarreta.example")

    def test_only_a_manager_turns_it_on(self):
        firm = self.firm
        for user in (self.ana, self.sara, self.pau):
            with self.assertRaises(AccessError):
                firm.with_user(user).match_auto_join = True
        rehearsal = self.rehearse()
        for method in ("action_turn_join", "action_turn_complete"):
            with self.assertRaises(AccessError):
                getattr(rehearsal, method)()
        rehearsal = self.rehearse(self.marta)
        rehearsal.action_turn_join()
        self.assertEqual((firm.match_auto_join, firm.match_auto_complete), (True, False))
        rehearsal.action_turn_join()
        self.assertFalse(firm.match_auto_join)

    def test_an_administrator_who_is_no_manager_of_the_firm_does_not_turn_it_on(self):
        system = self._new_user("sistemas", "base.group_system,base.group_user")
        with self.assertRaises(AccessError):
            self.firm.with_user(system).match_auto_complete = True
        self.firm.with_user(system).match_auto_complete = False  # nothing changes

    # Rehearsal

    def test_the_rehearsal_says_what_would_be_done_and_what_not_and_changes_nothing(self):
        one, other = self.two("Bodegas Sotillo")
        user, twin = self.two("Agroindustrial Lopez", phone="+34 973 22 33 44")
        self._new_user("empleado", "base.group_user").partner_id = user
        before = self.env["despacho.merge"].search_count([])
        rehearsal = self.rehearse()
        self.assertEqual(self.line(rehearsal, one).verdict, "join")
        self.assertIn(other.display_name, self.line(rehearsal, one).names)
        self.assertEqual(
            (self.line(rehearsal, self.needy).verdict, self.line(rehearsal, self.needy).nif), ("complete", "B58378431")
        )
        left = self.line(rehearsal, twin)
        self.assertEqual(left.verdict, "leave")
        self.assertIn("signs in as a user", left.reason)
        self.assertEqual((rehearsal.would_join, rehearsal.would_complete, rehearsal.would_leave), (1, 1, 1))
        self.assertTrue(one.active and other.active and self.needy.active)
        self.assertEqual(self.env["despacho.merge"].search_count([]), before)

    def test_the_night_does_what_was_rehearsed(self):
        one, _other = self.two("Bodegas Sotillo")
        user, _twin = self.two("Agroindustrial Lopez", phone="+34 973 22 33 44")
        self._new_user("empleado", "base.group_user").partner_id = user
        rehearsal = self.rehearse()
        self.turn_on()
        night = self.run_night()
        self.assertEqual(
            (night.joined, night.completed, night.left),
            (rehearsal.would_join, rehearsal.would_complete, rehearsal.would_leave),
        )

    def test_who_may_rehearse_and_see_the_nights(self):
        self.run_night()
        for user in (self.ana, self.ines, self.pau, self.rosa):
            with self.assertRaises(AccessError):
                self.env["despacho.match.rehearsal"].with_user(user).action_rehearse()
            with self.assertRaises(AccessError):
                self.nights.with_user(user).search([])
            with self.assertRaises(AccessError):
                self.nights.search([], limit=1).with_user(user).action_undo_all()
        for user in (self.sara, self.marta):
            night = self.nights.with_user(user).search([], limit=1)
            self.assertTrue(night)
            for change in (lambda night=night: night.write({"joined": 7}), night.unlink):
                with self.assertRaises(AccessError):
                    change()
        mine = self.rehearse()
        with self.assertRaises(AccessError):
            mine.with_user(self.marta).read(["would_join"])
