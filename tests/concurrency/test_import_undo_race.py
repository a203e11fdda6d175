"""A file is undone while the process is killed, while somebody uses what it created, and while another is applied."""

from unittest.mock import patch

from at_once import kill_in, opened, run, twice_at_once
from test_import_race import (
    NAME,
    NIFS,
    apply,
    billing,
    clean,
    contacts,
    leave_to_job,
    review,
    run_job,
    states,
    stopped,
)

from odoo.tools import mute_logger

__all__ = ("clean",)


def undo(import_id):
    return lambda env: env["despacho.import"].browse(import_id)._undo()


def leave_undoing_to_job(registry, import_id):
    """Have the job undo the import, as the screen does."""
    model = registry["despacho.import"]
    with patch.object(model, "_is_asked_by_screen", lambda record: True):
        run(registry, undo(import_id))


def applied(registry, lines, number=1):
    import_id = review(registry, lines, number)
    run(registry, apply(import_id))
    return import_id


def state(registry, import_id):
    with opened(registry) as env:
        return env["despacho.import"].browse(import_id).state


def test_killed_in_the_middle_of_undoing_it_goes_on_where_it_was(registry):
    import_id = applied(registry, billing(0, 20, "931 22 33 44"))
    leave_undoing_to_job(registry, import_id)
    kill_in("despacho.import", "_cron_apply", "_undo_batch", call=3, arguments=(4,))
    assert contacts(registry)[1] == 12
    assert [row_state for _verdict, row_state in states(registry, import_id)] == ["applied"] * 12 + ["undone"] * 8
    assert state(registry, import_id) == "undoing"
    run_job(registry)
    assert contacts(registry)[1] == 0
    assert state(registry, import_id) == "undone"
    run_job(registry)
    assert {row_state for _verdict, row_state in states(registry, import_id)} == {"undone"}


def test_what_somebody_uses_at_the_same_moment_stays(registry):
    import_id = applied(registry, billing(0, 4, "931 22 33 44"))
    leave_undoing_to_job(registry, import_id)
    model = registry["despacho.import"]
    hold, used = model._hold_named, []

    def hold_and_be_overtaken(self, rows):
        if not used:
            with opened(registry) as env:
                partner = env["res.partner"].search([("nif_key", "=", NIFS[2])])
                used.append(env["crm.lead"].create({"name": NAME, "partner_id": partner.id}).id)
        return hold(self, rows)

    with patch.object(model, "_hold_named", hold_and_be_overtaken), mute_logger("odoo.sql_db"):
        run_job(registry)
    with opened(registry) as env:
        lead = env["crm.lead"].browse(used)
        assert lead.partner_id.nif_key == NIFS[2]
        row = env["despacho.import"].browse(import_id).row_ids.filtered(lambda row: row.nif_key == NIFS[2])
        assert row.undo_kept["stays"] == [["used", "leads"]]
        lead.unlink()
    assert contacts(registry)[1] == 1
    run(registry, undo(import_id))
    assert contacts(registry)[1] == 0


def test_a_file_of_the_same_contacts_is_applied_before_or_after_and_not_amid(registry):
    first = applied(registry, billing(0, 20, "931 22 33 44"))
    second = review(registry, billing(10, 30, "931 55 66 77"), number=2)
    leave_undoing_to_job(registry, first)
    leave_to_job(registry, second)
    twice_at_once(run_job, registry)
    run_job(registry)
    found, count = contacts(registry)
    assert count == 20
    assert {found[key] for key in NIFS[10:30]} == {"+34 931 55 66 77"}
    assert (state(registry, first), state(registry, second)) == ("undone", "done")


def test_it_is_stopped_before_its_first_batch(registry):
    import_id = applied(registry, billing(0, 4, "931 22 33 44"))
    leave_undoing_to_job(registry, import_id)
    model = registry["despacho.import"]
    count = model._count_rows_waiting

    def count_and_be_stopped(self):
        counted = count(self)
        if state(registry, import_id) == "undoing":
            run(registry, lambda env: env["despacho.import"].browse(import_id).action_stop())
        return counted

    with patch.object(model, "_count_rows_waiting", count_and_be_stopped), mute_logger("odoo.sql_db"):
        run_job(registry)
    assert (contacts(registry)[1], state(registry, import_id)) == (4, "done")
    run(registry, undo(import_id))
    assert contacts(registry)[1] == 0


def test_it_is_stopped_by_a_person_and_undone_to_the_end_later(registry):
    import_id = applied(registry, billing(0, 20, "931 22 33 44"))
    leave_undoing_to_job(registry, import_id)
    with stopped(registry, import_id, left=12), mute_logger("odoo.sql_db", "odoo.service.model"):
        run_job(registry)
    assert state(registry, import_id) == "done"
    left = contacts(registry)[1]
    assert 0 < left <= 12
    run_job(registry)
    assert contacts(registry)[1] == left
    run(registry, undo(import_id))
    assert (contacts(registry)[1], state(registry, import_id)) == (0, "undone")
