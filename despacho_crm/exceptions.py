"""Exceptions that carry a question to whoever can answer it."""

from contextlib import contextmanager

from odoo.exceptions import RedirectWarning, UserError, ValidationError


class StageQuestion(UserError, RedirectWarning):
    """Something is missing to enter a stage, and a form can ask for it.

    The web client opens the form at once; an import or a remote call gets the message,
    which therefore has to say by itself what is missing.

    :param str message: what is missing, for those who see no form
    :param dict action: the ``ir.actions.act_window`` of the form that asks
    :param str button: what opens the form, where the client shows the message first
    """

    def __init__(self, message, action, button):
        Exception.__init__(self, message, action, button, None)

    def __str__(self):
        return self.args[0]


@contextmanager
def answering():
    """Say in words what is still missing, to whoever sees a form already or can't be shown one."""
    try:
        yield
    except StageQuestion as question:
        raise ValidationError(str(question)) from question


@contextmanager
def asked_for_all(leads):
    """Make the form of a question about some of the ``leads`` ask about all of them: they were moving together."""
    try:
        yield
    except StageQuestion as question:
        context = question.args[1]["context"]
        if "default_lead_ids" in context:
            context["default_lead_ids"] = leads.ids
        raise
