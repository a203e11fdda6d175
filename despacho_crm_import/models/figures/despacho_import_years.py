from odoo import api, fields, models

from ...tools import figures, values
from ...tools.cells import BOOKS
from ...tools.figures import FIGURES, Figure


class DespachoImport(models.Model):
    """A list of companies may have a column of figures for each year.

    Those of its last year are what a company has today, as those of a list of one year only are. The values of
    the others are called by their year (``turnover:2023``), so that each is compared, chosen and taken back alone.
    """

    _inherit = "despacho.import"

    has_years = fields.Boolean(compute="_compute_has_years", help="Some column is of a year.")

    @api.depends("column_ids.said_year")
    def _compute_has_years(self):
        for record in self:
            record.has_years = any(record.column_ids.mapped("said_year"))

    def action_read(self):
        result = super().action_read()
        if self.target == "partner" and self.state == "mapped":
            self._guess_years()
        return result

    def _guess_years(self):
        """Propose as figures the further columns of them, each of a year of its own."""
        columns = self.column_ids.sorted("position")
        known = self._get_figure_columns()
        for column in columns.filtered(lambda one: not (one.field or one.guess_reason)):
            figure = figures.figure_of(column.header)
            if not figure or figure.year > self.source_date.year or not column._has_numbers(figure):
                continue
            wanted = [*((field, figures.year_of(one.header)) for one, field in known), (figure.field, figure.year)]
            years = figures.resolve(wanted, self.source_date.year - 1)
            fields_of = [field for field, __ in wanted]
            if len(set(zip(fields_of, years, strict=True))) == len(wanted):
                column.write(
                    {"field": figure.field, "guess": figure.field, "guess_reason": "header", "confidence": 1.0}
                )
                known.append((column, figure.field))

    def _get_figure_columns(self):
        """Return [(column, field)] of those that hold figures of companies, in their order."""
        columns = self.column_ids.filtered(lambda column: column.field in FIGURES)
        return [(column, column.field) for column in columns.sorted("position")]

    def _get_figure_years(self):
        """Return {column: the year of its figures}."""
        columns = self._get_figure_columns()
        said = [(field, figures.year_of(column.header)) for column, field in columns]
        years = figures.resolve(said, self.source_date.year - 1)
        return {column: year for (column, __), year in zip(columns, years, strict=True)}

    def _get_figures(self):
        """Return {``Figure``: [place of a column, ...]} of the columns of figures; those of the last year say none."""
        years = self._get_figure_years()
        last, found = max(years.values(), default=0), {}
        for column, year in years.items():
            figure = Figure(column.field, year if year != last else 0, figures.unit_of(column.field, column.header))
            found.setdefault(figure, []).append(column.position)
        return found

    def _get_last_figures(self):
        """Return {field: (``Figure``, [place of a column, ...])} of the last year that is told of each."""
        found = sorted(self._get_figures().items(), key=lambda one: one[0].year or float("inf"))
        return {figure.field: (figure._replace(year=0), places) for figure, places in found}

    def _get_positions(self):
        """Put first the figures that are not read as any other number is: of further years, or in thousands.

        Of what has no years, as leads and the census, those of the last year count.
        """
        positions = super()._get_positions()
        found = self._get_figures()
        if self.target != "partner":
            found = dict(self._get_last_figures().values())
        special = [(figure, places) for figure, places in found.items() if figure.year or figure.factor != 1]
        if self.target == "census" or not special:
            last = {figure.field: places for figure, places in found.items()}
            return [(name, last.get(name, places)) for name, places in positions]
        plain = [(figure.field, places) for figure, places in found.items() if not figure.year and figure.factor == 1]
        return [*special, *(one for one in positions if one[0] not in FIGURES), *plain]

    def _clean(self, cells, positions):
        if not (positions and isinstance(positions[0][0], Figure)):
            return super()._clean(cells, positions)
        special = [(figure, places) for figure, places in positions if isinstance(figure, Figure)]
        others = positions[len(special) :]
        if self.target != "partner":
            return super()._clean(*self._write_in_units(cells, special, others))
        row = super()._clean(cells, others)
        found, notes, kept = {}, [], []
        for figure, places in special:
            text = next(filter(None, (cells[place].strip() for place in places)), "")
            if not text:
                continue
            number, said = figures.read(figure, text, self.file_type in BOOKS)
            notes += [values.Note(note.code, figure.name, note.old, note.new) for note in said]
            if number is not None:
                found[figure.name] = number
            elif any(note.code == "number_invalid" for note in said):
                kept.append(text)
        if kept:
            found["notes"] = "\n".join(filter(None, [row.values.get("notes"), *kept]))
        return row._replace(values={**row.values, **found}, notes=[*row.notes, *notes])

    def _write_in_units(self, cells, special, others):
        """Return ``(cells, positions)`` with the figures of ``special`` written out: «1,5» of millions is 1500000."""
        cells = list(cells)
        for figure, places in special:
            text = next(filter(None, (cells[place].strip() for place in places)), "")
            number = figures.read(figure, text, self.file_type in BOOKS)[0] if text else None
            cells[places[0]] = text if number is None else f"{number:.2f}"
        return cells, [*others, *((figure.field, places[:1]) for figure, places in special)]

    def _get_segmentation_context(self):
        """Return too of which year the figures are: what the titles say, else that before the date of the data."""
        years = self._get_figure_years()
        names = figures.dated_of(figure.name for figure in self._get_figures())
        return {
            **super()._get_segmentation_context(),
            "despacho_import_figures_year": max(years.values(), default=self.source_date.year - 1),
            "despacho_import_figures_said": any(figures.year_of(column.header) for column in years),
            "despacho_import_figures_dated": tuple(names),
        }

    def _name_last_year(self, labels):
        """Return ``labels`` with the year of what a company has today where those of other years stand beside it."""
        if not figures.dated_of(labels):
            return labels
        last = max(self._get_figure_years().values(), default=0)
        told = {name: f"{labels[name]} {last}" for name in FIGURES if last and name in labels}
        return {**labels, **told}


