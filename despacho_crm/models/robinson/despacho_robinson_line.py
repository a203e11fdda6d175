from odoo import fields, models


class DespachoRobinsonLine(models.Model):
    """What the Lista Robinson said of an address on a day, with the proof that it gave."""

    _name = "despacho.robinson.line"
    _description = "Answer of the Lista Robinson"
    _order = "listed desc, id"
    _rec_name = "value"

    consultation_id = fields.Many2one("despacho.robinson", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    channel = fields.Selection(
        [
            ("phone", "Calls"),
            ("sms", "Text messages"),
            ("email", "E-mail"),
            ("post", "Letters"),
            ("nif", "By NIF: all channels"),
        ],
        required=True,
        readonly=True,
    )
    value = fields.Char(string="Address", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, ondelete="set null", index="btree_not_null"
    )
    listed = fields.Boolean(string="In the list", readonly=True)
    sectors = fields.Char(readonly=True, help="Codes of the sectors that they refuse; empty: all.")
    proof = fields.Char(readonly=True, help="With it Adigital certifies the consultation.")
    consulted_on = fields.Date(string="Consulted on", required=True, readonly=True)

    _last_idx = models.Index("(company_id, channel, value, consulted_on DESC)")
