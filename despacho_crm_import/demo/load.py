"""Bring the sample files in, through the same steps as a person would.

The files lie beside this module; their names say where they come from. A file
imported before is left alone, so that loading twice is harmless.
"""

import base64
import logging
from pathlib import Path

_logger = logging.getLogger(__name__)

#: How a file's name begins: where it comes from. What is trusted most comes first.
PREFIXES = {"facturacion": "billing", "crm": "crm", "agenda": "agenda", "listado": "list"}


def load(env):
    """Import every sample file, as the firm's data steward where the demo world is; return the imports made."""
    steward = env.ref("despacho_crm_demo.user_carme_puig", raise_if_not_found=False)
    imports = env["despacho.import"].with_user(steward or env.user)
    paths = [path for path in Path(__file__).parent.iterdir() if _get_prefix(path) in PREFIXES]
    order = list(PREFIXES)
    for path in sorted(paths, key=lambda path: (order.index(_get_prefix(path)), path.name)):
        record = imports.create(
            {
                "file": base64.b64encode(path.read_bytes()),
                "filename": path.name,
                "source_kind": PREFIXES[_get_prefix(path)],
            }
        )
        if record.same_file_id:
            record.unlink()
            continue
        record.action_read()
        record.action_review()
        record.action_accept_certain()
        record.action_apply()
        imports |= record
        _logger.info("%s: %s created, %s updated", path.name, record.created_count, record.updated_count)
    return imports


def _get_prefix(path):
    return path.stem.partition("_")[0]
