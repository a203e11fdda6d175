# ruff: noqa: F821 -- Odoo's shell gives it `env`
# Odoo's shell runs this where text messages can be sent: what leaves of an action by SMS, at the provider's door.
import json
from contextlib import contextmanager
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.sms.tools.sms_api import SmsApi

firm, found, sent = env.company, {}, []
root = env.ref("despacho_crm.product_category_services")
service = env["product.category"].create({"name": "Fiscal", "parent_id": root.id})
campaign = env["despacho.campaign"].create(
    {
        "title": "Renta",
        "service_line_id": service.id,
        "company_id": firm.id,
        "reviewed_on": fields.Datetime.now(),
        "reviewed_by": env.uid,
    }
)


class Killed(BaseException):
    """The process ends there."""


@contextmanager
def provider(errors=None, breaks=None):
    """What core's own tests replace: the call to the provider, who keeps what it takes."""

    def contact(_api, endpoint, params, timeout=15):
        assert endpoint == "/api/sms/3/send"
        results = []
        for message in params["messages"]:
            for to in message["numbers"]:
                error = (errors or {}).get(to["number"])
                if not error:
                    sent.append((to["number"], message["content"], to["uuid"]))
                results.append({"uuid": to["uuid"], "state": error or "success", "credit": 0 if error else 1})
        if breaks:
            raise breaks
        return results

    with patch.object(SmsApi, "_contact_iap", contact):
        yield


def people(*names):
    """Return contacts who allowed the firm to send them text messages."""
    start = env["res.partner"].search_count([])
    partners = env["res.partner"].create(
        [{"name": name, "phone": f"6{start + place:08d}"} for place, name in enumerate(names)]
    )
    env["despacho.consent"].create(
        [
            {
                "partner_id": partner.id,
                "company_id": firm.id,
                "channel": "sms",
                "purpose": "all",
                "evidence": "Formulario",
                "text_shown": "Acepto",
            }
            for partner in partners
        ]
    )
    return partners


def action(partners, text="La renta se acerca: llámenos."):
    values = {"name": "Aviso", "campaign_id": campaign.id, "channel": "sms", "partner_ids": partners.ids}
    made = env["despacho.action"].create({**values, "sms_text": text, "user_id": env.uid})
    made.action_approve()
    if made.state == "freezing":
        env["despacho.action"]._cron_freeze()
    assert made.state == "approved", made.state
    return made


def launched(partners, **options):
    made = action(partners, **options)
    made.action_launch()
    env.cr.commit()
    return made


def job():
    env["despacho.action"]._cron_sms_leave()
    env.invalidate_all()


def states(made):
    env.invalidate_all()
    return {row.name: [row.state, row.reason or ""] for row in made.recipient_ids.sorted("number")}


def refused(step):
    try:
        with env.cr.savepoint():
            step()
    except (AccessError, UserError, ValidationError) as error:
        return type(error).__name__
    return None


# What leaves, and to whom

with provider():
    ada, bea, cris = people("Ada", "Bea", "Cris")
    first = launched(ada | bea | cris)
    env["despacho.opposition"]._oppose(bea, channels=["sms"], how="phone", evidence="Lo pidió")
    ada.phone = "699999999"
    env.cr.commit()
    # No way of Odoo's own sends them.
    mailing = first.mailing_ids
    waiting = first.recipient_ids.filtered(lambda row: row.state == "waiting")
    found["queue"] = refused(mailing.action_put_in_queue)
    found["by_hand"] = refused(lambda: mailing.action_send_sms(res_ids=waiting.ids))
    env["mailing.mailing"]._process_mass_mailing_queue()
    found["before_the_job"] = len(sent)
    job()
    job()
    found["first"] = states(first)
    found["numbers"] = sorted(number for number, *_rest in sent)
    found["frozen"] = sorted(first.recipient_ids.filtered(lambda row: row.state == "sent").mapped("phone_sanitized"))
    found["text"] = sent[0][1]
    found["mailing"] = [mailing.mailing_type, mailing.state, mailing.campaign_id == campaign.utm_campaign_id]
    found["counts"] = [first.mail_left, first.mail_waiting, first.mail_unsure, first.mail_failed]
    found["register"] = env["despacho.sending"].search_count([("action_id", "=", first.id)])
    found["shown"] = "La renta se acerca" in first.body

# What the provider says days later, and whoever asks for no more

tracker = env["sms.tracker"].search([("sms_uuid", "=", sent[-1][2])])
tracker._action_update_from_provider_error("invalid_destination")
returned = first.recipient_ids.filtered(lambda row: row.phone_sanitized == sent[-1][0])
found["returned"] = [returned.state, returned.reason]
other = first.recipient_ids.filtered(lambda row: row.state == "sent" and row != returned)
public = env.ref("base.public_user")
env["phone.blacklist"].with_user(public).sudo().add(other.phone_sanitized)
env.cr.commit()
found["way_out"] = env["despacho.response"].search([("recipient_id", "=", other.id)]).mapped("kind")
found["opposed"] = env["despacho.opposition"].search_count([("value", "=", other.phone_sanitized)])

