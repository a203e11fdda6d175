from odoo import api, fields, models

ROLES = [
    ("director", "Director"),
    ("shareholder", "Shareholder"),
    ("attorney", "Attorney"),
    ("auditor", "Auditor"),
    ("secretary", "Secretary"),
    ("liquidator", "Liquidator"),
    ("insolvency_administrator", "Insolvency administrator"),
    ("other", "Other post"),
]
ACTIONS = [("in", "Comes in"), ("out", "Leaves"), ("again", "Goes on")]


class DespachoRegistryOfficer(models.Model):
    """Somebody whom an act of the register of companies names, with the post that they take or leave."""

    _name = "despacho.registry.officer"
    _description = "Officer in the Register of Companies"
    _order = "act_id desc, id"

    act_id = fields.Many2one("despacho.registry.act", required=True, readonly=True, index=True, ondelete="cascade")
    name = fields.Char(required=True, readonly=True)
    post = fields.Char(readonly=True, help="As the gazette writes it.")
    role = fields.Selection(ROLES, required=True, readonly=True)
    action = fields.Selection(ACTIONS, string="What happens", required=True, readonly=True)

    @api.depends("name", "post")
    def _compute_display_name(self):
        for officer in self:
            officer.display_name = f"{officer.post}: {officer.name}" if officer.post else officer.name
