from odoo.exceptions import AccessError
from odoo.tests import tagged

from .enrichment_common import EnrichmentCommon


@tagged("post_install", "-at_install")
class TestEnrichmentUndo(EnrichmentCommon):
    """What a person accepted is taken back in one click, unless somebody changed it since."""

    def propose(self, **values):
        """Return what the register proposes for vega."""
        with self.saying({self.vega: values}):
            self.register.action_ask_all()
            self.work()
        return self.waiting(self.vega)

    def accepted(self, **values):
        proposal = self.propose(**values)
        proposal.with_user(self.sara).action_accept()
        return proposal.with_user(self.sara)

    def test_the_contact_has_again_what_it_had_and_the_proposal_waits(self):
        self.vega.street = "De una persona 2"
        proposal = self.accepted(street="Uno 1")
        self.assertEqual(self.vega.street, "Uno 1")
        proposal.action_undo()
        self.assertEqual((self.vega.street, proposal.state), ("De una persona 2", "proposed"))
        self.assertFalse(proposal.decided_by_id or proposal.decided_on)
        self.assertFalse(self.origin(self.vega, "street"))
        proposal.action_accept()
        self.assertEqual(self.vega.street, "Uno 1")

    def test_what_was_empty_is_empty_again_and_comes_from_nobody(self):
        proposal = self.accepted(street="Uno 1")
        proposal.action_undo()
        self.assertFalse(self.vega.street)
        self.assertFalse(self.origin(self.vega, "street"))

    def test_what_somebody_changed_since_stays(self):
        proposal = self.accepted(street="Uno 1")
        self.vega.street = "De una persona 2"
        told = proposal.action_undo()["params"]["message"]
        self.assertIn("what there is now stays", told)
        self.assertEqual((self.vega.street, proposal.state), ("De una persona 2", "accepted"))

    def test_where_the_former_value_came_from_is_known_again(self):
        first = self.accepted(street="Uno 1")
        second = self.accepted(street="Dos 2")
        first.action_undo()
        self.assertEqual((self.vega.street, first.state), ("Dos 2", "accepted"))
        second.action_undo()
        self.assertEqual(self.vega.street, "Uno 1")
        self.assertEqual(self.origin(self.vega, "street")["user"], self.sara.id)
        first.action_undo()
        self.assertFalse(self.vega.street)

    def test_many_at_once_each_on_its_own(self):
        street, city = self.accepted(street="Uno 1", city="Lleida").sorted("field_name", reverse=True)
        self.vega.city = "Girona"
        told = (street | city).action_undo()["params"]["message"]
        self.assertEqual(told, "1 data are as they were. 1 were changed on the contact since they were accepted: "
                               "what there is now stays.")  # fmt: skip
        self.assertEqual((self.vega.street, self.vega.city), (False, "Girona"))

    def test_of_a_field_a_provider_goes_on_having_one_proposal(self):
        first = self.accepted(street="Uno 1")
        self.propose(street="Dos 2")
        first.action_undo()
        self.assertEqual(first.state, "obsolete")
        self.assertEqual(self.waiting(self.vega).mapped("shown"), ["Dos 2"])

    def test_what_waits_or_was_accepted_by_itself_is_not_taken_back(self):
        waiting = self.propose(street="Uno 1").with_user(self.sara)
        self.assertIn("nothing of this", waiting.action_undo()["params"]["message"])
        self.assertEqual(waiting.state, "proposed")

    def test_only_a_steward_takes_it_back(self):
        proposal = self.accepted(street="Uno 1")
        with self.assertRaises(AccessError):
            proposal.with_user(self.ana).action_undo()
        self.assertEqual(self.vega.street, "Uno 1")
