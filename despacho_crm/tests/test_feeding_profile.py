from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .feeding_common import FeedingCommon


@tagged("post_install", "-at_install")
class TestFeedingProfile(FeedingCommon):
    """Which companies of the census a profile has, and which of them are candidates."""

    def found(self, profile=None):
        return self.census.search((profile or self.profile)._get_domain())

    def test_an_activity_has_all_that_is_below_it_in_either_classification(self):
        self.assertEqual(self.found(), self.bars)

    def test_a_code_that_means_another_thing_since_is_taken_by_its_year(self):
        # 9531 is the repair of vehicles in 2025, and 4520 was in 2009.
        before = self._put(("Taller Viejo SL", 4), cnae="4520", cnae_year="2009")
        profile = self.env["despacho.target.profile"].create(
            {"name": "Talleres", "cnae_ids": self._activity("9531").ids}
        )
        self.assertEqual(self.found(profile), self.garage | before)
        self.garage.cnae_year = "2009"
        self.assertEqual(self.found(profile), before)

    def test_a_group_or_division_has_nothing_that_was_elsewhere_in_the_former_classification(self):
        # In 2009, 4110 was the promotion of buildings, which is of 68 now; building them was 4121.
        promoter = self._put(("Promotora SL", 4), cnae="4110", cnae_year="2009")
        builder = self._put(("Obras SL", 4), cnae="4121", cnae_year="2009")
        short = self._put(("Obras Nuevas SL", 4), cnae="41", cnae_year="2025")
        for code, found in (("41", builder | short), ("F", builder | short), ("68", promoter), ("M", promoter)):
            with self.subTest(code):
                profile = self.env["despacho.target.profile"].create(
                    {"name": "De construir", "cnae_ids": self._activity(code).ids}
                )
                self.assertEqual(self.found(profile), found)

    def test_sole_traders_are_persons_and_only_come_when_asked_for(self):
        self.profile.persons = True
        self.assertEqual(self.found(), self.bars | self.trader)

    def test_sizes_dates_and_ways_to_reach_them_narrow_it(self):
        self.profile.write({"cnae_ids": [Command.set(self._activity("I").ids)], "size_medium": True})
        self.assertEqual(self.found(), self.hotel)
        self.profile.reachable = True
        self.assertEqual(self.found(), self.hotel)
        self.hotel.phone = False
        self.assertFalse(self.found())

    def test_a_community_has_its_provinces(self):
        profile = self.env["despacho.target.profile"].create(
            {"name": "Cataluña", "region_ids": self.girona.region_id.ids}
        )
        self.assertEqual(self.found(profile), self.bars | self.hotel)

    def test_a_profile_without_criteria_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "every company"):
            self.env["despacho.target.profile"].create({"name": "Todas", "reachable": True})

    def test_nor_does_one_without_criteria_come_in_by_a_program_or_a_file(self):
        profiles = self.as_user(self.sara, "despacho.target.profile")
        with self.assertRaisesRegex(ValidationError, "every company"):
            profiles.create({"name": "Todas"})
        self.assertIn("every company", profiles.load(["name"], [["Todas"]])["messages"][0]["message"])

    def test_one_that_only_tells_its_segment_takes_what_it_wants_from_it(self):
        for number in range(6):
            self.new_company(
                f"Como {number}", sector_id=self.meals.id, state_id=self.girona.id, city="Llançà", size_class="micro"
            )
        segment = self.env["despacho.segment"].create({"name": "De Llançà", "domain": "[('city', '=', 'Llançà')]"})
        profile = self.as_user(self.sara, "despacho.target.profile").create(
            {"name": "Como ellos", "segment_id": segment.id}
        )
        self.assertEqual((profile.cnae_ids, profile.state_ids), (self.meals, self.girona))
        self.assertEqual((profile.size_micro, profile.size_small), (True, False))
        self.assertIn("Girona", profile.likeness)

    def test_candidates_are_those_of_the_company_of_the_profile(self):
        branch = self.new_branch()
        self.give_companies(self.sara, self.firm | branch)
        self.new_company("Bar Uno", vat=self.bars[0].nif_key, company_id=self.firm.id)
        in_branch = self.profile.with_user(self.sara).with_context(allowed_company_ids=[branch.id, self.firm.id])
        action = in_branch.action_view_candidates()
        found = self.as_user(self.sara, "despacho.census.company", **action["context"]).search(action["domain"])
        self.assertEqual(found, self.bars[1:].with_user(self.sara))

    def test_known_and_discarded_companies_are_no_candidates(self):
        self.assertEqual((self.profile.census_count, self.profile.free_count), (3, 3))
        uno, dos, tres = self.bars
        self.new_company("Bar Uno", vat=uno.nif_key, active=False)
        self.env["crm.lead"].create({"name": "Bar Dos", "vat": dos.nif_key, "active": False})
        self.profile.invalidate_recordset()
        self.assertEqual((self.profile.census_count, self.profile.free_count), (3, 1))
        self.assertEqual(self.census.search(self.profile._get_free_domain()), tres)
        tres.with_user(self.ana).action_discard()
        self.profile.invalidate_recordset()
        self.assertEqual(self.profile.free_count, 0)
        self.env["despacho.feeding.discard"].search([("nif_key", "=", tres.nif_key)]).unlink()
        self.profile.invalidate_recordset()
        self.assertEqual(self.profile.free_count, 1)

    def test_a_former_nif_is_known_too(self):
        vega = self.vega
        self.env["despacho.former.nif"].create({"partner_id": vega.id, "nif_key": self.bars[0].nif_key})
        self.assertFalse(self.bars[0].is_free)
        self.assertTrue(self.bars[1].is_free)

    def test_what_another_company_of_the_group_knows_is_free_for_this_one(self):
        branch = self.new_branch()
        self.new_company("Bar Uno", vat=self.bars[0].nif_key, company_id=branch.id)
        self.assertTrue(self.bars[0].is_free)
        self.assertFalse(self.bars[0].with_company(branch).is_free)

    def test_more_like_those_of_a_segment(self):
        sector = self._activity("56")
        members = self.new_company("Cliente", sector_id=sector.id, state_id=self.girona.id, size_class="micro")
        for number in range(9):
            members |= self.new_company(
                f"Cliente {number}",
                sector_id=(self._activity("69") if number == 8 else sector).id,
                state_id=(self.soria if number == 7 else self.girona).id,
                size_class="micro",
            )
        segment = self.env["despacho.segment"].create(
            {"name": "Los mejores", "domain": f"[('id', 'in', {members.ids})]"}
        )
        profile = self.env["despacho.target.profile"].create(
            {"name": "Como ellos", "segment_id": segment.id, "size_large": True}
        )
        profile.action_take_from_segment()
        self.assertEqual((profile.cnae_ids, profile.state_ids), (sector, self.girona))
        self.assertTrue(profile.size_micro)
        self.assertFalse(profile.size_large)
        self.assertIn("90 %", profile.likeness)
        self.assertEqual(profile.free_count, 3)

    def test_a_segment_of_which_nothing_is_known_is_told(self):
        segment = self.env["despacho.segment"].create({"name": "Nadie", "domain": "[('id', '=', 0)]"})
        self.profile.segment_id = segment
        with self.assertRaisesRegex(UserError, "Too little is known"):
            self.profile.action_take_from_segment()

    def test_a_segment_of_another_company_is_refused(self):
        branch = self.new_branch()
        segments = self.env["despacho.segment"]
        theirs = segments.create({"name": "Suyo", "domain": "[('city', '=', 'Llançà')]", "company_id": branch.id})
        with self.assertRaises(UserError):
            self.profile.segment_id = theirs
        with self.assertRaises(UserError):
            self.env["despacho.target.profile"].create(
                {"name": "Como ellos", "segment_id": theirs.id, "cnae_ids": self._activity("I").ids}
            )
        self.profile.segment_id = segments.create({"name": "De todos", "domain": theirs.domain, "company_id": False})
