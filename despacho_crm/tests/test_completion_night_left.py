from contextlib import suppress
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .completion_common import CompletionCommon

_JOIN = "odoo.addons.despacho_crm.models.completion.despacho_match_night_join"


@tagged("post_install", "-at_install")
class TestCompletionNightLeft(CompletionCommon):
    """What the job leaves to a person, to another company of the group, and for when it works again."""

    # What the job leaves

    def left(self, partner):
        """Run a night with all turned on; return why the rehearsal would leave ``partner`` out."""
        reason = self.line(self.rehearse(), partner).reason
        self.turn_on()
        self.run_night()
        self.assertTrue(partner.active and not partner.merged_into_id)
        return reason

    def test_what_may_be_is_no_bridge(self):
        one, other = self.two("Bodegas Sotillo")
        third = self.new_company("Bodegas Sotillo Sur")
        self.pairs.create({"partner_id": other.id, "other_id": third.id, "band": "review", "score": 5})
        self.turn_on()
        self.run_night()
        self.assertNotEqual(one.active, other.active)
        self.assertTrue(third.active)
        self.assertFalse(third.merged_source_ids)

    def test_certain_pairs_that_hang_together_become_one(self):
        one, other = self.two("Bodegas Sotillo")
        third = self.new_company("BODEGAS SOTILLO", phone="+34 973 44 55 66")
        self.match_changes()
        self.turn_on("match_auto_join")
        night = self.run_night()
        self.assertEqual(len((one | other | third).filtered("active")), 1)
        self.assertEqual(night.joined, 1)

    def test_what_a_person_said_is_not_the_same_is_not_joined_by_a_third_one(self):
        one, other = self.two("Bodegas Sotillo")
        third = self.new_company("BODEGAS SOTILLO", phone="+34 973 44 55 66")
        self.match_changes()
        self.pair(one, third).with_user(self.sara).action_reject()
        self.assertIn("not the same", self.left(one))
        self.assertTrue(other.active and third.active)

    def test_what_was_taken_back_is_not_joined_again(self):
        one, other = self.two("Bodegas Sotillo")
        self.turn_on()
        night = self.run_night()
        self.assertNotEqual(one.active, other.active)
        night.with_user(self.sara).action_undo_all()
        self.assertTrue(one.active and other.active and self.needy.active)
        self.assertEqual(night.standing, 0)
        self.match_all()
        self.assertIn("took their joining back", self.left(one))

    def test_the_same_nif_at_another_address_is_left_to_a_person(self):
        self.holder.zip, self.needy.zip = "20001", "20300"
        self.pair(self.holder, self.needy).band = "certain"
        self.assertIn("different addresses", self.left(self.needy))

    def test_two_companies_that_fit_a_lead_are_left_to_a_person(self):
        self.needy.unlink()
        twin = self.new_company("Zubizarreta Egurrola SL", vat=self.nif_of(), phone="943112233")
        lead = self.new_lead(phone="943112233")
        self.match_changes()
        self.pairs.search([("lead_id", "=", lead.id)]).band = "certain"
        self.assertEqual(self.rows(lead).holder_id, self.holder | twin)
        self.assertTrue(all(self.rows(lead).mapped("has_rivals")))
        self.assertFalse(self.line(self.rehearse(), lead))
        self.turn_on()
        self.run_night()
        self.assertFalse(lead.partner_id)

    # Companies of the group

    def test_a_company_that_does_not_want_it_is_left_alone(self):
        branch = self.new_branch("Otra", "es")
        mine = self.two("Bodegas Sotillo", company_id=self.firm.id, phone="973445566")
        theirs = self.two("Agroindustrial Lopez", company_id=branch.id, phone="973223344")
        shared = self.two("Construcciones Puig", phone="973990011")
        companies = self.env["res.company"].search([])
        companies.match_auto_join = False
        self.firm.match_auto_join = True
        self.run_night()
        self.assertNotEqual(mine[0].active, mine[1].active)
        self.assertTrue(theirs[0].active and theirs[1].active)
        self.assertTrue(shared[0].active and shared[1].active, "what is shared is of all")
        companies.match_auto_join = True
        self.run_night()
        self.assertNotEqual(theirs[0].active, theirs[1].active)
        self.assertNotEqual(shared[0].active, shared[1].active)

    def test_a_steward_rehearses_and_takes_back_only_what_is_of_their_companies(self):
        branch = self.new_branch("Otra", "es")
        mine = self.two("Bodegas Sotillo", company_id=self.firm.id, phone="973445566")
        theirs = self.two("Agroindustrial Lopez", company_id=branch.id, phone="973223344")
        rehearsal = self.rehearse()
        self.assertTrue(self.line(rehearsal, mine[0]))
        self.assertFalse(self.line(rehearsal, theirs[0]))
        self.turn_on()
        night = self.run_night()
        night.with_user(self.sara).action_undo_all()
        self.env.invalidate_all()
        self.assertTrue(mine[0].active and mine[1].active)
        self.assertNotEqual(theirs[0].active, theirs[1].active)

    # When something goes wrong

    def test_stopped_after_a_batch_it_goes_on_with_the_rest(self):
        couples = [
            self.two(f"Bodegas {stem}", phone=f"+34 973 44 55 1{number}")
            for number, stem in enumerate(("Sotillo", "Etxeberria", "Iturralde"))
        ]
        self.turn_on("match_auto_join")
        cron = type(self.env["ir.cron"])
        with patch(f"{_JOIN}._BATCH", 1):
            answers = iter((60, 0))
            with patch.object(cron, "_commit_progress", lambda *a, **k: next(answers)):
                self.nights._cron_join()
            joined = [one.active != other.active for one, other in couples]
            self.assertEqual(sorted(joined), [False, False, True])
            with patch.object(cron, "_commit_progress", lambda *a, **k: 60):
                self.nights._cron_join()
        self.assertTrue(all(one.active != other.active for one, other in couples))
        self.assertEqual(self.nights.search([], limit=1).joined, 3)
        with patch.object(cron, "_commit_progress", lambda *a, **k: 60):
            self.nights._cron_join()
        self.assertEqual(self.nights.search([], limit=1).joined, 3)

    def test_one_that_fails_does_not_stop_the_others_and_is_told(self):
        good, bad = self.two("Bodegas Sotillo"), self.two("Agroindustrial Lopez", phone="973223344")
        self.turn_on("match_auto_join")
        merges = type(self.env["despacho.merge"])
        follow = merges._join_allowed

        def fail(self, groups, automatic):
            if any({*bad[0].ids, *bad[1].ids} & {group[0], *group[1]} for group in groups):
                raise ValueError("disk full")
            return follow(self, groups, automatic)

        with patch.object(merges, "_join_allowed", fail), self.assertLogs(_JOIN, "WARNING"):
            night = self.run_night()
        self.assertNotEqual(good[0].active, good[1].active)
        self.assertTrue(bad[0].active and bad[1].active)
        self.assertEqual(night.joined, 1)
        self.assertIn("tell the administrator", night.failed)
        self.assertNotIn("disk full", night.failed)
        self.assertIn("Agroindustrial", night.failed)

    def test_who_failed_is_named_only_to_whom_may_see_them(self):
        branch = self.new_branch("Otra", "es")
        secret = self.new_company("Cliente Secreto SL", company_id=branch.id)
        night = self.nights._tonight()
        night._note_failure("«Cliente Secreto SL» is locked", {"res.partner": secret.ids})
        night._note_failure("busy", {"res.partner": self.holder.ids})
        self.env.invalidate_all()
        seen = night.with_user(self.sara).failed
        self.assertNotIn("Secreto", seen)
        self.assertEqual(seen.splitlines()[1], f"{self.holder.display_name}: busy")
        with self.assertRaises(AccessError):
            night.with_user(self.sara).read(["failures"])
        self.give_companies(self.sara, self.firm | branch)
        seen = night.with_user(self.sara).with_context(allowed_company_ids=[self.firm.id, branch.id]).failed
        self.assertEqual(seen.splitlines()[0], "Cliente Secreto SL: «Cliente Secreto SL» is locked")

    def test_a_search_that_fails_is_told_on_the_page(self):
        engine = type(self.env["despacho.match.engine"])
        self.new_company("Bodegas Sotillo SL")

        def fail(*args, **kwargs):
            raise ValueError("no memory")

        cron = type(self.env["ir.cron"])
        rollback = patch.object(self.env.cr, "rollback", lambda: None)
        with patch.object(engine, "_match", fail), patch.object(cron, "_commit_progress", lambda *a, **k: 60):
            with rollback, suppress(ValueError):  # assertRaises would take back what was written
                self.pairs._cron_match()
                self.fail("the scheduler is not told")
        self.assertIn("The search for duplicates: Something unexpected", self.nights.search([], limit=1).failed)