# Messages of Odoo's own: who leaves is a person, whoever else has the number, and leaves text messages for good


def circular(**audience):
    made = env["mailing.mailing"].create(
        {
            **{"subject": "Aviso", "mailing_type": "sms", "body_plaintext": "Cerramos el lunes."},
            **{"sms_force_send": True, **audience},
        }
    )
    with provider():
        made.action_send_sms()
    return made.mailing_trace_ids.filtered(lambda trace: trace.trace_status != "cancel")


gala, home = people("Gala", "Casa de Gala")
home.phone = gala.phone
found["sent_one"] = len(
    traces := circular(
        mailing_model_id=env["ir.model"]._get_id("res.partner"), mailing_domain=[("id", "in", (gala | home).ids)]
    )
)
reached = env["res.partner"].browse(traces.res_id)
env["phone.blacklist"].with_user(public).sudo().add(traces.sms_number)
said = env["despacho.opposition"].search([("partner_id", "=", reached.id), ("value", "=", False)])
found["person"] = [sorted(said.mapped("channel")), list(set(said.mapped("how")))]
lists = env["mailing.list"].create([{"name": "Avisos"}, {"name": "Plazos"}])
listed = env["mailing.contact"].create({"name": "Blas", "mobile": "677000001", "list_ids": lists.ids})
of_list = env["mailing.subscription"].sudo().search([("contact_id", "=", listed.id)])
blas = people("Blas")
blas.phone = listed.mobile
value = [("value", "=", listed.phone_sanitized), ("in_force", "=", True)]
of_list[0].opt_out = True
found["one_list"] = env["despacho.opposition"].search_count(value)
of_list[1].opt_out = True
said = env["despacho.opposition"].search([("partner_id", "=", blas.id), ("value", "=", False)])
found["last_list"] = [env["despacho.opposition"].search(value).mapped("channel"), said.mapped("channel")]
env.cr.commit()

# The machine stops while the provider is told: nobody is sent to twice

sent.clear()
second = launched(people("Dani", "Eva"))
with provider(breaks=Killed()):
    try:
        job()
    except Killed:
        env.cr.rollback()
        env.invalidate_all()
with provider():
    job()
    found["killed"] = states(second)
    found["killed_sent"] = len(sent)
    found["unsure"] = second.mail_unsure
    dani, eva = second.recipient_ids.sorted("number")
    dani.action_mail_was_sent()
    eva.action_mail_not_sent()
    env.cr.commit()
    job()
    found["decided"] = states(second)
    found["decided_sent"] = len(sent)

# No answer of the provider: as unknown as that

third = launched(people("Fina"))
with provider(breaks=UserError("sin respuesta")):
    job()
    job()
found["no_answer"] = states(third)

# The account has no credit: nothing more is tried until somebody says so

sent.clear()
more = people(*(f"Grupo {number:03d}" for number in range(120)))
fourth = launched(more)
with provider(errors=dict.fromkeys(fourth.recipient_ids.mapped("phone_sanitized"), "insufficient_credit")):
    job()
    job()
found["no_credit"] = [fourth.mail_failed, fourth.mail_waiting, fourth.sms_leaving, bool(fourth.activity_ids)]
with provider():
    fourth.action_sms_retry()
    env.cr.commit()
    job()
found["credit"] = [fourth.mail_left, fourth.mail_waiting, len({number for number, *_rest in sent}), len(sent)]

# Cancelled, and what is not approved

fifth = launched(people("Hugo"))
fifth.action_cancel()
env.cr.commit()
sent.clear()
with provider():
    job()
found["cancelled"] = [states(fifth), len(sent)]
empty = env["despacho.action"].create(
    {"name": "Vacío", "campaign_id": campaign.id, "channel": "sms", "partner_ids": cris.ids}
)
found["empty"] = refused(empty.action_approve)
found["braces"] = refused(lambda: empty.write({"sms_text": "{{ object.env }}"}))
sixth = action(people("Irene"))
found["changed"] = refused(lambda: sixth.write({"sms_text": "Otra cosa"}))

# Destroyed: of the numbers that Odoo noted none stays, and that something was sent does

noted = env["mailing.trace"].search([("trace_type", "=", "sms"), ("sms_number", "=", cris.phone_sanitized)])
before = len(noted)
# As Odoo notes a message of its own, which is of no action.
noted |= env["mailing.trace"].create(
    {"trace_type": "sms", "sms_number": cris.phone_sanitized, "model": "res.partner", "res_id": cris.id}
)
block = env["despacho.privacy.block"]._block(cris, env["crm.lead"], "other", note="De la prueba")
block._destroy()
env.invalidate_all()
found["destroyed"] = [before, len(noted.exists()), sorted(filter(None, noted.mapped("sms_number")))]
print("RESULT " + json.dumps(found))
