"""What Odoo's two lists of addresses that may not be used have in common."""

from odoo.exceptions import AccessError

from .despacho_opposition_oppose import LISTED, OPPOSING


def tell_opposed(records, values, kind):
    """Note that these addresses came into a list by another way than ours: the foot of a message, a screen of Odoo."""
    if records.env.context.get(OPPOSING) or not values:
        return
    env = records.env
    how = "blacklist" if env.user._is_internal() and not env.su else "footer"
    text = env.context.get("despacho_opposed_text", "")
    for value in sorted(values):
        channels = ["email"] if kind == "email" else ["phone", "sms"]
        env["despacho.opposition"].with_context(**{LISTED: True})._oppose(
            channels=channels, how=how, evidence=text, **{kind: value}
        )


def tell_lifted(records, values):
    """Note that these addresses left a list; only the person does that, or whoever answers for data protection."""
    env = records.env
    if env.context.get(OPPOSING) or not values:
        return
    # sudo: the rows are looked up for the person themselves as well
    opposed = env["despacho.opposition"].sudo().search([("lifted_on", "=", False), ("value", "in", sorted(values))])
    if opposed:
        # Whoever has the address has it back, whoever else shares it.
        lifting = opposed.with_env(env).with_context(**{LISTED: True})
        lifting._lift(env._("The address was taken out of Odoo's list"))


def check_may_leave(records):
    """Refuse that colleagues have somebody addressed again who asked not to be."""
    env = records.env
    if env.su or env.context.get(OPPOSING) or not records or not env.company._is_spanish():
        return
    if not env.user.has_group("despacho_crm.group_privacy"):
        raise AccessError(
            env._(
                "Who asked not to be addressed stays in this list: only whoever answers for data protection takes them "
                "out, when they ask for it."
            )
        )
