"""Several connections enter one company at the same moment: one gets it, the others are told who has it."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from at_once import opened, race, run

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

KEY = "B58378431"
TWIN = "Gestoría de la carrera"
THREADS = 20
ATTEMPTS = 10


def clean(env):
    env["res.lang"]._activate_lang("es_ES")
    env["res.partner"].search([("name", "=like", f"{TWIN}%")]).unlink()
    env["res.company"].search([("name", "=like", f"{TWIN}%")]).unlink()


def _company(registry):
    """Return the id of a company with the NIF rule."""
    with opened(registry) as env:
        company = env["res.company"].search([("nif_mandatory", "=", True)], limit=1)
        assert company, "the database has no company with the rule"
        return company.id


def _enter(registry, work):
    """Run ``work(env)`` as the administrator in a connection of its own; return '' or what the user is told."""
    try:
        run(registry, work, as_admin=True, lang="es_ES")
    except ValidationError as error:
        return str(error)
    return ""


def _race(registry, *works):
    """Run each of ``works`` in a thread; all have found the number free before any of them writes it."""
    return race(registry, "res.partner", "_nif_check_free", works, _enter, waits=bool)


def _rows(registry):
    with registry.cursor() as cr:
        cr.execute("SELECT name FROM res_partner WHERE nif_key = %s ORDER BY id", [KEY])
        return [name for (name,) in cr.fetchall()]


def _creation(name, **values):
    return lambda env: env["res.partner"].create({"name": name, "is_company": True, "vat": KEY, **values})


def _assert_one_has_it_and_the_other_is_told(registry, told):
    [winner] = _rows(registry)
    [message] = filter(None, told)
    assert f"«{winner}»" in message
    assert KEY in message
    assert "ya" in message, "it is said in Spanish"


def test_two_who_create_one_company_at_the_same_moment(registry):
    told = _race(registry, _creation(f"{TWIN} uno"), _creation(f"{TWIN} dos"))
    _assert_one_has_it_and_the_other_is_told(registry, told)


def test_two_who_give_one_number_to_different_companies_at_the_same_moment(registry):
    with opened(registry) as env:
        names = (f"{TWIN} uno", f"{TWIN} dos")
        ids = env["res.partner"].create([{"name": name, "is_company": True} for name in names]).ids
    told = _race(
        registry,
        *(lambda env, one=one: env["res.partner"].browse(one).write({"vat": f"b-{KEY[1:]}"}) for one in ids),
    )
    _assert_one_has_it_and_the_other_is_told(registry, told)


def test_a_shared_contact_against_a_companys_own_at_the_same_moment(registry):
    company = _company(registry)
    with opened(registry) as env:  # as where there are several companies
        env.cr.execute("SELECT 1 FROM pg_constraint WHERE conname = 'res_partner_nif_scope'")
        if not env.cr.rowcount:
            env["res.partner"]._nif_add_scope_constraint()
    told = _race(registry, _creation(f"{TWIN} de todos"), _creation(f"{TWIN} propia", company_id=company))
    _assert_one_has_it_and_the_other_is_told(registry, told)


def test_two_hundred_attempts_of_twenty_threads_leave_one_row(registry):
    start = threading.Barrier(THREADS, timeout=60)

    def attempts(number):
        start.wait()
        return [_enter(registry, _creation(f"{TWIN} {number}.{n}")) for n in range(ATTEMPTS)]

    with mute_logger("odoo.sql_db"), ThreadPoolExecutor(THREADS) as pool:
        told = [message for messages in pool.map(attempts, range(THREADS)) for message in messages]
    [winner] = _rows(registry)
    assert len(told) == THREADS * ATTEMPTS
    outcome = Counter("created" if not message else "told" if f"«{winner}»" in message else message for message in told)
    assert outcome == {"created": 1, "told": THREADS * ATTEMPTS - 1}


def test_different_companies_do_not_wait_for_each_other(registry):
    keys = ("A58818501", "B12345674")
    with registry.cursor() as cr:
        cr.execute("SELECT 1 FROM res_partner WHERE nif_key IN %s", [keys])
        assert not cr.rowcount
    told = _race(registry, *(_creation(f"{TWIN} {key}", vat=key) for key in keys))
    assert told == ["", ""]
