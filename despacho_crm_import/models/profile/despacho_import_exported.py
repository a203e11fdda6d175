from odoo import api, fields, models
from odoo.models import fix_import_export_id_paths

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from ...tools import exported, profiles
from ...tools.headers import header_fields

#: Titles of a list that is known by them alone.
_ENOUGH = 3


class DespachoImport(models.Model):
    """A list that was exported from here comes back: each row is its very record, and what differs was changed.

    A cell that says what the base would write is nobody's news, whatever field it is of. The others were
    changed by whoever brings the file, so they prevail even over what a person typed.
    """

    _inherit = "despacho.import"

    profile = fields.Selection(selection_add=[("odoo", "List exported from Odoo")])

    def _recognise(self):
        table, found, known = super()._recognise()
        if not found and table.header_row and self._may_be_exported(table.headers):
            target, paths = self._find_exported(table.headers)
            if paths:
                if target != self.target:
                    self.with_context(import_reading=BY_CODE).target = target
                mapping = self._get_target()._get_exported_fields()
                found = profiles.Recognised(
                    profiles.PROFILES["odoo"],
                    _of_one({place: exported.field_of(mine, mapping)[1] for place, mine in enumerate(paths)}),
                )
        return table, found, known

    def _may_be_exported(self, headers):
        """Whether ``headers`` may be those of a list of Odoo's: by what only it writes, or by its very labels.

        Without technical titles and under another name, it is known by them when one at least is no word of others.
        """
        if exported.may_be(headers, self.filename or ""):
            return True
        if len(headers) < _ENOUGH or all(header_fields(header, self.target) for header in headers):
            return False
        model = self._get_target()._get_exported_model()
        if not model or not self.env[model].has_access("read"):
            return False
        return any(
            self._get_written_labels(model, lang).issuperset(headers)
            for lang in {code for code, __ in self.env["res.lang"].get_installed()} | {"en_US"}
        )

    def _get_written_labels(self, model, lang):
        """Return the labels of the fields of ``model`` in a language, as they are written."""
        described = self.env[model].with_context(lang=lang).fields_get(attributes=["string"])
        return {" ".join(field["string"].split()) for field in described.values()}

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
    def _get_field_labels(self, names=()):
        return {**super()._get_field_labels(names), "record": self.env._("Record of Odoo (identifier)")}

    @api.depends("path")
    def _compute_offered(self):
        result = super()._compute_offered()
        for column in self:
            if not column.path and "record" in (column.offered or ()):
                column.offered = [name for name in column.offered if name != "record"]
        return result
