from odoo import api, models

from odoo.addons.despacho_crm.tools import cnae, cnae_tree
from odoo.addons.despacho_crm.tools.census_words import words

from ...tools.figures import FIGURES


class DespachoImportPartner(models.AbstractModel):
    """What a list says of the activity and the size of a company is its activity and its figures of a year.

    What is no code of the CNAE, or says more than its title, stays in the notes.
    """

    _inherit = "despacho.import.partner"

    @api.model
    def _place(self, row, source):
        found = dict(row.values)
        figures = {name: found.pop(name) for name in FIGURES if found.get(name) not in (None, "")}
        code = ""
        for name in ("cnae", "activity"):
            text = found.pop(name, None)
            if not text:
                continue
            split = cnae.split_cnae(text)
            known = _known_code(split.code)
            if known and (not code or len(known) > len(code)):
                code = known
            said = split.words if known else text
            if said and not _is_title(said, code):
                found["activity"] = ", ".join(filter(None, (found.get("activity"), said)))
        placed = super()._place(row._replace(values=found), source)
        return {**placed, **figures, **({"cnae": code} if code else {})}

    @api.model
    def _read_values(self, partner, names=None):
        found = super()._read_values(partner, names)
        if names is None or not {"cnae", *FIGURES}.isdisjoint(names):
            found |= {name: partner[name] for name in FIGURES if partner[name]}
            if partner.employees == 0 and partner.employees is not False:
                found["employees"] = 0  # somebody said that there are none
            code = partner.cnae_2009_id.code or partner.cnae_id.code
            if code:
                found["cnae"] = code
        return found

    @api.model
    def _get_known(self, partner, origins):
        """What a register or the census brought of the activity is known by the field, and told by its code."""
        found = super()._get_known(partner, origins)
        name = "cnae_2009_id" if partner.cnae_2009_id else "cnae_id"
        origin = origins.get(partner.id, {}).get(name)
        if "cnae" in found and found["cnae"].typed and origin and origin["value"] == partner[name].id:
            code = partner[name].code
            found["cnae"] = self._to_known(code, {**origin, "value": code})
        return found

    @api.model
    def _get_known_for_row(self, row, partner, known, contacts, origins):
        known = super()._get_known_for_row(row, partner, known, contacts, origins)
        code = row.values.get("cnae")
        if code and "cnae" in known and code in (partner.cnae_id.code, *partner.cnae_2009_id.mapped("code")):
            known = {**known, "cnae": known["cnae"]._replace(value=code)}
        return known

    @api.model
    def _get_lookups(self, values_list):
        lookups = super()._get_lookups(values_list)
        codes = {values["cnae"] for values in values_list if "cnae" in values}
        found = self.env["despacho.cnae"].search_fetch([("code", "in", list(codes))], ["code", "year"])
        return {**lookups, "cnae": {(one.year, one.code): one.id for one in found}}

    @api.model
    def _prepare_values(self, values, lookups):
        vals = super()._prepare_values(values, lookups)
        figures = {name: values[name] for name in FIGURES if name in values}
        if figures:
            vals |= {**figures, "figures_year": self.env.context.get("despacho_import_figures_year")}
        if "cnae" in values:
            code = values["cnae"]
            year = cnae.year_of(code) or self.env.context.get("despacho_import_cnae_year") or "2025"
            # What went whole to the same number is the same thing in both.
            year = "2025" if cnae_tree.convert(code) == code else year
            if (year, code) not in lookups["cnae"]:
                year = "2025" if year == "2009" else "2009"
            vals["cnae_id" if year == "2025" else "cnae_2009_id"] = lookups["cnae"].get((year, code), False)
        return vals

    @api.model
    def _create_records(self, import_, rows):
        target = self.with_context(**import_._get_segmentation_context())
        return super(DespachoImportPartner, target)._create_records(import_, rows)

    @api.model
    def _update_records(self, import_, rows):
        target = self.with_context(**import_._get_segmentation_context())
        return super(DespachoImportPartner, target)._update_records(import_, rows)


class DespachoImport(models.Model):
    """Of which classification the codes of a list are."""

    _inherit = "despacho.import"

    def _get_segmentation_context(self):
        """Return what the titles of the columns say, else what follows from the date of the data."""
        self.ensure_one()
        header = " ".join(self.column_ids.filtered(lambda c: c.field in ("activity", "cnae")).mapped("header"))
        return {"despacho_import_cnae_year": cnae.guess_year((), header, self.source_date.year)}


def _known_code(code):
    """Return ``code`` when one of the classifications has it, '' otherwise."""
    return code if any(code in cnae_tree.tree(year) for year in cnae_tree.YEARS) else ""


def _is_title(text, code):
    """Whether ``text`` says nothing that the title of ``code`` does not."""
    titles = " ".join(cnae_tree.title(code, year) for year in cnae_tree.YEARS)
    return bool(code) and set(words(text)) <= set(words(titles))
