import base64
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .need_common import NeedCommon


@tagged("post_install", "-at_install")
class TestNeedInformation(NeedCommon):
    """What is known of competitors and suppliers is filed by subject, in the log of everything."""

    def known(self, user, **values):
        """Return what `user` finds in the list of all information."""
        domain = [("subject_id", "!=", False), *((name, "=", value) for name, value in values.items())]
        return self.as_user(user, "mail.activity", active_test=False).search(domain)

    def test_stewards_reach_the_subjects_and_others_do_not(self):
        subjects = self.env.ref("despacho_crm.menu_subjects")
        for user, reached in ((self.sara, True), (self.ana, False)):
            menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(set((subjects | subjects.parent_id | subjects.parent_id.parent_id).ids) <= menus, reached)

    def test_a_note_leaves_a_done_activity_with_subject_source_and_day(self):
        day = fields.Date.context_today(self.env["mail.activity"]) - timedelta(days=9)
        filed = self.file(source="Un cliente", date=day, text="Desde enero")
        self.assertEqual((filed.subject_id, filed.partner_id), (self.prices, self.rival))
        self.assertEqual((filed.information_source, filed.feedback), ("Un cliente", "Desde enero"))
        self.assertEqual((filed.date_deadline, filed.date_done, filed.active), (day, day, False))
        self.assertIn("Desde enero", self.rival.message_ids[0].body)

    def test_nothing_is_known_before_it_happens(self):
        tomorrow = fields.Date.context_today(self.env["mail.activity"]) + timedelta(days=2)
        with self.assertRaisesRegex(ValidationError, "date in the past"):
            self.file(date=tomorrow)

    def test_it_is_found_by_subject_whoever_wrote_it(self):
        by_ana, by_sara = self.file(), self.file(self.sara, name="Cuota de 60 €")
        other = self.file(self.sara, subject_id=self.staff.id, name="Fichan a un laboralista")
        for user in (self.ana, self.sara, self.marta):
            with self.subTest(user.name):
                self.assertEqual(self.known(user, subject_id=self.prices.id), by_ana | by_sara)
                self.assertEqual(self.known(user, subject_id=self.staff.id), other)

    def test_the_company_shows_what_is_known_of_it_and_of_its_people(self):
        boss = self.env["res.partner"].create({"name": "Jefe", "parent_id": self.rival.id})
        filed = self.file() | self.file(partner_id=boss.id)
        seen = self.rival.with_user(self.sara)
        self.assertEqual((seen.information_ids, seen.information_count), (filed, 2))
        self.assertFalse(self.vega.with_user(self.sara).information_ids)

    def test_an_ordinary_activity_is_filed_too(self):
        activity = self.rival.with_user(self.ana).activity_schedule(
            "mail.mail_activity_data_call", summary="Llamar a su antiguo cliente", user_id=self.ana.id
        )
        activity.subject_id = self.prices
        activity.action_feedback(feedback="Cobran la renta aparte")
        self.assertEqual(self.known(self.sara, subject_id=self.prices.id), activity)

    def test_the_documents_go_with_it_and_colleagues_open_them(self):
        paper = self.as_user(self.ana, "ir.attachment").create(
            {"name": "tarifa.pdf", "datas": base64.b64encode(b"tarifa"), "res_model": "despacho.information.note"}
        )
        filed = self.file(attachment_ids=paper.ids)
        seen = self.known(self.sara, subject_id=self.prices.id).attachment_ids
        self.assertEqual(seen, paper)
        self.assertEqual(seen.with_user(self.sara).raw, b"tarifa")
        self.assertIn(paper, self.rival.message_ids.attachment_ids)
        self.assertEqual(filed.attachment_ids, paper)

    def test_a_subject_in_use_is_archived_rather_than_deleted(self):
        self.file()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.prices.unlink()
        self.prices.active = False
        self.assertEqual(len(self.known(self.ana, subject_id=self.prices.id)), 1)

    def test_subjects_have_parts_and_no_circles(self):
        fees = self.env["despacho.subject"].create({"name": "Cuotas", "parent_id": self.prices.id})
        self.assertEqual(fees.complete_name, "Prices and fees / Cuotas")
        filed = self.file(subject_id=fees.id)
        found = self.as_user(self.ana, "mail.activity", active_test=False).search(
            [("subject_id", "child_of", self.prices.id)]
        )
        self.assertEqual(found, filed)
        with self.assertRaises(UserError):
            self.prices.parent_id = fees


@tagged("post_install", "-at_install")
class TestCompetitors(NeedCommon):
    def test_a_supplier_is_who_we_buy_from_or_may(self):
        partner = self.vega.with_user(self.ana)
        partner.is_supplier = True
        self.assertEqual(partner.supplier_rank, 1)
        suppliers = self.env["res.partner"].search([("is_supplier", "=", True)])
        self.assertIn(self.vega, suppliers)
        self.assertNotIn(self.pilar, suppliers)
        self.assertIn(self.pilar, self.env["res.partner"].search([("is_supplier", "=", False)]))
        partner.is_supplier = False
        self.assertEqual(partner.supplier_rank, 0)

    def test_the_purchases_of_a_supplier_are_not_recounted(self):
        self.vega.supplier_rank = 7
        self.vega.with_user(self.ana).is_supplier = True
        self.assertEqual(self.vega.supplier_rank, 7)

    def test_a_competitor_is_a_company_with_its_nif(self):
        with self.assertRaisesRegex(ValidationError, "has no NIF"):
            self.as_user(self.ana).create({"name": "Otra SLP", "is_company": True, "is_competitor": True})
        with self.assertRaisesRegex(ValidationError, "the competitor is the company"):
            self.luis.is_competitor = True

    def test_it_shows_what_was_lost_to_it_and_why(self):
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": name,
                    "type": "opportunity",
                    "partner_id": self.vega.id,
                    "competitor_id": self.rival.id,
                    "weak_points": "Sin laboral",
                }
                for name in ("Perdida", "Abierta")
            ]
        )
        leads[0].action_set_lost()
        rival = self.rival.with_user(self.ana)
        self.assertEqual(rival.lost_to_count, 1)
        action = rival.action_lost_to()
        found = self.env["crm.lead"].with_context(active_test=False).search(action["domain"])
        self.assertEqual((found, found.weak_points), (leads[0], "Sin laboral"))
