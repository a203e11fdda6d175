"""A file is applied while others enter whom its rows may be: a person is asked, nobody is left out in silence."""

from unittest.mock import patch

from at_once import opened
from test_import_race import EXEMPT, NAME, NIFS, clean, leave_to_job, review, run_job, states

from odoo.tools import mute_logger

__all__ = ["clean"]


def test_whom_a_row_may_be_entered_while_the_file_is_applied_is_asked_about(registry):
    lines = [
        "Empresa;E-mail;NIF",
        f"{NAME} Zubiaurre Hijos;hola@carrera.example;",
        f"{NAME} otro SL;;{NIFS[0]}",
    ]
    import_id = review(registry, lines, source="agenda")
    assert states(registry, import_id)[0] == ("no_nif", "pending")
    leave_to_job(registry, import_id)
    model = registry["despacho.import"]
    apply_batch, entered = model._apply_batch, []

    def apply_and_be_overtaken(self, rows):
        if not entered:
            with opened(registry) as env:
                entered.append(env["res.partner"].create({"name": f"{NAME} Zubiaurre", **EXEMPT}).id)
            # As the next batch sees it, whose transaction begins afterwards.
            self.env.cr.rollback()
        return apply_batch(self, rows)

    with patch.object(model, "_apply_batch", apply_and_be_overtaken), mute_logger("odoo.sql_db"):
        run_job(registry)
    assert states(registry, import_id) == [("ask", "pending"), ("create", "applied")]
    with opened(registry) as env:
        record = env["despacho.import"].browse(import_id)
        assert (record.state, record.undecided_count) == ("reviewed", 1)
        assert record.row_ids[0].candidate_ids.ids == entered
        record.row_ids[0].action_is_this()
        record.action_apply()
        assert (record.state, record.row_ids[0].partner_id.ids) == ("done", entered)
