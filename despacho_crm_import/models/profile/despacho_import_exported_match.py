from odoo import api, models
from odoo.models import fix_import_export_id_paths
from odoo.tools import split_every

from ...tools import exported
from ...tools.file_index import FileIndex
from ...tools.table import Rows

#: Rows compared with what the base would write, at once.
_BATCH = 200
#: What tells that a number of another base is not this record's.
_TELLING = frozenset(("name", "nif", "email", "phone", "street"))


class DespachoImport(models.Model):
    """Each row that was exported from here is looked for, and compared with what would be written of it now."""

    _inherit = "despacho.import"

    def _stage_rows(self, table):
        if self.profile != "odoo":
            return super()._stage_rows(table)
        __, paths = self._find_exported(table.headers)
        mine = self._stage_exported(table, paths) if paths else set()
        left = len(table.rows) - len(mine)
        if left > 0:
            rows = Rows(lambda: (row for row in self._join_lines(table, paths) if row[0] not in mine), left)
            return super()._stage_rows(table._replace(rows=rows))
        return None

    def _join_lines(self, table, paths):
        """Yield the rows of ``table``, those of one record together; not the headings of groups."""
        Model = self.env[self._get_target()._get_exported_model()]
        several = [
            place
            for place, mine in enumerate(paths or ())
            if any((field := Model._fields.get(path.split("/")[0])) and field.type.endswith("2many") for path in mine)
        ]
        main = [place for place in range(len(table.headers)) if place not in several]
        for number, cells in exported.joined_lines(table.rows, several, main):
            if not exported.is_group(cells):
                yield number, [exported.unescaped(cell) for cell in cells]

    def _stage_exported(self, table, paths):
        """Stage the rows that are a record of the base; return the numbers of those, and of what is no row."""
        positions, index = self._get_positions(), FileIndex()
        settled, seen = set(), set()
        for rows in split_every(_BATCH, self._join_lines(table, paths), list):
            seen.update(number for number, __ in rows)
            batch = []
            for (number, cells), (record, same) in zip(rows, self._match_exported(rows, paths, table), strict=True):
                if record is not None:
                    settled.add(number)
                    batch.append((number, cells, self._clean_exported(cells, positions, paths, record, same)))
            if batch:
                self._stage_batch(batch, {}, index)
        return settled | {number for number, __ in table.rows if number not in seen}

    def _match_exported(self, rows, paths, table):
        """Return for each row ``(its record, {places that say what the record says})``.

        The record is None when it is none of the base, and empty when whoever asks may not see it.
        """
        target = self._get_target()
        mapping = target._get_exported_fields()
        known = [exported.field_of(mine, mapping) for mine in paths]
        places = {}
        for place, (path, field) in enumerate(known):
            places.setdefault(path if path in (exported.EXTERNAL_ID, exported.DATABASE_ID) else field, []).append(place)
        given = self._find_by_id(rows, places)
        wanted = [row for place, row in enumerate(rows) if given[place] is None]
        others = iter(target._find_exported_records(self, wanted, places)) if wanted else iter(())
        candidates = [[one] if one is not None else list(next(others)) for one in given]
        every = self.env[target._get_exported_model()].union(*(one for mine in candidates for one in mine))
        lines = self._read_exported(every, paths, table)
        result = []
        for place, (__, cells) in enumerate(rows):
            result.append(
                self._pick_exported(cells, candidates[place], lines, known, given[place] is not None, table.kind)
            )
        return result

    def _pick_exported(self, cells, candidates, lines, known, is_given, kind):
        """Return ``(record or None, {places})`` of the one of ``candidates`` that ``cells`` say most of."""
        filled = {place for place, cell in enumerate(cells) if cell}
        best, most = None, -1
        for record in candidates:
            if not record:
                return record, frozenset()
            written = lines.get(record.id)
            if written is None:
                continue
            is_book = kind != "csv"
            same = frozenset(
                place for place in range(len(cells)) if exported.says(cells[place], written[place], is_book)
            )
            if len(same & filled) > most:
                best, most = (record, same), len(same & filled)
        if not best:
            return None, frozenset()
        record, same = best
        telling = {place for place, (__, field) in enumerate(known) if field in _TELLING} & filled
        # The numbers of another base are somebody else's here.
        contradicted = bool(telling) and not telling & same
        if is_given and not contradicted:
            return record, same
        counted = {place for place in filled if known[place][1] or place in same}
        if not is_given and telling & same and len(same & counted) * 2 >= len(counted):
            return record, same
        return None, frozenset()

    def _find_by_id(self, rows, places):
        """Return for each row the record whose number it has: empty if it may not be seen, None if it has none."""
        model = self._get_target()._get_exported_model()
        external = places.get(exported.EXTERNAL_ID, ())
        named = {cells[place] for __, cells in rows for place in external if cells[place]}
        ids = self._resolve_external(model, named)
        asked = []
        for __, cells in rows:
            found = next((ids[cells[place]] for place in external if cells[place] in ids), 0)
            numbers = (cells[place] for place in places.get(exported.DATABASE_ID, ()))
            asked.append(found or next((int(text) for text in numbers if text.isdigit() and len(text) < 10), 0))
        Model = self.env[model].with_context(active_test=False)
        visible = Model.search(
            [("id", "in", [one for one in asked if one]), ("company_id", "in", [False, self.company_id.id])]
        ).grouped("id")
        # sudo: whether a number is of a record at all, of which nothing else is told
        there = set(Model.sudo().browse(one for one in set(asked) if one).exists().ids)
        return [visible.get(one, Model if one in there else None) if one else None for one in asked]

    @api.model
    def _resolve_external(self, model, names):
        """Return {external identifier: id} of those of ``names`` that the base knows."""
        if not names:
            return {}
        pairs = {name: tuple(name.split(".", 1)) if "." in name else ("", name) for name in names}
        # sudo: an identifier only points at a record, which is read with the rights of whoever asks
        known = self.env["ir.model.data"].sudo()
        wanted = [("model", "=", model), ("name", "in", [name for __, name in pairs.values()])]
        found = known.search_fetch(wanted, ["module", "name", "res_id"])
        ids = {(one.module, one.name): one.res_id for one in found}
        return {name: ids[pair] for name, pair in pairs.items() if pair in ids}

    def _read_exported(self, records, paths, table):
        """Return {id: [values that Odoo would write in each column]} of ``records``, as they may be read."""
        if not records:
            return {}
        Model = records.browse()
        flat = sorted({path for mine in paths for path in mine if self._is_readable(Model, path)})
        plain = [path for path in flat if path.split("/")[-1] != exported.EXTERNAL_ID]
        result = {record.id: {path: [] for path in flat} for record in records}
        for lang in {self.env.lang, self._get_exported_lang(table)}:
            for compat in (True, False):
                mine = records.with_context(import_compat=compat, lang=lang)
                current = None
                for line in mine._export_rows([[exported.DATABASE_ID], *map(fix_import_export_id_paths, plain)]):
                    current = int(line[0]) if line[0] else current
                    for path, value in zip(plain, line[1:], strict=True):
                        # Further lines of a record go on with what the first one says.
                        result[current][path].append(value if line[0] else _Further(value))
        for path in set(flat) - set(plain):
            self._read_external(records, path, result)
        return {
            record_id: [[one for path in mine if path in found for one in _joined(found[path])] for mine in paths]
            for record_id, found in result.items()
        }

    def _get_exported_lang(self, table):
        """Return the language in which the labels of the columns are."""
        model = self._get_target()._get_exported_model()
        for lang in sorted({code for code, __ in self.env["res.lang"].get_installed()} | {"en_US"}):
            if exported.resolve(table.headers, lambda header, lang=lang: self._find_labelled(model, header, lang)):
                return lang
        return self.env.lang

    @api.model
    def _is_readable(self, Model, path):
        for name in path.split("/"):
            if name in (exported.EXTERNAL_ID, exported.DATABASE_ID):
                return True
            field = Model._fields.get(name)
            if not field or not Model._has_field_access(field, "read"):
                return False
            if field.relational:
                Model = self.env[field.comodel_name]
                if not Model.has_access("read"):
                    return False
        return True

    @api.model
    def _read_external(self, records, path, result):
        """Add to ``result`` the identifiers of what is at ``path``; Odoo would make those that are missing."""
        steps = path.split("/")[:-1]
        related = records.mapped(".".join(steps)) if steps else records
        names = related._get_external_ids()
        for record in records:
            mine = record.mapped(".".join(steps)) if steps else record
            if len(mine) < 2:
                result[record.id][path] = list(names.get(mine.id, ())) or [""]
            else:
                texts = [next(iter(names.get(one.id) or ()), "") for one in mine]
                result[record.id][path] = [",".join(texts), ", ".join(texts)]


class _Further:
    """A value in a further line of a record."""

    def __init__(self, value):
        self.value = value


def _joined(found):
    """Return the values of a path, with those of further lines joined to that of the first."""
    result = []
    for value in found:
        if not isinstance(value, _Further):
            result.append(value)
        elif result and value.value not in ("", None, False):
            result[-1] = ", ".join(filter(None, (str(result[-1] or ""), str(value.value))))
    return result
