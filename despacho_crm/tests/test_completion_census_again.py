from odoo.exceptions import AccessError
from odoo.tests import tagged

from .census_match_common import CensusMatchCommon


@tagged("post_install", "-at_install")
class TestCompletionCensusAgain(CensusMatchCommon):
    """Each night only who is new is looked for in the census; who sees what was found, and what completes itself."""

    def sought(self):
        """Return who was looked for when looking again."""
        seen = []
        search = type(self.matches)._search_some

        def remember(matches, numbers, census=0):
            seen.extend(numbers)
            return search(matches, numbers, census)

        self.patch(type(self.matches), "_search_some", remember)
        self.look()
        return seen

    def test_nobody_is_looked_for_twice_unless_they_or_the_census_changed(self):
        listed, needy = self.certain()
        self.assertEqual(self.sought(), [])
        self.touch(needy)
        self.assertEqual(self.sought(), [needy.id])
        listed.city = "Irun"
        self.assertIn(needy.id, self.sought())
        self.assertEqual(self.sought(), [])

    def test_what_is_not_so_any_more_is_withdrawn(self):
        listed, needy = self.certain()
        self.assertTrue(self.found(needy))
        needy.name = "Otra cosa distinta"
        self.touch(needy)
        self.look()
        self.assertFalse(self.found(needy))
        needy.name = "Astigarraga Urkizu, S.L."
        self.touch(needy)
        self.look()
        listed.unlink()
        self.assertFalse(self.found(needy))
        self.look()
        self.assertFalse(self.matches.search([("partner_id", "=", needy.id)]))

    def test_looking_for_many_takes_as_many_queries_as_for_few(self):
        names = [f"{start}{end} Urkizu SL" for start in ("Arri", "Beko", "Goiko") for end in ("zabala", "mendi", "aga")]
        for name in names:
            self.listed(name, zip="20300", state_id=self.states["SS"], phone="943 99 88 77")
        needy = [self.alone(name, zip="20300").id for name in names]
        self.match_changes()
        self.env.flush_all()
        counts = []
        for numbers in (needy[:1], needy[:1], needy):
            before = self.env.cr.sql_log_count
            self.matches._search_some(numbers)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_the_census_is_asked_through_its_index(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        plans = []
        ask = type(self.env).execute_query_dict

        def explain(env, query):
            env.cr.execute(f"EXPLAIN {query.code}", query.params)
            plans.append("\n".join(line for (line,) in env.cr.fetchall()))
            return ask(env, query)

        self.patch(type(self.env), "execute_query_dict", explain)
        self.matches._ask_census([(1, "astigarraga & urkizu", None, None)])
        self.assertIn("despacho_census_company_words_idx", plans[0])

    # Who

    def test_each_company_of_the_group_is_told_of_its_own_census(self):
        branch = self.new_branch("Otra", "es")
        self.listed("Astigarraga Urkizu SL", phone="943 99 88 77", company_id=branch)
        own = self.alone("Astigarraga Urkizu, S.L.", phone="943 99 88 77", company_id=self.firm.id)
        shared = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77")
        theirs = self.alone("Astigarraga Urkizu, S.L.", phone="943 998 877", company_id=branch.id)
        self.look()
        for partner in (own, shared, theirs):
            self.assertFalse(self.found(partner, self.sara))
        self.assertFalse(shared.with_user(self.sara).nif_proposal)
        proposed = self.completions.search([("source", "=", "census")])
        self.assertEqual(proposed.partner_id, shared | theirs)
        self.assertEqual(proposed.company_id, branch)

    def test_who_may_see_it_and_who_may_decide(self):
        listed, needy = self.certain()
        self.assertEqual(needy.with_user(self.ana).nif_proposal, listed.nif_key)
        self.assertFalse(needy.with_user(self.ines).nif_proposal, "invoicing has no census")
        for method in ("action_nif_complete", "action_nif_not_same"):
            with self.assertRaises(AccessError):
                getattr(needy.with_user(self.ana), method)()
        for user in (self.ana, self.ines, self.sara):
            with self.assertRaises(AccessError):
                self.matches.with_user(user).search([])

    # The night

    def test_the_night_looks_and_proposes(self):
        self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="943 99 88 77")
        self.run_night()
        self.assertFalse(needy.nif_key)
        self.assertEqual(self.found(needy).band, "certain")

    def test_the_night_completes_what_is_certain_where_the_firm_wants_it(self):
        listed = self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="943 99 88 77")
        lead_listed = self.listed("Mendizorrotz Elizegi SL", phone="943 77 66 55")
        lead = self.new_lead("Mendizorrotz Elizegi SL", phone="943 77 66 55")
        self.turn_on("match_auto_complete")
        night = self.run_night()
        self.assertEqual((needy.nif_key, lead.nif_key), (listed.nif_key, lead_listed.nif_key))
        self.assertGreaterEqual(night.completed, 2)
        self.assertIn("night job", needy.nif_completed_note)
        merges = self.env["despacho.merge"].search([("completed_nif", "=", listed.nif_key)])
        self.assertEqual((merges.automatic, merges.night_id), (True, night))
        night.with_user(self.sara).action_undo_all()
        self.env.invalidate_all()
        self.assertFalse(needy.nif_key)
        self.run_night()
        self.assertFalse(needy.nif_key, "what somebody took back is left to a person")

    def test_the_night_leaves_to_a_person_what_somebody_else_has_or_fits_several(self):
        self.turn_on("match_auto_complete")
        held = self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        self.new_company("Otra cosa", vat=held.nif_key)
        one = self.alone("Astigarraga Urkizu, S.L.", phone="943 99 88 77")
        self.listed("Mendizorrotz Elizegi SL", phone="943 77 66 55")
        two, three = (
            self.alone(name, phone="943 77 66 55") for name in ("Mendizorrotz Elizegi SL", "Mendizorrotz Elizegi S.L.")
        )
        self.run_night()
        self.assertFalse(one.nif_key or two.nif_key or three.nif_key)
        self.env["despacho.match.rehearsal"].with_user(self.sara).action_rehearse()
        rehearsal = self.env["despacho.match.rehearsal"].search([], order="id desc", limit=1)
        reasons = " ".join(rehearsal.leave_ids.mapped("reason"))
        self.assertIn("Another contact has that NIF", reasons)
        self.assertIn("fits several", reasons)
