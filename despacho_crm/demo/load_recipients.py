"""An approved action: whom it addresses in each company, and why not the others."""

from datetime import timedelta

from . import campaigns
from .load_pipeline import moment

_ACTION = {
    "name": "Llamadas a quien lleva la administración",
    "channel": "call",
    "addressee": "person",
    "addressee_role": False,
    "addressee_post": "administración, contable, gerente",
    "exclude_days": 30,
    "script": """<p>Le llamo porque usted lleva la administración, y es quien responde de los datos de los clientes.</p>
<ul><li>¿Quién puede ver hoy las nóminas y las facturas?</li>
<li>¿Tienen firmado el contrato con quien les lleva la informática?</li></ul>""",
    "strategy": "<p>Quien decide escucha a quien lleva las cuentas: se empieza por ahí.</p>",
}
_DAYS = 12


def load(loader):
    env = loader.env
    director = next(loader.users[one.login] for one in loader.world.staff if one.role == "manager")
    action = env["despacho.action"].create(
        {
            **_ACTION,
            "campaign_id": env["despacho.campaign"].search([("title", "=", campaigns.AUTUMN["title"])], limit=1).id,
            "segment_ids": loader.segments["segment_data"].ids,
            "user_id": director.id,
            "date_planned": moment(loader.world.today + timedelta(days=_DAYS), 9),
        }
    )
    action.with_user(director).action_approve()
    if action.state == "freezing":
        action._freeze_rest()
    loader.name({"action_data_administration": action})
