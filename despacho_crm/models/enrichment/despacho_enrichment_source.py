from odoo import api, models
from odoo.fields import Domain

from ..person.res_partner import PERSONAL


class DespachoEnrichmentSource(models.AbstractModel):
    """Where values of contacts may be found: one small model per provider, ``despacho.enrichment.<code>``.

    A source knows nothing of queues, rates or proposals: it says whom it can be asked about and answers for a
    batch of them. Its provider, the record of the same code, says how often and what is accepted by itself::

        class DespachoEnrichmentVies(models.AbstractModel):
            _name = "despacho.enrichment.vies"
            _inherit = "despacho.enrichment.source"
            _description = "VIES"
            _gives = ("name", "street")
            _watched = ("vat",)

            def _applies_to(self, provider):
                return Domain("nif_key", "!=", False)

            def _fetch(self, provider, partners):
                return [Found(partner.id, "name", "...", date=..., evidence=...) for partner in partners]
    """

    _name = "despacho.enrichment.source"
    _description = "Source of Enrichment"

    #: Fields of res.partner that it may answer with: anything else is left out.
    _gives = ()
    #: Stored columns of res.partner that the question follows from: asked again when one of them changes.
    _watched = ("vat", "name")
    #: Another one when the source answers otherwise than it did: all is asked again.
    _version = 1
    #: After so many days what it said is asked again; 0: only when a watched column changes.
    _keeps_days = 0
    #: It reads this database only: neither rate nor budget, and its answer is written at once.
    _is_local = False
    #: It is asked with the firm's certificate (``provider._get_certificate()``).
    _needs_certificate = False
    #: A company of the firm may use it in its own way.
    _is_per_company = True
    #: Fields that it proposes beside a value of another origin; None: all of them.
    _beside = None
    #: Fields that make sense together, as those of an address: filled in by itself when none of them contradicts.
    _together = ()
    #: Of what it gives, text that differs in signs or letter case only is another value.
    _exact = ()
    #: Of what it gives, that from which nothing follows: thousands are written at once.
    _plain = ()
    #: What is as it says, and of which nobody noted where it comes from, is taken for its own.
    _adopts = ()

    @api.model
    def _get_given(self):
        """Return the fields that it may answer with, personal data of nobody among them."""
        return [name for name in self._gives if name not in PERSONAL]

    @api.model
    def _applies_to(self, provider):
        """Return the Domain of the contacts that ``provider`` may be asked about, among active companies and
        persons of their own."""
        return Domain.TRUE

    @api.model
    def _fetch(self, provider, partners):
        """Return the list of Found (tools/enrichment/found.py) of ``partners``.

        Raise Unavailable when the source does not answer now, Refused when a person has to mend something
        (tools/enrichment/errors.py). It reads, and writes nothing.
        """
        return []

    @api.model
    def _complete(self, values, changes):
        """Add to ``values``, {contact: {field: value}}, what has to be written with ``changes``, {Found: contact}."""

    @api.model
    def _heard(self, provider, answers):
        """Be told what was answered, {partner: [Found]}, once it is being written: what is more than values of
        the contact is done here, in the same transaction."""

    @api.model
    def _get_stamps(self, partners, values):
        """Return {contact id: {field: what the origin of its value says beyond provider and day}}.

        ``values``: {contact id: {field: value that it gave}}.
        """
        return {}
