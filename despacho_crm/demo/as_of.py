"""What was done on a day of the past is dated on that day, and not when the demo is loaded."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import fields


@contextmanager
def as_of(env, moment):
    """Have the program believe that it is ``moment``, naive and in UTC: what it writes and says is dated then."""
    today = fields.Date.context_today

    def then(record, timestamp=None):
        return today(record, timestamp or moment)

    with (
        said_on(env, moment),
        patch.object(fields.Datetime, "now", lambda *_args: moment),
        patch.object(fields.Date, "context_today", then),
    ):
        yield


@contextmanager
def said_on(env, moment):
    """Date on ``moment``, naive and in UTC, what is said in conversations meanwhile; what is planned stays ahead."""
    messages = env["mail.message"]
    last = messages.search([], order="id desc", limit=1).id or 0
    yield
    env.flush_all()
    env.cr.execute("UPDATE mail_message SET date = %s, create_date = %s WHERE id > %s", (moment, moment, last))
    messages.invalidate_model(["date", "create_date"])
