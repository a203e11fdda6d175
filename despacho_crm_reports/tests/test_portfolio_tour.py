import io
import json

from openpyxl import load_workbook

from odoo import fields, http
from odoo.tests import HttpCase, tagged

from odoo.addons.despacho_crm.tests.common import DespachoCommon


@tagged("post_install", "-at_install")
class TestPortfolioTour(DespachoCommon, HttpCase):
    """Who answers for the firm looks at its portfolio, in Chromium: the cube, the map, what stands out, white space.

    Twelve restaurants of Girona have payroll; twenty builders of Lleida have only taxes.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        root = cls.env.ref("despacho_crm.product_category_services")
        cls.taxes, cls.payroll = cls.env["product.category"].create(
            [{"name": name, "parent_id": root.id} for name in ("Impuestos", "Nóminas")]
        )
        states = {state.code: state for state in cls.spain.state_ids}
        Cnae = cls.env["despacho.cnae"]
        year = fields.Date.today().year
        billed = []
        for name, count, code, state, lines in (
            ("Restaurante", 12, "56", "GI", cls.taxes | cls.payroll),
            ("Constructora", 20, "41", "L", cls.taxes),
        ):
            companies = cls.env["res.partner"].create(
                [
                    {
                        "name": f"{name} {place}",
                        "is_company": True,
                        "vat": cls.nif_of(),
                        "country_id": cls.spain.id,
                        "state_id": states[state].id,
                        "cnae_id": Cnae._of_code(code).id,
                    }
                    for place in range(1, count + 1)
                ]
            )
            billed += [
                {"partner_id": company.id, "year": when, "service_line_id": line.id, "amount": 100.0, "source": "Otro"}
                for company in companies
                for line in lines
                for when in (year - 1, year)
            ]
        cls.env["despacho.billing.year"].create(billed)
        cls.env["res.partner"]._lifecycle_update_all()
        cls.env["despacho.portfolio.cell"]._build(cls.env.company)

    def tour(self, name):
        self.start_tour("/odoo", f"despacho_crm_reports.{name}", login="despacho_marta", timeout=180)

    def test_the_cube_opens_its_companies(self):
        self.tour("portfolio_cube")

    def test_the_map_opens_its_provinces(self):
        self.tour("portfolio_map")

    def test_what_stands_out_becomes_an_action(self):
        self.tour("portfolio_situation")
        self.assertEqual(self.env["despacho.action"].search([], limit=1, order="id desc").create_uid, self.marta)

    def test_white_space_becomes_an_action(self):
        self.tour("portfolio_space")
        action = self.env["despacho.action"].search([], limit=1, order="id desc")
        self.assertEqual((action.campaign_id.service_line_id, action.segment_ids.member_count), (self.payroll, 20))

    def test_the_browser_gets_the_spreadsheet_and_who_may_not_gets_none(self):
        def post():
            data = {"domain": json.dumps([]), "csrf_token": http.Request.csrf_token(self)}
            return self.url_open("/despacho_crm/portfolio", data=data)

        self.authenticate("despacho_marta", "despacho_marta")
        answer = post()
        self.assertEqual(answer.status_code, 200)
        self.assertGreater(load_workbook(io.BytesIO(answer.content)).active.max_row, 4)
        self.authenticate("despacho_ana", "despacho_ana")
        self.assertEqual(post().status_code, 400)
