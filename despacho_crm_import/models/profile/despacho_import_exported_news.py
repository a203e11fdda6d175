from odoo import models
from odoo.tools import html2plaintext

from ...tools import name_lists, values, verdict
from ..review.despacho_import_names import LISTS


class DespachoImport(models.Model):
    """What of a row that was exported from here is news: the cells that were changed since."""

    _inherit = "despacho.import"

    def _clean(self, cells, positions):
        if self.profile != "odoo":
            return super()._clean(cells, positions)
        return super()._clean(self._to_plain(cells), positions)

    def _to_plain(self, cells):
        """Return ``cells`` as people write them: no identifiers, no rich text."""
        cells = list(cells)
        for column in self.column_ids:
            cell = cells[column.position]
            if not cell or not column.field:
                continue
            if column.field in ("state", "country", "tags", "cnae") and column.path and column.path.endswith("/id"):
                name = "code" if column.field == "cnae" else "name"
                cells[column.position] = self._get_names(column.path, cell, name, column.field in LISTS)
            elif column.field == "state" and cell.endswith(")"):
                cells[column.position] = cell.rpartition(" (")[0]
            elif column.field in ("notes", "description") and "<" in cell:
                cells[column.position] = html2plaintext(cell, include_references=False).strip()
            elif column.field == "kind" and cell.casefold() in ("true", "verdadero", "1"):
                cells[column.position] = "company"
            elif column.field == "kind" and cell.casefold() in ("false", "falso", "0"):
                cells[column.position] = "person"
        return cells

    def _get_names(self, path, cell, name, several=False):
        """Return the field ``name`` of what the identifiers in ``cell`` are of; of ``several``, told apart."""
        Model = self.env[self._get_target()._get_exported_model()]
        for step in path.split("/")[:-1]:
            Model = self.env[Model._fields[step].comodel_name]
        ids = self._resolve_external(Model._name, {one.strip() for one in cell.split(",")})
        names = Model.browse(ids.values()).mapped(name)
        return name_lists.told(names) if several else ", ".join(names)

    def _clean_exported(self, cells, positions, paths, record, same):
        """Return the ``values.Row`` of what was changed of ``record``."""
        if not record:
            return values.Row({"record": -1, "name": self._get_name_cell(cells)}, [], "", "")
        told = ["" if place in same else cell for place, cell in enumerate(cells)]
        target = self._get_target()
        # What a row is decides where things go; the record says it.
        told.append(target._get_exported_kind(record))
        row = self._clean(told, [*((name, mine) for name, mine in positions if name != "kind"), ("kind", [len(cells)])])
        found = {name: value for name, value in row.values.items() if name != "kind"}
        found.pop("first_name", None)
        found.pop("last_name", None)
        name = target._get_exported_name(record)
        if "name" in found and name:
            found["name"] = target._without_company(record, found["name"])
        return row._replace(values={**found, "name": found.get("name") or name, "record": record.id})

    def _get_name_cell(self, cells):
        return next((cells[column.position] for column in self.column_ids if column.field == "name"), "")

    def _decide(self, rows, first_rows=None, others=None, staged=None, as_staged=False):
        if not any("record" in row.values for row in rows):
            return super()._decide(rows, first_rows, others, staged, as_staged)
        size = range(len(rows))
        mine = [place for place in size if "record" in rows[place].values]
        left = [place for place in size if "record" not in rows[place].values]
        result = dict(zip(mine, self._decide_exported([rows[place] for place in mine]), strict=True))
        if left:
            found = super()._decide(
                [rows[place] for place in left],
                first_rows and [first_rows[place] for place in left],
                others and [others[place] for place in left],
                staged and staged.browse([staged[place].id for place in left]),
                as_staged,
            )
            result.update(zip(left, found, strict=True))
        return [result[place] for place in size]

    def _decide_exported(self, rows):
        """Return the verdict on each of ``rows``, whose record is known: what differs was changed on purpose."""
        records = self._get_target()._describe_exported(self, rows)
        result = []
        for row, record in zip(rows, records, strict=True):
            if not record:
                result.append(verdict.Verdict("rejected", "not_readable"))
                continue
            known = {name: verdict.Known(one.value) for name, one in record.values.items()}
            plain = row._replace(values={name: value for name, value in row.values.items() if name != "record"})
            found = verdict.compare(plain, record._replace(values=known), "exported", verdict.SOURCES[0], "", {})
            found.grounds = {name: ("exported", "", "") for name in found.changes}
            result.append(found)
        return result


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    def _get_reason(self):
        if self.reason_code == "exported":
            return self.env._("It is the very record that was exported from here")
        if self.reason_code == "not_readable":
            return self.env._("It is a record of the base that you may not see")
        return super()._get_reason()

    def _get_ground(self, why, source, date):
        if why == "exported":
            return self.env._("It was changed in the list that was exported from here")
        return super()._get_ground(why, source, date)
