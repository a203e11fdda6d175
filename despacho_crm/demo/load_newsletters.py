"""Circulars that were sent, with the trace of who opened them and when."""

from odoo.fields import Command

from .load_pipeline import moment


def load(loader):
    env, letters = loader.env, loader.world.newsletters
    mailings = env["mailing.mailing"].create(
        [
            {
                "subject": letter.subject,
                "mailing_model_id": env["ir.model"]._get_id("res.partner"),
                "mailing_domain": "[('category_id', '!=', False)]",
                "body_html": f"<p>{letter.subject}</p>",
                "user_id": env.ref("base.user_admin").id,
                "attachment_ids": [Command.clear()],
                "state": "done",
                "sent_date": _utc(letter.sent),
            }
            for letter in letters
        ]
    )
    env["mailing.trace"].create(
        [
            _trace(loader, letter, mailing, code)
            for letter, mailing in zip(letters, mailings, strict=True)
            for code in letter.readers
            if code in loader.partners
        ]
    )
    loader.name({f"newsletter_{at + 1}": mailing for at, mailing in enumerate(mailings)})


def _trace(loader, letter, mailing, code):
    partner = loader.partners[code]
    opened, clicked = letter.opened.get(code, (None, False))
    return {
        "mass_mailing_id": mailing.id,
        "model": "res.partner",
        "res_id": partner.id,
        "email": partner.email_normalized,
        "sent_datetime": _utc(letter.sent),
        "trace_status": "open" if opened else "sent",
        "open_datetime": _utc(opened) if opened else False,
        "links_click_datetime": _utc(opened) if clicked else False,
    }


def _utc(when):
    return moment(when.date(), when.hour, when.minute)
