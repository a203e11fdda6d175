from odoo import api, fields, models
from odoo.models import fix_import_export_id_paths
from odoo.tools import html2plaintext, split_every

from ..tools import exported, profiles, values, verdict
from ..tools.file_index import FileIndex
from ..tools.table import Rows

#: Rows compared with what the base would write, at once.
_BATCH = 200
#: What tells that a number of another base is not this record's.
_TELLING = frozenset(("name", "nif", "email", "phone", "street"))


class DespachoImport(models.Model):
    """A list that was exported from here comes back: each row is its very record, and what differs was changed.

    A cell that says what the base would write is nobody's news, whatever field it is of. The others were
    changed by whoever brings the file, so they prevail even over what a person typed.
    """

    _inherit = "despacho.import"

    profile = fields.Selection(selection_add=[("odoo", "List exported from Odoo")])

    # ------------------------------------------------------------
    # KNOWING IT
    # ------------------------------------------------------------

    def _recognise(self):
        table, found, known = super()._recognise()
        if not found and table.header_row and exported.may_be(table.headers, self.filename or ""):
            target, paths = self._find_exported(table.headers)
            if paths:
                if target != self.target:
                    self.with_context(import_reading=True).target = target
                mapping = self._get_target()._get_exported_fields()
                found = profiles.Recognised(
                    profiles.PROFILES["odoo"],
                    _of_one({place: exported.field_of(mine, mapping)[1] for place, mine in enumerate(paths)}),
                )
        return table, found, known

    def action_read(self):
        result = super().action_read()
        if self.profile == "odoo" and self.column_ids:
            __, paths = self._find_exported(self.column_ids.mapped("header"))
            mapping = self._get_target()._get_exported_fields()
            for column, mine in zip(self.column_ids, paths or (), strict=False):
                column.path = exported.field_of(mine, mapping)[0]
        return result

    def _find_exported(self, headers):
        """Return ``(target, [paths of each column])`` of what was exported, no paths when it was not from here."""
        named = exported.model_of(self.filename or "")
        targets = [name for name, __ in self._fields["target"]._description_selection(self.env)]
        if self.target != "partner":
            targets = [self.target]
        for target in targets:
            model = self.env[f"despacho.import.{target}"]._get_exported_model()
            if not model or (named and named != model) or not self.env[model].has_access("read"):
                continue
            for find in self._get_finders(model):
                paths = exported.resolve(headers, find)
                if paths:
                    return target, paths
        return self.target, None

    def _get_finders(self, model):
        """Return functions that give the paths of a header: by technical names, then by labels in each language."""
        languages = {code for code, __ in self.env["res.lang"].get_installed()} | {"en_US"}
        return [
            lambda header: self._find_technical(model, header),
            *(
                (lambda header, lang=lang: self._find_labelled(model, header, lang))
                for lang in sorted(languages, key=lambda code: code != self.env.lang)
            ),
        ]

    def _find_technical(self, model, header):
        path = fix_import_export_id_paths(header)
        Model = self.env[model]
        for place, name in enumerate(path):
            if name in (exported.EXTERNAL_ID, exported.DATABASE_ID):
                return ("/".join(path),) if place == len(path) - 1 else ()
            field = Model._fields.get(name)
            if not field or (place < len(path) - 1 and not field.relational):
                return ()
            Model = self.env[field.comodel_name] if field.relational else Model
        return ("/".join(path),)

    def _find_labelled(self, model, header, lang, depth=0):
        """Return the paths that a label may be, «Provincia/Nombre de la provincia» too."""
        label = " ".join(header.split()).casefold()
        own = self._get_labels(model, lang)
        found = list(own.get(label, ()))
        if label in exported.EXTERNAL_LABELS:
            found.append(exported.EXTERNAL_ID)
        for cut in (place for place, char in enumerate(label) if char == "/" and depth < 2):
            for name in own.get(label[:cut], ()):
                field = self.env[model]._fields.get(name)
                if field and field.relational:
                    rest = self._find_labelled(field.comodel_name, label[cut + 1 :], lang, depth + 1)
                    found += [f"{name}/{path}" for path in rest]
        return tuple(found)

    @api.model
    def _get_labels(self, model, lang):
        """Return {label: [names of the fields]} of a model in a language."""
        known = self.env.cr.cache.setdefault("despacho_import_labels", {})
        key = (model, lang, self.env.uid)
        if key not in known:
            labels = {}
            for name, field in self.env[model].with_context(lang=lang).fields_get(attributes=["string"]).items():
                label = " ".join(field["string"].split()).casefold()
                labels.setdefault(label, []).append(exported.DATABASE_ID if name == "id" else name)
            # Lists say «Name» of what has it in full.
            name = self.env[model]._fields.get("name")
            if name and "complete_name" in self.env[model]._fields:
                mine = next((mine for mine in labels.values() if "name" in mine), [])
                mine.append("complete_name")
            known[key] = labels
        return known[key]

    def _compute_is_source_doubtful(self):
        result = super()._compute_is_source_doubtful()
        self.filtered(lambda record: record.profile == "odoo").is_source_doubtful = False
        return result

    # ------------------------------------------------------------
    # COMPARING IT
    # ------------------------------------------------------------

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
        found = (
            self.env["ir.model.data"]
            .sudo()
            .search_fetch(
                [("model", "=", model), ("name", "in", [name for __, name in pairs.values()])],
                ["module", "name", "res_id"],
            )
        )
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

    # ------------------------------------------------------------
    # WHAT OF IT IS NEWS
    # ------------------------------------------------------------

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
            if column.field in ("state", "country", "tags") and column.path and column.path.endswith("/id"):
                cells[column.position] = self._get_names(column.path, cell)
            elif column.field == "state" and cell.endswith(")"):
                cells[column.position] = cell.rpartition(" (")[0]
            elif column.field in ("notes", "description") and "<" in cell:
                cells[column.position] = html2plaintext(cell, include_references=False).strip()
            elif column.field == "kind" and cell.casefold() in ("true", "verdadero", "1"):
                cells[column.position] = "company"
            elif column.field == "kind" and cell.casefold() in ("false", "falso", "0"):
                cells[column.position] = "person"
        return cells

    def _get_names(self, path, cell):
        """Return the names of what the identifiers in ``cell`` are of."""
        Model = self.env[self._get_target()._get_exported_model()]
        for name in path.split("/")[:-1]:
            Model = self.env[Model._fields[name].comodel_name]
        ids = self._resolve_external(Model._name, {one.strip() for one in cell.split(",")})
        return ", ".join(Model.browse(ids.values()).mapped("name"))

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


def _of_one(mapping):
    """Return ``mapping``, {place: field}, with one column at most for each field but the record's own numbers."""
    seen, result = set(), {}
    for place, field in mapping.items():
        result[place] = field if field not in seen or field == "record" else ""
        seen.add(field)
    return result


class DespachoImportColumn(models.Model):
    _inherit = "despacho.import.column"

    path = fields.Char(help="The field of which Odoo wrote it.")

    @api.model
    def _get_field_labels(self):
        return {**super()._get_field_labels(), "record": self.env._("Record of Odoo (identifier)")}

    @api.depends("path")
    def _compute_offered(self):
        result = super()._compute_offered()
        for column in self:
            if not column.path and "record" in (column.offered or ()):
                column.offered = [name for name in column.offered if name != "record"]
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
