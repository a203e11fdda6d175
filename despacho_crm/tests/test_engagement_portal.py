import io
import json
import re
from html import unescape

from odoo.tests import HttpCase, tagged
from odoo.tools import format_date
from odoo.tools.pdf import PdfFileReader

from .engagement_common import EngagementCommon, ink


@tagged("post_install", "-at_install")
class TestEngagementPortal(EngagementCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.order = self.new_quotation(self.slips, self.quarter, engagement_end="2099-06-30")
        self.order.action_quotation_sent()

    def open_page(self):
        """Return the page of the client, and the address to which it sends the signature."""
        page = unescape(self.url_open(self.order.get_portal_url()).text)
        found = re.search(r'"callUrl": "([^"]*)"', page)
        return page, found and found.group(1)

    def accept(self, url, **params):
        params = {"name": "Luis Vega", "signature": ink().decode()} | params
        response = self.url_open(
            url, data=json.dumps({"jsonrpc": "2.0", "params": params}), headers={"Content-Type": "application/json"}
        )
        self.env.invalidate_all()
        return response.json()["result"]

    def test_the_client_reads_what_each_fee_includes_and_signs_it(self):
        page, url = self.open_page()
        for text in ("Nóminas y seguros sociales", "Inspecciones de trabajo", "Luis Vega", self.luis.personal_nif):
            self.assertIn(text, page)
        self.assertIn("redirect_url", self.accept(url))
        self.assertEqual((self.order.state, self.order.engagement_state), ("sale", "signed"))
        self.assertEqual(self.order.signed_by, "Luis Vega")
        self.assertTrue(self.order.engagement_firm_copy_id)
        page, url = self.open_page()
        self.assertIn("alert-success", page)
        self.assertFalse(url, "it is signed once")
        copy = self.url_open(self.order.get_portal_url(report_type="pdf"))
        self.assertEqual(copy.status_code, 200)

    def test_the_page_of_a_signed_letter_says_nothing_that_was_not_signed(self):
        self.sign(self.order)
        self.assertIn("Inspecciones de trabajo", self.open_page()[0])
        self.firm.engagement_conditions = "<p>Condiciones de otro año</p>"
        self.env.flush_all()
        page, _url = self.open_page()
        self.assertNotIn("otro año", page)
        self.assertIn("alert-success", page, "it says who signed, and that the copy is printed here")

    def test_a_text_that_the_client_did_not_see_is_not_signed(self):
        _page, url = self.open_page()
        self.order.order_clause_ids[0].text = "Nóminas de tres trabajadores"
        self.env.flush_all()
        self.assertIn("error", self.accept(url))
        self.assertFalse(self.order.signature)
        page, url = self.open_page()
        self.assertIn("Nóminas de tres trabajadores", page)
        self.assertIn("redirect_url", self.accept(url))
        self.assertEqual(self.order.engagement_version, 2)

    def test_without_saying_what_was_seen_nothing_is_signed(self):
        self.assertIn("error", self.accept(self.order.get_portal_url(suffix="/accept")))
        self.assertFalse(self.order.engagement_signed_on)

    def test_an_incomplete_letter_is_not_offered_to_be_signed(self):
        self.order.engagement_client_nif = False
        self.env.flush_all()
        _page, url = self.open_page()
        self.assertFalse(url)

    def read_pdf(self):
        pages = PdfFileReader(io.BytesIO(self.order._engagement_pdf()), strict=False)
        text = " ".join(pages.getPage(number).extract_text() for number in range(pages.getNumPages()))
        return " ".join(text.split())

    def test_its_day_is_that_of_the_clock_of_the_firm(self):
        self.assertNotIn("Offered online", self.read_pdf(), "a letter to be signed with a pen is signed by both")
        self.firm.partner_id.tz = "Europe/Madrid"
        night = {"signed_by": "Luis Vega", "signed_on": "2026-02-28 23:30:00", "signature": ink()}
        self.order.with_context(tz="UTC").sudo().write(night)
        text = self.read_pdf()
        self.assertIn(f"v1 · {format_date(self.env, '2026-03-01', lang_code='en_US')}", text)
        self.assertRegex(text, r"Signed online by Luis Vega, .*2026,? .*00:30")

    def test_the_pdf_says_what_a_letter_has_to_say(self):
        self.sign(self.order)
        text = self.read_pdf()
        for said in (
            *("Asesoría Prueba SLP", "B58378431", "Talleres Vega SL", "B12345674", "Luis Vega", "Administrador"),
            *(self.luis.personal_nif, self.marta.partner_id.personal_nif, "Nóminas y seguros sociales"),
            *("Inspecciones de trabajo", "Trimestre", "20", "110", "article 28", "2099", "Girona"),
            *("Signed online by Luis Vega", "Offered online by the firm", self.order.name),
        ):
            self.assertIn(said, text)

    def test_the_quotation_is_printed_as_letter_wherever_odoo_prints_it(self):
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        plain = self.new_quotation(self.quarter)
        streams = reports._render_qweb_pdf_prepare_streams("sale.action_report_saleorder", {}, res_ids=self.order.ids)
        self.assertEqual(list(streams), self.order.ids)
        text = PdfFileReader(streams[self.order.id]["stream"], strict=False).getPage(0).extract_text()
        self.assertIn("Inspecciones de trabajo", " ".join(text.split()))
        self.assertFalse(plain.is_engagement)

    def test_people_of_the_firm_download_it_and_nobody_else(self):
        url = f"/despacho/engagement/{self.order.id}"
        self.authenticate("despacho_ana", "despacho_ana")
        response = self.url_open(url)
        self.assertTrue(response.content.startswith(b"%PDF"))
        self.authenticate("despacho_rosa", "despacho_rosa")
        self.assertEqual(self.url_open(url).status_code, 404)
        self.authenticate("despacho_pau", "despacho_pau")
        self.assertEqual(self.url_open(url).status_code, 404)
