"""The campaigns for data protection: what went out, to whom, what they answered and what came of it."""

from datetime import timedelta

from odoo.fields import Command

from . import campaigns, load_interviews
from .as_of import as_of, said_on
from .load_pipeline import date_back, moment, past

#: Days since each thing happened.
_LETTER, _CALLS, _WON, _SEALED = 210, 188, 170, 150
#: Calls that a person makes in those days.
_MOST_CALLS = 60
#: What the clients won agreed to, in euros.
_AGREED = (620, 450, 980)


def load(loader):
    director = next(loader.users[member.login] for member in loader.world.staff if member.role == "manager")
    segment = loader.segments["segment_data"]
    spring = _campaign(loader, director, campaigns.SPRING, _LETTER + 14, ends=_CALLS - 20)
    letter = _spring_letter(loader, spring, director, segment)
    calls = _spring_calls(loader, spring, director, letter)
    _win(loader, letter + calls)
    load_interviews.load_spring(loader, calls)
    sealed_on = past(loader.world.today - timedelta(days=_SEALED), 12)
    with as_of(loader.env, sealed_on):
        for action in letter + calls:
            action.with_user(director)._seal()
        spring.with_user(director).action_close()
    autumn = _campaign(loader, director, campaigns.AUTUMN, 4)
    _consents(loader, segment, director)
    mail, visits = _autumn(loader, autumn, director, segment, letter + calls)
    loader.name(
        {
            "campaign_data_spring": spring,
            "action_data_letter": letter,
            "action_data_calls": calls,
            "campaign_data_autumn": autumn,
            "action_data_mail": mail,
            "action_data_visits": visits,
        }
    )


def _campaign(loader, director, words, days, ends=None):
    today = loader.world.today
    return loader.env["despacho.campaign"].create(
        {
            **words,
            "service_line_id": loader.lines[campaigns.LINE].id,
            "company_id": loader.company.id,
            "user_id": director.id,
            "date_start": today - timedelta(days=days),
            "date_end": today - timedelta(days=ends) if ends else today + timedelta(days=60),
        }
    )


def _spring_letter(loader, campaign, director, segment):
    campaign.with_user(director).action_reviewed()
    campaign.reviewed_on = past(loader.world.today - timedelta(days=_LETTER + 10), 11)
    action = _launch(loader, campaign, director, campaigns.LETTER, _LETTER, {"segment_ids": segment.ids})
    _answer(loader, action, campaigns.LETTER_ANSWERS, _LETTER - 6)
    return _finish(loader, action, _LETTER - 20)


def _spring_calls(loader, campaign, director, letter):
    answered = letter.response_ids.recipient_id
    silent = letter.recipient_ids.filtered("included") - answered
    chosen = silent.commercial_partner_id.filtered("phone")[:_MOST_CALLS]
    action = _launch(loader, campaign, director, campaigns.CALLS, _CALLS, {"partner_ids": chosen.ids})
    _answer(loader, action, campaigns.CALLS_ANSWERS, _CALLS)
    return _finish(loader, action, _CALLS - 12)


def _launch(loader, campaign, director, words, days, audience):
    """Freeze and send as on that day: what channels do when somebody presses the button is not done again."""
    day = loader.world.today - timedelta(days=days)
    action = loader.env["despacho.action"].create(
        {
            **words,
            **audience,
            "campaign_id": campaign.id,
            "user_id": director.id,
            "addressee": "company",
            "date_planned": past(day, 10),
        }
    )
    with said_on(loader.env, past(day - timedelta(days=2), 17)):
        action._set_state("freezing", approved_by=director.id)
        action._freeze_start()
        if action.state == "freezing":
            action._freeze_rest()
    action._set_state("running", approved_on=past(day - timedelta(days=2), 17), launched_on=past(day, 10))
    campaign.write({"state": "running"})
    action.recipient_ids.filtered("included").write({"state": "sent", "sent_on": past(day, 10)})
    return action


