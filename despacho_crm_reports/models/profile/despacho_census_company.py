from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .despacho_client_profile_row import BANDS, FEATURES


class DespachoCensusCompany(models.Model):
    """How alike to the best clients a company of the census is: as its kind is, which has been scored."""

    _inherit = "despacho.census.company"

    likeness = fields.Selection(
        BANDS,
        string="Like the best clients",
        compute="_compute_likeness",
        search="_search_likeness",
        groups="despacho_crm_reports.group_analysis",
        help="By its sector, size, province and legal form. See «Best clients».",
    )
    likeness_points = fields.Float(
        string="Points", compute="_compute_likeness", digits=(16, 2), groups="despacho_crm_reports.group_analysis"
    )

    in_market = fields.Boolean(
        string="Counted in the market",
        compute="_compute_in_market",
        search="_search_in_market",
        groups="despacho_crm_reports.group_analysis",
        help="No natural person and no client: what the profile of the best clients counts as market.",
    )

    @api.model
    def _get_client_profile(self):
        """Return the profile that is asked about: that of the screen, or that of the company."""
        profiles = self.env["despacho.client.profile"]
        if chosen := self.env.context.get("client_profile_id"):
            return profiles.browse(chosen).exists()
        return profiles._of_company(self.env.company)

    @api.depends("cnae", "cnae_year", "size_class", "state_id", "legal_form")
    @api.depends_context("company", "client_profile_id")
    def _compute_likeness(self):
        profile = self._get_client_profile()
        codes = self.env["despacho.cnae"]._sectors_by_code() if profile else {}
        kinds = {company: company._get_kind(codes) for company in self}
        domain = Domain("profile_id", "=", profile.id) & Domain.OR(
            Domain([(name, "=", value) for name, value in zip(FEATURES, kind, strict=True)])
            for kind in set(kinds.values())
            if kind[0]
        )
        cells = self.env["despacho.client.cell"].search(domain) if profile else ()
        found = {(one.sector_id.id, one.size_class, one.state_id.id, one.legal_form): one for one in cells}
        for company in self:
            # Of whom the sector is not known little is known: nothing is said.
            cell = kinds[company][0] and found.get(kinds[company])
            company.likeness = cell.band if cell else False
            company.likeness_points = cell.score if cell else 0.0

    def _get_kind(self, codes):
        sector = codes.get((self.cnae, self.cnae_year or ""), False)
        return sector, self.size_class, self.state_id.id, self.legal_form

    @api.depends("nif_key", "company_id")
    @api.depends_context("company", "client_profile_id")
    def _compute_in_market(self):
        counted = self.search([("id", "in", self.ids), ("in_market", "=", True)])
        for company in self:
            company.in_market = company in counted

    @api.model
    def _search_in_market(self, operator, value):
        if operator != "in":
            return NotImplemented
        profile = self._get_client_profile()
        if not profile:
            return Domain.FALSE if True in value else Domain.TRUE
        counted = Domain.custom(to_sql=lambda _model, alias, _query: profile._sql_counted(alias))
        return counted if True in value else ~counted

    @api.model
    def _search_likeness(self, operator, value):
        if operator != "in":
            return NotImplemented
        profile = self._get_client_profile()
        bands = [one for one in value if one]
        if not profile or not bands:
            return Domain.FALSE
        self.env["despacho.client.cell"].flush_model()
        codes = self.env["despacho.cnae"]._sectors_by_code()

        def to_sql(model, alias, query):
            def known(name, nothing):
                return SQL("COALESCE(%s, %s)", SQL.identifier(alias, name), nothing)

            return SQL(
                """
                (%(cnae)s, %(year)s, %(size)s, %(state)s, %(form)s) IN (
                    SELECT of_code.code, of_code.year, COALESCE(cell.size_class, ''), COALESCE(cell.state_id, 0),
                           COALESCE(cell.legal_form, '')
                      FROM despacho_client_cell cell
                      JOIN UNNEST(%(codes)s::varchar[], %(years)s::varchar[], %(sectors)s::int[])
                           AS of_code (code, year, sector_id) ON of_code.sector_id = cell.sector_id
                     WHERE cell.profile_id = %(profile)s AND cell.band = ANY(%(bands)s))
                """,
                cnae=known("cnae", ""),
                year=known("cnae_year", ""),
                size=known("size_class", ""),
                state=known("state_id", 0),
                form=known("legal_form", ""),
                codes=[code for code, _year in codes],
                years=[year for _code, year in codes],
                sectors=list(codes.values()),
                profile=profile.id,
                bands=bands,
            )

        return Domain.custom(to_sql=to_sql)
