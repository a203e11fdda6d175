import logging
import time

from odoo.tests import HttpCase, new_test_user, tagged

from .test_matching_pairs import MatchingCommon

_logger = logging.getLogger(__name__)


class DirtyCommon(MatchingCommon):
    """`dirty()` makes contacts as they were before the rule, and `install()` marks them as the installation does."""

    def dirty(self, rows):
        self.assertFalse(self.firm.nif_mandatory)
        return self.env["res.partner"].create([{"is_company": True, **row} for row in rows])

    def install(self):
        self.firm.nif_mandatory = True
        self.env.flush_all()

    def collisions(self):
        return self.env["res.partner"].with_context(active_test=False).search([("nif_collision", "=", True)])


@tagged("post_install", "-at_install")
class TestCompletionDirtyBase(DirtyCommon):
    """From the marks of the installation to a base where nobody shares a NIF."""

    def twins(self, count):
        rows = []
        for number in range(count):
            vat, name = self.nif_of(), f"Sociedad {number:05}"
            rows += [{"name": f"{name} SL", "vat": vat}, {"name": f"{name.upper()}, S.L.", "vat": f"ES{vat}"}]
        return self.dirty(rows)

    def test_two_thousand_that_share_a_nif_are_marked_found_and_joined(self):
        few = self.twins(100)
        queries, seconds = [], []

        def measured(work, *args):
            before, start = self.env.cr.sql_log_count, time.monotonic()
            work(*args)
            queries.append(self.env.cr.sql_log_count - before)
            seconds.append(round(time.monotonic() - start, 2))

        self.records._refresh(self.records._stale_ids())
        self.engine._match()  # all is warm
        measured(self.engine._match)
        many = few | self.twins(900)
        self.install()
        self.assertEqual(self.collisions() & many, many)
        self.records._refresh(self.records._stale_ids())
        measured(self.engine._match)
        self.assertEqual(queries[0], queries[1], "the search asks as much of 200 as of 2,000")
        certain = self.pairs.search(
            [("state", "=", "proposed"), ("band", "=", "certain"), ("partner_id", "in", many.ids)]
        )
        self.assertEqual(len(certain), 1000)
        self.assertEqual(certain.partner_id | certain.other_id, many)

        groups = self.env["despacho.match.night"]._plan([False, *self.firm.ids], [])
        groups = [group for group in groups if set(group["ids"]) <= set(many.ids)]
        self.assertEqual(len(groups), 1000)
        judged = []
        for size in (50, 1000):
            measured(lambda size=size: judged.append(self.env["despacho.match.night"]._judge(groups[:size])))
        # Reading ahead goes by thousands, and so does what is asked for all of them.
        self.assertLess(queries[3], queries[2] + 40)
        self.assertFalse([group["texts"] for group in judged[-1] if group["texts"]])

        night = self.env["despacho.match.night"]._tonight()
        for start in (0, 50):
            measured(night._do, groups[start : start + 50])
        self.assertLessEqual(queries[5], queries[4] * 1.1, "the second batch costs what the first one did")
        joined = self.env["res.partner"].browse(groups[0]["ids"])
        self.assertEqual(len(joined.filtered("active")), 1)
        self.assertFalse(joined.filtered("nif_collision"))
        self.assertEqual(len(self.collisions() & many), 1800)
        _logger.info(
            "search of 200 and 2,000, judging 50 and 1,000, joining 50 and 50: %s queries, %s s", queries, seconds
        )


@tagged("post_install", "-at_install")
class TestCompletionTours(HttpCase, DirtyCommon):
    """The same in Chromium, on a small base; and the nights."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.pairs.search([]).unlink()
        self.clara = new_test_user(
            self.env, "clara_noches", groups="despacho_crm.group_manager", lang="es_ES", tz="Europe/Madrid"
        )
        self.partners = self.dirty(
            [
                {"name": "Bodegas Sotillo SL", "vat": "B58378431"},
                {"name": "BODEGAS SOTILLO, S.L.", "vat": "ESB58378431"},
                {"name": "Construcciones Puig SA", "vat": "A58818501"},
                {"name": "CONSTRUCCIONES PUIG", "vat": "A-58818501"},
                {"name": "Zubizarreta Egurrola SL", "phone": "943112233"},
            ]
        )
        self.vega.write({"name": "Zubizarreta Egurrola, S.L.", "phone": "+34 943 11 22 33"})
        self.touch(self.vega)

    def test_from_the_installation_to_a_clean_base_through_the_screens(self):
        for partner, code in zip(self.partners[2:4], ("08001", "08940"), strict=True):
            partner.zip = code
            self.touch(partner)
        self.install()
        self.assertEqual(self.collisions(), self.partners[:4])
        self.match_all()
        self.pairs.search([("partner_id", "not in", (self.partners | self.vega).ids)]).unlink()
        self.start_tour("/odoo", "despacho_crm.completion_dirty_base", login=self.clara.login, timeout=180)
        self.env.invalidate_all()
        self.assertFalse(self.collisions())
        self.assertEqual(len((self.partners | self.vega).filtered("active")), 3)
        self.assertFalse(self.pairs.search([("state", "=", "proposed")]))

    def test_the_night_is_rehearsed_turned_on_and_taken_back(self):
        self.install()
        nights = self.env["despacho.match.night"]
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_match").method_direct_trigger()
        self.start_tour("/odoo", "despacho_crm.completion_rehearsal", login=self.clara.login, timeout=180)
        self.env.invalidate_all()
        self.assertTrue(self.firm.match_auto_join)
        self.assertEqual(len(self.partners.filtered("active")), 5)
        self.env["res.company"].search([]).match_auto_join = True
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_match_join").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(nights.search([], limit=1).joined, 2)
        self.start_tour("/odoo", "despacho_crm.completion_night_undo", login=self.clara.login, timeout=180)
        self.env.invalidate_all()
        self.assertEqual(len(self.partners.filtered("active")), 5)
        self.assertEqual(self.collisions(), self.partners[:4])
