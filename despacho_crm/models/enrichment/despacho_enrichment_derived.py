from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import company_size, municipality, phone, territory
from ...tools.enrichment.found import Found
from ...tools.enrichment.mail_domain import web_domain
from ..identity.res_country import country_code

#: So many companies with addresses of one domain are no companies of that domain: it is of their mail provider.
_SHARED_BY = 4


class DespachoEnrichmentDerived(models.AbstractModel):
    """What follows from what is known already, without asking anybody."""

    _name = "despacho.enrichment.derived"
    _inherit = "despacho.enrichment.source"
    _description = "What follows from other data"
    _is_local = True
    _gives = ("state_id", "municipality_id", "cnae_id", "sector_id", "size_class", "website", "phone")
    _watched = (
        *("zip", "city", "state_id", "country_id", "email", "website", "phone", "is_company", "person_kind"),
        *("cnae_id", "cnae_2009_id", "figures_year", "employees", "turnover", "balance"),
    )
    #: A value of another origin is questioned where what follows is certain.
    _beside = ("state_id", "phone")
    _exact = ("phone",)
    _plain = ("state_id", "municipality_id", "cnae_id", "sector_id", "size_class", "website", "phone")
    #: What else could be written there follows from the same.
    _adopts = ("municipality_id", "sector_id", "size_class")

    @api.model
    def _applies_to(self, provider):
        known = ("zip", "city", "email", "phone", "cnae_id", "cnae_2009_id", "figures_year")
        return Domain.OR(Domain(name, "not in", [False, 0]) for name in known)

    @api.model
    def _fetch(self, provider, partners):
        states, years = self._get_states(), self._get_years(partners)
        shared = self._get_shared_domains(partners)
        answers = []
        for partner in partners:
            found = {
                **self._derive_place(partner, states),
                **self._derive_activity(partner),
                **self._derive_size(partner, years.get(partner.id)),
                **self._derive_contact(partner, shared),
            }
            answers += [
                # Nothing follows any more: worth saying only where there is something.
                Found(partner.id, name, value)
                for name, value in found.items()
                if value or partner[name]
            ]
        return self._with_municipalities(answers)

    # ------------------------------------------------------------
    # PLACE
    # ------------------------------------------------------------

    @api.model
    def _get_states(self):
        """Return {code of a province: its id}."""
        states = self.env["res.country.state"].search_fetch([("country_id.code", "=", "ES")], ["code"])
        return {state.code: state.id for state in states}

    @api.model
    def _is_in_spain(self, partner):
        """Whether an address is in Spain: whoever does not say it is where the firm is."""
        country = partner.country_id or partner.state_id.country_id
        country = country or (partner.company_id or self.env.company).country_id
        return country_code(self.env, country) in ("ES", "")

    @api.model
    def _derive_place(self, partner, states):
        postcode, town = (partner.zip or "").strip(), partner.city or ""
        if not self._is_in_spain(partner):
            return {"municipality_id": False}
        by_postcode = territory.by_zip(postcode)
        places = municipality.candidates(postcode) if by_postcode else []
        state = partner.state_id
        found = {}
        if by_postcode:
            # Some postcodes go on beyond their province: either of the two is right.
            right = {by_postcode.code, *(territory.PROVINCES[place.code[:2]].code for place in places)}
            if state.code not in right:
                found["state_id"] = states.get(by_postcode.code, False)
        province = by_postcode or territory.BY_CODE.get(state.code)
        place = municipality.find(postcode if by_postcode else "", town, province.number if province else "")
        if place:
            found["municipality_id"] = place.code
        elif partner.municipality_id.code not in {place.code for place in places}:
            found["municipality_id"] = False
        return found

    @api.model
    def _with_municipalities(self, answers):
        """Return ``answers`` with the ids of the municipalities in the place of their codes."""
        codes = {found.value for found in answers if found.field == "municipality_id" and found.value}
        places = self.env["despacho.municipality"].search_fetch([("code", "in", list(codes))], ["code"])
        ids = {place.code: place.id for place in places}
        return [
            found._replace(value=ids.get(found.value, False)) if found.field == "municipality_id" else found
            for found in answers
        ]

    # ------------------------------------------------------------
    # ACTIVITY AND SIZE
    # ------------------------------------------------------------

    @api.model
    def _derive_activity(self, partner):
        found = {}
        successor = partner.cnae_2009_id._only_successor() if partner.cnae_2009_id else partner.cnae_2009_id
        if successor:
            found["cnae_id"] = successor.id
        activity = partner.cnae_id or successor
        sectors = activity.sector_id if activity else partner.cnae_2009_id.successor_ids.sector_id
        found["sector_id"] = sectors.id if len(sectors) == 1 else False
        return found

    @api.model
    def _get_years(self, partners):
        """Return {contact: {year: (employees, turnover, balance)}}."""
        found = {}
        # sudo: a company has one size, whoever wrote the figures of a year
        years = self.env["despacho.company.year"].sudo()
        for line in years.search([("partner_id", "in", partners.ids)]):
            found.setdefault(line.partner_id.id, {})[line.year] = line._amounts()
        return found

    @api.model
    def _derive_size(self, partner, years):
        # Without years there is nothing to follow from, and what somebody else said of its size stays.
        return {"size_class": company_size.size_over_years(years) or False} if years else {}

    # ------------------------------------------------------------
    # PHONE AND WEB
    # ------------------------------------------------------------

    @api.model
    def _get_shared_domains(self, partners):
        """Return the domains of the addresses of ``partners`` that too many companies have."""
        domains = list({domain for partner in partners if (domain := web_domain(partner.email))})
        if not domains:
            return set()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT SPLIT_PART(email_normalized, '@', 2) FROM res_partner
                 WHERE active AND SPLIT_PART(email_normalized, '@', 2) = ANY(%s)
                 GROUP BY 1 HAVING COUNT(DISTINCT commercial_partner_id) >= %s
                """,
                domains,
                _SHARED_BY,
            )
        )
        return {domain for (domain,) in rows}

    @api.model
    def _derive_contact(self, partner, shared):
        found = {}
        if partner.is_company or partner.person_kind in ("legal", "entity", "public"):
            domain = web_domain(partner.email)
            domain = "" if domain in shared else domain
            # As the base writes it.
            found["website"] = partner._clean_website(domain) if domain else False
        if partner.phone:
            read = phone.split_phones(partner.phone, country="ES" if self._is_in_spain(partner) else "")
            if len(read.found) == 1 and not read.rest and read.found[0].number != partner.phone:
                found["phone"] = read.found[0].number
        return found
