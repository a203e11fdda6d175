"""The names of tables and columns as people know them."""


def words_of(env, table):
    """Return what the rows of ``table`` are called, or its links as contacts show them, in the user's language."""
    models = env.registry.models
    for name in ("res.partner", *models):
        for field in models[name]._fields.values():
            if field.type == "many2many" and field.store and field.relation == table and not models[name]._abstract:
                return field._description_string(env)
    model = _model_of(env, table)
    return env["ir.model"]._get(model._name).name if model is not None else table


def label_of(env, table, column):
    """Return «what: which field» of a column."""
    model = _model_of(env, table)
    if model is None or column not in model._fields:
        return words_of(env, table)
    return f"{env['ir.model']._get(model._name).name}: {model._fields[column]._description_string(env)}"


def _model_of(env, table):
    for name, model in env.registry.models.items():
        if model._table == table and not model._abstract:
            return env[name]
    return None
