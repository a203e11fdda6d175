from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tests.rights_common import RightsCommon

from .paper_common import PaperCommon
from .planning_common import FRIDAY, NEXT_MONDAY, PlanningCommon

_HANGING = ("despacho.week.line", "despacho.week.fact")


@tagged("post_install", "-at_install")
class TestWeekRights(RightsCommon, PlanningCommon):
    """What a week says is its person's, and of whom it speaks has rights too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.call.date_deadline = FRIDAY
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.lead.activity_schedule("mail.mail_activity_data_call", FRIDAY, user_id=cls.ana.id, summary="Su herencia")
        cls.planned(cls.ana, NEXT_MONDAY)
        cls.week = cls.week_of(cls.ana)

    def of_rosa(self, user=None):
        lines = self.env["despacho.week.line"].with_user(user or self.ana)
        theirs = [("week_id", "=", self.week.id), "|", ("partner_id", "=", self.rosa_pi.id), ("lead_id", "!=", False)]
        return lines.search(theirs)

    def on_paper(self, user=None):
        return str(self.week.with_user(user or self.ana)._get_sheet().sections[0].rows)

    def test_each_model_of_the_weeks_has_rules_that_updates_leave_as_the_firm_has_them(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "despacho_crm_reports"), ("name", "like", "rule_week")]
        )
        self.assertTrue(all(data.mapped("noupdate")))
        rules = self.env["ir.rule"].browse(data.mapped("res_id"))
        for model in ("despacho.week", *_HANGING):
            mine = rules.filtered(lambda rule, model=model: rule.model_id.model == model)
            self.assertTrue(mine.filtered(lambda rule: not rule.groups), "of the companies of whoever looks")
            self.assertTrue(mine.filtered(lambda rule: rule.groups == self.env.ref("despacho_crm.group_manager")))
            own = mine.filtered(lambda rule: rule.groups == self.env.ref("despacho_crm.group_user"))
            self.assertTrue(own.filtered("perm_read"))

    def test_what_hangs_from_a_week_is_seen_by_who_sees_it(self):
        for model in _HANGING:
            for user in (self.ana, self.berta, self.marta):
                self.assertIn(self.week, self.as_user(user, model).search([]).week_id, (model, user.name))
            for user in (self.jordi, self.eva):
                self.assertNotIn(self.week, self.as_user(user, model).search([]).sudo().week_id, (model, user.name))
            with self.assertRaises(AccessError):
                self.as_user(self.pau, model).search([])

    def test_nobody_writes_in_the_week_of_a_colleague(self):
        line = self.week.line_ids[0]
        values = {"week_id": self.week.id, "partner_id": self.pilar.id, "name": "De otra"}
        for user in (self.jordi, self.berta):
            for attempt in (
                lambda user=user: line.with_user(user).write({"decision": "drop"}),
                lambda user=user: line.with_user(user).action_drop(),
                lambda user=user: self.week.with_user(user).write({"notes": "Mía"}),
                lambda user=user: self.week.with_user(user).action_refresh(),
                lambda user=user: self.as_user(user, "despacho.week.line").create(values),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    attempt()
        self.week.with_user(self.marta).write({"notes": "La responsable sí"})
        self.assertEqual(self.week.notes, "La responsable sí")

    def test_weeks_of_another_company_are_not_seen_with_what_hangs_from_them(self):
        branch = self.new_branch()
        self.marta.sudo().write({"company_id": branch.id, "company_ids": [(6, 0, branch.ids)]})
        for model in _HANGING:
            self.assertFalse(self.as_user(self.marta, model).search([("week_id", "=", self.week.id)]), model)

    def test_a_week_outlives_the_user_of_its_person(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.ana.sudo().unlink()
        self.assertTrue(self.week.exists())

    def test_who_is_blocked_is_in_no_week_nor_on_its_paper(self):
        self.week.action_confirm()
        self.assertIn("Rosa Pi", self.on_paper())
        self.block()
        self.assertFalse(self.of_rosa())
        self.assertNotIn("Rosa Pi", self.on_paper())
        self.assertIn("Talleres Vega", self.on_paper())
        self.assertTrue(self.of_rosa(self.env.user), "it is there, hidden")

    def test_the_email_of_a_confirmed_week_does_not_name_who_was_blocked(self):
        self.week.action_confirm()
        self.block()
        person = self.env["despacho.week"].browse(self.week.id)
        self.assertNotIn("Rosa Pi", str(person.with_env(person._as_person())._get_sheet().sections[0].rows))

    def test_of_who_is_destroyed_the_weeks_keep_no_word(self):
        self.week.action_confirm()
        count, lines = self.week.planned_count, self.of_rosa(self.env.user)
        self.assertLessEqual({"Llamarla", "Su herencia"}, set(lines.mapped("name")))
        block = self.block()
        block.sudo().destroy_on = fields.Date.today() - timedelta(days=1)
        block.action_destroy()
        self.env.invalidate_all()
        self.assertFalse(self.rosa_pi.exists())
        self.assertEqual((set(lines.mapped("name")), set(lines.mapped("client_name"))), ({False}, {False}))
        self.assertEqual(self.week.planned_count, count, "that there was something to do stays")
        self.assertNotIn("Rosa", self.on_paper(self.marta))

    def test_notes_do_not_name_who_is_blocked_until_they_are_shown_again(self):
        text = "Llamé a ROSA PÍ, de Talleres Vega; me escribió (rosa@pi.example)."
        self.rosa_pi.email = "rosa@pi.example"
        self.week.notes = text
        self.week.action_confirm()
        block = self.block()
        mark = block._get_mark()
        shown = self.week.with_context(lang="en_US").notes
        for name in ("ROSA", "rosa@pi"):
            self.assertNotIn(name, shown)
        self.assertEqual(shown, f"Llamé a {mark}, de Talleres Vega; me escribió ({mark}).")
        self.assertEqual(self.week.with_user(self.ana).notes, shown)
        block._undo("Por error")
        self.assertEqual(self.week.notes, text)

    def test_who_was_named_with_somebody_blocked_leaves_no_word_in_what_is_kept(self):
        juan = self.env["res.partner"].create({"name": "Juan Gil Mas", "user_id": self.ana.id})
        self.week.notes = "Rosa Pi y Juan Gil Mas, juntos."
        rosa, other = self.block(), self.block(juan)
        other.sudo().destroy_on = fields.Date.today() - timedelta(days=1)
        other.action_destroy()
        self.env.invalidate_all()
        self.assertNotIn("Juan", f"{self.week.notes} {rosa.sudo().planned_words}")
        rosa._undo("Por error")
        self.assertTrue(self.week.notes.startswith("Rosa Pi y ("), self.week.notes)

    def test_what_colleagues_wrote_is_not_read_through_the_block(self):
        self.week.notes = "Rosa Pi: no me fío."
        block = self.block()
        with self.assertRaises(AccessError):
            block.with_user(self.marta).read(["planned_words"])

    def test_ordinary_words_are_no_names(self):
        bar = self.env["res.partner"].create({"name": "Bar de la Plaza", "is_company": True})
        branch = {"name": "Oficina central", "parent_id": bar.id, "type": "other"}
        self.env["res.partner"].create(branch)
        self.week.notes = "Fui al bar de la esquina y a la oficina central. Luego, Bar de la Plaza."
        block = self.block(bar)
        self.assertEqual(
            self.week.notes,
            f"Fui al bar de la esquina y a la oficina central. Luego, {block._get_mark()}.",
        )

    def test_notes_written_since_they_were_blocked_lose_the_name_when_the_data_are_destroyed(self):
        self.week.notes = "Vi a Rosa Pi."
        block = self.block()
        before = self.week.notes
        self.week.notes = f"{before} Rosa Pi volvió."
        block.sudo().destroy_on = fields.Date.today() - timedelta(days=1)
        block.action_destroy()
        self.env.invalidate_all()
        self.assertNotIn("Rosa", self.week.notes)
        self.assertTrue(self.week.notes.startswith("Vi a ("))
        self.assertFalse(block.sudo().planned_words)

    def test_what_is_held_of_a_person_tells_what_weeks_say(self):
        sections = self.env["despacho.privacy.export"]._collect(self.rosa_pi, self.lead, self.firm)
        told = [rows for _title, _headers, rows in sections if "Su herencia" in str(rows)]
        self.assertTrue(any("Llamarla" in str(rows) and "Su herencia" in str(rows) for rows in told))

    def test_when_a_quotation_was_offered_is_nobodys_to_write(self):
        values = {"partner_id": self.vega.id, "user_id": self.ana.id}
        orders = self.as_user(self.ana, "sale.order")
        with self.assertRaises(AccessError):
            orders.create({**values, "proposed_on": "2026-01-01"})
        order = orders.create(values)
        order.action_quotation_sent()
        sent = order.proposed_on
        with self.assertRaises(AccessError):
            order.proposed_on = False
        self.assertEqual((bool(sent), order.proposed_on), (True, sent))


@tagged("post_install", "-at_install")
class TestWeekPaper(PaperCommon, PlanningCommon):
    """The paper is drawn for whoever asks for it, and no copy of it is kept."""

    clock = None

    def test_the_paper_is_downloaded_by_who_sees_the_week(self):
        monday = self.env["despacho.planning.facts"]._today()
        monday -= timedelta(days=monday.weekday())
        self.planned(self.ana, monday)
        week = self.week_of(self.ana, monday)
        self.assertPaperFor(week, allowed=self.ana | self.berta, refused=self.eva)
