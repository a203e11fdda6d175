"""The field ``file`` of a record, kept and read where it lies on the disk: it is never in memory whole.

Odoo's own way of storing a file takes all its bytes at once, and once more in base64.
"""

import base64
import filecmp
import hashlib
import os
import tempfile
from pathlib import Path

from odoo.tools import SQL

from ...tools.formats.source import Source


def keep(record, chunks):
    """Keep what ``chunks`` yield as the file of ``record``; return (bytes, SHA-256)."""
    record.ensure_one()
    record.check_access("write")
    # sudo: the file of a record belongs to who may write the record, as with any of its fields
    attachments = record.env["ir.attachment"].sudo()
    if attachments._storage() != "file":
        content = b"".join(chunks)
        record.file = base64.b64encode(content)
        return len(content), hashlib.sha256(content).hexdigest()
    name, size, sha1, sha256 = _spool(attachments, chunks)
    attachments.search(_domain(record)).unlink()
    if size:
        attachment = attachments.create(
            {"name": "file", "res_model": record._name, "res_field": "file", "res_id": record.id, "type": "binary"}
        )
        attachment.flush_recordset()
        # The ORM takes where a file lies from its bytes only.
        record.env.execute_query(
            SQL(
                "UPDATE ir_attachment SET store_fname = %s, checksum = %s, file_size = %s WHERE id = %s RETURNING id",
                name,
                sha1,
                size,
                attachment.id,
            )
        )
        attachment.invalidate_recordset()
    record.invalidate_recordset(["file"], flush=False)
    return size, sha256


def source_of(record):
    """Return the ``Source`` of the file of ``record``."""
    record.ensure_one()
    record.check_access("read")
    # sudo: the file of a record belongs to who may read the record
    attachment = record.env["ir.attachment"].sudo().search(_domain(record), limit=1)
    if attachment.store_fname:
        path = Path(attachment._full_path(attachment.store_fname))
        if path.is_file():
            return Source(path)
    return Source(base64.b64decode(record.with_context(bin_size=False).file or b""))


def _domain(record):
    return [("res_model", "=", record._name), ("res_field", "=", "file"), ("res_id", "=", record.id)]


def _spool(attachments, chunks):
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
