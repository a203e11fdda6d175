from odoo import api, fields, models


class DespachoSubject(models.Model):
    """What a piece of information is about: prices, staff, technology...

    The firm files what it knows by subject, whoever wrote it down.
    """

    _name = "despacho.subject"
    _description = "Subject of the information"
    _parent_store = True
    _order = "sequence, name, id"
    _rec_name = "complete_name"
    _rec_names_search = ["name", "parent_id.name"]

    name = fields.Char(required=True, translate=True)
    complete_name = fields.Char(string="Subject", compute="_compute_complete_name", recursive=True)
    parent_id = fields.Many2one("despacho.subject", string="Part of", index="btree_not_null", ondelete="restrict")
    parent_path = fields.Char(index=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", string="Company", index="btree_not_null", ondelete="cascade")

    @api.depends("name", "parent_id.complete_name")
    @api.depends_context("lang")
    def _compute_complete_name(self):
        for subject in self:
            above = subject.parent_id.complete_name
            subject.complete_name = f"{above} / {subject.name}" if above else subject.name
