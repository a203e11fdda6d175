from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import config

from ...tools.drop_folder import FolderError, check_base
from .despacho_import_drop_folder import OPTION, PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    import_drop_folder = fields.Char(
        string="Folder of the server",
        config_parameter=PARAMETER,
        help="A whole path, such as «/srv/ficheros». The boxes of files take theirs from folders in it.",
    )
    import_drop_folder_fixed = fields.Char(
        string="Folder that the server's configuration sets", compute="_compute_import_drop_folder_fixed"
    )

    @api.depends_context("uid")
    def _compute_import_drop_folder_fixed(self):
        self.import_drop_folder_fixed = config.get(OPTION) or False

    @api.constrains("import_drop_folder")
    def _check_import_drop_folder(self):
        Drop = self.env["despacho.import.drop"]
        # sudo: whoever changes another setting is not kept from it by a folder that went since it was set
        now = self.env["ir.config_parameter"].sudo().get_param(PARAMETER)
        for record in self.filtered(lambda one: one.import_drop_folder and one.import_drop_folder != now):
            try:
                check_base(record.import_drop_folder.strip(), Drop._get_forbidden())
            except FolderError as error:
                raise ValidationError(Drop._get_folder_message(error)) from error
