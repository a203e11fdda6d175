from freezegun import freeze_time

from odoo import Command
from odoo.tests import new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.despacho_crm.tools import nif


class PortfolioCommon(AccountTestInvoicingCommon):
    """A firm that does taxes, payroll and law, on the 15th of June of 2026.

                     2023         2024          2025              2026            today
    mar              taxes 100    taxes 110     taxes 120         taxes 60        client
                                                payroll 300       payroll 150
    cala             -            -             -                 taxes 50 + 5 without service   client, new
    duna             -            taxes 200     -                 -               former
    brisa            1.000 with another program in 2022, law      -               former
    ola              nothing: prospect, with a call of this year

    mar, cala: restaurants (56) of Girona, micro; duna: building (41) of Lleida; brisa: nothing known of it
    ana: may analyse; sara: steward, may not
    """

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("despacho_crm.group_manager")

    @classmethod
    def setUpClass(cls):
        clock = freeze_time("2026-06-15 10:00:00")
        clock.start()
        cls.addClassCleanup(clock.stop)
        super().setUpClass()
        cls.make_world()
        cls.make_more()
        cls.refresh()

    @classmethod
    def make_more(cls):
        """Add what a test class needs besides."""

    @classmethod
    def make_world(cls):
        company = {"company_ids": [Command.set(cls.env.company.ids)], "company_id": cls.env.company.id}
        cls.ana = new_test_user(
            cls.env, "ana_cartera", "despacho_crm_reports.group_analysis", tz="Europe/Madrid", **company
        )
        cls.sara = new_test_user(cls.env, "sara_cartera", "despacho_crm.group_steward", tz="Europe/Madrid", **company)
        root = cls.env.ref("despacho_crm.product_category_services")
        cls.taxes, cls.payroll, cls.law = cls.env["product.category"].create(
            [{"name": name, "parent_id": root.id} for name in ("Impuestos", "Nóminas", "Derecho")]
        )
        cls.products = {
            line: cls.env["product.product"].create(
                {"name": line.name, "type": "service", "categ_id": line.id, "taxes_id": False}
            )
            for line in cls.taxes | cls.payroll | cls.law
        }
        spain = cls.env.ref("base.es")
        cls.girona, cls.lleida = (
            spain.state_ids.filtered(lambda state, code=code: state.code == code) for code in ("GI", "L")
        )
        Cnae = cls.env["despacho.cnae"]
        cls.catering, cls.building = Cnae._of_code("56"), Cnae._of_code("41")
        cls.number = 7000000
        cls.mar = cls.new_company("Mar SL", cls.catering, cls.girona, 4)
        cls.cala = cls.new_company("Cala SL", cls.catering, cls.girona, 3)
        cls.duna = cls.new_company("Duna SL", cls.building, cls.lleida, 20)
        cls.brisa = cls.new_company("Brisa SL")
        cls.ola = cls.new_company("Ola SL", cls.catering, cls.lleida)
        for year, taxes in ((2023, 100), (2024, 110), (2025, 120), (2026, 60)):
            cls.invoice(cls.mar, f"{year}-03-10", [(cls.taxes, taxes)])
        cls.invoice(cls.mar, "2025-05-10", [(cls.payroll, 400)])
        cls.invoice(cls.mar, "2025-06-10", [(cls.payroll, 100)], "out_refund")
        cls.invoice(cls.mar, "2026-05-10", [(cls.payroll, 150)])
        cls.invoice(cls.cala, "2026-02-01", [(cls.taxes, 50), (None, 5)])
        cls.invoice(cls.duna, "2024-07-01", [(cls.taxes, 200)])
        cls.env["despacho.billing.year"].create(
            {"partner_id": cls.brisa.id, "year": 2022, "service_line_id": cls.law.id, "amount": 1000, "source": "Otro"}
        )
        cls.env["crm.lead"].create({"name": "Le interesa", "type": "lead", "partner_id": cls.ola.id})
        cls.env["mail.activity"]._plan(
            [
                (
                    cls.ola,
                    {
                        "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
                        "summary": "Presentarse",
                        "user_id": cls.ana.id,
                    },
                )
            ]
        )._log_result({"result": "spoke", "done_at": "2026-06-01 09:00:00"})

    @classmethod
    def refresh(cls):
        """Have the night pass."""
        cls.env.flush_all()
        cls.env["res.partner"]._lifecycle_update_all()
        cls.env["despacho.portfolio.cell"]._build(cls.env.company)
        cls.env.invalidate_all()

    @classmethod
    def new_nif(cls):
        cls.number += 1
        return nif.make_spanish("B", str(cls.number))

    @classmethod
    def new_company(cls, name, activity=None, state=None, employees=None, **values):
        company = cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "vat": cls.new_nif(),
                "country_id": cls.env.ref("base.es").id,
                "state_id": state.id if state else False,
                "cnae_id": activity.id if activity else False,
                **values,
            }
        )
        if employees:
            company.write({"employees": employees, "turnover": employees * 50000.0, "figures_year": 2025})
        return company

    @classmethod
    def invoice(cls, partner, date, lines, move_type="out_invoice"):
        """Post an invoice of ``lines``, [(service line or None, amount)]."""
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": partner.id,
                "invoice_date": date,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Cuota",
                            "product_id": cls.products[line].id if line else False,
                            "quantity": 1,
                            "price_unit": amount,
                            "tax_ids": False,
                        }
                    )
                    for line, amount in lines
                ],
            }
        )
        move.action_post()
        return move

    @classmethod
    def new_census(cls, name, code, state=None, **values):
        return cls.env["despacho.census.company"].create(
            {"name": name, "nif_key": cls.new_nif(), "cnae": code, "state_id": state.id if state else False, **values}
        )

    def cells(self, *domain, user=None):
        return (
            self.env["despacho.portfolio.cell"]
            .with_user(user or self.ana)
            .search([("company_id", "in", (self.env.company.id, False)), *domain])
        )

    def figures(self, domain, groupby, *measures, user=None):
        """Return {group: value, or values} of the portfolio."""
        Cell = self.env["despacho.portfolio.cell"].with_user(user or self.ana)
        rows = Cell._read_group(domain, [groupby], measures)
        return {group: values[0] if len(values) == 1 else values for group, *values in rows}
