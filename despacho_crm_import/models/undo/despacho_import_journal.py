from collections import defaultdict
from contextlib import contextmanager

from odoo import api, models
from odoo.tools import SQL

from ...tools.undo import RECORDER
from ..review.despacho_import_row import _encode

#: What the import or the engine of the duplicates writes of itself, and what only makes Odoo work.
_OWN = ("despacho.import", "despacho.match.", "despacho.value.origin", "mail.followers", "ir.", "bus.", "base.")
#: Who wrote last, and when: nobody says it, and every writing changes it.
STAMPS = frozenset(("write_uid", "write_date"))


class Recorder:
    """What Odoo writes while the rows of a batch are written, whatever the model and whoever makes it do so.

    ``created``: {model: {id: None}}, in the order in which they were created; ``written``:
    {(model, id): {column: [before, after]}}; ``origins``: {(model, id): {field: [before, after]}};
    ``owners``: {(model, id): row that it is written for}; ``told``: what the target said itself that it created.
    """

    def __init__(self):
        self.created = defaultdict(dict)
        self.written = {}
        self.origins = {}
        self.owners = {}
        self.told = set()
        self.rows = []

    @staticmethod
    def takes(model):
        return model._auto and not model._transient and not model._name.startswith(_OWN)

    def note_values(self, model, before, after):
        for record_id, values in before.items():
            noted = self.written.setdefault((model._name, record_id), {})
            for name, value in values.items():
                first = noted[name][0] if name in noted else value
                noted[name] = [first, after[record_id][name]]

    def note_origins(self, record, before, after):
        """Note where the values of ``record``, (model, id), came from, {field: origin}, and come from now."""
        if record[1] in self.created.get(record[0], ()):
            return  # they go with it
        noted = self.origins.setdefault(record, {})
        for name, origin in after.items():
            first = noted[name][0] if name in noted else before.get(name)
            noted[name] = [first, origin]

    def note_created(self, records):
        if self.takes(records):
            self.created[records._name].update(dict.fromkeys(records._ids))

    def complete(self, row_id, partner_id, effects):
        """Return the ``effects`` of a row, and that it created its contact when it did; the row owns what they name."""
        self.rows.append(row_id)
        partner = "res.partner", partner_id
        effects = list(effects or ())
        is_news = partner_id in self.created["res.partner"] and partner not in self.told
        if is_news and ["create", *partner] not in effects:
            effects.insert(0, ["create", *partner])
        for kind, model, record_id, *_values in effects:
            self.owners[model, record_id] = row_id
            if kind != "write":
                self.told.add((model, record_id))
        if partner_id:
            self.owners.setdefault(partner, row_id)
        return effects

    def get_completed(self, model, name):
        """Return the ids of the records of ``model`` whose field ``name`` was empty and is not any more."""
        found = [(key[1], values[name]) for key, values in self.written.items() if key[0] == model and name in values]
        return [record_id for record_id, (before, after) in found if after and not before]

    def get_unknown(self):
        """Return {model: [ids]} of what nobody owns."""
        found = defaultdict(list)
        every = [(model, record_id) for model, ids in self.created.items() for record_id in ids]
        for one in (*every, *self.written):
            if one not in self.owners:
                found[one[0]].append(one[1])
        return found

    def get_effects(self):
        """Return {row: what else was done for it}."""
        effects = defaultdict(list)
        for model, ids in self.created.items():
            for record_id in ids:
                owner = self.owners.get((model, record_id))
                if owner and (model, record_id) not in self.told:
                    effects[owner].append(["create", model, record_id])
                elif not owner and not model.startswith("mail."):
                    effects[self.rows[0]].append(["share", model, record_id])
        for (model, record_id), values in self.written.items():
            owner = self.owners.get((model, record_id))
            changed = {name: pair for name, pair in values.items() if pair[0] != pair[1]}
            if owner and changed.keys() - STAMPS and record_id not in self.created.get(model, ()):
                effects[owner].append(["write", model, record_id, changed])
        for (model, record_id), origins in self.origins.items():
            owner = self.owners.get((model, record_id))
            changed = {name: pair for name, pair in origins.items() if pair[0] != pair[1]}
            if owner and changed and record_id not in self.created.get(model, ()):
                effects[owner].append(["origin", model, record_id, changed])
        return effects


