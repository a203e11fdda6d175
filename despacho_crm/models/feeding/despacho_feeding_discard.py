from odoo import fields, models


class DespachoFeedingDiscard(models.Model):
    """A company that the firm does not want: it is offered no more, whatever list it comes in."""

    _name = "despacho.feeding.discard"
    _description = "Discarded Candidate"
    _order = "create_date desc, id desc"

    nif_key = fields.Char(string="NIF", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    reason = fields.Char(string="Why")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True, default=lambda self: self.env.company
    )

    _once = models.UniqueIndex("(nif_key, company_id)", "This company is discarded already.")
