import io

from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from .common import ReportsCommon


@tagged("post_install", "-at_install")
class TestSheetPdf(ReportsCommon):
    """The sheet on paper, through the wkhtmltopdf of the machine, patched or not."""

    def _pages(self, partners):
        """Return the text of each page of the PDF that the secretary gets."""
        report = self.env["ir.actions.report"].with_user(self.secretary)
        content, kind = report.with_context(force_report_rendering=True, lang="es_ES")._render_qweb_pdf(
            "despacho_crm_reports.sheet", partners.ids
        )
        self.assertEqual(kind, "pdf")
        reader = PdfFileReader(io.BytesIO(content))
        # Letters may stand one by one in the content of a page: spaces do not count.
        return ["".join(page.extract_text().split()) for page in reader.pages]

    def test_one_client_is_one_sheet_with_its_heading_and_foot(self):
        pages = self._pages(self.roca)
        text = pages[0]
        for piece in ("AsesoríaPuigyVidal", "Fichadecliente", "TalleresRoca,S.L.", "B58378431"):
            self.assertIn(piece, text)
        self.assertIn(f"Página1de{len(pages)}", text)
        self.assertIn("1.200,00", "".join(pages))

    def test_several_clients_are_one_file_each_from_a_page_of_its_own(self):
        pages = self._pages(self.alzines + self.roca)
        self.assertIn("ComunidadLesAlzines", pages[0])
        self.assertIn("Página1de1", pages[0])
        self.assertIn("TalleresRoca,S.L.", pages[1])
        self.assertNotIn("ComunidadLesAlzines", "".join(pages[1:]))
        self.assertIn(f"Página1de{len(pages) - 1}", pages[1])

    def test_a_sheet_longer_than_a_page_numbers_its_pages(self):
        self.env["res.partner"].create(
            [{"name": f"Empleada {i}", "parent_id": self.roca.id, "email": f"e{i}@roca.example"} for i in range(60)]
        )
        pages = self._pages(self.roca)
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, 1):
            self.assertIn(f"Página{number}de{len(pages)}", page)

    def test_a_name_in_another_alphabet_does_not_stop_the_printing(self):
        self.roca.name = "Привет {0} 漢字"
        self.assertEqual(len(self._pages(self.roca + self.alzines)), len(self._pages(self.roca)) + 1)

    def test_the_same_client_twice_does_not_stop_the_printing(self):
        self.assertEqual(len(self._pages(self.roca + self.montserrat)), len(self._pages(self.roca)))

    def test_other_reports_are_printed_as_before(self):
        report = self.env["ir.actions.report"]
        self.assertEqual(self.env.ref("account.account_invoices")._get_layout(), self.env.ref("web.minimal_layout"))
        arguments = report._build_wkhtmltopdf_args(self.env.ref("base.paperformat_euro"), False)
        self.assertNotIn("--disable-javascript", arguments)
