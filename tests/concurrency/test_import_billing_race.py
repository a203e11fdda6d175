"""A list of what was invoiced is applied while others are quicker: no amount is lost."""

import base64
from unittest.mock import patch

from at_once import opened
from test_import_race import NAME, NIFS, clean, leave_to_job, run_job

from odoo.tools import mute_logger

__all__ = ["clean"]

YEARS = (2023, 2024, 2025)


def review_years(registry):
    """Return the id of an import of what was invoiced to one new client in several years, a row for each."""
    lines = ["NIF;Cliente;Año;Importe", *(f"{NIFS[0]};{NAME};{year};{year - 1923}" for year in YEARS)]
    with opened(registry) as env:
        record = env["despacho.import"].create(
            {
                "file": base64.b64encode("\n".join(lines).encode()),
                "filename": "carrera_ventas.csv",
                "source_kind": "billing",
                "source_date": "2026-01-31",
                "target": "billing",
            }
        )
        record.action_read()
        record.action_review()
        return record.id


def test_the_further_rows_of_a_client_whose_batch_was_overtaken_are_written(registry):
    import_id = review_years(registry)
    leave_to_job(registry, import_id)
    model = registry["despacho.import"]
    refresh, entered = model._refresh_verdicts, []

    def refresh_and_be_overtaken(self, rows):
        todo = refresh(self, rows)
        if not entered:
            with opened(registry) as env:
                country = env.ref("base.es").id
                vals = {"name": f"{NAME} a mano", "vat": NIFS[0], "is_company": True, "country_id": country}
                entered.append(env["res.partner"].create(vals).id)
        return todo

    with patch.object(model, "_refresh_verdicts", refresh_and_be_overtaken), mute_logger("odoo.sql_db"):
        run_job(registry, limit=1)
    with opened(registry) as env:
        rows = env["despacho.import"].browse(import_id).row_ids
        assert rows.mapped("state") == ["applied"] * 3
        lines = env["despacho.billing.year"].search([("partner_id", "=", entered)], order="year")
        assert lines.mapped("amount") == [100, 101, 102]
