"""What only the program writes of a record is not given by the context either."""


def without_defaults(records, names):
    """Return ``records`` whose context has no defaults for ``names``."""
    given = {f"default_{name}" for name in names}
    context = {name: value for name, value in records.env.context.items() if name not in given}
    return records.with_env(records.env(context=context)) if len(context) < len(records.env.context) else records
