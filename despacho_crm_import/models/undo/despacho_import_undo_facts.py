from collections import defaultdict

from odoo import SUPERUSER_ID, api, models, tools
from odoo.tools import SQL

from ...tools import undo

#: What is of the record itself, or made anew whenever it is wanted: it goes with it and holds nobody back.
_ITS_OWN = frozenset(
    (
        "bus_presence", "crm_lead_service_line_rel", "crm_tag_rel", "despacho_former_nif", "despacho_import_row",
        "despacho_match_pair", "despacho_value_origin", "ir_model_data", "mail_followers",
        "l10n_es_edi_facturae_ac_role_type_res_partner_rel", "mail_message_res_partner_starred_rel",
        "res_partner_res_partner_category_rel", "res_partner_service_line_rel",
    )
)  # fmt: skip
#: What people call documents that several tables are about.
KINDS = {
    "account_move": "invoices",
    "account_move_line": "invoices",
    "calendar_attendee": "meetings",
    "calendar_event": "meetings",
    "calendar_event_res_partner_rel": "meetings",
    "crm_lead": "leads",
    "despacho_need": "needs",
    "despacho_privacy_notice": "notices",
    "ir_attachment": "files",
    "mail_activity": "activities",
    "mail_message": "messages",
    "mail_message_res_partner_rel": "messages",
    "mail_notification": "messages",
    "res_partner_bank": "banks",
    "res_users": "users",
    "sale_order": "orders",
    "sale_order_line": "orders",
}
#: Rows of a table that are no work of a person.
_NOT_OF_PEOPLE = {
    "despacho_privacy_notice": SQL("item.state = 'pending'"),
    "ir_attachment": SQL("item.res_field IS NOT NULL"),
    "mail_activity": SQL("item.active AND item.create_uid = %s", SUPERUSER_ID),
    "mail_message": SQL("item.message_type IN ('notification', 'user_notification', 'auto_comment')"),
}
#: What Odoo and the product leave behind by themselves: whoever may delete the record need not own these.
FOLLOWS = frozenset(("despacho.former.nif", "mail.activity", "mail.message"))

#: Lists to which a file adds what it names and nobody has.
LISTS = frozenset(("crm.tag", "utm.campaign", "utm.medium", "utm.source"))


