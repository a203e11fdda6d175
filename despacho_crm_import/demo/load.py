"""Bring the sample files in, through the same steps as a person would.

The files lie beside this module. One imported before is left alone, so that loading twice is harmless.
Some are applied, one is undone, one waits for somebody to decide, and one came in by itself.
"""

import base64
import hashlib
import logging
from pathlib import Path
from typing import NamedTuple

_logger = logging.getLogger(__name__)

FOLDER = Path(__file__).parent


class Sample(NamedTuple):
    """``end``: how far it goes: applied, undone after that, or only reviewed. ``columns``: what a person corrects."""

    name: str
    source: str
    target: str = "partner"
    end: str = "applied"
    columns: dict = {}


#: What is trusted most comes first.
SAMPLES = (
    Sample("facturacion_delegacion.xls", "billing"),
    Sample("facturacion_programa.csv", "billing"),
    Sample("importes_programa.csv", "billing", "billing"),
    Sample("crm_anterior.csv", "crm"),
    Sample("agenda_outlook.csv", "agenda"),
    Sample("agenda_laboral.ods", "agenda"),
    Sample("feria_girona.csv", "list", "lead", columns={"Apuntes del stand": "description"}),
    Sample("listado_comprado.txt", "list", end="undone"),
    Sample("agenda_fiscal.xlsx", "agenda", end="reviewed"),
)
#: Mailed to a box: what is certain of it is written, and the rest waits.
MAILED = "altas_noviembre.csv"


def load(env):
    """Import every sample, as the firm's data steward where the demo world is; return the imports made."""
    steward = env.ref("despacho_crm_demo.user_carme_puig", raise_if_not_found=False) or env.user
    imports = env["despacho.import"].with_user(steward)
    for sample in SAMPLES:
        imports |= _bring(imports, sample)
    return imports | _receive(env, steward)


def _bring(imports, sample):
    content = (FOLDER / sample.name).read_bytes()
    if _is_known(imports, content):
        return imports.browse()
    record = imports.create(
        {
            "file": base64.b64encode(content),
            "filename": sample.name,
            "source_kind": sample.source,
            "target": sample.target,
        }
    )
    record.action_read()
    for column in record.column_ids.filtered(lambda one: one.header in sample.columns):
        column.field = sample.columns[column.header]
    if sample.target == "billing":
        record.action_services_without_line()
    record.action_review()
    if sample.columns:
        record.profile_id.name = "Ferias de Girona"
    if sample.end != "reviewed":
        record.action_accept_certain()
        record.action_apply()
    if sample.end == "undone":
        record._undo()
    _logger.info("%s: %s created, %s updated", sample.name, record.created_count, record.updated_count)
    return record


def _is_known(imports, content):
    return imports.search_count([("file_hash", "=", hashlib.sha256(content).hexdigest())], limit=1)


def _receive(env, steward):
    """Make a box, to which one known sender and one unknown have mailed; return the import that came of it."""
    content = (FOLDER / MAILED).read_bytes()
    if _is_known(env["despacho.import"], content):
        return env["despacho.import"]
    Domain = env["mail.alias.domain"]
    domain = Domain.search([], limit=1) or Domain.create({"name": "tresvalls.example"})
    box = env["despacho.import.drop"].create(
        {
            "name": "Altas de la gestoría",
            "kind": "mail",
            "alias_name": "altas",
            "alias_domain_id": domain.id,
            "sender_emails": "altas@gestoria.example",
            "user_id": steward.id,
        }
    )
    came = env["despacho.import.drop.file"].create(
        [
            {
                "drop_id": box.id,
                "name": name,
                "sender": sender,
                "state": state,
                "trouble": trouble,
                "place": "moved",
                **env["despacho.import.drop.file"]._prepare_content(content),
            }
            for name, sender, state, trouble in (
                (MAILED, "altas@gestoria.example", "waiting", False),
                ("clientes_2026.csv", "ofertas@listados.example", "aside", "Su remitente no está entre los conocidos."),
            )
        ]
    )
    came[0]._deal()
    records = came.import_ids
    for record in records.filtered(lambda one: one.state == "applying"):
        mine = record._with_applier()
        while mine._apply_next_batch():
            pass
        mine._finish_apply()
    return records
