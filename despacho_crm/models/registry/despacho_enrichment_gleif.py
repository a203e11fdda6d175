from odoo import api, models
from odoo.fields import Domain

from ...tools.enrichment import gleif, http
from ...tools.enrichment.found import Found
from ...tools.matching import normalise
from .words import in_words


class DespachoEnrichmentGleif(models.AbstractModel):
    """The open register of legal entities: found by name, and only what is surely the same one counts."""

    _name = "despacho.enrichment.gleif"
    _inherit = "despacho.enrichment.source"
    _description = "GLEIF: legal entity identifiers"
    _gives = ("lei", "street", "zip", "city")
    _together = (("street", "zip", "city"),)
    _exact = ("lei",)
    #: An address that the firm has is better known to it.
    _beside = ("lei",)
    _watched = ("vat", "name", "zip")
    _keeps_days = 365

    @api.model
    def _applies_to(self, provider):
        """Companies of the forms that take such a number, with something beside the name to know them by."""
        return Domain("legal_form", "in", ("sa", "sl", "cooperative", "limited_partnership", "collective"))

    @api.model
    def _fetch(self, provider, partners):
        answers = []
        for partner in partners:
            url = gleif.build_url(partner.name, base=provider.url or gleif.URL)
            with in_words(self.env):
                entities = http.reading(gleif.parse_answer, http.ask(url, headers=gleif.HEADERS).body)
            answers += self._read_answer(partner, entities)
        return answers

    @api.model
    def _read_answer(self, partner, entities):
        """Return the Found of the one entity that has the contact's name, and its number or its place."""
        own = normalise.name(partner.name)[:2]
        mine = [
            entity
            for entity in entities
            if entity.active
            and entity.country == "ES"
            and own in {normalise.name(name)[:2] for name in (entity.name, *entity.other_names)}
            and self._is_there(partner, entity)
        ]
        if len(mine) != 1:
            return []
        [entity] = mine
        day = entity.updated or None
        values = {"lei": entity.lei, "street": entity.street, "zip": entity.zip, "city": entity.city}
        return [
            Found(partner.id, name, value, day, 1.0 if name == "lei" else 0.8, f"LEI {entity.lei}")
            for name, value in values.items()
            if value
        ]

    @api.model
    def _is_there(self, partner, entity):
        """Whether something beside the name says that it is the same one."""
        if partner.nif_key and partner.nif_key in entity.registered_as.upper().replace("-", ""):
            return True
        if partner.zip and entity.zip:
            return partner.zip[:2] == entity.zip[:2]
        return False
