from odoo.tests import tagged

from .test_matching_pairs import MatchingCommon


@tagged("post_install", "-at_install")
class TestMatchingChanges(MatchingCommon):
    """What people decided is kept, and what changes is compared again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls.new_company("Zubizarreta Egurrola SL", phone="+34 943 11 22 33")
        cls.two = cls.new_company("ZUBIZARRETA EGURROLA S.L.", phone="943112233")
        cls.match_changes()

    def found(self):
        return {(pair.partner_id.id, pair.other_id.id, pair.band) for pair in self.pairs.search([])}

    def test_not_the_same_is_remembered(self):
        self.pair(self.one, self.two).with_user(self.sara).action_reject()
        self.match_all()
        self.touch(self.one)
        self.match_changes()
        self.assertFalse(self.pair(self.one, self.two))
        self.assertTrue(self.pair(self.one, self.two, "rejected"))

    def test_not_the_same_can_be_taken_back(self):
        pair = self.pair(self.one, self.two).with_user(self.sara)
        pair.action_reject()
        pair.action_propose()
        self.match_all()
        self.assertEqual(self.pair(self.one, self.two), pair)

    def test_a_change_withdraws_what_no_longer_looks_alike(self):
        self.two.write({"name": "Peluquería Aranzábal", "phone": "944556677"})
        self.touch(self.two)
        self.match_changes()
        self.assertFalse(self.pair(self.one, self.two))

    def test_nothing_changed_means_nothing_to_read(self):
        self.assertEqual(self.records._stale_ids(), [])
        self.touch(self.one)
        self.assertEqual(self.records._stale_ids(), [self.one.id])

    def test_comparing_what_changed_finds_what_comparing_all_does(self):
        names = ("Bodegas Arrizabalaga", "Panadería Etxeberria", "Óptica Goikoetxea", "Autos Iriondo", "Bar Urrutia")
        for step in range(3):
            for number, name in enumerate(names):
                self.new_company(f"{name} {('SL', 'S.L.', 'SA')[step]}", phone=f"94300112{number}", zip="20001")
            self.match_changes()
        piecemeal = self.found()
        self.match_all()
        self.assertEqual(self.found(), piecemeal)
        self.assertGreaterEqual(len(piecemeal), 6)

    def test_a_deleted_contact_leaves_nothing(self):
        gone = self.two.id
        self.two.unlink()
        self.env.cr.execute("SELECT 1 FROM despacho_match_record WHERE partner_id = %s", [gone])
        self.assertFalse(self.env.cr.rowcount)
        self.env.cr.execute("SELECT 1 FROM despacho_match_key WHERE partner_id = %s", [gone])
        self.assertFalse(self.env.cr.rowcount)

    def test_the_keys_are_those_of_the_records_after_every_change(self):
        lead = self.env["crm.lead"].create({"name": "Web", "partner_name": 'Bodegas "El Ánfora", S.L.', "type": "lead"})
        for values in (
            {"phone": "944556677"},
            {"name": "Peluquería Aranzábal"},
            {"name": 'Óptica \\ "Vega"', "zip": "1"},
        ):
            self.two.write(values)
            lead.write({"email_from": f"{values.get('zip', 'a')}@anfora.example"})
            self.touch(self.two)
            self.records._refresh((self.one.id, self.two.id, -lead.id))
            self.env.cr.execute(
                """
                (TABLE despacho_match_key EXCEPT ALL
                 SELECT own, stem, partner_id FROM despacho_match_record, UNNEST(keys) AS own)
                UNION ALL
                (SELECT own, stem, partner_id FROM despacho_match_record, UNNEST(keys) AS own
                 EXCEPT ALL TABLE despacho_match_key)
                """
            )
            self.assertFalse(self.env.cr.fetchall())

    def test_joining_keeps_the_decisions_on_those_that_are_joined(self):
        third = self.new_company("Zubizarreta Egurrola", phone="943112233")
        self.match_changes()
        self.pair(self.two, third).with_user(self.sara).action_reject()
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {"partner_ids": [(6, 0, (self.one | self.two).ids)], "dst_partner_id": self.one.id}
        )
        wizard.action_merge()
        self.env.invalidate_all()
        self.assertTrue(self.pair(self.one, third, "rejected"))
        self.touch(self.one)
        self.match_changes()
        self.assertFalse(self.pair(self.one, third))

    def test_what_was_joined_takes_part_no_more(self):
        third = self.new_company("Zubizarreta Egurrola, S. L.", phone="943112233")
        self.match_changes()
        self.assertTrue(self.pair(self.two, third))
        self.env["despacho.merge"]._join(self.one, self.two)
        self.touch(self.one)
        self.match_changes()
        self.assertTrue(self.pair(self.one, third))
        self.assertFalse(self.pair(self.two, third))
        self.match_all()
        self.assertFalse(self.pair(self.two, third) | self.pair(self.one, self.two))

    def test_once_a_month_everything_is_compared_again(self):
        self.env.cr.execute("DELETE FROM despacho_match_pair")
        self.pairs.invalidate_model()
        self.run_job()
        self.assertFalse(self.pair(self.one, self.two), "nothing changed")
        self.run_job("ir_cron_match_all")
        self.assertTrue(self.pair(self.one, self.two))
        self.assertEqual(self.records._pending_count(), 0)

    def test_the_button_opens_the_screen_on_the_pair(self):
        pair = self.pair(self.one, self.two)
        action = pair.with_user(self.sara).action_review()
        self.assertEqual((action["tag"], action["params"]), ("despacho_match_review", {"pair_ids": pair.ids}))

    def test_the_job_compares_everything_that_waits(self):
        three = self.new_company("ZUBIZARRETA EGURROLA", phone="943112233")
        self.env.flush_all()
        self.run_job()
        self.assertTrue(self.pair(self.one, three))
        self.assertEqual(self.records._pending_count(), 0)
        self.assertEqual(self.records._stale_ids(), [])

    def test_a_job_with_nothing_to_do_is_done(self):
        self.run_job()
        self.run_job()
        job = self.env.ref("despacho_crm.ir_cron_match")
        progress = self.env["ir.cron.progress"].search([("cron_id", "=", job.id)], order="id desc", limit=1)
        self.assertEqual(progress.remaining, 0)

    def test_a_steward_asks_for_the_whole_base_and_the_job_does_it(self):
        self.env.cr.execute("DELETE FROM despacho_match_pair")
        self.pairs.invalidate_model()
        self.as_user(self.sara, "despacho.match.pair").action_search_all()
        self.run_job()
        self.assertTrue(self.pair(self.one, self.two))

    def test_what_the_job_learns_makes_nothing_certain_that_waits_to_be_compared(self):
        pair = self.pair(self.one, self.two)
        self.assertEqual((pair.band, pair.doubt), ("certain", False))
        # Their forms differ now, which only comparing them tells.
        self.two.name = "ZUBIZARRETA EGURROLA C.B."
        self.touch(self.two)
        self.env.cr.execute("UPDATE despacho_match_pair SET band = 'review'")
        rescore, seen = type(self.pairs)._rescore, []

        def watched(pairs, scales):
            seen.append(self.records._pending_count())
            rescore(pairs, scales)
            self.env.cr.execute("SELECT band FROM despacho_match_pair WHERE id = %s", [pair.id])
            seen.append(self.env.cr.fetchone()[0])

        self.patch(type(self.pairs), "_rescore", watched)
        # More decisions than before, and what they taught is to be put back.
        self.env["despacho.match.calibration"]._current().sudo().write({"scales": {"phone": 2.0}, "joined": 60})
        self.run_job()
        self.assertEqual(seen, [1, "review"])
        self.assertEqual((pair.band, pair.doubt), ("review", "form"))

    def test_an_update_that_empties_what_was_read_wakes_the_job_up(self):
        job = self.env.ref("despacho_crm.ir_cron_match")
        waiting = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        waiting.unlink()
        self.records.init()
        self.assertFalse(self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)]), "nothing was lost")
        self.env.cr.execute("DROP TABLE despacho_match_record, despacho_match_key")
        self.env["despacho.match.key"].init()
        self.records.init()
        self.assertEqual(len(self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])), 1)
        self.run_job()
        self.assertEqual(self.records._stale_ids(), [])

    def run_job(self, job="ir_cron_match"):
        with self.enter_registry_test_mode():
            self.env.ref(f"despacho_crm.{job}").method_direct_trigger()
        self.env.invalidate_all()