class DespachoImportColumn(models.Model):
    _inherit = "despacho.import.column"

    said_year = fields.Char(string="Year", compute="_compute_said_year", help="Of which year its figures are.")

    @api.depends("field", "header", "import_id.column_ids.field", "import_id.source_date", "import_id.target")
    def _compute_said_year(self):
        for import_, columns in self.grouped("import_id").items():
            years = import_._get_figure_years() if import_.target == "partner" else {}
            for column in columns:
                year = years.get(column) or (column.field == "amount" and figures.year_of(column.header))
                column.said_year = str(year) if year else False

    @api.model
    def _get_field_labels(self, names=()):
        """Return the labels of figures of further years too: those of which ``names`` are."""
        labels = super()._get_field_labels(names)
        dated = figures.dated_of(set(names))
        if not dated:
            return labels
        told = {}
        for name, label in labels.items():
            told[name] = label
            for other in dated:
                field, year = figures.undated(other)
                if field == name:
                    told[other] = f"{label} {year}"
        return told

    def _has_numbers(self, figure):
        """Whether most of the first values of a column are numbers, or say that there is none."""
        samples = self.samples or []
        said = (note for text in samples for note in figures.read(figure, text)[1])
        return sum(note.code == "number_invalid" for note in said) * 2 <= len(samples)

    def _get_repair(self, text, labels):
        if self.field not in FIGURES:
            return super()._get_repair(text, labels)
        figure = Figure(self.field, 0, figures.unit_of(self.field, self.header))
        number, notes = figures.read(figure, text, self.import_id.file_type in BOOKS)
        if number is None:
            wrong = [note.code for note in notes if note.code.endswith("_invalid")]
            return f"{text}: {labels[wrong[0]]}" if wrong else ""
        as_written = figures.read(figure._replace(factor=1), text, self.import_id.file_type in BOOKS)[0]
        return "" if number == as_written else self.env["despacho.import.row"]._to_text(self.field, number, {})


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    def _get_labels(self, names=()):
        labels = super()._get_labels(names)
        return self.import_id._name_last_year(labels) if len(self.import_id) == 1 else labels
