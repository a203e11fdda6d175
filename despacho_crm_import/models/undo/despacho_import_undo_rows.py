import json
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base.models.res_bank import ResPartnerBank

from ...tools import undo
from ..review.despacho_import_row import _encode
from ..target.despacho_import_partner import WRITE_CONTEXT
from .despacho_import_undo_facts import FOLLOWS


class DespachoImportRow(models.Model):
    """Rows are undone: what they created goes, and values return."""

    _inherit = "despacho.import.row"

    undoing = fields.Boolean(readonly=True, help="It waits to be undone.")
    undo_kept = fields.Json(prefetch=False, help="{'stays': [[code, detail]], 'kept': [[model, id, field]]}")

    _undoing_idx = models.Index("(import_id, number) WHERE undoing IS TRUE")

    def _plan_undo(self, with_changed=False):
        """Return the ``undo.Outcome`` of each row, the last one that was written first."""
        self.check_access("write")
        rows = self._read_effects()
        facts = self.browse(row_id for row_id, _new, _effects in rows)._get_facts(
            [effects for _row, _new, effects in rows], with_changed
        )
        return undo.decide(rows, facts)

    def _read_effects(self):
        """Return [(id, whether the row made its record, effects)], the last one that was written first."""
        self.env.flush_all()
        return [
            (row_id, bool(effects) and verdict != "update", effects)
            for row_id, verdict, effects in self.env.execute_query(
                SQL(
                    """
                    SELECT id, verdict, effects FROM despacho_import_row WHERE id = ANY(%s)
                     ORDER BY reason_code IS NOT DISTINCT FROM 'other_contact' DESC, number DESC, id DESC
                    """,
                    self.ids,
                )
            )
        ]

    def _carry_out(self, outcomes):
        """Do what ``outcomes`` say and note it on the rows; what nobody uses any more is left to ``_drop_shared``."""
        self._hand_down(outcomes)
        self._return_values([outcome.back for outcome in outcomes])
        self._delete_created(outcomes)
        origins = defaultdict(lambda: defaultdict(dict))
        for outcome in outcomes:
            for (model, record_id), entries in outcome.origins.items():
                mine = origins[model][record_id]
                for name, (before, after) in entries.items():
                    mine[name] = [before, mine.get(name, [before, after])[1]]
        for model, owner in (("res.partner", "partner_id"), ("crm.lead", "lead_id")):
            if model in origins:
                self.env["despacho.value.origin"]._give_back(origins[model], owner)
        self.env.flush_all()
        self._note_outcomes(outcomes)

    @api.model
    def _note_outcomes(self, outcomes):
        notes = []
        for outcome in outcomes:
            kept = [one for one in outcome.kept if self._is_told(*one[:3])]
            notes.append({"stays": outcome.stays, "kept": kept} if outcome.stays or kept else None)
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_import_row staged
                   SET undoing = NULL, undo_kept = done.kept::jsonb,
                       effects = CASE WHEN done.stands THEN done.remaining::jsonb
                                      WHEN staged.state = 'applied' THEN staged.effects END,
                       state = CASE WHEN done.stands OR staged.state <> 'applied' THEN staged.state ELSE 'undone' END
                  FROM UNNEST(%s::int[], %s::text[], %s::boolean[], %s::text[]) AS done (id, kept, stands, remaining)
                 WHERE staged.id = done.id
             RETURNING staged.id
                """,
                [outcome.row for outcome in outcomes],
                [note and _encode(note) for note in notes],
                [not outcome.is_undone for outcome in outcomes],
                [_encode(outcome.remaining) for outcome in outcomes],
            )
        )
        self.env["despacho.import.row"].invalidate_model(["undoing", "undo_kept", "effects", "state"], flush=False)

    # ------------------------------------------------------------
    # VALUES
    # ------------------------------------------------------------

    @api.model
    def _return_values(self, returned):
        """Give records the values ``returned``, [{(model, id): {field: value}}]; what follows from them is computed."""
        merged = defaultdict(lambda: defaultdict(dict))
        for records in returned:
            for (model, record_id), values in records.items():
                merged[model][record_id].update(values)
        for model, records in merged.items():
            links = {name for name, field in self.env[model]._fields.items() if field.type == "many2many"}
            self._return_columns(
                model,
                {
                    record_id: {name: value for name, value in values.items() if name not in links}
                    for record_id, values in records.items()
                },
            )
            for name in links:
                mine = {record_id: values[name] for record_id, values in records.items() if name in values}
                if mine:
                    self._return_links(self.env[model]._fields[name], mine)
        self.env.invalidate_all()
        for model, records in merged.items():
            self._compute_what_follows(model, records)
        self.env["res.partner"].browse(merged["res.partner"])._lifecycle_touch()

    @api.model
    def _return_columns(self, model, records):
        """Write ``records``, {id: {column: value}}, as the database had them."""
        record = self.env[model]
        if record._log_access:
            # Whoever wrote since stays the last one who did.
            now = {"write_uid": self.env.uid, "write_date": self.env.cr.now().isoformat()}
            records = {record_id: {**now, **values} for record_id, values in records.items() if values}
        names = sorted({name for values in records.values() for name in values})
        if not names:
            return
        types = self.env["despacho.merge"]._column_types(record._table)
        self.env.execute_query(
            SQL(
                """
                UPDATE %(table)s AS item SET %(columns)s
                  FROM UNNEST(%(ids)s::int[], %(values)s::text[]) AS given (id, own)
                 CROSS JOIN LATERAL JSONB_TO_RECORD(given.own::jsonb) AS new (%(types)s)
                 WHERE item.id = given.id
             RETURNING item.id
                """,
                table=SQL.identifier(record._table),
                columns=SQL(", ").join(
                    SQL(
                        "%(column)s = CASE WHEN given.own::jsonb ? %(name)s THEN new.%(column)s"
                        " ELSE item.%(column)s END",
                        column=SQL.identifier(name),
                        name=name,
                    )
                    for name in names
                ),
                ids=list(records),
                values=[json.dumps(values) for values in records.values()],
                types=SQL(", ").join(SQL("%s %s", SQL.identifier(name), SQL(types[name])) for name in names),
            )
        )

    @api.model
    def _return_links(self, field, links):
        """Have the records ``links``, {id: ids}, be linked by ``field`` with those ids only that are still there."""
        there = set(self.env[field.comodel_name].browse(sorted(set().union(*links.values())))._get_existing())
        pairs = [(one, other) for one, ids in links.items() for other in ids if other in there]
        names = {
            "table": SQL.identifier(field.relation),
            "one": SQL.identifier(field.column1),
            "other": SQL.identifier(field.column2),
            "given": SQL(
                "UNNEST(%s::int[], %s::int[]) AS given (one, other)",
                [one for one, _other in pairs],
                [other for _one, other in pairs],
            ),
        }
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM %(table)s AS item
                 WHERE item.%(one)s = ANY(%(ids)s)
                   AND NOT EXISTS (SELECT FROM %(given)s
                                    WHERE given.one = item.%(one)s AND given.other = item.%(other)s)
                """,
                ids=list(links),
                **names,
            )
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO %(table)s (%(one)s, %(other)s) SELECT given.one, given.other FROM %(given)s"
                " ON CONFLICT DO NOTHING",
                **names,
            )
        )

    @api.model
    def _compute_what_follows(self, model, records):
        """Have Odoo compute what depends on the values of ``records``, {id: values}, and is not given back itself."""
        names = {name for values in records.values() for name in values}
        # sudo: what follows from a value is computed whoever may see it.
        found = self.env[model].sudo().with_context(**WRITE_CONTEXT).browse(records)
        found.modified(names)
        for name in names:
            field = self.env[model]._fields[name]
            if field.compute and field.store:
                given = [record_id for record_id, values in records.items() if name in values]
                self.env.remove_to_compute(field, found.browse(given))
        found.env.flush_all()

    # ------------------------------------------------------------
    # RECORDS
    # ------------------------------------------------------------

    @api.model
    def _delete_created(self, outcomes):
        """Delete what the rows created: what names other things before these."""
        places, going = {}, defaultdict(list)
        for outcome in outcomes:
            for place, (model, record_id) in enumerate(outcome.delete):
                places[model] = min(places.get(model, place), place)
                going[model].append(record_id)
        for model in sorted(going, key=places.get):
            records = self.env[model].with_context(**WRITE_CONTEXT).browse(going[model])
            if model in FOLLOWS or not records.has_access("unlink"):
                # sudo: what Odoo leaves behind by itself goes with what it is about; and whoever created leads
                # by mistake, which salespeople may not delete, takes back those that nobody has touched.
                records = records.sudo()
            self._delete(records._filter_existing())

    @api.model
    def _delete(self, records):
        if records._name == "res.partner.bank":
            # Odoo archives accounts, for entries may name them; of these we know that none does.
            return super(ResPartnerBank, records).unlink()  # pylint: disable=super-method-mismatch
        return records.unlink()
