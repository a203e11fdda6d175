from odoo import fields, models


class DespachoMatchWeight(models.AbstractModel):
    """What speaks for two being one, and how much, as ``tools/matching`` weighs it."""

    _name = "despacho.match.weight"
    _description = "What speaks for two being one"

    band = fields.Selection(
        selection=[("certain", "Certain"), ("review", "To be looked at")], string="Evidence", readonly=True
    )
    score = fields.Float(
        string="Strength",
        digits=(6, 1),
        readonly=True,
        help="Each point doubles the odds that they are the same. From 8 on, with more than the name, it is certain.",
    )
    bits_nif = fields.Float(string="Bits of the NIF", readonly=True)
    bits_name = fields.Float(string="Bits of the name", readonly=True)
    bits_phone = fields.Float(string="Bits of the phone", readonly=True)
    bits_email = fields.Float(string="Bits of the e-mail", readonly=True)
    bits_place = fields.Float(string="Bits of the place", readonly=True)
    bits_street = fields.Float(string="Bits of the street", readonly=True)
    bits_kind = fields.Float(string="Bits of the kind of contact", readonly=True)
