"""The search on several machines finds what the engine finds, and says what it lacks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from odoo.tests.common import get_db_name
from odoo.tools import config

from odoo.addons.despacho_crm.tools.matching.score import FIELDS

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import own_database  # noqa: E402

NAME = f"{get_db_name()}_spark"
#: The interpreter that has Splink, Spark and Java, and no Odoo.
PYTHON = os.environ.get("DESPACHO_SPARK", "")
MODULE = "despacho_crm.tools.matching.spark"
BITS = ", ".join(f"{{0}}.bits_{field}" for field in FIELDS)
SIDES = "COALESCE(-lead_id, partner_id), COALESCE(-other_lead_id, other_id, partner_id)"


def search(*arguments, lang="es_ES.UTF-8", **environment):
    """Run the command as somebody would; return (exit code, what it says, what it says that is wrong)."""
    names = {"PGHOST": "db_host", "PGPORT": "db_port", "PGUSER": "db_user", "PGPASSWORD": "db_password"}
    said = {name: str(config[option]) for name, option in names.items() if config[option]}
    kept = {name: value for name, value in os.environ.items() if name not in ("JAVA_HOME", "PYTHONPATH", "LC_ALL")}
    # Odoo limits its own memory, and that of what it starts.
    command = ["sh", "-c", 'ulimit -S -v unlimited && exec "$@"', "sh", PYTHON, "-m", MODULE, *arguments]
    done = subprocess.run(
        command,
        cwd=HERE.parents[1],
        env=kept | said | {"LANG": lang} | environment,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def base():
    """A large base as the engine has compared it, in a database of its own."""
    assert PYTHON, "DESPACHO_SPARK names the interpreter with setup/requirements-spark.txt; setup/test makes it"
    with own_database.copied(own_database.beside("product"), NAME):
        yield own_database.shell(NAME, HERE / "base.py")


@pytest.fixture(scope="module")
def searched(base):
    """What the command says of that base, once."""
    code, said, wrong = search("--dsn", f"dbname={NAME}")
    assert code == 0, wrong[-5000:]
    return said


def rows(query):
    return own_database.sql(query, NAME)


def test_what_is_certain_for_the_engine_is_certain_for_splink_and_the_other_way_round(searched):
    engine, splink = (
        set(rows(f"SELECT {SIDES} FROM {table} WHERE band = 'certain' AND NOT (state = 'rejected')"))
        for table in ("engine_pair", "despacho_match_pair")
    )
    decided = set(rows(f"SELECT {SIDES} FROM despacho_match_pair WHERE state = 'rejected'"))
    assert len(engine) > 5000
    assert sorted(engine - decided - splink) == [], "only the engine is certain of these"
    assert sorted(splink - engine) == [], "only Splink is certain of these"


def test_what_has_to_be_looked_at_is_the_same_with_the_same_bits_and_doubts(searched):
    compared = (
        "FROM engine_pair engine FULL JOIN despacho_match_pair splink ON engine.state = 'proposed' "
        "AND (COALESCE(-engine.lead_id, engine.partner_id), "
        "COALESCE(-engine.other_lead_id, engine.other_id, engine.partner_id)) "
        "= (COALESCE(-splink.lead_id, splink.partner_id), "
        "COALESCE(-splink.other_lead_id, splink.other_id, splink.partner_id))"
    )
    differ = " OR ".join(f"ABS(engine.bits_{field} - splink.bits_{field}) > 1e-6" for field in FIELDS)
    wrong = rows(
        f"SELECT engine.id, splink.id, {BITS.format('engine')}, {BITS.format('splink')} {compared} "
        "WHERE splink.state IS DISTINCT FROM 'rejected' AND (engine.id IS NULL OR splink.id IS NULL "
        f"OR (engine.band, engine.doubt, engine.company_id) IS DISTINCT FROM "
        f"(splink.band, splink.doubt, splink.company_id) OR ABS(engine.score - splink.score) > 1e-6 OR {differ})"
    )
    assert wrong == []


def test_what_people_decided_stays_and_what_is_found_no_more_goes(searched):
    kept = rows("SELECT COUNT(*) FROM engine_pair WHERE id % 50 = 0")
    assert rows("SELECT COUNT(*) FROM despacho_match_pair WHERE state = 'rejected'") == kept
    proposed = rows("SELECT COUNT(*) FROM engine_pair WHERE id % 50 > 0")
    assert rows("SELECT COUNT(*) FROM despacho_match_pair WHERE state = 'proposed'") == proposed
    assert "ya no se proponen: 1" in searched


def test_nothing_waits_to_be_compared_afterwards(searched):
    assert rows("SELECT COUNT(*) FROM despacho_match_pending") == [(0,)]


def test_contacts_of_two_companies_are_never_a_pair(searched):
    assert rows(
        "SELECT COUNT(*) FROM despacho_match_pair pair "
        "JOIN res_partner one ON one.id = partner_id JOIN res_partner two ON two.id = other_id "
        "WHERE one.company_id <> two.company_id"
    ) == [(0,)]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("es_ES.UTF-8", "No se puede conectar a PostgreSQL"), ("en_GB.UTF-8", "PostgreSQL cannot be reached")],
)
def test_a_wrong_connection_is_told(base, lang, sentence):
    code, said, wrong = search("--dsn", "dbname=no_such_database", lang=lang)
    assert (code, said) == (2, "")
    assert wrong.startswith(sentence) and "no_such_database" in wrong
    assert "Traceback" not in wrong


def test_a_database_without_the_addon_is_told(base):
    code, said, wrong = search("--dsn", "dbname=postgres")
    assert (code, said) == (2, "")
    assert wrong.startswith("En la base de datos «postgres» no está instalado Despacho CRM")


def test_a_java_that_is_not_where_it_should_be_is_told(base):
    code, said, wrong = search("--dsn", f"dbname={NAME}", JAVA_HOME="/nowhere")
    assert (code, said) == (2, "")
    assert wrong.startswith("JAVA_HOME dice que Java está en /nowhere")


def test_while_the_nightly_job_runs_there_is_no_search(base):
    with own_database.db_connect(NAME).cursor() as cr:
        cr.execute("SELECT id FROM ir_cron WHERE cron_name LIKE '%duplicates%' FOR NO KEY UPDATE")
        code, said, wrong = search("--dsn", f"dbname={NAME}")
    assert (code, said) == (2, "")
    assert wrong.startswith("El trabajo que busca duplicados está corriendo")
