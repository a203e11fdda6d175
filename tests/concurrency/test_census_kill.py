"""A list is loaded into the census while the process is killed, again and again: nothing twice, nothing lost."""

import base64

from at_once import kill_in, opened

from odoo.addons.despacho_crm.tools import nif

NIFS = [nif.make_spanish("B", f"{7650000 + number}") for number in range(30)]
_TARGET = "odoo.addons.despacho_crm_import.models.census.despacho_import_census_target"
BATCH = 4
#: They come twice, and so at the end, four rows at once.
TWICE = (0, 7, 8, 29)
ONCE = [key for number, key in enumerate(NIFS) if number not in TWICE]
COUNTS = {"create": 30, "update": 0, "same": 0, "repeated": 4, "contradicting": 4, "rejected": 1}
#: One is wrong, four say of a company something else than the row that prevails.
TOLD = 5


def clean(env):
    env["despacho.census.company"].search([("nif_key", "in", NIFS)]).unlink()
    imports = env["despacho.import"].search([("filename", "=", "censo_muerto.csv")])
    env["despacho.import.row"].search([("import_id", "in", imports.ids)]).unlink()
    env.cr.execute("UPDATE despacho_import SET state = 'draft' WHERE id = ANY(%s)", [imports.ids])
    env.invalidate_all()
    imports.unlink()


def ready(registry, state="applying", name="{number}"):
    """Return the id of an import of 30 companies, four of them repeated and a bad one, left to the job."""
    lines = [f"{key};Empresa {name.format(number=number)} SL" for number, key in enumerate(NIFS)]
    again = [f"{NIFS[number]};Otra vez" for number in TWICE]
    lines = ["NIF;Nombre", *lines[:10], *again[:2], "B1;Mala", *lines[10:], *again[2:]]
    with opened(registry) as env:
        record = env["despacho.import"].create(
            {
                "file": base64.b64encode("\n".join(lines).encode()),
                "filename": "censo_muerto.csv",
                "source_kind": "list",
                "target": "census",
            }
        )
        record.action_read()
        record.action_review()
        record.state = state
        record._leave_to_cron()
        return record.id


def kill(call, step="_load", model="despacho.census.company"):
    kill_in("despacho.import", "_cron_apply", step, call=call, constants={_TARGET: {"BATCH": BATCH}}, step_model=model)


def look(registry, import_id):
    """Return (state, counts, NIFs in the census, rows told of)."""
    with opened(registry) as env:
        record = env["despacho.import"].browse(import_id)
        found = env["despacho.census.company"].search([("nif_key", "in", NIFS)], order="nif_key")
        return record.state, record.census_counts or {}, found.mapped("nif_key"), len(record.row_ids)


def run_job(registry):
    with opened(registry) as env:
        env["despacho.import"]._cron_apply()


def test_killed_in_a_batch_it_goes_on_where_it_was(registry):
    import_id = ready(registry)
    kill(3)
    state, counts, found, _told = look(registry, import_id)
    assert (state, counts["create"], found) == (
        "applying",
        2 * BATCH - 1,
        sorted(ONCE[: 2 * BATCH - 1]),
    )  # and the bad one
    run_job(registry)
    assert look(registry, import_id) == ("done", COUNTS, sorted(NIFS), TOLD)
    run_job(registry)
    assert look(registry, import_id) == ("done", COUNTS, sorted(NIFS), TOLD)


def test_killed_in_every_batch_it_ends_all_the_same(registry):
    import_id = ready(registry)
    for _time in range(4):
        kill(2)  # one batch is stored, and the next is not
    assert look(registry, import_id)[1]["create"] >= 3 * BATCH
    run_job(registry)
    assert look(registry, import_id) == ("done", COUNTS, sorted(NIFS), TOLD)


def test_killed_among_the_rows_that_wait_for_the_end_it_goes_on_there(registry):
    import_id = ready(registry)
    kill(9)  # 26 and the bad one in seven batches, and half of the others
    state, counts, found, _told = look(registry, import_id)
    assert (state, counts["create"], counts["repeated"], len(found)) == ("applying", 28, 2, 28)
    run_job(registry)
    assert look(registry, import_id) == ("done", COUNTS, sorted(NIFS), TOLD)


def test_undoing_that_is_killed_goes_on_with_what_is_left(registry):
    first = ready(registry)
    run_job(registry)
    second = ready(registry, name="cambiada {number}")
    run_job(registry)
    with opened(registry) as env:
        record = env["despacho.import"].browse(second)
        assert record.census_counts["update"] == 30
        record.write({"undo_from": "done", "state": "undoing"})
        record._leave_to_cron()
    undo = "odoo.addons.despacho_crm_import.models.census.despacho_import_census_undo"
    kill_in(
        "despacho.import",
        "_cron_apply",
        "_return_census_batch",
        call=3,
        constants={undo: {"BATCH": BATCH}},
    )
    with opened(registry) as env:
        left = env["despacho.census.before"].search_count([("import_id", "=", second)])
        assert left == 30 - 2 * BATCH
    run_job(registry)
    with opened(registry) as env:
        assert env["despacho.import"].browse(second).state == "undone"
        found = env["despacho.census.company"].search([("nif_key", "in", NIFS)], order="nif_key")
        assert found.mapped("name") == [f"Empresa {number} SL" for number in range(30)]
        assert found.import_id.ids == [first]
