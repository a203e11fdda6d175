"""A register that answers what a test says, and the job that asks it."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.fields import Domain

from odoo.addons.despacho_crm.tools.enrichment.found import Found

from .common import DespachoCommon


class EnrichmentCommon(DespachoCommon):
    """`register` is asked outside; it says `says`, {contact: {field: value}}, and is asked about who is in `about`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What jobs note is in the language of the administrator.
        cls.env.ref("base.user_admin").lang = "en_US"
        cls.providers = cls.env["despacho.enrichment.provider"]
        cls.proposals = cls.env["despacho.enrichment.proposal"]
        cls.origins = cls.env["despacho.value.origin"]
        cls.queue = cls.env["despacho.enrichment.queue"]
        cls.runs = cls.env["despacho.enrichment.run"]
        cls.derived = cls.env.ref("despacho_crm.enrichment_provider_derived")
        cls.census = cls.env.ref("despacho_crm.enrichment_provider_census")
        cls.providers.search([]).state = "paused"
        cls.register = cls.new_provider("registro", name="Registro")
        cls.env.flush_all()

    @classmethod
    def new_provider(cls, code, accept=(), **values):
        provider = cls.providers.create(
            {"name": code.title(), "code": code, "rate": 0, "daily_budget": 0, "batch_size": 100, **values}
        )
        provider.field_ids = [(0, 0, {"name": name, "accept": True}) for name in accept]
        return provider

    def accept(self, *names, provider=None):
        """Have what ``provider`` says of the fields ``names`` accepted by itself."""
        provider = provider or self.register
        provider.field_ids = [(5, 0, 0), *((0, 0, {"name": name, "accept": True}) for name in names)]

    @contextmanager
    def saying(self, answer, about=None, **traits):
        """Within it, the register answers ``answer``: a list, {contact: {field: value}}, or a function of the contacts.

        ``about``: the contacts that it may be asked about; ``traits``: more of what a source is.
        """
        calls = []

        def fetch(source, provider, partners):
            calls.append(partners.ids)
            if callable(answer):
                return answer(partners)
            if isinstance(answer, dict):
                return [
                    Found(partner.id, name, value)
                    for partner, values in answer.items()
                    if partner in partners
                    for name, value in values.items()
                ]
            return answer

        def applies(source, provider):
            return Domain("id", "in", (about or self.vega).ids)

        traits = {"_gives": ("name", "street", "zip", "city", "phone", "website", "ref"), **traits}
        source = self.env.registry["despacho.enrichment.source"]
        with patch.multiple(source, _fetch=fetch, _applies_to=applies, **traits):
            yield calls

    def work(self, is_local=False):
        """Let the job work as the scheduler does, with the commits left out."""
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", lambda *arguments, **named: 60):
            self.providers._cron_enrich(is_local)
        self.env.invalidate_all()

    def changed(self, partners):
        """Have what was written in this transaction seen: all of it has one time."""
        self.env.cr.execute(
            "UPDATE despacho_enrichment_seen SET seen = NULL WHERE partner_id = ANY(%s)", [partners.ids]
        )

    def waiting(self, partner=None):
        domain = [("state", "=", "proposed"), ("provider_id", "=", self.register.id)]
        return self.proposals.search([*domain, *([("partner_id", "=", partner.id)] if partner else [])])

    def origin(self, partner, name):
        return self.origins._get_by_partner(partner).get(partner.id, {}).get(name)


class EnrichmentJobCommon(EnrichmentCommon):
    """`many` are ten companies; a provider that fails is one whose answer is `raising`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.many = cls.env["res.partner"].create(
            [{"name": f"Compañía {n} SL", "is_company": True, "vat": cls.nif_of("B")} for n in range(10)]
        )

    def raising(self, error):
        def answer(partners):
            raise error

        return answer
