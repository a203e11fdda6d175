"""When spam is hidden from a search of leads, or of what is about leads."""

from odoo.fields import Domain

#: The records in a stage of spam.
IS_SPAM = Domain("stage_id", "any", [("outcome", "=", "spam")])
#: Who names one of these wants to see it.
_NAMES = frozenset({"is_spam", "stage_outcome", "stage_id.outcome"})


def asks_for_spam(model, domain):
    """Whether a search gets spam: because it names it or the very records, or as it sees nothing archived anyway."""
    conditions = list(domain.iter_conditions())
    if any(part.field_expr == "id" and part.operator in ("=", "in") for part in conditions):
        return True
    if any(part.field_expr in _NAMES or _is_spam(part) for part in conditions):
        return True
    sees_archived = not model.env.context.get("active_test", True)
    return not (sees_archived or any(part.field_expr == "active" for part in conditions))


def is_bookkeeping(model, domain, order):
    """Whether it is the ORM that looks for what hangs from records, to compute it again: spam is kept right too.

    It does so for every record that is written, with the rights of the superuser and by a single relation.
    """
    if order != "id" or not model.env.su:
        return False
    conditions = list(domain.iter_conditions())
    if len(conditions) != 1 or conditions[0].operator != "in":
        return False
    field = model._fields.get(conditions[0].field_expr)
    return field is not None and field.type == "many2one"


def _is_spam(part):
    return part.field_expr == "stage_id" and part.operator in ("any", "not any")