def _answer(loader, action, answers, days):
    """Each so many recipients answer something, the first days more than the last ones."""
    rows = action.recipient_ids.filtered("included").sorted("number")
    given = set()
    for every, kind, source, text in answers:
        for count, row in enumerate(rows[every - 1 :: every]):
            if row in given:
                continue
            given.add(row)
            day = loader.world.today - timedelta(days=days - count % 9)
            when = past(day, 10 + count % 3, 15)
            with said_on(loader.env, when):
                loader.env["despacho.response"]._record(
                    row, kind, source, date=when, text=text, user_id=action.user_id.id
                )
    _leads_of_then(loader, action)


def _leads_of_then(loader, action):
    leads = loader.env["crm.lead"].search([("commercial_action_id", "=", action.id)])
    rows = [(lead.id, lead.response_ids[:1].date, lead.response_ids[:1].date) for lead in leads if lead.response_ids]
    if rows:
        date_back(loader.env, rows)


def _finish(loader, action, days):
    action._set_state("done", done_on=past(loader.world.today - timedelta(days=days), 18))
    return action


def _win(loader, actions):
    """The first ones who were interested became clients of the service, and were invoiced."""
    env = loader.env
    won = env.ref("despacho_crm.stage_opportunity_won")
    product = next(one for one in loader.products.values() if one.categ_id == loader.lines[campaigns.LINE])
    leads = env["crm.lead"].search([("commercial_action_id", "in", actions.ids), ("partner_id", "!=", False)])
    sure = leads.filtered(lambda lead: lead.partner_id.commercial_partner_id.nif_state == "valid").sorted("id")
    day = loader.world.today - timedelta(days=_WON)
    journal = env["account.journal"].create(
        {"name": "Encargos puntuales", "code": "ENC", "type": "sale", "company_id": loader.company.id}
    )
    for lead, agreed in zip(sure, _AGREED, strict=False):
        lead.write({"type": "opportunity", "expected_revenue": agreed, "stage_id": won.id})
        lead.date_closed = past(day, 12)
        env["account.move"].create(
            {
                "move_type": "out_invoice",
                "journal_id": journal.id,
                "partner_id": lead.partner_id.commercial_partner_id.id,
                "invoice_date": day + timedelta(days=15),
                "date": day + timedelta(days=15),
                "invoice_line_ids": [Command.create({"product_id": product.id, "price_unit": agreed})],
            }
        ).action_post()
    loader.env.flush_all()


def _consents(loader, segment, director):
    """Some of them signed that they want our news by e-mail when they came to the talk of last winter."""
    found = loader.env["res.partner"].search([("segment_ids", "in", segment.ids), ("email", "!=", False)], order="id")
    for partner in found[:: campaigns.CONSENTED]:
        loader.env["despacho.consent"].with_user(director)._give(
            partner,
            "email",
            "form",
            "Hoja firmada en la jornada de protección de datos, archivador «Jornadas»",
            campaigns.CONSENT,
            given_on=loader.world.today - timedelta(days=300),
        )


def _autumn(loader, campaign, director, segment, earlier):
    planner = campaign.with_user(director)
    planner.action_review()
    for review, note in zip(planner.review_ids.sorted("date"), campaigns.NOTES, strict=False):
        review.action_look()
        review.note = note
    for review in planner.review_ids.filtered(lambda one: not one.looked_on):
        review.action_look()
    planner.action_reviewed()
    asked = earlier.response_ids.filtered(lambda response: response.kind == "information")
    today = loader.world.today
    shared = {"campaign_id": campaign.id, "user_id": director.id}
    actions = loader.env["despacho.action"].create(
        [
            {
                **campaigns.MAIL,
                **shared,
                "segment_ids": segment.ids,
                "exclude_partner_ids": asked.commercial_partner_id.ids,
                "date_planned": moment(today + timedelta(days=9), 9),
            },
            {
                **campaigns.VISITS,
                **shared,
                "partner_ids": asked.commercial_partner_id.ids,
                "date_planned": moment(today + timedelta(days=16), 9),
            },
        ]
    )
    actions[0]._get_mailing()
    return actions
