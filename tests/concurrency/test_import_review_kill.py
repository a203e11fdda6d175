"""A long file is reviewed while the process is killed, again and again: no row twice, none lost, the same verdicts."""

import base64

from at_once import kill_in, opened

from odoo.addons.despacho_crm.tools import nif

NAME = "Taller de la carrera de revisiones"
NIFS = [nif.make_spanish("B", f"{7780000 + number}") for number in range(12)]
_REVIEW = "odoo.addons.despacho_crm_import.models.review"
CONSTANTS = {f"{_REVIEW}.staging": {"BATCH": 2}}


def clean(env):
    imports = env["despacho.import"].search([("filename", "=", "revision_muerta.csv")])
    imports.state = "draft"
    imports.row_ids.unlink()
    imports.unlink()


def get_content():
    """Return the file: with NIF, the last two twice, and without, of which two are one and one repeats one with NIF."""
    lines = [f"{key};{NAME} {number} SL;93111{number:04d};" for number, key in enumerate(NIFS)]
    lines += [f"{key};{NAME} SL;;Ana Puig {key}" for key in NIFS[-2:]]
    lines += [f";{NAME} suelto SL;972102030;", f";{NAME} SUELTO, S.L.;972 10 20 30;Eva", f";{NAME} 3 SL;931110003;"]
    return "\n".join(["NIF;Nombre;Teléfono;Contacto", *lines]).encode()


def create(env):
    record = env["despacho.import"].create(
        {"file": base64.b64encode(get_content()), "filename": "revision_muerta.csv", "source_kind": "agenda"}
    )
    record.action_read()
    return record


def ready(registry):
    """Return the id of an import whose review is left to the job."""
    with opened(registry) as env:
        record = create(env)
        record._leave_review_to_job()
        return record.id


def kill(call, step="_stage_batch"):
    kill_in("despacho.import", "_cron_apply", step, call=call, constants=CONSTANTS)


def run_job(registry):
    with opened(registry) as env:
        env["despacho.import"]._cron_apply()


def look(registry, import_id):
    """Return (state, [what was found of each row])."""
    with opened(registry) as env:
        record = env["despacho.import"].browse(import_id)
        names = ("number", "verdict", "reason_code", "details", "included", "changes")
        return record.state, [tuple(row[name] for name in names) for row in record.row_ids.sorted("number")]


def expected(registry):
    with opened(registry) as env:
        record = create(env)
        record.action_review()
    return look(registry, record.id)


def test_killed_in_a_batch_it_goes_on_with_the_rows_that_are_missing(registry):
    import_id = ready(registry)
    kill(4)
    state, rows = look(registry, import_id)
    assert (state, len(rows)) == ("reviewing", 6)
    run_job(registry)
    assert look(registry, import_id) == expected(registry)
    run_job(registry)
    assert look(registry, import_id) == expected(registry)


def test_killed_in_every_batch_it_ends_all_the_same(registry):
    import_id = ready(registry)
    for _time in range(8):
        kill(2)  # one batch is stored, and the next is not
    assert len(look(registry, import_id)[1]) >= 15
    run_job(registry)
    assert look(registry, import_id) == expected(registry)


def test_killed_before_any_row_came_out_it_is_given_up_after_some_times(registry):
    import_id = ready(registry)
    for _time in range(4):
        kill(1, step="_read_for_review")
    with opened(registry) as env:
        record = env["despacho.import"].browse(import_id)
        assert (record.state, record.review_tries) == ("reviewing", 4)
    run_job(registry)
    with opened(registry) as env:
        record = env["despacho.import"].browse(import_id)
        assert record.state == "mapped"
        assert "4" in record.trouble
    assert not look(registry, import_id)[1]
