from datetime import timedelta

from odoo import api, fields, models

#: How far back the page shows how the base was.
_WEEKS = 26


class DespachoQualityRecord(models.Model):
    """What the page «Quality of the base» shows."""

    _inherit = "despacho.quality.record"

    @api.model
    def get_page(self):
        """Return how the base is that the user sees: scores, bands, what is missing, trend and reviews.

        :return: dict(total, scores: {dimension: percent}, bands: [{id, name, count}], measures: [{id, name,
            kind, percent, missing, total, uses}], trend: [{date, score, filled, valid, fresh}], reviews)
        """
        snapshots = self.env["despacho.quality.snapshot"]
        company = self.env.company
        found = self._read_group([], [], ["__count", "score:avg", "filled:avg", "valid:avg", "fresh:avg"])
        total, *averages = found[0]
        names = ("score", "filled", "valid", "fresh")
        bands = {band: count for band, count in self._read_group([], ["band"], ["__count"])}
        last = snapshots.search([("company_id", "=", company.id)], order="date desc", limit=1).date
        return {
            "company": company.name,
            "total": total,
            "scores": {name: int(value or 0) for name, value in zip(names, averages, strict=True)},
            "bands": [
                {"id": code, "name": label, "count": bands.get(code, 0)}
                for code, label in self._fields["band"]._description_selection(self.env)
            ],
            "measures": self._page_measures(company, last),
            "trend": self._page_trend(company),
            "reviews": self._page_reviews(),
            "rated_on": last and fields.Date.to_string(last),
        }

    @api.model
    def _page_measures(self, company, day):
        rows = self.env["despacho.quality.snapshot"].search(
            [("company_id", "=", company.id), ("date", "=", day), ("dimension", "=", "measure")]
        )
        rows = rows.filtered("measure_id.active").sorted(lambda row: -row.measure_id.usefulness * row.missing)
        kinds = dict(rows.measure_id._fields["kind"]._description_selection(self.env))
        return [
            {
                "id": row.measure_id.id,
                "name": row.measure_id.name,
                "kind_id": row.measure_id.kind,
                "kind": kinds[row.measure_id.kind],
                "percent": round(row.percent, 1),
                "missing": row.missing,
                "total": row.total,
                "uses": row.measure_id.uses,
                "usefulness": row.measure_id.usefulness,
            }
            for row in rows
        ]

    @api.model
    def _page_trend(self, company):
        since = fields.Date.context_today(self) - timedelta(weeks=_WEEKS)
        rows = self.env["despacho.quality.snapshot"].search(
            [("company_id", "=", company.id), ("date", ">=", since), ("dimension", "!=", "measure")], order="date"
        )
        days = {}
        for row in rows:
            days.setdefault(fields.Date.to_string(row.date), {})[row.dimension] = round(row.percent, 1)
        return [{"date": day, **values} for day, values in days.items()]

    @api.model
    def _page_reviews(self):
        reviews = self.env["despacho.quality.review"]
        groups = reviews._read_group([("week", "=", reviews._this_week())], ["user_id", "state"], ["__count"])
        people = {}
        for user, state, count in groups:
            people.setdefault(user.id, {"name": user.name, "id": user.id, "todo": 0, "done": 0, "skipped": 0})
            people[user.id][state] = count
        return sorted(people.values(), key=lambda one: one["name"])
