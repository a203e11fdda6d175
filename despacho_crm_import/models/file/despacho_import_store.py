import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from . import on_disk

#: Letters of base64 that are read at once: fours of them are whole bytes.
_LETTERS = 4 << 18


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    @api.model_create_multi
    def create(self, vals_list):
        if not self._keeps_on_disk():
            return super().create(vals_list)
        records = super().create([{name: vals[name] for name in vals if name != "file"} for vals in vals_list])
        for record, vals in zip(records, vals_list, strict=True):
            if vals.get("file"):
                record._keep_file(record._decode(vals["file"]))
        return records

    def write(self, vals):
        if not vals.get("file") or not self._keeps_on_disk():
            return super().write(vals)
        result = super().write({**vals, "file": False})
        for record in self:
            record._keep_file(record._decode(vals["file"]))
        return result

    @api.model
    def _keeps_on_disk(self):
        """Whether files are kept as ``on_disk`` does: Odoo's way stores a text once more, to be searched for words."""
        return self.env["ir.attachment"]._storage() == "file"

    @api.model
    def _decode(self, text):
        """Yield the bytes of ``text``, base64, one part after the other."""
        text = text.encode() if isinstance(text, str) else text
        text = b"".join(text.split()) if b"\n" in text or b" " in text else text
        try:
            for start in range(0, len(text), _LETTERS):
                yield base64.b64decode(text[start : start + _LETTERS], validate=True)
        except binascii.Error as error:
            raise UserError(self.env._("The file did not arrive whole. Upload it again.")) from error

    def _store_file(self, chunks):
        """Keep what ``chunks`` yield as the file of the import; it is on the disk all the while."""
        self._keep_file(chunks)
        self.with_context(import_reading=BY_CODE).write(
            {"profile_id": False, **self._get_reading_reset({"file": True})}
        )

    def _keep_file(self, chunks):
        size, sha256 = on_disk.keep(self, chunks)
        self.with_context(import_reading=BY_CODE).file_hash = sha256 if size else False

    def _get_source(self):
        """Return the file to be read: where it lies on the disk, so that it is never in memory whole."""
        return on_disk.source_of(self)
