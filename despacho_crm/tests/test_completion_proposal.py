from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .completion_common import PHONE, CompletionCommon


@tagged("post_install", "-at_install")
class TestCompletionProposal(CompletionCommon):
    """Which NIF is proposed to whom, with what evidence, and what follows from the answer."""

    def test_a_contact_without_nif_is_told_whose_it_may_be_and_why(self):
        needy = self.needy.with_user(self.sara)
        self.assertEqual((needy.nif_proposal, needy.nif_proposal_of), ("B58378431", self.holder.name))
        self.assertEqual(needy.nif_proposal_why, "same phone, similar name")
        self.assertFalse(self.holder.with_user(self.sara).nif_proposal)

    def test_the_likeliest_is_proposed_first(self):
        far = self.new_company("Zubizarreta Egurrola Norte SL", vat=self.nif_of(), city="Irun")
        pair = self.pairs.create(
            {
                "partner_id": min(far.id, self.needy.id),
                "other_id": max(far.id, self.needy.id),
                "band": "review",
                "score": 3,
            }
        )
        rows = self.rows(self.needy)
        self.assertEqual(rows.mapped("holder_id"), self.holder | far)
        self.assertEqual(self.needy.with_user(self.sara).nif_proposal, "B58378431")
        pair.score = 99
        self.env.invalidate_all()
        self.assertEqual(self.needy.with_user(self.sara).nif_proposal_of, far.name)

    def test_a_list_of_many_costs_as_many_queries_as_one(self):
        others = self.env["res.partner"]
        for number, stem in enumerate(("Arrizabalaga", "Sotillo", "Etxeberria", "Goikoetxea", "Iturralde", "Lizarazu")):
            one, _holder = self.two(f"Bodegas {stem}", second={"vat": self.nif_of()}, phone=f"+34 973 44 55 1{number}")
            others |= one
        needy = (self.needy | others).with_user(self.sara)
        counts = []
        for partners in (needy[1:], needy[:1], needy):
            self.env.invalidate_all()
            needy.mapped("nif_state")
            before = self.env.cr.sql_log_count
            found = partners.mapped("nif_proposal")
            counts.append(self.env.cr.sql_log_count - before)
            self.assertTrue(all(found))
        self.assertEqual(*counts[1:])

    def test_what_has_or_owes_no_number_is_not_proposed(self):
        self.needy.write({"nif_exemption_reason": "other", "nif_exemption_note": "x"})
        self.assertFalse(self.rows(self.needy))
        self.needy.write({"nif_exemption_reason": False})
        self.assertTrue(self.rows(self.needy))
        self.needy.active = False
        self.assertFalse(self.rows(self.needy))

    def test_the_queue_finds_those_with_a_proposal(self):
        partners = self.env["res.partner"].with_user(self.sara)
        lonely = self.new_company("Sola SL")
        found = partners.search([("nif_proposal", "!=", False)])
        self.assertIn(self.needy, found)
        self.assertNotIn(lonely, found)
        self.assertIn(lonely, partners.search([("nif_proposal", "=", False)]))

    def test_it_is_this_one_joins_them_and_says_where_the_number_came_from(self):
        self.needy.with_user(self.sara).action_nif_complete()
        self.env.invalidate_all()
        stays = self.holder if self.holder.active else self.needy
        self.assertNotEqual(self.holder.active, self.needy.active)
        self.assertEqual(stays.nif_key, "B58378431")
        merge = self.env["despacho.merge"].search([("partner_id", "=", stays.id)])
        self.assertEqual((merge.completed_nif, merge.automatic, merge.user_id), ("B58378431", False, self.sara))
        self.assertIn("Sara", stays.with_user(self.ana).nif_completed_note)
        self.assertIn("same phone, similar name", stays.nif_completed_note)
        self.assertFalse(self.rows(self.needy))

    def test_it_is_undone_in_joinings_and_proposed_again(self):
        self.needy.with_user(self.sara).action_nif_complete()
        merge = self.env["despacho.merge"].search([("completed_nif", "=", "B58378431")])
        merge.with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertTrue(self.holder.active and self.needy.active)
        self.assertFalse(self.needy.nif_key or self.needy.nif_completed_note)
        self.assertTrue(self.rows(self.needy))

    def test_it_is_not_is_remembered(self):
        self.needy.with_user(self.sara).action_nif_not_same()
        self.assertFalse(self.needy.with_user(self.sara).nif_proposal)
        self.match_all()
        self.assertFalse(self.rows(self.needy))

    def test_the_answer_is_to_what_was_on_screen(self):
        far = self.new_company("Zubizarreta Egurrola Norte SL", vat=self.nif_of(), city="Irun")
        shown = self.needy.with_user(self.sara).nif_proposal_ref
        self.pairs.create(
            {
                "partner_id": min(far.id, self.needy.id),
                "other_id": max(far.id, self.needy.id),
                "band": "certain",
                "score": 99,
            }
        )
        self.needy.with_user(self.sara).with_context(nif_proposal_ref=shown).action_nif_complete()
        self.assertTrue(far.active)
        self.assertNotEqual(self.holder.active, self.needy.active)

    def test_another_address_asks_whether_it_is_an_establishment(self):
        self.holder.write({"street": "Calle Mayor 3", "zip": "20001", "city": "Donostia"})
        self.needy.write({"street": "Avenida Navarra 8", "zip": "20300", "city": "Irun"})
        action = self.needy.with_user(self.sara).action_nif_complete()
        question = self.env[action["res_model"]].with_user(self.sara).browse(action["res_id"])
        self.assertEqual(question.needy_address, "Avenida Navarra 8, 20300 Irun")
        self.assertTrue(self.needy.active and self.holder.active)
        question.action_establishment()
        self.env.invalidate_all()
        self.assertEqual((self.needy.parent_id, self.needy.active), (self.holder, True))
        self.assertEqual(self.needy.vat, self.holder.vat)
        merge = self.env["despacho.merge"].search([("completed_nif", "=", "B58378431")])
        self.assertEqual(merge.kind, "establishment")
        merge.with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertFalse(self.needy.parent_id)

    def test_another_address_can_still_be_one_record(self):
        self.holder.zip, self.needy.zip = "20001", "20300"
        action = self.needy.with_user(self.sara).action_nif_complete()
        self.env[action["res_model"]].with_user(self.sara).browse(action["res_id"]).action_one_record()
        self.assertNotEqual(self.holder.active, self.needy.active)

    def test_what_forbids_it_is_said_in_words(self):
        for name, partner in (("uno", self.needy), ("dos", self.holder)):
            self._new_user(name, "base.group_portal").partner_id = partner
        with self.assertRaisesRegex(UserError, "a user each"):
            self.needy.with_user(self.sara).action_nif_complete()

    # Leads

    def test_a_lead_gets_the_nif_and_the_client(self):
        lead = self.new_lead(phone="943112233")
        self.match_changes()
        row = self.rows(lead).filtered("holder_id")
        self.assertEqual(row.nif, "B58378431")
        self.assertEqual(lead.with_user(self.sara).nif_proposal_of, self.holder.name)
        lead.with_user(self.sara).with_context(nif_proposal_ref=row.id).action_nif_complete()
        self.env.invalidate_all()
        self.assertEqual((lead.partner_id, lead.nif_key), (self.holder, "B58378431"))
        self.assertIn("same phone", lead.nif_completed_note)
        self.assertFalse(self.rows(lead))
        merge = self.env["despacho.merge"].search([("lead_id", "=", lead.id)])
        merge.with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertFalse(lead.partner_id or lead.nif_key)
        self.assertTrue(self.rows(lead), "taken back, it is proposed again")

    def test_a_contact_gets_the_number_that_only_its_lead_has(self):
        self.pairs.search([]).unlink()
        lead = self.new_lead(vat="A58818501", phone=PHONE)
        pair = self.pairs.create({"lead_id": lead.id, "partner_id": self.needy.id, "band": "certain", "score": 12})
        self.rows(self.needy).action_complete()
        self.env.invalidate_all()
        self.assertEqual((self.needy.nif_key, lead.partner_id, pair.state), ("A58818501", self.needy, "merged"))
        self.env["despacho.merge"].search([("lead_id", "=", lead.id)]).with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertEqual((self.needy.nif_key, lead.partner_id.id, pair.state), (False, False, "proposed"))
        self.assertEqual(lead.nif_key, "A58818501")

    def test_two_leads_become_one_with_the_number(self):
        lacking, having = self.new_lead(), self.new_lead(vat="A58818501")
        self.pairs.create({"lead_id": having.id, "other_lead_id": lacking.id, "band": "review", "score": 5})
        self.rows(lacking).action_complete()
        stays = lacking if lacking.active else having
        self.assertNotEqual(lacking.active, having.active)
        self.assertEqual(stays.nif_key, "A58818501")

    # Who

    def test_who_may_see_and_who_may_decide(self):
        for user in (self.ana, self.ines, self.pau, self.rosa):
            with self.assertRaises(AccessError):
                self.completions.with_user(user).search([])
        for user in (self.ana, self.pau):
            for method in ("action_nif_complete", "action_nif_not_same"):
                with self.assertRaises(AccessError):
                    getattr(self.needy.with_user(user), method)()
        self.assertEqual(self.needy.with_user(self.ana).nif_proposal, "B58378431")
        self.assertTrue(self.rows(self.needy, self.marta))

    def test_a_company_of_the_group_is_not_told_of_anothers_contacts(self):
        branch = self.new_branch("Otra", "es")
        self.holder.company_id = branch
        self.assertFalse(self.needy.with_user(self.sara).nif_proposal)
        self.assertFalse(self.rows(self.needy))
        self.assertTrue(self.completions.search([("partner_id", "=", self.needy.id)]))
