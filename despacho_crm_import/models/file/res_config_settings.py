from odoo import fields, models

from ...tools.reading import Limits


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    import_file_megabytes = fields.Integer(
        string="Largest file, in MB",
        config_parameter="despacho_crm_import.file_megabytes",
        default=Limits().size // 1024**2,
    )
    import_file_rows = fields.Integer(
        string="Most rows of a file",
        config_parameter="despacho_crm_import.file_rows",
        default=Limits().rows,
    )
