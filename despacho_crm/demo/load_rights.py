"""Requests of rights: one answered, one to be answered, a correction from the page, an erasure already blocked."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

#: Contacts that the other steps leave alone, from here on.
_FROM = 40


def load(loader):
    env, today = loader.env, loader.world.today
    people = env["res.partner"].search(
        [("parent_id", "!=", False), ("email", "!=", False), ("phone", "!=", False), ("is_company", "=", False)],
        order="id",
        limit=4,
        offset=_FROM,
    )
    if len(people) < 4:
        return
    asking, correcting, leaving, answered = people
    done = _request(env, answered, "access", today - timedelta(days=40), "Querría saber qué datos míos tienen.")
    done._step(
        {
            "state": "answered",
            "answered_on": today - timedelta(days=25),
            "answered_by": env.ref("base.user_admin").id,
            "answered_how": "post",
            "answer": "<p>Le enviamos por correo certificado copia de todos los datos que tenemos de usted.</p>",
        }
    )
    done.activity_ids.action_done()
    asked = _request(
        env, asking, "access", today - timedelta(days=24), "¿De dónde han sacado mi correo?", identity="no"
    )
    corrected = env["despacho.privacy.page"]._correct(
        correcting, loader.company, {"phone": "+34 972 20 99 88", "function": "Directora financiera"}
    )
    erasure = _request(env, leaving, "erasure", today - timedelta(days=3), "Ya no trabajo allí. Borren mis datos.")
    block = (
        env["despacho.privacy.block"]
        .with_user(env.ref("base.user_admin"))
        ._block(leaving, env["crm.lead"], "erasure", company_id=loader.company.id, request_id=erasure.id)
    )
    erasure._step({"state": "working"})
    loader.name(
        {
            "request_answered": done,
            "request_access": asked,
            "request_correction": corrected,
            "request_erasure": erasure,
            "block_erasure": block,
        }
    )


def _request(env, person, kind, day, asked, identity="document"):
    return env["despacho.privacy.request"].create(
        {
            "kind": kind,
            "person_name": person.name,
            "email": person.email,
            "phone": person.phone,
            "way": "email",
            "asked": asked,
            "received_on": fields.Date.to_date(day),
            "identity": identity,
            "identity_note": "DNI mostrado en la oficina" if identity == "document" else False,
            "partner_ids": [Command.set(person.ids)],
        }
    )
