"""An action of calls half way through, with what was answered, and an event with who came."""

from datetime import timedelta

from odoo import fields

from ..tools.next_contact import next_day
from .as_of import as_of, said_on
from .load_pipeline import last_workday, moment, past

_CALLED, _GUESTS = 26, 14
_SCRIPT = """<p>Le llamo porque ya le llevamos la parte fiscal y muchos clientes nos piden que les llevemos también
las nóminas y los seguros sociales.</p>
<ul><li>¿Quién les lleva hoy las nóminas? ¿Cuántas son al mes?</li>
<li>¿Han tenido algún problema con un contrato, una baja o una inspección?</li>
<li>Les preparamos un presupuesto sin compromiso: ¿a qué correo se lo enviamos?</li></ul>"""
#: How the calls went so far: result, reaction, what was said, days since.
_CALLS = (
    ("spoke", "interested", "Doce trabajadores; la gestoría les ha fallado con dos bajas. Quiere presupuesto.", 3),
    ("no_answer", False, False, 3),
    ("spoke", "information", "Que le mandemos qué incluye la cuota antes de decidir.", 3),
    ("spoke", "not_interested", "Lo lleva su hermana y están contentos.", 3),
    ("left_message", False, False, 2),
    ("spoke", "later", "Hasta que cierren el año no quieren cambiar nada.", 2),
    ("spoke", "interested", "Abren otro local en primavera y contratan a cuatro personas.", 2),
    ("wrong_number", False, "Contesta una tienda de muebles.", 2),
    ("no_answer", False, False, 1),
    ("refused", False, "Pide que no le llamemos más.", 1),
    ("spoke", "information", "Le interesa saber cuánto cuesta por trabajador.", 1),
    ("spoke", "not_interested", False, 1),
)


def load(loader):
    env, lines = loader.env, loader.lines
    _balance(env, loader.company)
    staff = loader.world.staff
    director = next(loader.users[one.login] for one in staff if one.role == "manager")
    callers = [loader.users[one.login] for one in staff if one.department == "negocio" and one.role != "manager"]
    companies = [("lifecycle", "=", "client"), ("is_company", "=", True), ("phone", "!=", False)]
    fiscal = [
        ("services_used_ids", "in", lines["fiscal"].ids),
        ("services_used_ids", "not in", lines["laboral"].ids),
    ]
    partners = env["res.partner"]
    called = partners.search([*companies, *fiscal], order="priority_score desc, id", limit=_CALLED)
    guests = partners.search([*companies, ("id", "not in", called.ids)], order="priority_score desc, id", limit=_GUESTS)
    campaign = env["despacho.campaign"].create(
        {
            "title": "Nóminas para clientes de fiscal",
            "service_line_id": lines["laboral"].id,
            "user_id": director.id,
            "objective": "Que los clientes de fiscal nos encarguen también las nóminas.",
            "target_responses": 12,
            "target_leads": 6,
        }
    )
    planner = campaign.with_user(director)
    planner.action_review()
    for review in planner.review_ids:
        review.action_look()
    planner.action_reviewed()
    calls = _launch(env, campaign, director, "Llamadas: nóminas a clientes de fiscal", "call", called)
    talk = _launch(env, campaign, director, "Jornada: la reforma laboral en una hora", "event", guests)
    _call(calls, callers)
    _receive(talk, director)
    loader.name({"campaign_payroll": campaign, "action_payroll_calls": calls, "action_payroll_talk": talk})


def _balance(env, company):
    """The firm has written why it may call its clients."""
    balancing = env["despacho.balancing"]
    if not balancing.search([("company_id", "=", company.id), ("state", "=", "in_force")], limit=1):
        balancing.create({"company_id": company.id}).action_approve()


def _launch(env, campaign, director, name, channel, partners):
    action = env["despacho.action"].create(
        {
            "name": name,
            "campaign_id": campaign.id,
            "channel": channel,
            "user_id": director.id,
            "partner_ids": partners.ids,
            "date_planned": fields.Datetime.now().replace(hour=8, minute=0, second=0) - timedelta(days=3),
            "script": _SCRIPT,
        }
    )
    action = action.with_user(director)
    action.action_approve()
    action.action_launch()
    # It was launched a day before the first call, or before who came.
    started = action.date_planned - timedelta(days=1)
    action.sudo()._set_state("running", approved_on=started - timedelta(hours=2), launched_on=started)
    return action.with_env(env)


def _call(action, callers):
    rows = action.recipient_ids.filtered("included").sorted("number")
    today = fields.Date.context_today(action)
    for at, (row, (result, reaction, said, days)) in enumerate(zip(rows, _CALLS, strict=False)):
        caller = callers[at % len(callers)]
        called_at = past(last_workday(today - timedelta(days=days)), 10, 5 * at)
        values = {"result": result, "reaction": reaction, "feedback": said, "done_at": called_at}
        with said_on(action.env, called_at):
            row.with_user(caller)._log_contact({**values, "next": None})
    if len(rows) > len(_CALLS):
        agreed = rows[len(_CALLS)]
        agreed.write({"call_on": moment(next_day(today, 1), 12), "call_user_id": callers[0].id})


def _receive(action, director):
    rows = action.recipient_ids.filtered("included").sorted("number").with_user(director)
    env = action.env
    with as_of(env, action.date_planned + timedelta(hours=1)):
        rows[:9].action_registered()
        rows[:6].action_came()
        rows[7:8].action_absent()
    env.cr.execute(
        "UPDATE despacho_action_recipient SET sent_on = %s WHERE action_id = %s AND sent_on IS NOT NULL",
        (action.launched_on, action.id),
    )
    env.invalidate_all()
