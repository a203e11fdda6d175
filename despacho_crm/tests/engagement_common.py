import base64
import io

from PIL import Image

from odoo import Command

from .common import DespachoCommon


def ink():
    """Return a signature as the portal sends it."""
    target = io.BytesIO()
    Image.new("RGB", (60, 20), "white").save(target, "PNG")
    return base64.b64encode(target.getvalue())


class EngagementCommon(DespachoCommon):
    """
    payroll  service line «Laboral»
      |-- slips       service, 20 €: includes payslips and contributions, not inspections (library)
      `-- dismissal   service, 300 €: nothing of its own, what the line says
    tax      service line «Fiscal», without clauses: `quarter`, 90 €
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.write(
            {
                "name": "Asesoría Prueba SLP",
                "vat": "B58378431",
                "city": "Girona",
                "email": "info@asesoria.example",
                "engagement_mandatory": False,
                "engagement_notice_days": 30,
                "pipeline_rules": True,
            }
        )
        cls.marta.partner_id.write({"personal_nif": cls.nif_of(""), "function": "Socia"})
        cls.firm.engagement_signatory_id = cls.marta
        root = cls.env.ref("despacho_crm.product_category_services")
        cls.payroll, cls.tax = cls.env["product.category"].create(
            [{"name": "Laboral", "parent_id": root.id}, {"name": "Fiscal", "parent_id": root.id}]
        )
        cls.slips, cls.dismissal, cls.quarter = cls.env["product.product"].create(
            [
                {"name": name, "type": "service", "list_price": price, "categ_id": line.id, "taxes_id": False}
                for name, price, line in (
                    ("Nóminas", 20, cls.payroll),
                    ("Despido", 300, cls.payroll),
                    ("Trimestre", 90, cls.tax),
                )
            ]
        )
        cls.clauses = cls.env["despacho.clause"]
        cls.clauses.search([]).active = False
        cls.makes_slips, cls.no_inspection, cls.of_line = cls.clauses.create(
            [
                cls.clause("Nóminas y seguros sociales", product_tmpl_id=cls.slips.product_tmpl_id.id, sequence=1),
                cls.clause("Inspecciones de trabajo", "excluded", product_tmpl_id=cls.slips.product_tmpl_id.id),
                cls.clause("Consultas por correo", sequence=5),
            ]
        )
        cls.vega.write({"lang": "en_US", "street": "Calle Mayor 1", "city": "Girona"})
        cls.luis.write(
            {"lang": "en_US", "personal_nif": cls.nif_of(""), "function": "Administrador", "email": "luis@vega.example"}
        )

    @classmethod
    def clause(cls, text, kind="included", **values):
        return {"text": text, "kind": kind, "service_line_id": cls.payroll.id, **values}

    @classmethod
    def new_quotation(cls, *products, user=None, **values):
        products = products or (cls.slips,)
        return (
            cls.env["sale.order"]
            .with_user(user or cls.ana)
            .create(
                {
                    "partner_id": cls.luis.id,
                    "order_line": [Command.create({"product_id": product.id}) for product in products],
                    **values,
                }
            )
        )

    def sign(self, order):
        """Sign as the portal does."""
        order.sudo().write({"signed_by": "Luis Vega", "signed_on": "2026-03-02 10:00:00", "signature": ink()})
        self.env.flush_all()
        self.env.invalidate_all()
        return order

    def texts(self, order, kind=None):
        clauses = order.order_clause_ids
        return [clause.text for clause in clauses if kind in (None, clause.kind)]
