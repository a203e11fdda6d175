"""A commercial action by e-mail, killed at its worst moments: nobody is written to twice."""

import sys
from pathlib import Path

from at_once import kill_in, opened, twice_at_once

from odoo.tools import mute_logger

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "despacho_crm" / "tests"))
from smtp_catcher import SmtpCatcher

NAME = "Correo Matado"
PEOPLE = 6
#: A mail that the server did not take is told of there.
_MAIL_LOG = "odoo.addons.mail.models.mail_mail"
_PREPARE = "odoo.addons.despacho_crm.models.mailing.mailing_mailing_prepare"


def clean(env):
    actions = env["despacho.action"].with_context(active_test=False).search([("name", "=", NAME)])
    mailings = actions.mailing_ids
    env["mail.mail"].search([("mailing_id", "in", mailings.ids)]).unlink()
    env["mailing.trace"].search([("mass_mailing_id", "in", mailings.ids)]).unlink()
    # What left is evidence, which nobody deletes: but that of a test.
    forget = "UPDATE despacho_action SET launched_on = NULL, state = 'cancelled' WHERE id = ANY(%s)"
    env.cr.execute(forget, (actions.ids,))
    env.invalidate_all()
    mailings.unlink()
    env["despacho.response"].search([("action_id", "in", actions.ids)]).unlink()
    actions.recipient_ids.unlink()
    campaigns = actions.campaign_id
    actions.unlink()
    campaigns.unlink()
    env["product.category"].search([("name", "=", NAME)]).unlink()
    partners = env["res.partner"].search([("email", "=like", "matado%@clientes.example")])
    # A consent is evidence, which nobody deletes: but those of a test.
    env.cr.execute("DELETE FROM despacho_consent WHERE partner_id = ANY(%s)", (partners.ids,))
    env.invalidate_all()
    partners.unlink()
    env["ir.mail_server"].search([("name", "=", NAME)]).unlink()


def _prepare_world(registry, catcher, prepared=True):
    """An action launched for some people who consented, and the mail server that catches it; return its id."""
    with opened(registry) as env:
        company = env["res.company"].search([], limit=1)
        env["ir.mail_server"].create(
            {"name": NAME, "smtp_host": catcher.host, "smtp_port": catcher.port, "sequence": -1}
        )
        partners = env["res.partner"].create(
            [{"name": f"Matado {number}", "email": f"matado{number}@clientes.example"} for number in range(PEOPLE)]
        )
        env["despacho.consent"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "channel": "email",
                    "evidence": "Formulario",
                    "text_shown": "Acepto",
                }
                for partner in partners
            ]
        )
        root = env.ref("despacho_crm.product_category_services")
        line = env["product.category"].create({"name": NAME, "parent_id": root.id})
        campaign = env["despacho.campaign"].create(
            {
                "title": NAME,
                "service_line_id": line.id,
                "company_id": company.id,
                "reviewed_on": env.cr.now(),
                "reviewed_by": env.uid,
            }
        )
        action = env["despacho.action"].create({"name": NAME, "campaign_id": campaign.id, "channel": "email"})
        body = "<p>Hola</p>"
        action._get_mailing().write({"subject": NAME, "body_arch": body, "body_html": body})
        env["despacho.action.recipient"].create(
            [
                {
                    "action_id": action.id,
                    "channel": "email",
                    "number": number,
                    "partner_id": partner.id,
                    "name": partner.name,
                    "email": partner.email,
                    "included": True,
                    "basis": "consent",
                    "state": "waiting",
                }
                for number, partner in enumerate(partners, 1)
            ]
        )
        action._frozen()
        action._launch()
        if prepared:
            action.mailing_ids._prepare_messages()
        return action.id


def _states(registry, action_id):
    with opened(registry) as env:
        rows = env["despacho.action"].browse(action_id).recipient_ids.sorted("number")
        return rows.mapped("state")


def _send(registry):
    with opened(registry) as env:
        env["mail.mail"].process_email_queue()


