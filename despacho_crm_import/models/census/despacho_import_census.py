from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.despacho_crm.tools import cnae

from ...tools import census
from ...tools.cells import BOOKS


class DespachoImport(models.Model):
    """A list of companies on its way into the census: no row is staged, what was done is a few figures."""

    _inherit = "despacho.import"

    target = fields.Selection(selection_add=[("census", "Census of companies")], ondelete={"census": "cascade"})
    census_source = fields.Char(string="Name of the list", help="So is shown where each company comes from.")
    census_own = fields.Boolean(
        string="Only for this company", help="The other companies of the firm do not see what the list brings."
    )
    census_cnae_year = fields.Selection(
        selection=[("2009", "CNAE-2009"), ("2025", "CNAE-2025")],
        string="CNAE of the list",
        help="Some numbers mean another thing in the new classification. Without it, it is told from the list itself.",
    )
    census_review = fields.Json(readonly=True, copy=False, help="What was found in the review.")
    census_counts = fields.Json(readonly=True, copy=False, help="{kind: rows} of what was done.")
    census_repairs = fields.Json(readonly=True, copy=False, help="{code of a note: rows}")
    census_position = fields.Integer(readonly=True, copy=False, aggregator=None, help="The last row that was done.")
    census_read = fields.Integer(readonly=True, copy=False, aggregator=None, help="How many rows were done.")

    def _get_census_scope(self):
        """Return the id of the company that has the list for itself, None when it is for all."""
        return self.company_id.id if self.census_own else None

    def _get_census_source(self):
        return self.census_source or (self.filename or "").rpartition(".")[0] or self.filename or ""

    def _has_census_repeated(self):
        """Whether several rows may have one NIF."""
        return not self.census_review or bool(self.census_review["repeated"])

    def _prepare_part_values(self):
        names = ("census_source", "census_own", "census_cnae_year")
        return {**super()._prepare_part_values(), **{name: self[name] for name in names}}

    def write(self, vals):
        settled = {"census_own", "census_cnae_year", "census_source"} & vals.keys()
        if settled and any(
            record.target == "census" and record.state not in ("draft", "mapped") and record[name] != vals[name]
            for record in self
            for name in settled
        ):
            raise UserError(
                self.env._("This file has been reviewed already. Go back to the columns to read it otherwise.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_census(self):
        if any(record._get_census_left() or record._count_census_edited() for record in self):
            raise UserError(self.env._("An import that was applied stays: it tells where the data came from."))

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def _get_census_cleaner(self, rows):
        """Return what cleans the rows of the file; ``rows``: the first of them, by which the list is judged."""
        places, told = dict(self._get_positions()), self._get_last_figures()
        codes = [cells[places["cnae"][0]] for _number, cells in rows] if "cnae" in places else []
        header = " ".join(self.column_ids.filtered(lambda column: column.field == "cnae").mapped("header"))
        return census.Cleaner(
            places,
            self.source_date.isoformat(),
            cnae_year=self.census_cnae_year or cnae.guess_year(codes, header, self.source_date.year),
            zero_lost=cnae.is_zero_lost(codes),
            factor=told["turnover"][0].factor if "turnover" in told else 1,
            point=self.file_type in BOOKS,
        )
