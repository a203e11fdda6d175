"""The names of tables and columns as people know them."""


def words_of(env, table):
    """Return what the rows of ``table`` are called, or its links as contacts show them, in the user's language."""
    names = ["res.partner", *env.registry]
    for name in names:
        for field in env[name]._fields.values():
            if field.type == "many2many" and field.store and field.relation == table and not env[name]._abstract:
                return field._description_string(env)
    for name in names:
        if env[name]._table == table and not env[name]._abstract:
            return env["ir.model"]._get(name).name
    return table


def label_of(env, table, column):
    """Return «what: which field» of a column."""
    for name in env.registry:
        model = env[name]
        if model._table == table and not model._abstract and column in model._fields:
            return f"{env['ir.model']._get(name).name}: {model._fields[column]._description_string(env)}"
    return words_of(env, table)
