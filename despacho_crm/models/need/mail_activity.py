from odoo import fields, models


class MailActivity(models.Model):
    """What is known of competitors and suppliers is filed by subject, in the same log."""

    _inherit = "mail.activity"

    subject_id = fields.Many2one(
        "despacho.subject",
        string="Subject",
        index="btree_not_null",
        ondelete="restrict",
        help="Where the firm files this information, whoever wrote it down.",
    )
    information_source = fields.Char(
        string="Source", copy=False, help="Where it comes from: a client, its web page, the press, a visit..."
    )
