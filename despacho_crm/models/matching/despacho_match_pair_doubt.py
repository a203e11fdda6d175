from odoo import fields, models


class DespachoMatchPair(models.Model):
    """Why a pair is left to a person, whatever the sum of its evidence."""

    _inherit = "despacho.match.pair"

    doubt = fields.Selection(
        selection=[
            ("use", "One of them is an address for deliveries, invoices or the like"),
            ("place", "They are at different addresses"),
            ("form", "Their legal forms differ"),
            ("name", "Their names say that they may be two: another first name, number, part or activity"),
            ("alone", "Nothing but a name and a place says so: no phone or e-mail of their own"),
            ("people", "Two people: without the same e-mail, or with another phone, they may be of one family"),
        ],
        string="Why a person has to look",
        readonly=True,
    )
