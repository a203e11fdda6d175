from odoo import Command, fields
from odoo.tests import new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


class ReportsCommon(AccountTestInvoicingCommon):
    """A client that has everything, a prospect that has almost nothing, and the people who look.

    roca (client, B58378431, formerly A08001851)     alzines (prospect, exempt)
     |- montserrat (manager)                          without contact, phone or history
     |- store (delivery address)
     |- invoices: 1.200 this year, 1.000 - 100 last year; a draft
     |- opportunity of montserrat's, with a pending activity
     `- a done call and a done task

    secretary: despacho_crm.group_user               clerk: contacts and invoices, not the CRM
    """

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("despacho_crm.group_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["base.language.install"].create({"lang_ids": [Command.set(cls._spanish().ids)]}).lang_install()
        cls.env.company.name = "Asesoría Puig y Vidal"
        company = {"company_ids": [Command.set(cls.env.company.ids)], "company_id": cls.env.company.id}
        cls.secretary = new_test_user(
            cls.env, "secretaria", "despacho_crm.group_user", lang="es_ES", tz="Europe/Madrid", **company
        )
        cls.clerk = new_test_user(
            cls.env, "facturacion", "base.group_partner_manager,account.group_account_invoice", lang="es_ES", **company
        )
        spain = cls.env.ref("base.es")
        cls.roca = cls.env["res.partner"].create(
            {
                "name": "Talleres Roca, S.L.",
                "is_company": True,
                "vat": "B58378431",
                "street": "Carrer Nou, 24",
                "zip": "07001",
                "city": "Palma",
                "country_id": spain.id,
                "phone": "+34 971 20 30 40",
                "email": "info@roca.example",
                "user_id": cls.secretary.id,
                "comment": "<p>No llamar antes de las <b>diez</b></p>",
                "former_nif_ids": [
                    Command.create({"nif_key": "A08001851", "reason": "legal_form", "date": "2019-03-14"})
                ],
                "child_ids": [
                    Command.create({"name": "Montserrat Puigdemont", "function": "Gerente", "type": "contact"}),
                    Command.create({"name": "Almacén", "type": "delivery", "street": "Polígono 3", "city": "Inca"}),
                ],
            }
        )
        cls.montserrat, cls.store = cls.roca.child_ids.sorted(lambda child: child.type != "contact")
        cls.alzines = cls.env["res.partner"].create(
            {
                "name": "Comunidad Les Alzines",
                "is_company": True,
                "nif_exemption_reason": "incorporating",
                "nif_exemption_note": "Solicitado con el modelo 036",
            }
        )
        today = fields.Date.today()
        cls.this_year, cls.last_year = today.year, today.year - 1
        cls.invoices = cls._invoice(1200, f"{cls.this_year}-01-15") | cls._invoice(1000, f"{cls.last_year}-03-10")
        cls.invoices |= cls._invoice(100, f"{cls.last_year}-04-10", "out_refund")
        cls.invoices.action_post()
        cls._invoice(7777, f"{cls.this_year}-01-20")
        cls.opportunity = cls.env["crm.lead"].create(
            {
                "name": "Auditoría de nóminas",
                "type": "opportunity",
                "partner_id": cls.montserrat.id,
                "expected_revenue": 4800,
                "user_id": cls.secretary.id,
            }
        )
        cls._activity(cls.roca, "Llamada de cortesía", "2026-10-01", done="Todo en orden")
        cls._activity(cls.montserrat, "Enviar modelo", "2026-10-05", done="Enviado")
        cls.next_activity = cls._activity(cls.opportunity, "Confirmar la visita", "2099-12-01")

    @classmethod
    def _spanish(cls):
        return cls.env["res.lang"].with_context(active_test=False).search([("code", "=", "es_ES")])

    @classmethod
    def _invoice(cls, amount, date, move_type="out_invoice"):
        return cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": cls.roca.id,
                "invoice_date": date,
                "invoice_line_ids": [
                    Command.create({"name": "Asesoría", "quantity": 1, "price_unit": amount, "tax_ids": False})
                ],
            }
        )

    @classmethod
    def _activity(cls, record, summary, deadline, done=""):
        activity = record.activity_schedule(
            "mail.mail_activity_data_call", fields.Date.to_date(deadline), summary=summary, user_id=cls.secretary.id
        )
        if done:
            activity.action_feedback(feedback=done)
        return activity
