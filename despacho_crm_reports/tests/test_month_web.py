import io

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools.pdf import PdfFileReader

from odoo.addons.despacho_crm.tests.common import DespachoCommon

from ..tools.planning import borders


@tagged("post_install", "-at_install")
class TestMonthWeb(DespachoCommon, HttpCase):
    """The month as the browser shows it, on whatever day it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["despacho.month"].search([]).unlink()
        cls.months = cls.env["despacho.month"]
        cls.today = cls.months._today(cls.firm)
        cls.this = borders.month(cls.today)[0]
        cls.last = borders.months_after(cls.this, -1)
        # Who leads changes objectives on whatever day the tests run.
        cls.env["crm.team"].create({"name": "Hers", "user_id": cls.ana.id, "member_ids": [(6, 0, cls.ana.ids)]})
        cls.call(cls.this)
        cls.ended = cls.months._prepare(cls.firm, cls.last, cls.ana)
        cls.ended._start()
        calls = cls.ended.line_ids.filtered(lambda line: line.kind == "calls")
        calls.write({"target": 10, "reason": "A round number"})

    @classmethod
    def call(cls, day):
        """A call that ana made at noon of a day."""
        values = {
            "res_model_id": cls.env["ir.model"]._get_id("res.partner"),
            "res_id": cls.vega.id,
            "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
            "user_id": cls.ana.id,
            "active": False,
            "result": "spoke",
            "feedback": "Done",
            "done_at": min(borders.moment(day, 12), fields.Datetime.now()),
            "date_deadline": day,
        }
        return cls.env["mail.activity"].with_context(contact_next="planned").create(values)

    def test_a_person_looks_at_their_objectives_and_closes_the_month_before(self):
        self.start_tour("/odoo", "despacho_crm_reports.month", login="despacho_ana")
        month = self.months._current(self.ana)
        line = month.line_ids.filtered(lambda line: line.kind == "visits")
        self.assertEqual((line.target, line.reason), (7, "Two fairs"))
        self.assertEqual(self.ended.state, "closed")
        explained = self.ended.line_ids.filtered("deviation_reason")
        self.assertEqual(explained.mapped("deviation_reason"), ["Everybody was away"])

    def read_pdf(self, month, user):
        self.authenticate(user.login, user.login)
        response = self.url_open(f"/despacho_crm/month/{month.id}")
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        pages = PdfFileReader(io.BytesIO(response.content), strict=False).pages
        return response, " ".join(" ".join(page.extract_text() for page in pages).split())

    def test_the_paper_says_what_was_aimed_at_and_done(self):
        self.vega.activity_schedule(
            "mail.mail_activity_data_call", self.this, user_id=self.ana.id, summary="Ask about the lease"
        )
        month = self.months._prepare(self.firm, self.this, self.ana)
        month.line_ids[0].write({"target": 12, "reason": "New clients to call"})
        month._start()
        month.remarks = "Mind the closing\nof the year"
        response, text = self.read_pdf(month, self.ana)
        for said in ("Ana", "New clients to call", "Ask about the lease", "Talleres Vega SL", "of the year", "12 1 8"):
            self.assertIn(said, text)
        self.assertIn(".pdf", response.headers["Content-Disposition"])

    def test_the_paper_of_a_closed_month_names_no_client(self):
        self.vega.activity_schedule(
            "mail.mail_activity_data_call", self.last, user_id=self.ana.id, summary="Ask about the lease"
        )
        self.ended.work_ids[0].planned_ids = self.ended.work_ids[0]._find_planned()
        self.ended._close()
        _response, text = self.read_pdf(self.ended, self.ana)
        self.assertIn("A round number", text)
        self.assertNotIn("Talleres Vega", text)

    def test_the_paper_of_a_colleague_is_refused(self):
        bea = self._new_user("bea", "despacho_crm.group_user")
        self.authenticate(bea.login, bea.login)
        response = self.url_open(f"/despacho_crm/month/{self.ended.id}")
        self.assertIn(response.status_code, (403, 404))
