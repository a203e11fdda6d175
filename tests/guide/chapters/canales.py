"""Each channel of a commercial action, as who writes, calls and prints sees it."""

from contextlib import contextmanager
from datetime import datetime, time
from unittest.mock import patch

from ..picture import LIST, Picture, form, page, tab, work

_ACTIONS = "despacho_crm.action_actions"
_CALLING = "despacho_crm.action_calling_actions"


def _action(*domain):
    return form(_ACTIONS, "despacho.action", list(domain), "id")


def _draft(env):
    """The action by e-mail of the demo that nobody has approved yet."""
    return env["despacho.action"].search([("channel", "=", "email"), ("state", "=", "draft")], order="id", limit=1)


def _this_morning():
    return datetime.combine(datetime.now(), time(8))


@contextmanager
def _server(env):
    """A mail server that takes what leaves, and passes none of it on."""
    # Chapters are also read where there is no Odoo.
    from odoo.addons.base.models.ir_mail_server import IrMail_Server
    from odoo.addons.despacho_crm.tests.smtp_catcher import SmtpCatcher

    with SmtpCatcher() as catcher:
        env["ir.mail_server"].create({"name": "SMTP", "smtp_host": catcher.host, "smtp_port": catcher.port})
        with patch.object(IrMail_Server, "_disable_send", lambda self: False):
            yield


_LETTER = """<p>Estimados señores:</p>
<p>La Agencia Española de Protección de Datos ha publicado una nueva guía sobre el uso de cookies. Muchas webs de
empresas tendrán que cambiar el aviso en que las aceptan sus visitantes.</p>
<p>Revisamos la suya sin compromiso y le decimos qué le falta, en una hoja y sin tecnicismos.</p>
<p>Quedamos a su disposición.</p>"""


def _letters(env):
    """An action by post whose letters are made, and wait for somebody to print them."""
    name = "Carta: la web y las cookies"
    action = env["despacho.action"].search([("name", "=", name)])
    if not action:
        campaign = _draft(env).campaign_id
        clients = [
            ("lifecycle", "=", "client"),
            ("is_company", "=", True),
            ("street", "!=", False),
            ("zip", "!=", False),
        ]
        action = env["despacho.action"].create(
            {
                "name": name,
                "campaign_id": campaign.id,
                "channel": "post",
                "user_id": campaign.user_id.id,
                "partner_ids": env["res.partner"].search(clients, order="id", limit=20).ids,
                "date_planned": _this_morning(),
                "body": _LETTER,
            }
        )
        action.with_user(campaign.user_id).action_approve()
        action.with_user(campaign.user_id).action_launch()
        action._set_state("running", launched_on=_this_morning())
    return page(_ACTIONS, action)


def _mails(env):
    """An action by e-mail that was launched: its messages have left, and some were opened."""
    action = _draft(env)
    action.date_planned = _this_morning()
    action.with_user(action.user_id).action_approve()
    if action.state == "freezing":
        work(env, "despacho_crm.ir_cron_recipient_freeze")
    action.with_user(action.user_id).action_launch()
    action._set_state("running", launched_on=_this_morning())
    with _server(env):
        work(env, "mass_mailing.ir_cron_mass_mailing_queue", "mail.ir_cron_mail_scheduler_action")
    traces = action.mailing_ids.mailing_trace_ids
    traces[::2].set_opened()
    traces[::5].set_clicked()
    return page(_ACTIONS, action)


PICTURES = (
    Picture(
        "correo-escribir",
        "ana.lozano",
        _action(("channel", "=", "email"), ("state", "=", "draft")),
        (
            (".o_notebook a.nav-link[name='mail']", "click"),
            ("button[name='action_mail_write']", "click"),
            (".o_form_view [name='subject'] input",),
            ("[name='body_arch'] :iframe p:contains('página web')",),
            (".o_form_view .o_field_widget[name='body_arch'] .o_snippets_container, .o-snippets-menu",),
        ),
        size=(1366, 800),
    ),
    Picture("correo", "ines.calvo", _mails, tab("mail"), size=(1366, 760)),
    Picture(
        "llamada",
        "nuria.casadevall",
        page(_CALLING),
        (
            (".o_data_row:contains('Llamadas: n') button[name='action_call']", "click"),
            (".o_despacho_calling [name='script']",),
        ),
        size=(1366, 820),
    ),
    Picture(
        "llamadas",
        "nuria.casadevall",
        page(_CALLING),
        ((".o_data_row:contains('Llamadas: n') .o_data_cell:first", "click"), LIST),
    ),
    Picture("carta", "xavier.ribas", _letters, tab("letter"), size=(1366, 800)),
    Picture(
        "cartas",
        "xavier.ribas",
        _letters,
        (*tab("post"), (".o_field_widget[name='post_run_ids'] .o_data_row",)),
    ),
    Picture(
        "acto",
        "xavier.ribas",
        page(_CALLING),
        ((".o_data_row:contains('Jornada') .o_data_cell:first", "click"), LIST),
        size=(1366, 700),
    ),
)
