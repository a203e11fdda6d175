"""Thousands of new records, column by column.

``BaseModel._create`` inserts records a hundred at a time, fills the cache value by value, and what
is computed of them is written by a second statement, which costs the database as much as the first.
Here the same steps are taken once for all: the same values, computations and constraints.
"""

from odoo.fields import Command
from odoo.models import LOG_ACCESS_COLUMNS
from odoo.tools import SQL, clean_context

_MAGIC = frozenset((*LOG_ACCESS_COLUMNS, "id"))
_X2MANY = ("one2many", "many2many")
#: What a record gets no value for.
_MISSING = object()


def create_at_once(model, data_list, early):
    """Do what ``BaseModel._create`` does with ``data_list``; return the records.

    ``early``: names of computed fields that follow from the values of a record and of what it
    points at: they are computed before it is stored, and stored with it. The others are computed
    when Odoo does. For models that inherit none by delegation and are no tree.
    """
    records = _reserve(model, len(data_list))
    for data, record in zip(data_list, records, strict=True):
        data["record"] = record
    stored = [data["stored"] for data in data_list]
    columns = {name: [vals.get(name, _MISSING) for vals in stored] for name in sorted(set().union(*stored))}
    _fill_cache(records, columns)
    given = [model._fields[name] for name in early if name in columns]
    for data in data_list:
        data["protected"].update(field for field in given if field.name in data["stored"])
    with model.env.protecting(_group_protected(data_list)):
        records.modified(model._fields, create=True)
        _compute(records, early)
        _insert(records, columns, stored)
        _create_others(records, columns)
    records._validate_fields(columns)
    records.check_access("create")
    return records


def _reserve(model, count):
    """Return ``count`` records that are not in the database yet."""
    rows = model.env.execute_query(
        SQL("SELECT nextval(%s) FROM generate_series(1, %s)", f"{model._table}_id_seq", count)
    )
    return model.browse([record_id for (record_id,) in rows])


def _fill_cache(records, columns):
    """Put ``columns``, {name: [value of each record]}, in the cache, and that there is nothing else."""
    plain = records.with_context(bin_size=False)
    for field in records._fields.values():
        if field.store and field.type in _X2MANY:
            field._update_cache(records, ())
        elif field.store and field.name not in columns and field.name not in _MAGIC:
            field._update_cache(records, None)
    for name, column in columns.items():
        field = records._fields[name]
        if field.type in (*_X2MANY, "html"):
            continue
        cached = _convert(field, column, lambda value, place, field=field: field.convert_to_cache(value, plain[place]))
        field._insert_cache(records, cached)
        if field.type in ("many2one", "many2one_reference") and records.pool.field_inverses[field]:
            for value in set(cached):
                mine = (record_id for record_id, own in zip(records._ids, cached, strict=True) if own == value)
                field._update_inverses(records.browse(mine), value)


def _convert(field, column, convert):
    """Return ``convert(value, place)`` of each value, None where there is none; once for equal values."""
    if field.type == "monetary":  # of its own currency
        return [None if value is _MISSING else convert(value, place) for place, value in enumerate(column)]
    first = column[0]
    # Most columns hold one value, a default: to see it takes less than to go through them.
    if first.__hash__ and len(set(map(type, column))) == 1 and column.count(first) == len(column):
        return [None if first is _MISSING else convert(first, 0)] * len(column)
    known, result = {_MISSING: None}, []
    for place, value in enumerate(column):
        if value is _MISSING:
            result.append(None)
        elif value.__hash__ is None:  # a list or a dictionary
            result.append(convert(value, place))
        else:
            key = value.__class__, value
            if key not in known:
                known[key] = convert(value, place)
            result.append(known[key])
    return result


def _group_protected(data_list):
    """Return [(fields, records)] that nothing may compute meanwhile, those with the same fields together."""
    groups = {}
    for data in data_list:
        key = frozenset(data["protected"])
        groups[key] = groups[key] + [data["record"].id] if key in groups else [data["record"].id]
    return [(fields, data_list[0]["record"].browse(ids)) for fields, ids in groups.items()]


def _compute(records, names):
    """Compute those of the fields ``names`` that wait for it, each for all the records together."""
    for name in names:
        field = records._fields.get(name)
        waiting = field and records.env.transaction.tocompute.get(field)
        if waiting:
            field.compute_value(records.browse(record_id for record_id in records._ids if record_id in waiting))


def _insert(records, columns, stored):
    """Insert ``records`` with the values of ``columns`` and with what was computed of them."""
    fields, inserted = records._fields, {"id": list(records._ids)}
    for name, column in columns.items():
        field = fields[name]
        if field.column_type:
            inserted[name] = _convert(
                field,
                column,
                lambda value, place, field=field: field.convert_to_column_insert(value, records, stored[place]),
            )
    ids, dirty = set(records._ids), records.env._field_dirty
    for field in [field for field, dirty_ids in dirty.items() if not ids.isdisjoint(dirty_ids)]:
        if field.model_name == records._name and not (field.company_dependent or field.translate):
            inserted[field.name] = [field.get_column_update(record) for record in records]
            dirty[field] -= ids
            if not dirty[field]:
                del dirty[field]
    shared = {
        name: values[0]
        for name, values in inserted.items()
        if name != "id" and all(value is values[0] for value in values)
    }
    own = [name for name in inserted if name not in shared]
    types = {name: SQL.identifier(fields[name].column_type[0]) for name in inserted}
    records.env.execute_query(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM UNNEST(%s) RETURNING id",
            SQL.identifier(records._table),
            SQL(", ").join(SQL.identifier(name) for name in [*own, *shared]),
            SQL(", ").join([SQL("*"), *(SQL("%s::%s", value, types[name]) for name, value in shared.items())]),
            SQL(", ").join(SQL("%s::%s[]", inserted[name], types[name]) for name in own),
        )
    )


def _create_others(records, columns):
    """Create what is no column of the records: tags, pictures..."""
    others = [
        field for name in columns if not (field := records._fields[name]).column_type or field.type == "properties"
    ]
    if not others:
        return
    plain = records.with_context(clean_context(records.env.context))
    for field in sorted(others, key=lambda field: field._sequence):
        pairs = zip(plain, columns[field.name], strict=True)
        field.create([(record, value) for record, value in pairs if not _is_nothing(value)])
    records.modified([field.name for field in others], create=True)


def _is_nothing(value):
    """Whether ``value`` of what is no column leaves a new record as it is."""
    if value is _MISSING or not value:
        return True
    empty = ((Command.CLEAR,), (Command.CLEAR, 0, 0), (Command.SET, 0, []), (Command.SET, 0, ()))
    return isinstance(value, list) and all(command in empty for command in value)
