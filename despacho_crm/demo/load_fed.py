"""What became of those whom the feeding brought in the last weeks: called, spoken to, won and discarded."""

from datetime import timedelta

from . import load_history, load_log
from .as_of import as_of
from .load_pipeline import date_back, past
from .talks import Action

#: Of each week, the oldest first, what came of its calls: result, reaction, what was said.
_WON = ("spoke", "interested", "Contratan a seis personas en verano: quieren las nóminas desde marzo.")
_GOES_ON = ("spoke", "information", "Que le mandemos cuánto cuesta por trabajador.")
_NO = ("spoke", "not_interested", "Se lo lleva un familiar.")
_LATER = ("spoke", "later", "Que volvamos a llamar antes de la temporada.")
_NOBODY = ("no_answer", "", "No contesta nadie.")
_MESSAGE = ("left_message", "", "Dejado recado al encargado.")
_WEEKS = (
    (_WON, _GOES_ON, _NO, _NO, _LATER, _MESSAGE, _NOBODY, _NOBODY, _NO),
    (_GOES_ON, _NO, _LATER, _NOBODY, _MESSAGE, _NO, _NOBODY),
    (_GOES_ON, _MESSAGE, _NO, _NOBODY),
)
_AGREED = 1980


def load(loader, feeding, director):
    """Feed the last Mondays, and let the ones who were called answer."""
    today = loader.world.today
    monday = today - timedelta(days=today.weekday())
    for back, calls in zip(range(len(_WEEKS), 0, -1), _WEEKS, strict=True):
        day = monday - timedelta(weeks=back - 1)
        with as_of(loader.env, past(day, 8)):
            week = feeding.with_user(director)._feed(day)
        _call(loader, week.with_env(loader.env).lead_ids.sorted("id"), calls, day)
    feeding.with_user(director).action_start()


def _call(loader, leads, calls, day):
    rows = []
    for place, (lead, (result, reaction, said)) in enumerate(zip(leads, calls, strict=False)):
        on = min(day + timedelta(days=1 + place % 4), loader.world.today)
        action = Action("call", on, "Llamada de presentación", said, 10 + place % 3, 15, result, reaction)
        rows.append((lead.user_id.login, lead, action))
    with as_of(loader.env, past(day, 18)):
        load_log.load_done(loader, rows)
        ways = {lead: _follow(loader, lead, action) for _login, lead, action in rows}
    called = {lead: action.date for _login, lead, action in rows}
    date_back(
        loader.env,
        [(lead.id, past(day, 8), past(called.get(lead, day), 13 if lead in called else 8)) for lead in leads],
    )
    told = []
    for lead, stage in ways.items():
        told += load_history.messages(lead, load_history.changes(stage, day, called[lead], False))
        if lead.date_closed:
            lead.date_closed = past(called[lead], 17)
    loader.env["mail.message"].create(sorted(told, key=lambda one: one["date"]))
    load_history.date_back(leads.browse(lead.id for lead in ways))


def _follow(loader, lead, action):
    """Put the lead where the call leaves it, and return the name of that stage."""
    stage = {
        "information": "opportunity_requested",
        "interested": "opportunity_won",
        "not_interested": "lead_not_interested",
    }.get(action.reaction, "lead_contacted" if action.result == "spoke" else "lead_attempt")
    values = {"stage_id": loader.env.ref(f"despacho_crm.stage_{stage}").id}
    if stage.startswith("opportunity"):
        values |= {"type": "opportunity", "expected_revenue": _AGREED}
    if stage == "lead_not_interested":
        values["lost_reason_id"] = loader.env.ref("despacho_crm.lost_reason_interest").id
    lead.write(values)
    return stage
