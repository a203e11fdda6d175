"""An action with results, for those who count them."""

import json

from odoo import fields
from odoo.tools import SQL


class ResultsCommon:
    """`calls` of the spring went to `mar` (Restaurantes, Girona), `pins` (Restaurantes), `roure` (Girona), `port`.

    Mar was interested, and became a client in March; Pins was not interested; of Roure there is a lead; nobody was at
    home at Port's, of whom nothing is known. Vega is left out.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = ("Mar Blau SL", "Pins i Més SL", "El Roure SL", "Port Vell SL")
        cls.mar, cls.pins, cls.roure, cls.port = (cls.new_company(name, vat=cls.nif_of("B")) for name in names)
        known = [
            (cls.mar, "sent", ["Restaurantes", "Girona"], "Girona"),
            (cls.pins, "sent", ["Restaurantes"], "Barcelona"),
            (cls.roure, "sent", ["Girona"], "Girona"),
            (cls.port, "waiting", [], ""),
            (cls.vega, "excluded", ["Girona"], "Girona"),
        ]
        cls.recipients = {
            partner: cls.new_recipient(number, partner, *rest) for number, (partner, *rest) in enumerate(known, 1)
        }
        cls.calls.sudo()._set_state("done", launched_on="2026-03-01")
        cls.note(cls.mar, "interested")
        cls.note(cls.pins, "not_interested")
        cls.won = cls.env["crm.lead"].search([("commercial_action_id", "=", cls.calls.id)])
        cls.won.write({"type": "opportunity", "partner_id": cls.mar.id, "expected_revenue": 1200})
        cls.created(cls.won, "2026-03-10")
        cls.win(cls.won)
        cls.new_lead(cls.calls, cls.roure, 0, "2026-03-12")

    @classmethod
    def new_recipient(cls, number, partner, state, segments, province):
        values = {"segments": segments, "province": province}
        cls.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_action_recipient
                       (action_id, company_id, channel, number, partner_id, commercial_partner_id, name, values,
                        included, state, sent_on)
                VALUES (%s, %s, 'call', %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
                """,
                cls.calls.id,
                cls.firm.id,
                number,
                partner.id,
                partner.id,
                partner.name,
                json.dumps(values),
                state != "excluded",
                state,
                "2026-03-01 10:00:00" if state == "sent" else None,
            )
        )
        return cls.env["despacho.action.recipient"].browse(cls.env.cr.fetchone())

    @classmethod
    def note(cls, partner, kind):
        cls.env["despacho.response"].with_user(cls.ana)._record(cls.recipients[partner], kind, "call")

    @classmethod
    def new_lead(cls, action, partner, revenue, date):
        values = {"name": f"Lead de {partner.name}", "partner_id": partner.id, "expected_revenue": revenue}
        lead = cls.env["crm.lead"].create({**values, "type": "lead", "commercial_action_id": action.id})
        cls.created(lead, date)
        return lead

    @classmethod
    def created(cls, lead, date):
        cls.env.flush_all()
        cls.env.cr.execute(SQL("UPDATE crm_lead SET create_date = %s WHERE id = %s", date, lead.id))
        lead.invalidate_recordset()

    @classmethod
    def win(cls, lead):
        lead.sudo().write({"type": "opportunity", "stage_id": cls.env.ref("despacho_crm.stage_opportunity_won").id})

    def invoice(self, partner, amount, line=None, date="2026-05-01", kind="out_invoice"):
        """Post an invoice of a service of `line`, or of no product at all."""
        product = line and self.env["product.product"].create(
            {"name": "Servicio", "type": "service", "categ_id": line.id, "taxes_id": False}
        )
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": partner.id,
                "invoice_date": date,
                "invoice_line_ids": [
                    fields.Command.create(
                        {
                            "name": "Honorarios",
                            "product_id": product.id if product else False,
                            "price_unit": amount,
                            "tax_ids": False,
                        }
                    )
                ],
            }
        )
        move.action_post()
        return move

    def opened(self, record, measure, by=None, key=False):
        """Return the records that a number opens, as Ana sees them."""
        action = record.with_user(self.ana).action_open_results(measure, by, key)
        model = self.env[action["res_model"]].with_context(active_test=False)
        if action["res_model"] != "account.move":
            model = model.with_user(self.ana)
        return model.search(action["domain"])
