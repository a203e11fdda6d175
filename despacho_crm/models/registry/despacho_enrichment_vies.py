from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import nif
from ...tools.enrichment import http, vies
from ...tools.enrichment.found import Found
from .words import in_words


class DespachoEnrichmentVies(models.AbstractModel):
    """The European register of VAT numbers: who may be invoiced without VAT from another country."""

    _name = "despacho.enrichment.vies"
    _inherit = "despacho.enrichment.source"
    _description = "VIES: numbers for trade within the Union"
    _gives = ("vies_status", "vies_proof", "vies_date", "vies_nif", "name", "street")
    _plain = ("vies_status", "vies_proof", "vies_date", "vies_nif")
    _exact = ("vies_proof", "vies_nif")
    #: A name and an address in another country's way of writing are for what is blank only.
    _beside = ()
    _watched = ("vat",)
    _keeps_days = 90

    @api.model
    def _applies_to(self, provider):
        return Domain("nif_key", "!=", False) & Domain("is_company", "=", True)

    @api.model
    def _fetch(self, provider, partners):
        requester, answers = self._get_requester(provider), []
        for partner in partners:
            country, number = self._split(partner.nif_key or "")
            if country not in vies.COUNTRIES:
                continue
            url = vies.build_url(country, number, requester, provider.url or vies.URL)
            with in_words(self.env):
                answer = http.reading(vies.parse_answer, http.ask(url).body)
            answers += self._read_answer(partner, answer)
        return answers

    @api.model
    def _get_requester(self, provider):
        """Return (country, number) of the firm, without which no proof is given; None when it has none."""
        # sudo: the firm's own number is no secret
        company = (provider.company_id or self.env["res.company"].search([], limit=1, order="id")).sudo()
        country, number = self._split(company.partner_id.nif_key or "")
        return (country, number) if country in vies.COUNTRIES else None

    @api.model
    def _split(self, key):
        """Return (country, number) of the key of a NIF."""
        return ("ES", key) if nif.person_kind(key) else (key[:2], key[2:])

    @api.model
    def _read_answer(self, partner, answer):
        today = fields.Date.today()
        values = {
            "vies_status": answer.status,
            "vies_proof": answer.proof or False,
            "vies_date": today.isoformat(),
            "vies_nif": partner.nif_key,
        }
        evidence = f"VIES: {answer.proof}" if answer.proof else ""
        return [
            Found(partner.id, name, value, today, 1.0, evidence if name == "vies_status" else "")
            for name, value in values.items()
        ] + [
            Found(partner.id, name, value, today, 0.8, "VIES")
            for name, value in (("name", answer.name), ("street", answer.address.partition("\n")[0]))
            if value
        ]
