from odoo import Command, api, models

from ...tools import figures
from ...tools.figures import FIGURES

#: As near as this, two amounts are one: the base keeps cents.
_CENT = 0.01


class DespachoImportPartner(models.AbstractModel):
    """Figures of another year than the last one that is known are those of that year: the others stay.

    Each year has its own origin (``turnover:2023``). What a company has today is that of its last year.
    """

    _inherit = "despacho.import.partner"

    @api.model
    def _find_candidates(self, import_, rows, first_rows, choices, known=None):
        target, context = self, import_._get_segmentation_context()
        names = {*FIGURES, *context["despacho_import_figures_dated"]}
        if any(not row.values.keys().isdisjoint(names) for row in rows):
            target = self.with_context(**context)
        return super(DespachoImportPartner, target)._find_candidates(import_, rows, first_rows, choices, known)

    @api.model
    def _get_known_for_row(self, row, partner, known, contacts, origins):
        known = super()._get_known_for_row(row, partner, known, contacts, origins)
        year = self.env.context.get("despacho_import_figures_year")
        if not year or row.values.keys().isdisjoint(FIGURES) or year == partner.figures_year:
            return known
        if year > partner.figures_year and not self.env.context.get("despacho_import_figures_said"):
            return known  # nothing says that what the base knows is of another year
        mine, then = origins.get(partner.id, {}), {}
        names = [figures.dated(name, year) for name in FIGURES]
        for name, value in self._read_years(partner, names).items():
            then[figures.undated(name)[0]] = self._to_known(value, mine.get(name))
        return {**{name: one for name, one in known.items() if name not in FIGURES}, **then}

    @api.model
    def _read_values(self, partner, names=None):
        dated = self.env.context.get("despacho_import_figures_dated") if names is None else figures.dated_of(names)
        if not dated:
            return super()._read_values(partner, names)
        found = super()._read_values(partner, names and {*names, *FIGURES})
        return {**found, **self._read_years(partner, dated)}

    @api.model
    def _read_years(self, partner, names):
        """Return {name: value} of those of ``names``, each of a figure and a year, that are known of ``partner``."""
        years = partner.commercial_partner_id.company_year_ids.grouped("year")
        found = {}
        for name in names:
            field, year = figures.undated(name)
            if year in years and years[year]._knows(field):
                found[name] = years[year][field]
        return found

    @api.model
    def _prepare_origins(self, import_, brought, values, names):
        """What the company has today came from whoever brought it, not from what is told of another year."""
        dated = figures.dated_of(names)
        if not dated and not any(name in names for name in FIGURES):
            return super()._prepare_origins(import_, brought, values, names)
        year = self.env.context.get("despacho_import_figures_year")
        values, mine = dict(values), [name for name in names if name not in FIGURES]

        def is_of_today(name, told):
            return name in values and abs(values[name] - brought[told]) < _CENT

        for name in FIGURES:
            if name in names and is_of_today(name, name):
                mine.append(name)
            elif name in names and brought.get(name) is not None and year:
                told = figures.dated(name, year)
                values[told] = brought[name]
                mine.append(told)
            # Of the other years, the last one may be the last that is known.
            last = next((told for told in dated if figures.undated(told)[0] == name), None)
            if last and name not in names and is_of_today(name, last):
                mine.append(name)
        return super()._prepare_origins(import_, brought, values, mine)

    @api.model
    def _prepare_values(self, values, lookups):
        vals = super()._prepare_values(values, lookups)
        if self.env.context.get("despacho_import_creating") and (years := _by_year(values)):
            vals["company_year_ids"] = [Command.create({"year": year, **told}) for year, told in years.items()]
        return vals

    @api.model
    def _create_records(self, import_, rows):
        target = self.with_context(despacho_import_creating=True)
        return super(DespachoImportPartner, target)._create_records(import_, rows)

    @api.model
    def _update_records(self, import_, rows):
        self._write_years({row.partner_id: years for row in rows if (years := _by_year(self._get_new_values(row)))})
        return super()._update_records(import_, rows)

    @api.model
    def _write_years(self, said):
        """Write figures of years: ``said`` is {company: {year: {field: value}}}."""
        if not said:
            return
        Year, news = self.env["despacho.company.year"], []
        companies = self.env["res.partner"].union(*said).commercial_partner_id
        lines = {(line.partner_id, line.year): line for line in Year.search([("partner_id", "in", companies.ids)])}
        for partner, years in said.items():
            company = partner.commercial_partner_id
            for year, told in years.items():
                if (company, year) in lines:
                    lines[company, year].write(told)
                else:
                    news.append({"partner_id": company.id, "year": year, **told})
        Year.create(news)


def _by_year(values):
    """Return {year: {field: value}} of those of ``values`` that name a year."""
    years = {}
    for name in figures.dated_of(values):
        field, year = figures.undated(name)
        years.setdefault(year, {})[field] = values[name]
    return years
