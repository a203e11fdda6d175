from odoo import api, fields, models

from ...tools import company_size, legal_form
from ...tools.census_words import FROM, SQL, TO
from ..lifecycle.estimate import EstimatedNumber, KnownInteger

_WORDS = SQL % ("name", "trade_name", *("'{}'".format(letters.replace("'", "''")) for letters in (FROM, TO)))


class DespachoCensusCompany(models.Model):
    """The market: each company of the lists that the firm brought, be it a contact or not.

    There are millions of them, so a row is lean: no chatter, no access log, no stored computes, and it is
    loaded by COPY. Only who is chosen becomes a contact, and nothing of contacts or invoices looks here.
    """

    _name = "despacho.census.company"
    _description = "Company of the Census"
    _order = "id"  # of an index, whatever is searched
    _log_access = False

    nif_key = fields.Char(string="NIF", required=True)
    name = fields.Char(required=True)
    trade_name = fields.Char()
    legal_form = fields.Selection(selection=[(code, label) for code, (label, _spellings) in legal_form.FORMS.items()])
    street = fields.Char()
    zip = fields.Char(string="Postcode")
    city = fields.Char(string="Town")
    state_id = fields.Many2one("res.country.state", string="Province", domain="[('country_id.code', '=', 'ES')]")
    province = fields.Char(related="state_id.name", string="Name of the province")
    cnae = fields.Char(string="CNAE")
    cnae_year = fields.Selection(
        selection=[("2009", "CNAE-2009"), ("2025", "CNAE-2025")],
        string="Classification",
        help="Of which of the two classifications the CNAE is: some numbers mean another thing in the new one.",
    )
    activity = fields.Char(help="The activity in the words of the list.")
    employees = KnownInteger(aggregator="sum", help="Empty when it is not known: zero is without employees.")
    turnover = EstimatedNumber(string="Turnover (EUR)", digits=(16, 0))
    size_class = fields.Selection(
        selection="_selection_size_class",
        string="Size",
        help="By the European recommendation: fewer than 10, 50 or 250 employees and up to 2, 10 or 50 million euros.",
    )
    founded = fields.Date(string="Founded on")
    phone = fields.Char()
    email = fields.Char(string="E-mail")
    website = fields.Char(string="Web page")
    source = fields.Char(help="The list that it comes from.")
    data_date = fields.Date(string="Data as of")
    company_id = fields.Many2one("res.company", help="Empty: every company of the firm sees it.")

    # Within what is shared by all, and within each company's own.
    _nif_uniq = models.UniqueIndex("(nif_key varchar_pattern_ops, COALESCE(company_id, 0))")
    _words_idx = models.Index(f"USING gin (({_WORDS}))")
    # Counted without looking at the rows, with the company that the rules ask for and the NIF that may be known.
    _profile_idx = models.Index(
        "(cnae varchar_pattern_ops, state_id, size_class) INCLUDE (company_id, nif_key, cnae_year)"
    )
    _place_idx = models.Index("(state_id, size_class) INCLUDE (company_id, nif_key)")
    # Nearly all are micro: who looks for the others finds them here.
    _size_idx = models.Index("(size_class) WHERE size_class IN ('small', 'medium', 'large')")

    @api.model
    def _selection_size_class(self):
        labels = {
            "micro": self.env._("Micro (fewer than 10)"),
            "small": self.env._("Small (10 to 49)"),
            "medium": self.env._("Medium (50 to 249)"),
            "large": self.env._("Large (250 or more)"),
        }
        return [(name, labels[name]) for name in company_size.CLASSES]
