"""What a seal forbids, said once for all that belongs to a sealed action."""

from odoo.exceptions import UserError

#: Who holds this object erases the data of a person in what is sealed: no value that comes from outside is it.
ERASING = object()


def is_erasing(env):
    return env.context.get("despacho_erasing") is ERASING


def check_made_for_open(model, vals_list):
    """Raise if records of ``model`` are to be made for an action that is sealed."""
    check_not_sealed(
        model.env["despacho.action"].browse({vals["action_id"] for vals in vals_list if vals.get("action_id")})
    )


def check_not_sealed(actions, erasing_allowed=True):
    """Raise if one of ``actions`` is sealed, whoever asks: the system's own jobs too."""
    if erasing_allowed and is_erasing(actions.env):
        return
    # sudo: the seal holds also for whoever may not see the action
    for action in actions.sudo():
        if action.state == "sealed":
            raise UserError(
                actions.env._(
                    "The dossier of «%(action)s» is sealed since %(day)s: nothing of it changes any more. Write what "
                    "is new on the client, or in another action.",
                    action=action.name,
                    day=action._get_sealed_day(),
                )
            )
