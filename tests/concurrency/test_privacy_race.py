"""Several say no for one person at the same moment: it is noted once, it holds, and nobody sees an error."""

import threading
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from at_once import opened, run

from odoo.tools import SQL, mute_logger

NAME = "Persona de la carrera"
EMAIL, PHONE = "carrera@privacidad.example", "+34600987654"


def clean(env):
    for table in ("despacho_opposition", "despacho_privacy_audit", "despacho_consent"):
        who = "name" if table != "despacho_privacy_audit" else "subject"
        env.cr.execute(SQL("DELETE FROM %s WHERE %s = %s", SQL.identifier(table), SQL.identifier(who), NAME))
    env.cr.execute("DELETE FROM despacho_opposition WHERE value IN %s", [(EMAIL, PHONE)])
    env.cr.execute("DELETE FROM despacho_privacy_audit WHERE text LIKE %s OR subject = %s", [f"%{EMAIL}%", EMAIL])
    env.cr.execute("DELETE FROM mail_blacklist WHERE email = %s", [EMAIL])
    env.cr.execute("DELETE FROM phone_blacklist WHERE number = %s", [PHONE])
    env["res.partner"].search([("name", "=", NAME)]).unlink()


def _person(registry):
    with opened(registry) as env:
        person = env["res.partner"].create({"name": NAME, "email": EMAIL, "phone": PHONE})
        env["despacho.consent"].create(
            {"partner_id": person.id, "channel": "email", "how": "form", "evidence": "Carpeta", "text_shown": "Sí"}
        )
        return person.id


def _together(registry, works):
    """Run ``works`` in threads; all are about to keep the opposition before any of them does."""
    barrier, passed = threading.Barrier(len(works), timeout=30), threading.local()
    model_class = registry["despacho.opposition"]
    original = model_class._insert

    def insert_and_wait(self, *arguments):
        if not getattr(passed, "once", False):
            passed.once = True
            barrier.wait()
        return original(self, *arguments)

    with (
        patch.object(model_class, "_insert", insert_and_wait),
        mute_logger("odoo.sql_db", "odoo.service.model"),
        ThreadPoolExecutor(len(works)) as pool,
    ):
        for done in [pool.submit(run, registry, work) for work in works]:
            done.result(120)


def _end(registry, person_id):
    with opened(registry) as env:
        rows = env["despacho.opposition"].search([("partner_id", "=", person_id), ("channel", "=", "email")])
        consents = env["despacho.consent"].search([("partner_id", "=", person_id)])
        listed = env["mail.blacklist"].search_count([("email", "=", EMAIL)])
        return sorted(rows.mapped("kind")), listed, consents.mapped("state")


def test_two_who_note_it_at_once_note_it_once(registry):
    person_id = _person(registry)

    def oppose(env):
        env["despacho.opposition"]._oppose(env["res.partner"].browse(person_id), how="phone")

    _together(registry, [oppose, oppose])
    assert _end(registry, person_id) == (["email", "person"], 1, ["withdrawn"])
    with opened(registry) as env:
        assert env["phone.blacklist"].search_count([("number", "=", PHONE)]) == 1


def test_the_link_in_a_message_and_a_call_at_once(registry):
    person_id = _person(registry)
    _together(
        registry,
        [
            lambda env: env["mail.blacklist"]._add(EMAIL),
            lambda env: env["despacho.opposition"]._oppose(env["res.partner"].browse(person_id), ["email"], "phone"),
        ],
    )
    assert _end(registry, person_id) == (["email", "person"], 1, ["withdrawn"])


def test_two_clicks_on_the_same_link(registry):
    person_id = _person(registry)
    _together(registry, [lambda env: env["mail.blacklist"]._add(EMAIL)] * 2)
    assert _end(registry, person_id) == (["email", "person"], 1, ["withdrawn"])
