"""The names of tables and columns as people know them."""


def words_of(env, table, column=""):
    """Return what the rows of ``table`` are called, in the user's language."""
    for name in env.registry:
        model = env[name]
        if model._table == table and not model._abstract:
            return env["ir.model"]._get(name).name
        for field in model._fields.values():
            if field.type == "many2many" and field.store and field.relation == table:
                return field._description_string(env)
    return table


def label_of(env, table, column):
    """Return «what · which field» of a column."""
    for name in env.registry:
        model = env[name]
        if model._table == table and not model._abstract and column in model._fields:
            return f"{env['ir.model']._get(name).name}: {model._fields[column]._description_string(env)}"
    return words_of(env, table)
