from odoo import api, models
from odoo.exceptions import AccessError

from ...tools import nif
from ...tools.matching.keys import Record

#: Likely duplicates looked at, so that enough are left when some are not the user's to see.
_LOOKED_AT = 20


class ResPartner(models.Model):
    """A contact that is being typed may be one that is there already."""

    _inherit = "res.partner"

    @api.model
    def match_typed(self, values):
        """Return the likely duplicates of what is being typed, for the client: see :meth:`_match_typed`."""
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only the firm's own users may look for duplicates."))
        return self._match_typed(values)

    @api.model
    def _match_typed(self, values, limit=3):
        """Return the contacts that ``values`` may be: dicts id, name, nif, city, band, score, why; the likeliest first.

        ``values``: name, vat, phone, email, zip, street, state_id, company_id as far as they
        have been typed, and the id of the contact itself, if it has one. Contacts that the
        user may not read are left out. Nothing is written.
        """
        pairs = self.env["despacho.match.pair"]
        own = self.browse(values.get("id") or ()).exists()
        number = nif.parse(values.get("vat") or "")
        state = self.env["res.country.state"].browse(values.get("state_id") or ())
        record = Record.of(
            {
                **{name: _text(values.get(name)) for name in ("name", "phone", "email", "website", "zip", "street")},
                "nif": number.key if number.valid else "",
                "province": state.code if state.country_id.code == "ES" else "",
            }
        )
        found = self.env["despacho.match.engine"]._match_records(
            [record], values.get("company_id") or None, own.id or 0
        )
        found = sorted(found, key=lambda row: (-row[3], row[1]))[:_LOOKED_AT]
        readable = self.with_context(active_test=False).search([("id", "in", [row[1] for row in found])])
        # Its own people and addresses are no duplicates of a company.
        readable = {partner.id: partner for partner in readable if not own or partner.commercial_partner_id != own}
        return [
            {
                "id": partner_id,
                "name": readable[partner_id].display_name,
                "nif": readable[partner_id].nif_key or "",
                "city": readable[partner_id].city or "",
                "band": band,
                "score": round(worth, 1),
                "why": pairs._why_of(bits),
            }
            for _index, partner_id, band, worth, *bits in found
            if partner_id in readable
        ][:limit]


def _text(value):
    return value if isinstance(value, str) else ""
