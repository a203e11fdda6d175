from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import cnae_tree
from ...tools.enrichment.found import Found
from ..segmentation.despacho_company_year import FIGURES

_ADDRESS = ("street", "zip", "city", "state_id")
#: {field of contacts: column of the census}, of those that are called otherwise.
_COLUMNS = {"cnae_id": "cnae", "cnae_2009_id": "cnae"}


class DespachoEnrichmentCensus(models.AbstractModel):
    """What the firm's own census of companies says of the one with the same NIF."""

    _name = "despacho.enrichment.census"
    _inherit = "despacho.enrichment.source"
    _description = "Census of companies"
    _is_local = True
    _keeps_days = 7
    _gives = (*_ADDRESS, "phone", "website", "cnae_id", "cnae_2009_id", "employees", "turnover", "size_class")
    _watched = ("nif_key", "company_id")
    _together = (_ADDRESS,)
    #: Lists are older than what people know: what they say otherwise is worth a look where it is of use.
    _beside = (*_ADDRESS, "phone", "website", "cnae_id")
    #: Its activity and size follow from it: those are written as anybody does.
    _plain = ("phone", "website")

    @api.model
    def _applies_to(self, provider):
        return Domain("nif_key", "!=", False)

    @api.model
    def _fetch(self, provider, partners):
        rows = self._get_rows(partners)
        activities = self._get_activities(rows.values())
        answers = []
        for partner in partners:
            if row := rows.get(partner.id):
                values = self._get_values(partner, row, activities)
                day = row.data_date or None
                answers += [Found(partner.id, name, value, day, 0.9) for name, value in values.items() if value]
        return answers

    @api.model
    def _census_changed(self, some):
        """Have the contacts that the census has news of asked about at once; ``some``: which rows of ``census``."""
        # sudo: whoever brings a list has news for all who may see it
        providers = self.env["despacho.enrichment.provider"].sudo().search([("code", "=", "census")])
        self.env["res.partner"].flush_model(["nif_key"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_enrichment_queue queue SET due = %(now)s, tries = 0
                 WHERE provider_id = ANY(%(providers)s) AND (due IS NULL OR due > %(now)s)
                   AND EXISTS (SELECT FROM res_partner partner
                                 JOIN despacho_census_company census ON census.nif_key = partner.nif_key
                                WHERE partner.id = queue.partner_id AND %(some)s)
                """,
                now=fields.Datetime.now(),
                providers=providers.ids,
                some=some,
            )
        )
        if self.env.cr.rowcount:
            providers._wake()

    @api.model
    def _get_rows(self, partners):
        """Return {contact id: its row}: one of its own company goes before one that all share."""
        census = self.env["despacho.census.company"].sudo()  # sudo: each contact gets what its company sees
        found = census.search([("nif_key", "in", partners.mapped("nif_key"))])
        by_key = {}
        for row in found:
            by_key[row.nif_key, row.company_id.id] = row
        rows = {}
        for partner in partners:
            row = partner.company_id and by_key.get((partner.nif_key, partner.company_id.id))
            row = row or by_key.get((partner.nif_key, False))
            if row:
                rows[partner.id] = row
        return rows

    @api.model
    def _get_activities(self, rows):
        """Return {(year, code): the activity} of ``rows``."""
        codes = {key for row in rows if (key := self._get_activity_key(row))}
        found = self.env["despacho.cnae"].search([("code", "in", [code for _year, code in codes])]) if codes else ()
        return {(cnae.year, cnae.code): cnae for cnae in found}

    @api.model
    def _get_activity_key(self, row):
        """Return (classification, code) of the activity of ``row``, None when it has none or it would be a guess."""
        year = row._get_cnae_year()
        code = cnae_tree.known(row.cnae, year) if year and row.cnae else ""
        return (year, code) if code else None

    @api.model
    def _get_values(self, partner, row, activities):
        values = {
            "street": row.street,
            "zip": row.zip,
            "city": row.city,
            "state_id": row.state_id.id,
            "phone": row.phone,
            "website": row.website and partner._clean_website(row.website),
            "employees": row.employees,
            "turnover": row.turnover,
        }
        activity = activities.get(self._get_activity_key(row))
        if activity and activity.level != "section":
            values["cnae_2009_id" if activity.year == "2009" else "cnae_id"] = activity.id
        # From what it says of people and sales the size follows.
        if not (row.employees or row.turnover):
            values["size_class"] = row.size_class
        return values

    @api.model
    def _get_stamps(self, partners, values):
        """Which list the census had each value from, where it still has it."""
        rows = self._get_rows(partners)
        lists = self.env["despacho.census.company"].union(*rows.values())._get_lists()
        activities = self._get_activities(rows.values())
        stamps = {}
        for partner in partners:
            if row := rows.get(partner.id):
                now, mine = self._get_values(partner, row, activities), lists.get(row, {})
                stamps[partner.id] = {
                    name: mine[column]
                    for name, value in values.get(partner.id, {}).items()
                    if (column := _COLUMNS.get(name, name)) in mine and now.get(name) == value
                }
        return stamps

    @api.model
    def _complete(self, values, changes):
        """The figures of a list are those of the last year that had ended when it was made."""
        for found, partner in changes.items():
            if found.field in FIGURES:
                values[partner]["figures_year"] = int(found.date[:4]) - 1
        return super()._complete(values, changes)
