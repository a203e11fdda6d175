from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .completion_common import PHONE, CompletionCommon


@tagged("post_install", "-at_install")
class TestCompletionCensus(CompletionCommon):
    """Who lacks a NIF is looked for in the census: what is proposed, what is certain, and what follows.

    `alone` is a contact without NIF that no other contact is like; `listed` puts companies in the census.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.census = cls.env["despacho.census.company"]
        cls.matches = cls.env["despacho.census.match"]
        cls.census.search([]).unlink()
        cls.states = {
            state.code: state
            for state in cls.env["res.country.state"].search(
                [("country_id.code", "=", "ES"), ("code", "in", ("SS", "M", "B"))]
            )
        }

    def listed(self, name, **values):
        """Return a company of the census."""
        values = {"nif_key": self.nif_of(), **values}
        for field in ("state_id", "company_id"):
            if field in values:
                values[field] = values[field].id
        found = self.census.create({"name": name, **values})
        return found

    def alone(self, name="Astigarraga Urkizu", **values):
        return self.new_company(name, **values)

    def look(self):
        """Look as the night does."""
        self.env.flush_all()
        self.match_changes()
        self.assertTrue(self.matches._search_waiting())
        self.env.invalidate_all()

    def found(self, record, user=None):
        return self.rows(record, user).filtered(lambda row: row.source == "census")

    # What is proposed

    def test_who_lacks_a_nif_is_told_which_company_of_the_census_it_may_be(self):
        listed = self.listed("ASTIGARRAGA URKIZU, S.L.", city="Irun", state_id=self.states["SS"], zip="20300")
        needy = self.alone("Astigarraga y Urkizu", zip="20300", state_id=self.states["SS"].id)
        self.look()
        row = self.found(needy)
        self.assertEqual((row.nif, row.census_id), (listed.nif_key, listed))
        self.assertEqual(row.band, "review")
        self.assertEqual(row.holder_name, "Census: ASTIGARRAGA URKIZU, S.L., Irun")
        self.assertIn("similar name", row.why)
        self.assertIn("same postcode or province", row.why)
        shown = needy.with_user(self.sara)
        self.assertEqual((shown.nif_proposal, shown.nif_proposal_of), (listed.nif_key, row.holder_name))

    def test_a_name_is_found_however_it_is_written(self):
        listed = self.listed("Talleres Astigarraga Urkizu Hermanos SL", state_id=self.states["SS"])
        for name in (
            "ASTIGARRAGA URKIZU HNOS",
            "Urkizu Astigarraga, talleres",
            "Tallers Astigarragas Urkizu",
            "Talleres Astigaraga Urkizu",
        ):
            with self.subTest(name):
                needy = self.alone(name, state_id=self.states["SS"].id)
                self.look()
                self.assertEqual(self.found(needy).nif, listed.nif_key)

    def test_a_trade_name_is_a_name_too(self):
        listed = self.listed("Inversiones Pujol 2002 SL", trade_name="Astigarraga Urkizu")
        needy = self.alone()
        self.look()
        self.assertEqual(self.found(needy).nif, listed.nif_key)
        self.assertEqual(self.found(needy).band, "review")

    def test_who_is_another_is_not_proposed(self):
        self.listed("Astigarraga Construcciones Beltran SA", state_id=self.states["M"])
        self.listed("Panadería Urkizu Mendizabal SL", state_id=self.states["M"])
        needy = self.alone(state_id=self.states["SS"].id)
        self.look()
        self.assertFalse(self.found(needy))

    # What is certain

    def test_the_same_name_and_phone_are_certain(self):
        self.listed("Astigarraga Urkizu SL", phone="943 99 88 77", state_id=self.states["SS"])
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77")
        self.look()
        self.assertEqual(self.found(needy).band, "certain")

    def test_the_same_company_name_with_its_form_and_postcode_is_certain(self):
        self.listed("Astigarraga Urkizu SL", zip="20300", state_id=self.states["SS"])
        needy = self.alone("Astigarraga Urkizu, S.L.", zip="20300")
        self.look()
        self.assertEqual(self.found(needy).band, "certain")

    def test_the_same_name_in_another_province_is_proposed_and_never_certain(self):
        for values in ({}, {"phone": "943 99 88 77"}, {"email": "hola@astigarraga.example"}):
            with self.subTest(values):
                name = f"Astigarraga Urkizu{len(values)} {next(iter(values), 'Nada')} SL"
                listed = self.listed(name, state_id=self.states["M"], **values)
                needy = self.alone(name, state_id=self.states["SS"].id, **values)
                self.look()
                row = self.found(needy)
                self.assertEqual((row.nif, row.band), (listed.nif_key, "review"))
                self.assertEqual(row.doubt, "They are at different addresses")

    def test_the_phone_of_an_adviser_makes_nothing_certain(self):
        for number, stem in enumerate(("Arrizabalaga", "Sotillo", "Etxeberria", "Goikoetxea")):
            self.new_company(f"Bodegas {stem}", phone="+34 943 99 88 77", vat=self.nif_of(), street=f"Mayor, {number}")
        self.listed("Astigarraga Urkizu", phone="943 99 88 77", state_id=self.states["SS"])
        needy = self.alone("Astigarraga Urkizu", phone="+34 943 99 88 77")
        self.look()
        row = self.found(needy)
        self.assertEqual((row.band, row.doubt), ("review", "Nothing but a name and a place says so: no phone or "
                                                           "e-mail of their own"))  # fmt: skip

    def test_of_several_that_fit_none_is_certain(self):
        for _twice in range(2):
            self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77")
        self.look()
        rows = self.found(needy)
        self.assertEqual(rows.mapped("band"), ["review", "review"])
        self.assertEqual(set(rows.mapped("doubt")), {"Several companies of the census fit it"})

    def test_who_owns_a_company_is_not_given_its_nif_by_itself(self):
        self.listed("Miren Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.env["res.partner"].create(
            {"name": "Miren Astigarraga Urkizu", "phone": "+34 943 99 88 77", "is_company": False}
        )
        self.look()
        self.assertEqual(self.found(needy).band, "review")

    def test_a_name_that_too_many_have_is_looked_for_where_it_is(self):
        for number in range(70):
            self.listed("Construcciones García SL", state_id=self.states["M" if number else "SS"], zip="")
        needy = self.alone("Construcciones Garcia", state_id=self.states["SS"].id)
        anywhere = self.alone("Construcciones Garcia")
        self.look()
        self.assertFalse(self.found(anywhere))
        self.assertLessEqual(len(self.found(needy)), 1)

    # Whom it is not proposed to

    def test_who_has_a_nif_or_owes_none_or_is_of_another_country_is_not_looked_for(self):
        self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        common = {"phone": "+34 943 99 88 77"}
        exempt = self.alone(nif_exemption_reason="other", nif_exemption_note="x", **common)
        having = self.alone(vat=self.nif_of(), **common)
        abroad = self.alone(country_id=self.env.ref("base.fr").id, **common)
        archived = self.alone(active=False, **common)
        self.look()
        for partner in (exempt, having, abroad, archived):
            self.assertFalse(self.found(partner))
        self.assertFalse(self.matches.search([("partner_id", "in", (exempt | having | abroad | archived).ids)]))

    # What follows from the answer

    def certain(self, **values):
        """Return (company of the census, contact that is it for certain)."""
        listed = self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77", **values)
        self.look()
        return listed, needy

    def test_it_is_this_one_fills_the_nif_in_and_says_where_it_came_from(self):
        listed, needy = self.certain()
        needy.with_user(self.sara).action_nif_complete()
        self.env.invalidate_all()
        self.assertEqual((needy.nif_key, needy.nif_state), (listed.nif_key, "valid"))
        self.assertIn("same phone, similar name", needy.nif_completed_note)
        self.assertIn("Sara", needy.with_user(self.ana).nif_completed_note)
        self.assertFalse(self.found(needy))

    def test_it_is_taken_back_in_joinings_and_proposed_again(self):
        listed, needy = self.certain()
        self.found(needy).action_complete()
        merge = self.env["despacho.merge"].search([("completed_nif", "=", listed.nif_key)])
        self.assertEqual((merge.kind, merge.partner_id, len(merge.source_ids)), ("census", needy, 0))
        merge.with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertEqual((merge.state, needy.vat, needy.nif_state), ("undone", False, "missing"))
        self.assertTrue(self.found(needy))

    def test_it_is_not_is_remembered_though_the_census_is_loaded_again(self):
        listed, needy = self.certain()
        needy.with_user(self.sara).action_nif_not_same()
        self.assertFalse(self.found(needy))
        again = listed.copy_data()
        listed.unlink()
        self.census.create(again)
        self.touch(needy)
        self.look()
        self.assertFalse(self.found(needy))

    def test_what_was_said_of_who_was_joined_is_remembered_of_who_stays(self):
        _listed, needy = self.certain()
        self.found(needy).action_reject()
        other = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77")
        self.env["despacho.merge"]._join(other, needy)
        self.look()
        self.assertEqual(other.merged_into_id, needy.browse())
        self.assertFalse(self.found(other))

    def test_who_is_a_contact_with_that_nif_is_joined(self):
        holder = self.new_company("Inversiones Pujol 2002 SL", vat=self.nif_of())
        self.listed("Inversiones Pujol 2002 SL", trade_name="Astigarraga Urkizu", nif_key=holder.nif_key)
        needy = self.alone()
        self.look()
        row = self.found(needy)
        self.assertEqual((row.holder_id, row.holder_name), (holder, holder.name))
        row.action_complete()
        self.assertNotEqual(holder.active, needy.active)
        merge = self.env["despacho.merge"].search([("completed_nif", "=", holder.nif_key or needy.nif_key)])
        merge.with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertTrue(holder.active and needy.active and not needy.nif_key)

    def test_what_the_base_proposes_itself_is_proposed_once(self):
        self.listed("Zubizarreta Egurrola SL", nif_key=self.holder.nif_key, phone=PHONE)
        self.look()
        self.assertEqual(self.rows(self.needy).mapped("source"), ["base"])
        self.needy.with_user(self.sara).action_nif_not_same()
        self.look()
        self.assertFalse(self.rows(self.needy))

    def test_a_number_that_somebody_archived_has_is_refused_in_words(self):
        listed, needy = self.certain()
        gone = self.new_company("Otra cosa", vat=listed.nif_key)
        gone.active = False
        with self.assertRaisesRegex(UserError, "archived"):
            self.found(needy, self.sara).action_complete()

    def test_a_lead_gets_its_nif(self):
        listed = self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        lead = self.new_lead("Astigarraga Urkizu, S.L.", phone="943 99 88 77")
        self.look()
        self.assertEqual(lead.with_user(self.sara).nif_proposal, listed.nif_key)
        lead.with_user(self.sara).action_nif_complete()
        self.env.invalidate_all()
        self.assertEqual(lead.nif_key, listed.nif_key)
        self.assertIn("same phone", lead.nif_completed_note)
        self.env["despacho.merge"].search([("lead_id", "=", lead.id)]).with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertFalse(lead.nif_key)
        self.assertTrue(self.found(lead))

    def test_a_lead_of_a_contact_waits_for_the_contact(self):
        self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="943 99 88 77")
        lead = self.new_lead("Astigarraga Urkizu, S.L.", partner_id=needy.id)
        self.look()
        self.assertFalse(self.found(lead))
        self.assertTrue(self.found(needy))

    # Only what is new

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
