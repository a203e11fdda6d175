from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .enrichment_common import EnrichmentCommon


@tagged("post_install", "-at_install")
class TestEnrichmentProposal(EnrichmentCommon):
    """What is proposed is accepted or rejected, one by one or many at once, by who may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.new_company("Otra SL", vat=cls.nif_of("B"))

    def _proposed(self, **values):
        """Return what the register proposes for vega and the other one."""
        values = values or {"street": "Uno 1", "city": "Lleida"}
        about = self.vega | self.other
        with self.saying({self.vega: values, self.other: values}, about=about):
            self.register.action_ask_all()
            self.work()
        return self.waiting()

    def test_accepted_it_is_written_as_the_person_and_says_who_accepted_it(self):
        proposal = self._proposed().filtered(lambda one: one.partner_id == self.vega and one.field_name == "street")
        proposal.with_user(self.sara).action_accept()
        self.assertEqual(self.vega.street, "Uno 1")
        self.assertEqual(self.vega.write_uid, self.sara)
        self.assertEqual((proposal.state, proposal.decided_by_id), ("accepted", self.sara))
        self.assertEqual(self.origin(self.vega, "street")["user"], self.sara.id)
        self.assertIn("accepted by Sara", self.vega.with_user(self.ana).get_value_origins()["street"])

    def test_many_are_accepted_at_once(self):
        proposals = self._proposed()
        self.assertEqual(len(proposals), 4)
        proposals.with_user(self.sara).action_accept()
        self.assertEqual(set((self.vega | self.other).mapped("city")), {"Lleida"})
        self.assertEqual(set(proposals.mapped("state")), {"accepted"})

    def test_all_that_a_provider_proposes_are_accepted_at_once(self):
        proposals = self._proposed()
        self.register.with_user(self.sara).action_accept_all()
        self.assertEqual(set(proposals.mapped("state")), {"accepted"})

    def test_what_a_person_accepted_is_theirs_and_not_replaced_by_itself(self):
        self._proposed(street="Uno 1").with_user(self.sara).action_accept()
        self.accept("street")
        self._proposed(street="Dos 2")
        self.assertEqual(self.vega.street, "Uno 1")
        self.assertEqual(self.waiting(self.vega).shown, "Dos 2")

    def test_what_was_rejected_is_not_proposed_again_and_another_value_is(self):
        self._proposed(street="Uno 1").with_user(self.sara).action_reject()
        self.assertFalse(self._proposed(street="Uno 1"))
        self.assertEqual(set(self._proposed(street="Dos 2").mapped("shown")), {"Dos 2"})
        self.assertFalse(self.vega.street)

    def test_of_a_field_a_provider_proposes_one_value_the_last_one(self):
        self._proposed(street="Uno 1")
        self.assertEqual(self._proposed(street="Dos 2").mapped("shown"), ["Dos 2", "Dos 2"])

    def test_what_a_person_types_as_proposed_waits_no_more(self):
        self._proposed(street="Uno 1")
        self.vega.street = "uno, 1"
        self._proposed(street="Uno 1")
        self.assertFalse(self.waiting(self.vega))
        self.assertTrue(self.waiting(self.other))

    def test_accepted_twice_it_is_written_once(self):
        proposal = self._proposed(street="Uno 1").filtered(lambda one: one.partner_id == self.vega)
        proposal.with_user(self.sara).action_accept()
        self.vega.street = "De una persona 2"
        proposal.with_user(self.sara).action_accept()
        proposal.with_user(self.sara).action_reject()
        self.assertEqual((self.vega.street, proposal.state), ("De una persona 2", "accepted"))

    def test_what_two_providers_propose_alike_is_decided_once(self):
        self._proposed(street="Uno 1")
        second = self.proposals.create(
            {"partner_id": self.vega.id, "provider_id": self.census.id, "field_name": "street", "value": "Uno 1"}
        )
        self.waiting(self.vega).with_user(self.sara).action_accept()
        self.assertEqual(second.state, "obsolete")

    def test_a_contact_without_nif_gets_what_is_accepted_all_the_same(self):
        bare = self.new_company("Sin NIF SL")
        proposal = self.proposals.create(
            {"partner_id": bare.id, "provider_id": self.register.id, "field_name": "city", "value": "Lleida"}
        )
        proposal.with_user(self.sara).action_accept()
        self.assertEqual(bare.city, "Lleida")

    # Joined contacts

    def test_joined_contacts_keep_what_was_proposed_for_both_and_undoing_gives_it_back(self):
        self.other.vat = False
        proposals = self._proposed(street="Uno 1")
        merge = (
            self.env["despacho.merge"]
            .with_user(self.sara)
            ._join(self.vega.with_user(self.sara), self.other.with_user(self.sara))
        )
        self.env.invalidate_all()
        self.assertEqual(proposals.partner_id, self.vega)
        merge.with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertEqual(proposals.partner_id, self.vega | self.other)
        proposals.with_user(self.sara).action_accept()
        self.assertEqual(set((self.vega | self.other).mapped("street")), {"Uno 1"})

    # Who may

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_who_may_do_what(self):
        may = {
            "despacho.enrichment.provider": {"sara": "read", "marta": "read write create unlink"},
            "despacho.enrichment.field": {"sara": "read", "marta": "read write create unlink"},
            "despacho.enrichment.run": {"sara": "read", "marta": "read"},
            "despacho.enrichment.proposal": {"ana": "read", "sara": "read", "marta": "read"},
            "despacho.enrichment.queue": {},
        }
        for model, allowed in may.items():
            for name in ("ana", "sara", "marta", "ines", "pau", "rosa"):
                user = getattr(self, name)
                for operation in ("read", "write", "create", "unlink"):
                    with self.subTest(model=model, user=name, operation=operation):
                        self.assertEqual(
                            self.env[model].with_user(user).has_access(operation),
                            operation in allowed.get(name, "").split(),
                        )

    def test_only_stewards_decide_pause_and_resume(self):
        proposals = self._proposed()
        for call in ("action_accept", "action_reject"):
            with self.assertRaises(AccessError):
                getattr(proposals.with_user(self.ana), call)()
        for call in ("action_pause", "action_resume", "action_ask_all", "action_run"):
            with self.assertRaises(AccessError):
                getattr(self.register.with_user(self.ana), call)()
        self.assertEqual(set(proposals.mapped("state")), {"proposed"})

    def test_what_is_proposed_for_contacts_of_another_company_is_neither_seen_nor_accepted(self):
        proposals = self._proposed()
        self.vega.company_id = self.new_branch()
        self.env.flush_all()
        seen = self.proposals.with_user(self.sara).search([("id", "in", proposals.ids)])
        self.assertEqual(seen.partner_id, self.other)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            (proposals - seen).with_user(self.sara).action_accept()

    def test_providers_of_another_company_and_what_they_did_are_not_seen(self):
        branch = self.new_branch()
        self._proposed()
        self.register.company_id = branch
        self.assertNotIn(self.register, self.providers.with_user(self.sara).search([]))
        self.assertFalse(self.runs.with_user(self.sara).search([("provider_id", "=", self.register.id)]))
        self.give_companies(self.sara, self.firm | branch)
        providers = self.providers.with_user(self.sara).with_context(allowed_company_ids=(self.firm | branch).ids)
        self.assertIn(self.register, providers.search([]))

    def test_who_only_invoices_sees_none_of_it(self):
        self._proposed()
        with self.assertRaises(AccessError):
            self.vega.with_user(self.ines).read(["enrichment_proposal_count"])
        with self.assertRaises(AccessError):
            self.vega.with_user(self.ines).action_enrich()
        self.assertEqual(self.vega.with_user(self.ines).get_value_origins(), {})
        arch = self.env["res.partner"].with_user(self.ines).get_view(view_type="form")["arch"]
        self.assertNotIn("enrichment", arch)
        self.assertNotIn("despacho_value_origins", arch)

    def test_tags_and_other_lists_are_accepted_too(self):
        activities = self.env["despacho.cnae"].search([("year", "=", "2025"), ("level", "=", "class")], limit=2)
        with self.saying({self.vega: {"cnae_other_ids": activities.ids}}, _gives=("cnae_other_ids",)):
            self.work()
        self.waiting().with_user(self.sara).action_accept()
        self.assertEqual(self.vega.cnae_other_ids, activities)
        self.vega.cnae_other_ids = [Command.clear()]

    # What changed since

    def test_what_a_person_typed_since_it_was_proposed_is_not_written_over_unseen(self):
        proposals = self._proposed(street="Uno 1")
        self.vega.street = "De Ana 5"
        answer = self.register.with_user(self.sara).action_accept_all()
        self.assertEqual((self.vega.street, self.other.street), ("De Ana 5", "Uno 1"))
        left = self.waiting()
        self.assertEqual((left.partner_id, left.old_shown), (self.vega, "De Ana 5"))
        self.assertIn("changed on the contact", answer["params"]["message"])
        left.with_user(self.sara).action_accept()
        self.assertEqual((self.vega.street, set(proposals.mapped("state"))), ("Uno 1", {"accepted"}))

    def test_asked_again_it_shows_what_there_is_now(self):
        self._proposed(street="Uno 1")
        self.vega.street = "De Ana 5"
        self._proposed(street="Uno 1")
        self.assertEqual(self.waiting(self.vega).old_shown, "De Ana 5")
