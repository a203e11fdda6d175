from odoo import api, models
from odoo.fields import Domain

_SCORES = ("score", "filled", "valid", "fresh")


class DespachoDashboard(models.AbstractModel):
    """How good the base is."""

    _inherit = "despacho.dashboard"

    @api.model
    def _get_parts(self, scope):
        return {**super()._get_parts(scope), "quality": self._part_quality(scope)}

    @api.model
    def _part_quality(self, scope):
        """Return how the records of the company are, of those looked after by these people, and how it went.

        The trend is that of the whole company, whoever is asked about.
        """
        records = self.env["despacho.quality.record"]
        domain = Domain("partner_id.company_id", "in", (False, scope.company.id)) & scope.worked_by("user_id")
        # Of one company the rules ask the same as the domain: once is enough for hundreds of thousands.
        own = records.with_context(allowed_company_ids=scope.company.ids)
        groups = own._read_group(
            scope.worked_by("user_id"), ["band"], ["__count", *(f"{name}:sum" for name in _SCORES)]
        )
        total = sum(group[1] for group in groups)
        sums = [sum(group[2 + place] for group in groups) for place in range(len(_SCORES))]
        counts = {band: count for band, count, *_sums in groups}
        return {
            "total": total,
            "scores": {name: round(value / total) if total else 0 for name, value in zip(_SCORES, sums, strict=True)},
            "open": self._opens(self.env._("Quality of each record"), records._name, domain),
            "bands": [
                {
                    "id": code,
                    "name": label,
                    "count": counts.get(code, 0),
                    "open": self._opens(label, records._name, domain & Domain("band", "=", code)),
                }
                for code, label in records._fields["band"]._description_selection(self.env)
            ],
            "trend": records._page_trend(scope.company),
        }
