from odoo import fields, models


class DespachoDossierRow(models.Model):
    """The hash of one recipient or response of a sealed action.

    One hash for each row lets the data of a person be erased while everything else can still be proved: with the salt
    gone the hash says nothing of whom it was of, and the seal, which is over the hashes, stays whole.
    """

    _name = "despacho.dossier.row"
    _description = "Hash of a row of a sealed dossier"
    _order = "action_id, kind, row_id"
    _log_access = False

    action_id = fields.Many2one("despacho.action", required=True, index=True, ondelete="cascade")
    kind = fields.Selection([("recipient", "Recipient"), ("response", "Response")], required=True)
    row_id = fields.Integer(required=True)
    salt = fields.Char()
    digest = fields.Char(required=True)
    erased_on = fields.Date(string="Erased on")

    _row_uniq = models.UniqueIndex("(kind, row_id)")
