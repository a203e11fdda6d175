import logging

from odoo import api, fields, models

from odoo.addons.despacho_crm.tools import xlsx

from .despacho_portfolio_cell import DIMENSIONS

_logger = logging.getLogger(__name__)

#: What a row of the file is of, and what it says.
_BY = ("year", "kind", *DIMENSIONS, "service_line_id")
_SAYS = (
    ("company_count:sum", "integer"),
    ("client_count:sum", "integer"),
    ("revenue:sum", "money"),
    ("revenue_before:sum", "money"),
    ("acquired_count:sum", "integer"),
    ("lost_count:sum", "integer"),
    ("contacts:sum", "integer"),
    ("hours:sum", "number"),
)


class DespachoPortfolioCell(models.Model):
    """The cube as a spreadsheet: a row for each combination that there is, without anybody's name.

    Its money is in the currency of the company, as of today: that of companies of another one has rows of its own.
    """

    _inherit = "despacho.portfolio.cell"

    @api.model
    def _get_cube_file(self, domain):
        """Return the name and the bytes of the file of the rows of ``domain``."""
        self.check_access("read")
        rows = self._read_group(domain, [*_BY, "currency_id"], [name for name, _kind in _SAYS], order="year desc")
        name = self.env._("Portfolio")
        content = xlsx.build(
            name,
            self._get_cube_columns(),
            rows,
            currency_symbol=self.env.company.currency_id.symbol,
            author=self.env.company.name,
        )
        _logger.info("User %s downloaded the portfolio: %s rows", self.env.uid, len(rows))
        return f"{name} {fields.Date.to_string(fields.Date.context_today(self))}.xlsx", content

    @api.model
    def _get_cube_columns(self):
        columns = []
        for place, name in enumerate(_BY):
            field = self._fields[name]
            title = field._description_string(self.env)
            if field.type == "integer":
                columns.append(xlsx.Column(title, lambda row, place=place: row[place], "integer"))
            elif field.type == "selection":
                labels = dict(field._description_selection(self.env))
                columns.append(
                    xlsx.Column(title, lambda row, place=place, labels=labels: labels.get(row[place]), width=20)
                )
            else:
                columns.append(xlsx.Column(title, lambda row, place=place: row[place].display_name, width=28))
        currency = len(_BY)
        for place, (name, kind) in enumerate(_SAYS, currency + 1):
            title = self._fields[name.partition(":")[0]]._description_string(self.env)
            if kind == "money":
                columns.append(
                    xlsx.Column(title, lambda row, place=place: self._in_own_currency(row[currency], row[place]), kind)
                )
            else:
                columns.append(xlsx.Column(title, lambda row, place=place: row[place] or 0, kind))
        return columns