def test_killed_between_the_acceptance_of_the_server_and_the_commit_nobody_is_written_to_twice(registry):
    with SmtpCatcher() as catcher:
        action = _prepare_world(registry, catcher)
        kill_in("mail.mail", "process_email_queue", "send_email", call=3, step_model="ir.mail_server")
        assert len(catcher.messages) == 3, "the third one was taken by the server, and nothing of it was committed"
        assert sorted(_states(registry, action)) == ["leaving", "sent", "sent", *["waiting"] * 3]
        _send(registry)
        _send(registry)
        assert sorted(catcher.addressees().values()) == [1] * PEOPLE
        assert sorted(_states(registry, action)) == ["leaving", *["sent"] * 5]
        _decide(registry, action, "action_mail_was_sent")
        _send(registry)
        assert len(catcher.messages) == PEOPLE
        assert set(_states(registry, action)) == {"sent"}


def test_killed_before_the_server_has_anything_a_person_has_it_sent_and_it_leaves_once(registry):
    with SmtpCatcher() as catcher:
        action = _prepare_world(registry, catcher)
        kill_in("mail.mail", "process_email_queue", "_hold_leaving", call=2, step_model="despacho.action.recipient")
        _send(registry)
        assert len(catcher.messages) == PEOPLE - 1
        assert sorted(_states(registry, action)) == ["leaving", *["sent"] * 5]
        _decide(registry, action, "action_mail_not_sent")
        _send(registry)
        assert sorted(catcher.addressees().values()) == [1] * PEOPLE
        assert set(_states(registry, action)) == {"sent"}


def _decide(registry, action_id, step):
    with opened(registry) as env:
        rows = env["despacho.action"].browse(action_id).recipient_ids
        getattr(rows.filtered(lambda row: row.state == "leaving"), step)()


def test_killed_while_the_messages_are_prepared_the_next_run_prepares_the_rest(registry):
    with SmtpCatcher() as catcher:
        action = _prepare_world(registry, catcher, prepared=False)
        kill_in(
            "mailing.mailing",
            "_process_mass_mailing_queue",
            "_prepare_batch",
            call=2,
            constants={_PREPARE: {"BATCH": 2}},
        )
        assert _messages(registry, action) == 2, "what the second batch did is not kept"
        for _twice in range(2):
            with opened(registry) as env:
                env["mailing.mailing"]._process_mass_mailing_queue()
        assert _messages(registry, action) == PEOPLE
        _send(registry)
        assert sorted(catcher.addressees().values()) == [1] * PEOPLE


def _messages(registry, action_id):
    with opened(registry) as env:
        return env["mail.mail"].search_count([("mailing_id.action_id", "=", action_id)])


def test_two_jobs_at_once_prepare_and_send_each_message_once(registry):
    with SmtpCatcher() as catcher:
        action = _prepare_world(registry, catcher, prepared=False)

        def prepare(registry):
            with opened(registry) as env:
                env["despacho.action"].browse(action).mailing_ids._prepare_messages()

        twice_at_once(prepare, registry)
        prepare(registry)
        assert _messages(registry, action) == PEOPLE
        # Which of the two is overtaken, if any is, depends on the moment: the queue notes it and goes on next time.
        with mute_logger(_MAIL_LOG):
            twice_at_once(_send, registry)
        _send(registry)
        assert sorted(catcher.addressees().values()) == [1] * PEOPLE


def test_the_line_breaks_after_the_message_was_handed_over_and_it_is_not_sent_again(registry):
    with SmtpCatcher(hang_up={"matado2@clientes.example": "DATA"}) as catcher:
        action = _prepare_world(registry, catcher)
        with mute_logger(_MAIL_LOG):
            _send(registry)
        _send(registry)
        assert sorted(catcher.addressees().values()) == [1] * PEOPLE
        assert sorted(_states(registry, action)) == ["leaving", *["sent"] * 5]


def test_the_line_breaks_before_and_it_is_sent_by_the_next_run(registry):
    with SmtpCatcher(hang_up={"matado2@clientes.example": "RCPT"}) as catcher:
        action = _prepare_world(registry, catcher)
        with mute_logger(_MAIL_LOG):
            _send(registry)
        assert "leaving" not in _states(registry, action)
        catcher.hang_up.clear()
        _send(registry)
        assert sorted(catcher.addressees().values()) == [1] * PEOPLE
        assert set(_states(registry, action)) == {"sent"}
