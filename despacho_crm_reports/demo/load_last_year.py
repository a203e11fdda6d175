"""The calls of a year ago to those who were clients already: the months of now have something to be compared with."""

import random
from datetime import timedelta
from types import SimpleNamespace

from odoo.addons.despacho_crm.demo.load_log import load_done
from odoo.addons.despacho_crm.demo.talks import Action, working_day

from ..tools.planning import borders
from .load_months import MONTHS

#: How many of what is called now, from the least to the most.
_SHARE = (0.55, 0.95)
_HOURS = (9, 10, 11, 12, 13, 16, 17)
#: What is asked, and what came of it: result, reaction, what was said.
_SUMMARIES = ("Documentación del trimestre", "Dudas de la declaración", "Cómo va el ejercicio", "Nóminas del mes")
_ANSWERS = (
    ("spoke", "information", "Lo envía esta semana por correo."),
    ("spoke", "information", "Queda aclarado; no necesita nada más."),
    ("no_answer", "", "No contesta: se intentará otro día."),
    ("left_message", "", "Recado en recepción."),
)


def load(env):
    env = env(context={**env.context, "mail_activity_quick_update": True})  # nobody is told of work of a year ago
    rng = random.Random(8)
    months, facts = env["despacho.month"], env["despacho.planning.facts"]
    people = months._get_planning_people(env.company)
    this = borders.month(months._today(env.company))[0]
    since = borders.months_after(this, -MONTHS - 12)
    clients = _clients(env, since)
    rows = []
    for back in range(MONTHS, -1, -1):
        days = borders.month(borders.months_after(this, -back))
        first, last = borders.month(borders.months_after(this, -back - 12))
        for person, figures in facts._facts_by_user(people, *days, kinds=["calls"]).items():
            called = clients.filtered(lambda client, person=person: client.user_id == person) or clients
            for _call in range(round(figures["calls"]["count"] * rng.uniform(*_SHARE))):
                rows.append((person, called[rng.randrange(len(called))], _call_of(rng, first, last)))
    load_done(SimpleNamespace(env=env, users={person: person for person in people}), rows)


def _clients(env, since):
    """Return those who were invoiced by then."""
    before = [("move_type", "=", "out_invoice"), ("state", "=", "posted"), ("invoice_date", "<", since)]
    return env["account.move"].search(before).commercial_partner_id.filtered("is_company").sorted("id")


def _call_of(rng, first, last):
    result, reaction, feedback = rng.choice(_ANSWERS)
    day = working_day(first + timedelta(days=rng.randrange((last - first).days + 1)), last)
    return Action(
        "call",
        day,
        rng.choice(_SUMMARIES),
        feedback,
        rng.choice(_HOURS),
        rng.randrange(0, 60, 5),
        result=result,
        reaction=reaction,
    )
