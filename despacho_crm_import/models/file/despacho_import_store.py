from odoo import models

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from . import on_disk


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def _store_file(self, chunks):
        """Keep what ``chunks`` yield as the file of the import; it is on the disk all the while."""
        size, sha256 = on_disk.keep(self, chunks)
        self.with_context(import_reading=BY_CODE).write(
            {"file_hash": sha256 if size else False, "profile_id": False, **self._get_reading_reset({"file": True})}
        )

    def _get_source(self):
        """Return the file to be read: where it lies on the disk, so that it is never in memory whole."""
        return on_disk.source_of(self)