class DespachoImportRow(models.Model):
    """What the undoing of rows has to know of the base."""

    _inherit = "despacho.import.row"

    def _get_facts(self, effects_list, with_changed):
        """Return the ``undo.Facts`` about ``effects_list``, the effects of the rows ``self``.

        ``with_changed``: what a person changed since goes as well.
        """
        created, written = defaultdict(set), defaultdict(lambda: defaultdict(set))
        for effects in effects_list:
            for kind, model, record_id, *rest in effects or ():
                if model not in self.env:
                    continue
                if kind == "create":
                    created[model].add(record_id)
                elif kind == "write":
                    written[model][record_id].update(rest[0])
        there = {
            (model, record_id)
            for model, ids in created.items()
            for record_id in self.env[model].browse(ids)._get_existing()
        }
        hindered, naming = defaultdict(list), defaultdict(set)
        for model, ids in created.items():
            found = self._find_hindrances(model, sorted(ids), there, naming, with_changed)
            for record_id, reasons in found.items():
                hindered[model, record_id] += reasons
        for model, records in written.items():
            kept = [record_id for record_id in records if (model, record_id) not in there]
            for record_id, reason in self._find_barred(model, kept, "write"):
                hindered[model, record_id].append(reason)
        present = {
            (model, record_id): values
            for model, records in written.items()
            for record_id, values in self.env[model]._read_present(records).items()
        }
        return undo.Facts(present, there, dict(hindered), naming)

    def _find_hindrances(self, model, ids, own, naming, with_changed):
        """Return {id: [reason]} of the created records that something depends on, or that are not to be deleted.

        What names them and is of the rows themselves (``own``) is put into ``naming``.
        """
        found = defaultdict(list)
        if model in FOLLOWS:
            # A message goes with what it is about; a task that somebody has dealt with does not.
            changed = self._find_changed(model, ids) if model == "mail.activity" and not with_changed else ()
            return {record_id: [["used", "activities"]] for record_id in changed}
        may_delete = self.env[model].has_access("unlink")
        # Whoever may create them, but not delete them, takes back what nobody has touched.
        for record_id, reason in self._find_barred(model, ids, "unlink" if may_delete else "write"):
            found[record_id].append(reason)
        tables = {self.env[other]._table: other for other, _id in own}
        self.env.flush_all()
        for table, name, record_id, other_id in self.env.execute_query(self._get_naming_sql(model, ids, tables)):
            other = tables.get(table), other_id
            if other in own:
                naming[model, record_id].add(other)
                continue
            reason = ["used", KINDS.get(table, table)]
            if table == "res_partner":
                reason = {"parent_id": ["used", "people"], "merged_into_id": ["joined", None]}.get(name, reason)
            if reason not in found[record_id]:
                found[record_id].append(reason)
        for record_id, reason in self._find_other_files(model, ids):
            found[record_id].append(reason)
        if not (with_changed and may_delete):
            for record_id in self._find_changed(model, ids):
                found[record_id] = found[record_id] or [["changed", None]]
        return found

    @api.model
    def _get_naming_sql(self, model, ids, tables):
        """Return the query of (table, column, id, id of the row that names it) of all that names records ``ids``.

        The last one matters for ``tables`` only: of the others, it is enough to know that there is one.
        """
        merges = self.env["despacho.merge"]
        parts = [SQL("SELECT NULL::text, NULL::text, NULL::int, NULL::int WHERE FALSE")]
        for column in merges._columns_of(model):
            if column.table in _ITS_OWN or column.table.startswith("despacho_import_"):
                continue
            if (column.table, column.name) == ("res_partner", "commercial_partner_id"):
                continue
            condition = SQL("%s = asked.id", SQL.identifier("item", column.name))
            if column.model_column:
                condition = SQL("%s AND %s = %s", condition, SQL.identifier("item", column.model_column), model)
            if column.table in _NOT_OF_PEOPLE:
                condition = SQL("%s AND (%s) IS NOT TRUE", condition, _NOT_OF_PEOPLE[column.table])
            other, table = SQL("item.id"), column.table
            if column.other:
                other, table = SQL.identifier("item", column.other), self._get_linked_table(column.table, column.other)
            if table not in tables:
                other = SQL("NULL::int")
            parts.append(
                SQL(
                    "SELECT DISTINCT %(table)s, %(name)s, asked.id, %(other)s"
                    " FROM asked JOIN %(named)s AS item ON %(on)s",
                    table=table if table in tables else column.table,
                    name=column.name,
                    other=other,
                    named=SQL.identifier(column.table),
                    on=condition,
                )
            )
        return SQL("WITH asked AS (SELECT UNNEST(%s::int[]) AS id) %s", ids, SQL(" UNION ALL ").join(parts))

    @api.model
    @tools.ormcache("table", "column")
    def _get_linked_table(self, table, column):
        """Return the table that a column of a table of links names."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT named.relname FROM pg_constraint
                  JOIN pg_attribute attribute ON attribute.attrelid = conrelid AND attribute.attnum = conkey[1]
                  JOIN pg_class named ON named.oid = confrelid
                 WHERE contype = 'f' AND conrelid = TO_REGCLASS(%s) AND attribute.attname = %s
                """,
                table,
                column,
            )
        )
        return rows[0][0] if rows else ""

    def _find_barred(self, model, ids, operation):
        """Give (id, reason) of the records that whoever undoes may not change or delete."""
        if model in FOLLOWS or not ids:
            return
        records = self.env[model].browse(ids)._filter_existing()
        allowed = records._filtered_access(operation)
        for record in records - allowed:
            yield record.id, ["rights", None]
        if model == "res.partner":
            # sudo: who was joined is archived, and may be of nobody's sight.
            for record in records.sudo().filtered("merged_into_id"):
                yield record.id, ["joined", None]

    def _find_changed(self, model, ids):
        """Return the ids of the records that a person wrote to after they were created."""
        if not self.env[model]._log_access:
            return []
        handed_down = SQL("FALSE")
        if model == "res.partner":
            # Odoo gives people the address of their company whenever that one changes.
            handed_down = SQL(
                "EXISTS (SELECT FROM res_partner WHERE id = item.parent_id AND write_date = item.write_date)"
            )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM %s AS item
                 WHERE id = ANY(%s) AND write_date > create_date AND write_uid <> %s AND NOT %s
                """,
                SQL.identifier(self.env[model]._table),
                ids,
                SUPERUSER_ID,
                handed_down,
            )
        )
        return [record_id for (record_id,) in rows]


class Base(models.AbstractModel):
    _inherit = "base"

    def _get_existing(self):
        """Return the ids of the records that are in the database, whoever may see them."""
        rows = self.env.execute_query(
            SQL("SELECT id FROM %s WHERE id = ANY(%s)", SQL.identifier(self._table), list(self._ids))
        )
        return [record_id for (record_id,) in rows]

    def _filter_existing(self):
        return self.browse(self._get_existing())

    @api.model
    def _read_present(self, names):
        """Return {id: {field: value, as effects have it}}; ``names``: {id: fields}."""
        columns, links = set(), set()
        for name in set().union(*names.values()) & self._fields.keys():
            field = self._fields[name]
            if field.store and field.column_type:
                columns.add(name)
            elif field.store and field.type == "many2many":
                links.add(name)
        self.env.flush_all()
        found = self._read_columns(list(names), sorted(columns) or ["id"])
        for name in links:
            field = self._fields[name]
            for values in found.values():
                values[name] = []
            rows = self.env.execute_query(
                SQL(
                    "SELECT %(one)s, %(other)s FROM %(table)s WHERE %(one)s = ANY(%(ids)s)",
                    one=SQL.identifier(field.column1),
                    other=SQL.identifier(field.column2),
                    table=SQL.identifier(field.relation),
                    ids=list(found),
                )
            )
            for one, other in rows:
                found[one][name].append(other)
        return found
