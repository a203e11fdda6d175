"""The job that reads the gazette, killed in the middle of a day, goes on and reads nothing twice."""

import sys
from datetime import timedelta
from pathlib import Path

from at_once import kill_in, opened

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "despacho_crm" / "tests"))
from outside_services import OutsideServices

NAME = "Gaceta Matada"
_ACT = "Disolución. Voluntaria. Datos registrales. S 8 , H CC {}, I/A 3 ( 1.09.26)."
_PROVINCES = {"10": "CÁCERES", "28": "MADRID", "08": "BARCELONA"}


def clean(env):
    env["despacho.registry.act"].search([("name", "=like", f"{NAME.upper()}%")]).unlink()
    env["despacho.registry.day"].search([]).unlink()
    partners = env["res.partner"].search([("name", "=like", f"{NAME}%")])
    env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "in", partners.ids)]).unlink()
    partners.unlink()
    env["despacho.enrichment.run"].search([]).unlink()
    _provider(env).write({"state": "working", "retry_at": False, "failures": 0, "message": False})


def _provider(env):
    return env.ref("despacho_crm.enrichment_provider_borme")


def prepare(registry, services):
    with opened(registry) as env:
        days = env["despacho.registry.day"]
        today = days._today()
        days.create({"date": today - timedelta(days=2), "state": "read"})
        _provider(env).write(
            {
                "url": f"{services.url}/borme/sumario",
                "page_url": f"{services.url}/borme/txt.php",
                "rate": 0,
                "daily_budget": 0,
            }
        )
        spain = env.ref("base.es")
        states = {number: env["res.country.state"].search([("country_id", "=", spain.id), ("code", "=", code)])
                  for number, code in (("10", "CC"), ("28", "M"), ("08", "B"))}  # fmt: skip
        exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x", "is_company": True}
        for number, state in states.items():
            partner = env["res.partner"].create({"name": f"{NAME} {number} SL", "state_id": state.id, **exempt})
            partner.lifecycle = "client"
        services.borme[today - timedelta(days=1)] = {
            number: (title, [(int(number), f"{NAME.upper()} {number} SL", _ACT.format(int(number)))])
            for number, title in _PROVINCES.items()
        }
        return today - timedelta(days=1)


def figures(registry, day):
    with opened(registry) as env:
        acts = env["despacho.registry.act"].search([("name", "=like", f"{NAME.upper()}%")])
        partners = env["res.partner"].search([("name", "=like", f"{NAME}%")])
        alarms = env["mail.activity"].search_count([("res_model", "=", "res.partner"), ("res_id", "in", partners.ids)])
        found = env["despacho.registry.day"].search([("date", "=", day)])
        return found.state, found.entries, len(acts), alarms


def test_killed_once_a_document_is_kept_but_not_committed_it_is_read_again(registry):
    with OutsideServices() as services:
        day = prepare(registry, services)
        kill_in("despacho.registry.day", "_cron_read", "_take", call=2)
        assert figures(registry, day) == ("open", 1, 1, 1)
        go_on(registry)
        assert figures(registry, day) == ("read", 3, 3, 3)
        go_on(registry)
        assert figures(registry, day) == ("read", 3, 3, 3)


def test_killed_between_the_answer_and_the_writing_it_asks_again(registry):
    with OutsideServices() as services:
        day = prepare(registry, services)
        kill_in("despacho.registry.day", "_cron_read", "_ask_page", call=3)
        assert figures(registry, day) == ("open", 2, 2, 2)
        go_on(registry)
        assert figures(registry, day) == ("read", 3, 3, 3)


def go_on(registry):
    with opened(registry) as env:
        env["despacho.registry.day"]._cron_read()
