from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import census_words, nif
from ...tools.cnae import split_cnae

#: What a user may order millions of rows by: the others have no index.
SORTABLE = frozenset(("nif_key",))


class DespachoCensusCompany(models.Model):
    """Find a company among millions at once: by words of its names, by its number, by its activity."""

    _inherit = "despacho.census.company"
    _rec_names_search = ["search_words", "search_nif"]

    search_words = fields.Char(string="Words of the name", store=False, search="_search_search_words")
    search_nif = fields.Char(string="NIF in any spelling", store=False, search="_search_search_nif")
    search_cnae = fields.Char(string="Activity (CNAE)", store=False, search="_search_search_cnae")
    in_base = fields.Boolean(string="Already in the base", compute="_compute_partner_id", search="_search_in_base")
    partner_id = fields.Many2one("res.partner", string="Contact", compute="_compute_partner_id")

    @api.model
    def _search_search_words(self, operator, value):
        """Find by the beginnings of words, in any order, with or without accents."""
        if operator == "in":
            return Domain.OR(self._search_search_words("ilike", one) for one in value if one)
        if operator not in nif.LIKE or not isinstance(value, str):
            return NotImplemented
        wanted = census_words.words(value)
        if not wanted:
            return Domain.FALSE
        # The words hold letters and digits only, so none is a sign of the query language.
        beginnings = " & ".join(f"{word}:*" for word in wanted)

        def to_sql(model, alias, query):
            columns = (SQL.identifier(alias, name) for name in ("name", "trade_name"))
            # As the index has it (``census_words.SQL``).
            return SQL(
                "to_tsvector('simple', translate(lower(%s || ' ' || COALESCE(%s, '')), %s, %s)) @@ %s::tsquery",
                *columns,
                census_words.FROM,
                census_words.TO,
                beginnings,
            )

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _search_search_nif(self, operator, value):
        terms = nif.search_terms(operator, value)
        if terms is None:
            return NotImplemented
        found, letters = [], sorted(nif.ENTITY_LETTERS | nif.NATURAL_LETTERS)
        for term, key in terms:
            # Digits alone, the letter left out: one search in the index for each letter that there is.
            if term == "=like" and key.startswith("_"):
                found += [Domain("nif_key", term, letter + key[1:]) for letter in letters]
            else:
                found.append(Domain("nif_key", term, key))
        return Domain.OR(found)

    @api.model
    def _search_search_cnae(self, operator, value):
        """Find by the code or its beginning: ``69`` has all of its groups and classes."""
        if operator == "in":
            return Domain.OR(self._search_search_cnae("ilike", one) for one in value if one)
        if operator not in nif.LIKE or not isinstance(value, str):
            return NotImplemented
        code = split_cnae(value.strip("%")).code or value.strip("% ")
        return Domain("cnae", "=like", f"{code}%")

    @api.depends("nif_key")
    def _compute_partner_id(self):
        # A search, so that nobody sees here whom they may not read.
        partners = self.env["res.partner"].with_context(active_test=False)
        known = partners.search_fetch([("nif_key", "in", self.mapped("nif_key"))], ["nif_key"], order="active, id desc")
        by_key = {partner.nif_key: partner for partner in known}
        for company in self:
            company.partner_id = by_key.get(company.nif_key, False)
            company.in_base = bool(company.partner_id)

    @api.model
    def _search_in_base(self, operator, value):
        if operator != "in":
            return NotImplemented
        partners = self.env["res.partner"].with_context(active_test=False)
        known = partners._search([("nif_key", "!=", False)])
        inside = Domain("nif_key", "in", known.subselect("nif_key"))
        return inside if True in value else ~inside

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        found = super().fields_get(allfields, attributes)
        for name, description in found.items():
            if "sortable" in description and name not in SORTABLE:
                description["sortable"] = False
        return found

    def action_open_partner(self):
        """Open the contact of the same NIF."""
        self.ensure_one()
        return self.partner_id.get_formview_action()
