from datetime import timedelta

from odoo import fields

from odoo.addons.despacho_crm.tools.privacy.gate import Asked

from .common import DespachoCommon


class PrivacyCommon(DespachoCommon):
    """The small world, with ways to reach its people and two service lines.

    vega is a company (info@vega.example), luis works in it (luis@vega.example); marga is a private individual;
    pilar a sole trader. `fiscal` and `labour` are service lines. `judge(partner, channel)` asks the gate.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.write(
            {
                "privacy_client_months": 12,
                "privacy_similar": "line",
                "privacy_consent_months": 24,
                "privacy_robinson_days": 30,
                "privacy_robinson_sole_traders": True,
            }
        )
        cls.today = fields.Date.context_today(cls.firm)
        root = cls.env.ref("despacho_crm.product_category_services")
        cls.fiscal, cls.labour = cls.env["product.category"].create(
            [{"name": "Fiscal de prueba", "parent_id": root.id}, {"name": "Laboral de prueba", "parent_id": root.id}]
        )
        cls.taxes = cls.env["product.category"].create({"name": "Impuestos de prueba", "parent_id": cls.fiscal.id})
        place = {"street": "Calle Mayor 5", "zip": "08001", "city": "Barcelona", "country_id": cls.spain.id}
        cls.vega.write({"email": "info@vega.example", "phone": "+34 931 23 45 67", **place})
        cls.luis.write({"email": "luis@vega.example", "phone": "+34 600 11 22 33"})
        cls.pilar.write({"is_company": True, "email": "pilar@ruiz.example", "phone": "+34 600 22 33 44", **place})
        cls.marga = cls.env["res.partner"].create(
            {"name": "Marga Sala Puig", "email": "marga@sala.example", "phone": "+34 600 33 44 55", **place}
        )
        cls.gate, cls.oppositions = cls.env["despacho.gate"], cls.env["despacho.opposition"]
        cls.consents, cls.audit = cls.env["despacho.consent"], cls.env["despacho.privacy.audit"]
        cls.env["despacho.balancing"].search([("state", "=", "in_force")]).sudo().state = "replaced"

    @classmethod
    def ago(cls, days):
        return cls.today - timedelta(days=days)

    @classmethod
    def balance(cls, **values):
        balancing = cls.env["despacho.balancing"].create(values)
        balancing.action_approve()
        return balancing

    def billed(self, partner, line, days=10):
        """Have the firm have invoiced a service to a partner these days ago."""
        day = self.ago(days)
        return self.env["despacho.billing.year"].create(
            {
                "partner_id": partner.id,
                "year": day.year,
                "as_of": day,
                "service_line_id": line.id if line else False,
                "amount": 500,
                "company_id": self.firm.id,
            }
        )

    def consent(self, partner, channel="email", **values):
        return self.consents.create(
            {
                "partner_id": partner.id,
                "channel": channel,
                "how": "form",
                "evidence": "Formulario del 3 de marzo, carpeta 12",
                "text_shown": "Acepto",
                **values,
            }
        )

    def asked(self, partner, **values):
        asked = Asked("one", partner.id, None, partner.email or None, partner.phone or None)
        return asked._replace(**values)

    def judge(self, partner, channel, line=None, **values):
        return self.gate._judge(channel, [self.asked(partner, **values)], self.firm, line)["one"]
