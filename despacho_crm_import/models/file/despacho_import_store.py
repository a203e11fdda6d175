import base64
import filecmp
import hashlib
import os
import tempfile
from pathlib import Path

from odoo import models
from odoo.tools import SQL


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def _store_file(self, chunks):
        """Keep what ``chunks`` yield as the file of the import; it is on the disk all the while, never in memory whole.

        Odoo's own way of storing a file takes all its bytes at once, and once more in base64.
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: the file of a record belongs to who may write the record, as with any of its fields
        attachments = self.env["ir.attachment"].sudo()
        if attachments._storage() != "file":
            self.file = base64.b64encode(b"".join(chunks))
            return
        name, size, sha1, sha256 = self._spool(attachments, chunks)
        attachments.search(
            [("res_model", "=", self._name), ("res_field", "=", "file"), ("res_id", "=", self.id)]
        ).unlink()
        if size:
            attachment = attachments.create(
                {"name": "file", "res_model": self._name, "res_field": "file", "res_id": self.id, "type": "binary"}
            )
            attachment.flush_recordset()
            # The ORM takes where a file lies from its bytes only.
            self.env.execute_query(
                SQL(
                    "UPDATE ir_attachment SET store_fname = %s, checksum = %s, file_size = %s"
                    " WHERE id = %s RETURNING id",
                    name, sha1, size, attachment.id,
                )
            )  # fmt: skip
            attachment.invalidate_recordset()
        self.invalidate_recordset(["file"], flush=False)
        self.with_context(import_reading=True).write(
            {"file_hash": sha256 if size else False, "profile_id": False, **self._get_reading_reset({"file": True})}
        )

    def _spool(self, attachments, chunks):
        """Return ``(name in the store, bytes, SHA-1, SHA-256)`` of what ``chunks`` yield, put in the store."""
        sha1, sha256, size = hashlib.sha1(usedforsecurity=False), hashlib.sha256(), 0
        store = Path(attachments._filestore())
        store.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=store, prefix="import_", delete=False) as spool:
            try:
                for chunk in chunks:
                    sha1.update(chunk)
                    sha256.update(chunk)
                    size += len(chunk)
                    spool.write(chunk)
                spool.flush()
                name = f"{sha1.hexdigest()[:2]}/{sha1.hexdigest()}"
                path = Path(attachments._full_path(name))
                path.parent.mkdir(exist_ok=True)
                if path.is_file() and not filecmp.cmp(spool.name, path, shallow=False):
                    raise OSError(f"{name} is another file")
                # Whoever gives the transaction up leaves it to the one that clears the store.
                attachments._mark_for_gc(name)
                os.replace(spool.name, path)
            except BaseException:
                Path(spool.name).unlink(missing_ok=True)
                raise
        return name, size, sha1.hexdigest(), sha256.hexdigest()
