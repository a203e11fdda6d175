"""Leads, amounts and figures of years are applied and undone while the process is killed and the connection is lost."""

import base64

import pytest
import test_import_race as contacts_race
from at_once import kill_in, opened
from test_import_lost import lose_connection_in
from test_import_race import NAME, NIFS, leave_to_job, run_job
from test_import_undo_race import leave_undoing_to_job

MARK = "Feria de la carrera"
YEARS = (2023, 2024, 2025)
#: Rows of each batch of the job: the files have 15, of which further ones follow what the first ones brought.
BATCH = 4


def clean(env):
    contacts_race.clean(env)
    env["crm.lead"].with_context(active_test=False).search([("partner_name", "=like", f"{NAME}%")]).unlink()
    for model in ("crm.tag", "utm.campaign"):
        env[model].search([("name", "=", MARK)]).unlink()


def get_leads():
    """Twelve companies, and three of them with a second person, who asks for something else."""
    lines = [f"{NIFS[n]};{NAME} {n} SL;Ana {n};ana{n}@carrera.example;{MARK};{MARK};Alta {n}" for n in range(12)]
    lines += [f"{NIFS[n]};{NAME} {n} SL;Eva {n};eva{n}@carrera.example;;;Nómina {n}" for n in range(3)]
    return ["NIF;Empresa;Contacto;Correo;Feria;Etiquetas;Mensaje", *lines]


def get_amounts():
    """Five clients, with a row for each of three years."""
    lines = [f"{NIFS[n]};{NAME} {n} SL;{year};{100 * n + year}" for year in YEARS for n in range(5)]
    return ["NIF;Cliente;Año;Importe", *lines]


def get_figures():
    """Twelve companies with what they sold in each of three years, three of them with a second person."""
    lines = [f"{NIFS[n]};{NAME} {n} SL;Ana {n};{n}50000;{n}60000;{n}70000" for n in range(1, 13)]
    lines += [f"{NIFS[n]};{NAME} {n} SL;Eva {n};;;" for n in range(1, 4)]
    return ["NIF;Nombre;Contacto;Facturación 2023;Facturación 2024;Facturación 2025", *lines]


def look_at_leads(env):
    leads = env["crm.lead"].search([("partner_name", "=like", f"{NAME}%")], order="partner_name, id")
    return [
        (lead.partner_name, lead.nif_key, lead.contact_name, lead.email_from, str(lead.description))
        + (lead.tag_ids.mapped("name"), lead.campaign_id.name)
        for lead in leads
    ]


def look_at_amounts(env):
    lines = env["despacho.billing.year"].search([("partner_id.nif_key", "in", NIFS)], order="year, amount, id")
    return [(line.partner_id.nif_key, line.partner_id.name, line.year, line.amount) for line in lines]


def look_at_figures(env):
    partners = env["res.partner"].search([("nif_key", "in", NIFS), ("is_company", "=", True)], order="nif_key, id")
    return [
        (partner.nif_key, partner.turnover, partner.figures_year, partner.child_ids.sorted("name").mapped("name"))
        + (partner.company_year_ids.sorted("year").mapped(lambda line: (line.year, line.turnover)),)
        for partner in partners
    ]


TARGETS = {
    "lead": ("lead", "list", get_leads, look_at_leads),
    "billing": ("billing", "billing", get_amounts, look_at_amounts),
    "figures": ("partner", "billing", get_figures, look_at_figures),
}
every_target = pytest.mark.parametrize("kind", TARGETS)


def ready(registry, kind):
    """Return the id of an import of that kind of file, reviewed."""
    target, source, get_lines, _look = TARGETS[kind]
    with opened(registry) as env:
        record = env["despacho.import"].create(
            {
                "file": base64.b64encode("\n".join(get_lines()).encode()),
                "filename": f"carrera_{kind}.csv",
                "source_kind": source,
                "source_date": "2026-01-31",
                "target": target,
            }
        )
        record.action_read()
        record.action_review()
        return record.id


def applied(registry, kind):
    """Return the id of an import of that kind of file, applied by the job."""
    import_id = ready(registry, kind)
    leave_to_job(registry, import_id)
    run_job(registry)
    return import_id


def look(registry, kind, import_id):
    """Return (state of the import, {state of a row: how many}, what is in the base)."""
    with opened(registry) as env:
        record = env["despacho.import"].browse(import_id)
        states = record.row_ids.mapped("state")
        return record.state, {state: states.count(state) for state in set(states)}, TARGETS[kind][3](env)


@pytest.fixture
def whole(registry, kind):
    """What ``look`` finds when nothing happens; nothing of it stays."""
    import_id = applied(registry, kind)
    found = look(registry, kind, import_id)
    assert found[:2] == ("done", {"applied": 15})
    with opened(registry, active_test=False) as env:
        clean(env)
    return found


def check_undone(registry, kind, import_id):
    """What was written in two goes is taken back whole."""
    leave_undoing_to_job(registry, import_id)
    run_job(registry)
    assert look(registry, kind, import_id) == ("undone", {"undone": 15}, [])


@every_target
@pytest.mark.parametrize("call", [3, 4])
def test_killed_in_the_middle_it_goes_on_where_it_was(registry, kind, whole, call):
    import_id = ready(registry, kind)
    leave_to_job(registry, import_id)
    kill_in("despacho.import", "_cron_apply", "_apply_batch", call=call, arguments=(BATCH,))
    state, states, _found = look(registry, kind, import_id)
    assert (state, states.get("applied", 0)) == ("applying", BATCH * (call - 1))
    for _twice in range(2):
        run_job(registry)
        assert look(registry, kind, import_id) == whole
    check_undone(registry, kind, import_id)


@every_target
@pytest.mark.parametrize("step", ["_apply_batch", "_tell_progress"])
def test_a_connection_that_is_lost_in_the_middle_costs_nothing(registry, kind, whole, step):
    import_id = ready(registry, kind)
    leave_to_job(registry, import_id)
    lose_connection_in(registry, step, 3, lambda: run_job(registry))
    state, states, _found = look(registry, kind, import_id)
    assert (state, states["applied"]) == ("applying", 2 * BATCH)
    for _twice in range(2):
        run_job(registry)
        assert look(registry, kind, import_id) == whole
    check_undone(registry, kind, import_id)


@every_target
def test_killed_in_the_middle_of_undoing_it_goes_on_where_it_was(registry, kind):
    import_id = applied(registry, kind)
    leave_undoing_to_job(registry, import_id)
    kill_in("despacho.import", "_cron_apply", "_undo_batch", call=3, arguments=(BATCH,))
    state, states, _found = look(registry, kind, import_id)
    # Two batches were stored; the third was taken back and not stored.
    assert (state, states.keys()) == ("undoing", {"applied", "undone"})
    assert BATCH < states["undone"] <= 2 * BATCH
    for _twice in range(2):
        run_job(registry)
        assert look(registry, kind, import_id) == ("undone", {"undone": 15}, [])
