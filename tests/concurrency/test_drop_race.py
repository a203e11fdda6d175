"""Two workers look at one box of files at once, and the process is killed in the middle of a look."""

import os
import shutil
import tempfile
import threading
from pathlib import Path
from unittest.mock import patch

import psycopg2
import pytest
from at_once import kill_in, opened, twice_at_once
from test_import_race import NAME, NIFS, contacts, run_job
from test_import_race import clean as clean_contacts

from odoo.tools import SQL, mute_logger

HEADER = "CODCLI;NIFCLI;NOFCLI;POBCLI;TELCLI"
BASE = Path(tempfile.gettempdir()) / f"despacho_drop_race_{os.getpid()}"
FOLDER = BASE / "carrera"


def clean(env):
    shutil.rmtree(BASE, ignore_errors=True)
    boxes = env["despacho.import.drop"].search([("name", "=", NAME)])
    imports = boxes.file_ids.import_ids
    imports.state = "draft"
    imports.row_ids.unlink()
    imports.unlink()
    boxes.unlink()
    clean_contacts(env)


@pytest.fixture
def box(registry):
    """The id of a box with five files, of four companies each."""
    FOLDER.mkdir(parents=True)
    for number in range(5):
        rows = [f"{n};{NIFS[n]};{NAME} {n} SL;Vic;93122{n:04d}" for n in range(number * 4, number * 4 + 4)]
        path = FOLDER / f"carrera{number}.csv"
        path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    with opened(registry) as env:
        env["ir.config_parameter"].set_param("despacho_crm_import.drop_folder", str(BASE))
        admin = env.ref("base.user_admin").id
        yield_id = env["despacho.import.drop"].create({"name": NAME, "folder": "carrera", "user_id": admin}).id
    # What was written a moment ago is at rest.
    with patch("odoo.addons.despacho_crm_import.tools.drop_folder.QUIET", 0):
        yield yield_id


def look(registry):
    with opened(registry) as env:
        env["despacho.import.drop"]._cron_look()


def came(registry, box):
    with opened(registry) as env:
        files = env["despacho.import.drop"].browse(box).file_ids
        return sorted((one.name, one.state, one.place, len(one.import_ids)) for one in files)


ALL = [(f"carrera{number}.csv", "imported", "moved", 1) for number in range(5)]


def check_all(registry, box):
    """Each file was imported once and put away, and nothing is written twice."""
    run_job(registry, 500)
    assert came(registry, box) == ALL
    assert contacts(registry)[1] == 20
    assert sorted(path.name[17:] for path in (FOLDER / "hechos").iterdir()) == [name for name, *__ in ALL]
    assert [path.name for path in FOLDER.iterdir()] == ["hechos"]


def test_two_workers_take_each_file_once(registry, box):
    twice_at_once(look, registry)
    look(registry)
    check_all(registry, box)


def test_two_workers_take_each_file_once_even_without_the_turn(registry, box):
    """A balancer of connections may take the lock of one for that of another: the base itself refuses the second."""
    model = registry["despacho.import.drop"]
    look_at, together = model._look, threading.Barrier(2)

    def look_together(self):
        together.wait(30)
        return look_at(self)

    def look_without_turn(registry):
        with opened(registry) as env:
            if env["despacho.import.drop"]._take_all():
                env["despacho.import.drop"]._deal_all()

    with patch.object(model, "_look", look_together):
        twice_at_once(look_without_turn, registry)
    look(registry)
    check_all(registry, box)


@pytest.mark.parametrize(
    ("model", "step", "call"),
    [
        ("despacho.import.drop", "_take", 3),
        ("despacho.import.drop.file", "_deal", 3),
        ("despacho.import.drop.file", "_put_away", 3),
    ],
)
def test_killed_in_the_middle_it_goes_on_where_it_was(registry, box, model, step, call):
    kill_in(
        "despacho.import.drop",
        "_cron_look",
        step,
        call=call,
        step_model=model,
        constants={"odoo.addons.despacho_crm_import.tools.drop_folder": {"QUIET": 0}},
    )
    look(registry)
    check_all(registry, box)


def test_a_file_that_kills_the_server_twice_is_given_up_and_keeps_no_other_waiting(registry, box):
    quiet = {"odoo.addons.despacho_crm_import.tools.drop_folder": {"QUIET": 0}}
    for call in (1, 5):  # the second time it comes after the other four
        kill_in(
            "despacho.import.drop",
            "_cron_look",
            "_deal",
            call=call,
            step_model="despacho.import.drop.file",
            constants=quiet,
        )
    assert came(registry, box) == [("carrera0.csv", "waiting", "here", 0), *ALL[1:]]
    look(registry)
    assert came(registry, box) == [("carrera0.csv", "failed", "moved", 0), *ALL[1:]]
    with opened(registry) as env:
        record = env["despacho.import.drop"].browse(box)
        assert "2" in record.file_ids.filtered(lambda one: one.state == "failed").trouble
        assert record.activity_ids.user_id == record.user_id
        record.file_ids.filtered(lambda one: one.state == "failed").action_accept()
    look(registry)
    run_job(registry, 500)
    assert came(registry, box) == [("carrera0.csv", "imported", "moved", 1), *ALL[1:]]
    assert contacts(registry)[1] == 20


def test_a_connection_that_is_lost_in_the_middle_costs_nothing(registry, box):
    model = registry["despacho.import.drop.file"]
    deal, calls = model._deal, []

    def deal_and_lose(self):
        deal(self)
        calls.append(True)
        if len(calls) == 3:
            self.env.flush_all()
            pid = self.env.execute_query(SQL("SELECT pg_backend_pid()"))[0][0]
            with opened(registry) as other:
                other.execute_query(SQL("SELECT pg_terminate_backend(%s)", pid))

    with (
        patch.object(model, "_deal", deal_and_lose),
        mute_logger("odoo.sql_db"),
        pytest.raises((psycopg2.OperationalError, psycopg2.InterfaceError)),
    ):
        look(registry)
    assert [state for _name, state, *__ in came(registry, box)].count("imported") == 2
    look(registry)
    check_all(registry, box)
