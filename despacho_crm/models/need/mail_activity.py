from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    subject_id = fields.Many2one(
        "despacho.subject",
        string="Subject",
        index="btree_not_null",
        ondelete="restrict",
        help="Where the firm files this information, whoever wrote it down.",
    )
