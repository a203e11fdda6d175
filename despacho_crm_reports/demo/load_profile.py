"""The best clients of the demo firm, who is like them, and a growth plan that follows last year's."""

from datetime import datetime, time, timedelta

from odoo import fields

from odoo.addons.despacho_crm.demo.staff import PRESENTER

#: What the partners decided on the first lines of each kind: {kind: [(decision, new clients, how)]}.
_DECIDED = {
    "sector": [("grow", 10, "Visitas y una jornada sobre su convenio"), ("keep", 4, False), ("keep", 2, False)],
    "size": [("keep", 0, False), ("grow", 6, "Proponer el servicio laboral y fiscal juntos")],
    "place": [("grow", 0, "Presentarnos en las asociaciones de comercio"), ("keep", 0, False)],
    "crossed": [("grow", 5, "Campaña a los que aún no lo tienen"), ("grow", 3, False)],
    "service": [("grow", 0, "Revisar la tarifa y ofrecerlo en cada renovación"), ("keep", 0, False)],
    "market": [("grow", 4, "Perfil objetivo y alimentación semanal")],
}
#: What was decided a year ago and is no longer spoken of.
_EARLIER = "Franquicias de hostelería"


def load(env):
    company = env.company
    # The partner who looks for business makes it, in the language of that partner.
    partner = env["res.users"].search([("login", "=", PRESENTER)], limit=1)
    env = env(user=partner.id, su=True, context=dict(env.context, lang=partner.lang))
    profile = env["despacho.client.profile"].create({"name": "Mejores clientes del despacho", "company_id": company.id})
    profile._calculate()
    today = fields.Date.context_today(profile)
    earlier = _plan(env, profile, f"Plan de crecimiento {today.year}", today - timedelta(days=365))
    earlier.line_ids.create(
        {
            "plan_id": earlier.id,
            "kind": "crossed",
            "name": _EARLIER,
            "decision": "leave",
            "note": "Piden precio y cambian de asesoría cada año",
        }
    )
    for line in earlier.line_ids:
        line.write({"clients": round(line.clients * 0.93), "revenue": line.revenue * 0.9, "before": line.before * 0.9})
    earlier.summary = "<p>Crecer donde ya nos recomiendan, y con los servicios que más se renuevan.</p>"
    earlier.action_approve()
    then = datetime.combine(earlier.date, time(12))
    earlier.write({"filled_on": then, "approved_on": then})
    plan = _plan(env, profile, f"Plan de crecimiento {today.year + 1}", today, previous_id=earlier.id)
    plan.summary = (
        "<p>Seguimos donde tenemos más fuerza, y ofrecemos a cada cliente lo que usan los que se le parecen.</p>"
    )
    # One that was kept a year ago, and now is grown into.
    plan.line_ids.filtered(lambda line: line.decision == "keep")[:1].decision = "grow"


def _plan(env, profile, name, day, **values):
    plan = env["despacho.growth.plan"].create(
        {
            "name": name,
            "company_id": profile.company_id.id,
            "profile_id": profile.id,
            "previous_id": False,
            "date": day,
            "date_end": day + timedelta(days=365),
            **values,
        }
    )
    plan._fill()
    for kind, decided in _DECIDED.items():
        lines = plan.line_ids.filtered(lambda line, kind=kind: line.kind == kind)
        for line, (decision, clients, note) in zip(lines, decided, strict=False):
            line.write({"decision": decision, "objective_clients": clients, "note": note})
    return plan
