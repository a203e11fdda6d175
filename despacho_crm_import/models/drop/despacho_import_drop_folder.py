import time
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import config

from ...tools.drop_folder import DropFolder, FolderError, check_base, is_below, split_path

#: Option of odoo.conf, and parameter of the system where the server's administrator sets none.
OPTION, PARAMETER = "despacho_import_folder", "despacho_crm_import.drop_folder"


class DespachoImportDrop(models.Model):
    """The folders of the server from which files are taken."""

    _inherit = "despacho.import.drop"

    folder_words = fields.Char(string="How it stands", compute="_compute_folder_words")

    @api.model
    def _get_base(self):
        """Return the folder below which all those of people lie; raise when none is allowed.

        The option of the server holds for all its databases, and each has a folder of its own name there.
        """
        base = config.get(OPTION) or ""
        if base:
            base = f"{base.rstrip('/')}/{self.env.cr.dbname}"
        else:
            # sudo: whoever has a folder looked at need not see the parameters of the system
            base = (self.env["ir.config_parameter"].sudo().get_param(PARAMETER) or "").strip()
        return check_base(base, self._get_forbidden())

    @api.model
    def _get_forbidden(self):
        """Return the folders of the program, in which nobody leaves files."""
        ours = Path(__file__).resolve().parents[3]  # what is in addons_path may be a link to it
        return [config["data_dir"], *config["addons_path"], str(ours)]

    def _get_folder(self):
        self.ensure_one()
        return DropFolder(self._get_base(), self.folder or "")

    @api.constrains("folder", "kind", "active")
    def _check_folder(self):
        # sudo: no two boxes take the same file, be they of different companies
        others = self.sudo().search([("kind", "=", "folder"), ("folder", "!=", False)])
        paths = {drop.id: split_path(drop.folder) for drop in others - self}
        for drop in self.filtered(lambda one: one.kind == "folder"):
            try:
                path = split_path(drop.folder or "")
            except FolderError as error:
                raise ValidationError(self._get_folder_message(error)) from error
            if any(is_below(path, other) for other in paths.values()):
                raise ValidationError(
                    self.env._(
                        "Another box takes its files from «%(folder)s», from a folder in it or from one above it. "
                        "Choose a folder of its own.",
                        folder=drop.folder,
                    )
                )
            if drop.active:
                paths[drop.id] = path

    @api.model
    def _get_folder_message(self, error):
        """Return what is wrong with a folder, in words for those who use it."""
        _ = self.env._
        messages = {
            "no_base": _(
                "No folder of the server is allowed yet. Ask the administrator to set one, "
                "under Settings > CRM > Import of files."
            ),
            "bad_base": _(
                "The folder of the server that was set is one of the program's own, or not a whole path. "
                "Ask the administrator for another one, under Settings > CRM > Import of files."
            ),
            "outside": _(
                "Write the folder as it is called below that of the server, with «/» between a folder and the one "
                "in it: «oficina/facturacion». It can neither begin with «/» nor have «..» or hidden folders in it."
            ),
            "missing": _("There is no such folder on the server. Create it, or ask the administrator to."),
            "link": _("A link to another place is in the way. Ask the administrator for a true folder."),
            "unreadable": _("The server may not read that folder. Ask the administrator to allow it."),
        }
        return messages.get(error.code) or messages["unreadable"]

    @api.depends("folder", "kind")
    @api.depends_context("lang")
    def _compute_folder_words(self):
        for drop in self:
            drop.folder_words = drop.kind == "folder" and drop.folder and drop._get_seen_message()

    def _get_seen_message(self):
        """Return what is in the folder at this moment, in words."""
        try:
            seen = self._get_folder().look(self._get_look_time())
        except FolderError as error:
            return self._get_folder_message(error)
        ready = [found for found in seen.ready if not self._is_remembered(found)]
        parts = [
            self.env._("Files waiting: %(count)s.", count=len(ready)) if ready else self.env._("No file is waiting.")
        ]
        if seen.busy:
            parts.append(
                self.env._(
                    "Files still being written, which are taken when nobody changes them for half a minute: %(count)s.",
                    count=len(seen.busy),
                )
            )
        if seen.links:
            parts.append(self.env._("Links, which are never followed: %(count)s.", count=len(seen.links)))
        return " ".join(parts)

    def _is_remembered(self, found):
        """Whether ``found`` was taken already, and stays where it is."""
        # sudo: whoever sees the folder
        files = self.env["despacho.import.drop.file"].sudo()
        stays = [("drop_id", "=", self.id), ("key", "=", found.key), ("place", "!=", "moved")]
        return bool(files.search_count(stays, limit=1))

    # ------------------------------------------------------------
    # TAKING
    # ------------------------------------------------------------

    def _get_look_time(self):
        """Return the seconds since 1970 by which files are told to be at rest."""
        return time.time()

    def _look(self):
        """Yield each file that waits in the folder and was not taken yet; what is wrong with the folder is noted."""
        self.ensure_one()
        try:
            seen = self._get_folder().look(self._get_look_time())
        except FolderError as error:
            self._note_trouble(self._get_folder_message(error))
            return
        self._note_trouble("")
        for found in seen.ready:
            if not self._is_remembered(found):
                yield found

    def _take(self, found):
        """Keep what is in the file ``found``; return its record, none when it is not ready after all."""
        File = self.env["despacho.import.drop.file"]
        limits = self.env["despacho.import"]._get_limits()
        values = {"drop_id": self.id, "name": found.name, "key": found.key, "date": found.date}
        try:
            content = self._get_folder().read(found, limits.size)
        except FolderError as error:
            if error.code != "too_large":
                return File
            message = self.env["despacho.import"]._get_read_error_message("too_large", error.details)
            return File.create({**values, "state": "refused", "trouble": message})
        return File.create({**values, **File._prepare_content(content)})