class Base(models.AbstractModel):
    """While rows are written, each stored value that changes and each record that comes passes here."""

    _inherit = "base"

    def _write_multi(self, vals_list):
        recorder = self.env.cr.cache.get(RECORDER)
        if not recorder or not recorder.takes(self):
            return super()._write_multi(vals_list)
        new = recorder.created.get(self._name, ())
        known = [record_id for record_id in self._ids if record_id not in new]
        names = sorted({name for vals in vals_list for name in vals} | (STAMPS & self._fields.keys()))
        before = self._read_columns(known, names)
        super()._write_multi(vals_list)
        recorder.note_values(self, before, self._read_columns(known, names))
        return None

    def _create(self, data_list):
        records = super()._create(data_list)
        recorder = self.env.cr.cache.get(RECORDER)
        if recorder:
            recorder.note_created(records)
        return records

    def _read_columns(self, ids, names):
        """Return {id: {column: value, as JSON}} as the database has them."""
        if not (ids and names):
            return {}
        columns = SQL(", ").join(SQL.identifier("item", name) for name in names)
        rows = self.env.execute_query(
            SQL(
                "SELECT id, (SELECT to_jsonb(picked) FROM (SELECT %s) AS picked) FROM %s AS item WHERE id = ANY(%s)",
                columns,
                SQL.identifier(self._table),
                list(ids),
            )
        )
        return dict(rows)

    @api.model
    def _find_owners(self, ids, owners):
        """Complete ``owners``, {(model, id): row}, with the records ``ids`` that name one that has an owner."""
        naming = [
            (field.comodel_name, field.name, None)
            for field in self._fields.values()
            if field.type == "many2one" and field.store and field.column_type and not field.company_dependent
        ]
        naming += [
            (None, field.name, field.model_field)
            for field in self._fields.values()
            if field.type == "many2one_reference" and field.store and self._fields[field.model_field].store
        ]
        names = sorted({name for _model, *both in naming for name in both if name})
        # Contacts first: a company's documents name other things of it too.
        naming.sort(key=lambda one: one[0] != "res.partner")
        for record_id, values in self._read_columns(ids, names).items():
            for model, name, model_name in naming:
                owner = owners.get((model or values[model_name], values[name]))
                if owner:
                    owners[self._name, record_id] = owner
                    break


class DespachoImport(models.Model):
    """What the rows of a batch do in the base is noted with them."""

    _inherit = "despacho.import"

    def _write_rows(self, rows):
        with self._journaling(rows):
            return super()._write_rows(rows)

    def _write_people(self, rows):
        with self._journaling(rows):
            return super()._write_people(rows)

    @contextmanager
    def _journaling(self, rows):
        """Note what is written meanwhile, on the row that it is written for."""
        cache = self.env.cr.cache
        recorder = cache[RECORDER] = Recorder()
        try:
            tags = self._get_tags(rows)
            yield recorder
            del cache[RECORDER]
            for partner_id, before in tags.items():
                after = self.env["res.partner"].browse(partner_id).category_id.ids
                recorder.written.setdefault(("res.partner", partner_id), {})["category_id"] = [before, after]
            self.env["despacho.import.row"]._note_effects(recorder)
        finally:
            cache.pop(RECORDER, None)

    def _get_tags(self, rows):
        """Return {contact: ids of its tags} of those that get others: links are no values of a contact."""
        partners = rows.filtered(lambda row: "tags" in (row.changes or {})).partner_id
        return {partner.id: partner.category_id.ids for partner in partners}


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    def _mark_applied(self, partner_ids, effects=None):
        """Note what each row became, and what it did; in one statement, since each has another contact.

        ``effects``: for each row, what it did in the base, so that it can be undone::

            ["create", model, id]
            ["write", model, id, {field: [before, after]}]
            ["share", model, id]

        in the order in which it was done. Values are as columns hold them: ids for many2one, ISO
        dates; of links, the list of ids. What is shared (tags, media...) was created for the row
        because nobody had it, and goes when nobody has it any more.

        What is written by way of the ORM is noted by itself when one can tell for which row: it
        names the contact of the row, or what its ``effects`` say that it created.
        """
        if not self:
            return
        self.check_access("write")
        self.flush_recordset(["partner_id", "state"])
        recorder = self.env.cr.cache.get(RECORDER)
        effects = effects or [None] * len(self)
        if recorder:
            effects = [recorder.complete(*one) for one in zip(self.ids, partner_ids, effects, strict=True)]
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_import_row staged
                   SET partner_id = done.partner_id, state = 'applied',
                       effects = COALESCE(staged.effects || done.effects::jsonb, staged.effects, done.effects::jsonb)
                  FROM UNNEST(%(rows)s::integer[], %(partners)s::integer[], %(effects)s::text[])
                       AS done (id, partner_id, effects)
                 WHERE staged.id = done.id
             RETURNING staged.id
                """,
                rows=self.ids,
                partners=partner_ids,
                effects=[None if one is None else _encode(one) for one in effects],
            )
        )
        self.invalidate_recordset(["partner_id", "state", "effects"], flush=False)

    @api.model
    def _note_effects(self, recorder):
        """Add to each row what ``recorder`` noted of what it wrote, and of what hangs from that."""
        unknown = recorder.get_unknown()
        # People first: what hangs from them is found by them.
        for model in sorted(unknown, key=lambda name: name != "res.partner"):
            self.env[model]._find_owners(unknown[model], recorder.owners)
        effects = recorder.get_effects() if recorder.rows else {}
        if effects:
            self.env.execute_query(
                SQL(
                    """
                    UPDATE despacho_import_row staged SET effects = COALESCE(staged.effects, '[]') || new.effects::jsonb
                      FROM UNNEST(%s::integer[], %s::text[]) AS new (id, effects)
                     WHERE staged.id = new.id
                 RETURNING staged.id
                    """,
                    list(effects),
                    [_encode(one) for one in effects.values()],
                )
            )
            self.browse(effects).invalidate_recordset(["effects"], flush=False)
