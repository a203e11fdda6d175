from collections import Counter

from odoo import api, models

from ...tools import profiles
from ...tools.name_lists import DOUBT, MARK, Names, told
from ...tools.notes import Context

#: Columns whose cells may hold several names.
LISTS = ("tags", "interests")
#: Where the names of the base wait while a file is reviewed.
_KEPT = "despacho_import_names"


class DespachoImport(models.Model):
    """Of the names in a cell, those of the base are found before it is cut at its commas: names may have commas.

    So the tags and the services that Odoo exports, joined by commas, come back as they were.
    """

    _inherit = "despacho.import"

    def _tell_names(self, field, text):
        """Return the ``text`` of a cell of ``field`` with its names told apart, or marked as doubtful."""
        names = self._get_names_of(field)
        if MARK in text or not names.matter:
            return text
        found = names.split(text)
        return f"{DOUBT}{text}" if found is None else told(found)

    def _get_names_of(self, field):
        """Return the ``Names`` that may be in the cells of ``field``: read once for a review."""
        kept = self.env.cr.cache.setdefault(_KEPT, {})
        key = (self.id, field, self.env.uid, self.env.lang)
        if key not in kept:
            profile = profiles.PROFILES.get(self.profile)
            separators = (profile.context if profile else Context()).tag_separators
            kept[key] = Names(self._get_target()._get_written_names(field), separators)
        return kept[key]

    def _forget_names(self):
        self.env.cr.cache.pop(_KEPT, None)


class DespachoImportTarget(models.AbstractModel):
    _inherit = "despacho.import.target"

    @api.model
    def _get_written_names(self, field):
        """Return {as Odoo or people may write it: name} of the records that a column of ``field`` may name."""
        return {}

    @api.model
    def _get_names_in(self, records):
        """Return the same of ``records``, in each language: by their name, or by their whole path where it is clear."""
        names = {record.id: record.name for record in records}
        counts, known = Counter(names.values()), {}
        for lang, __ in self.env["res.lang"].get_installed():
            for record in records.with_context(lang=lang):
                known.setdefault(record.name, names[record.id])
                if counts[names[record.id]] == 1:
                    known.setdefault(record.display_name, names[record.id])
        return known


class DespachoImportPartner(models.AbstractModel):
    _inherit = "despacho.import.partner"

    @api.model
    def _get_written_names(self, field):
        if field == "interests":
            lines = self.env["product.category"].browse(self._get_service_lines())
            return self._get_names_in(lines)
        tags = self.env["res.partner.category"].with_context(active_test=False).search([("name", "!=", False)])
        return self._get_names_in(tags)
