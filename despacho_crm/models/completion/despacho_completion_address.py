from odoo import api, fields, models


class DespachoCompletionAddress(models.TransientModel):
    """The same company, but at another address: one record, or an establishment of it?"""

    _name = "despacho.completion.address"
    _description = "One record or another address"

    completion = fields.Integer(required=True, readonly=True)
    needy_name = fields.Char(string="Without NIF", readonly=True)
    needy_address = fields.Char(string="Its address", readonly=True)
    holder_name = fields.Char(string="Company with the NIF", readonly=True)
    holder_address = fields.Char(string="Address of the company", readonly=True)
    nif = fields.Char(string="NIF", readonly=True)
    why = fields.Char(string="Because", readonly=True)

    @api.model
    def _ask(self, row):
        """Return the action that asks about ``row``."""
        question = self.create(
            {
                "completion": row.id,
                "needy_name": row.needy_name,
                "needy_address": self._address_of(row.partner_id),
                "holder_name": row.holder_name,
                "holder_address": self._address_of(row.holder_id),
                "nif": row.nif,
                "why": row.why,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Another address of the same company?"),
            "res_model": self._name,
            "res_id": question.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model
    def _address_of(self, partner):
        parts = (partner.street, " ".join(filter(None, (partner.zip, partner.city))))
        return ", ".join(filter(None, parts))

    def action_one_record(self):
        """Join them: the address of one was old, or wrong."""
        return self._answer(as_establishment=False)

    def action_establishment(self):
        """Make the one without NIF another address of the company."""
        return self._answer(as_establishment=True)

    def _answer(self, as_establishment):
        rows = self.env["despacho.completion"]
        rows._check_decides()
        row = rows.search([("id", "=", self.completion)])
        keys = [(found.id, found.nif, found.needy_name) for found in row]
        if row:
            row._call("complete", as_establishment=as_establishment)
        return rows._said(keys)
