from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import nif
from ...tools.enrichment import aeat, http
from ...tools.enrichment.errors import Refused
from ...tools.enrichment.found import Found
from ...tools.matching import normalise
from .words import in_words

#: What has to be told to whoever looks after a client.
_ALARMING = ("revoked", "deregistered")


class DespachoEnrichmentAeat(models.AbstractModel):
    """The tax agency's check of names and NIFs: many at a time, with the firm's certificate."""

    _name = "despacho.enrichment.aeat"
    _inherit = "despacho.enrichment.source"
    _description = "Tax agency: names and NIFs"
    _needs_certificate = True
    _gives = ("aeat_status", "aeat_name", "aeat_date", "aeat_nif", "name", "vat")
    _plain = ("aeat_status", "aeat_name", "aeat_date", "aeat_nif")
    _exact = ("aeat_name", "aeat_nif", "vat")
    _watched = ("vat", "name")
    _keeps_days = 180

    @api.model
    def _applies_to(self, provider):
        return Domain("person_kind", "!=", False)

    @api.model
    def _fetch(self, provider, partners):
        url, certificate = provider.url or aeat.URL, provider._get_certificate()
        if not certificate and url.startswith("https:"):
            raise Refused(
                self.env._(
                    "The tax agency asks for a certificate: the administrator writes its path in the server's "
                    "configuration (despacho_aeat_certificate) and resumes this provider."
                )
            )
        known = {partner.nif_key: partner for partner in partners if nif.person_kind(partner.nif_key)}
        if not known:
            return []
        # Of an entity the number is enough, and its name would only make it be found less.
        rows = [
            (key, partner.name or "" if nif.person_kind(key) == "natural" else "") for key, partner in known.items()
        ]
        with in_words(self.env):
            request = aeat.build_request(rows)
            response = http.ask(url, data=request, headers=aeat.HEADERS, certificate=certificate or None)
            answers = http.reading(aeat.parse_answer, response.body, list(known))
        return [found for answer in answers for found in self._read_answer(known[answer.asked], answer)]

    @api.model
    def _read_answer(self, partner, answer):
        """Return the Found of what the agency says of ``partner``; nothing when it did not look."""
        if answer.status not in aeat.FINAL:
            return []
        today = fields.Date.today()

        def found(field, value, confidence=1.0, evidence=""):
            return Found(partner.id, field, value, today, confidence, evidence)

        is_person = nif.person_kind(answer.asked) == "natural"
        # Of a person it says again what it was asked, and of nobody nothing.
        name = answer.name[:250] if answer.status != "unidentified" and not is_person else False
        values = [
            found("aeat_status", answer.status, evidence=f"AEAT: {answer.said}"),
            found("aeat_name", name),
            found("aeat_date", today.isoformat()),
            found("aeat_nif", answer.asked),
        ]
        if name and normalise.name(name)[:2] != normalise.name(partner.name)[:2]:
            values.append(found("name", name, 0.9, f"AEAT: {answer.said}"))
        if answer.is_changed and nif.parse(answer.nif).valid:
            values.append(found("vat", f"ES{answer.nif}", 0.95, f"AEAT: {answer.said}, {answer.nif}"))
        return values

    @api.model
    def _heard(self, provider, answers):
        result = super()._heard(provider, answers)
        texts = {}
        for partner, found in answers.items():
            status = next((one.value for one in found if one.field == "aeat_status"), "")
            if status in _ALARMING and partner.lifecycle == "client" and partner.aeat_told != status:
                texts[partner] = partner._aeat_get_alarm(status)
                # As the rest of what the agency says: nothing follows from it.
                models.BaseModel.write(partner, {"aeat_told": status})
        if texts:
            self.env["res.partner"].union(*texts)._registry_warn(texts)
        return result
