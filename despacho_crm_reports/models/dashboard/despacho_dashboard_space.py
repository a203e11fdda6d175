from collections import Counter

from odoo import api, models

#: The holes that are shown, those that would be worth most, and how many of them of one sector.
_SHOWN, _OF_A_SECTOR = 6, 2


class DespachoDashboard(models.AbstractModel):
    """White space: the services that segments of the clients of the company do not have."""

    _inherit = "despacho.dashboard"

    @api.model
    def _get_parts(self, scope):
        return {**super()._get_parts(scope), "space": self._part_space(scope)}

    @api.model
    def _part_space(self, scope):
        """Return the holes of the whole company, whoever is asked about: a client has no period."""
        matrix = self.env["despacho.portfolio.space"].get_page("sector_id")
        services = {service["id"]: service["name"] for service in matrix["services"]}
        holes = [
            {
                "id": f"{row['key']}-{cell['service']}",
                "terms": [[matrix["dimension"], row["key"]]],
                "service": cell["service"],
                "name": row["name"],
                "service_name": services[cell["service"]],
                "gap": cell["gap"],
                "clients": row["clients"],
                "prospects": row["prospects"],
                "worth": cell["worth"],
            }
            for row in matrix["rows"]
            for cell in row["cells"]
            if cell["gap"]
        ]
        holes.sort(key=lambda hole: (-hole["worth"], -hole["gap"], hole["name"], hole["service_name"]))
        shown, taken = [], Counter()
        for hole in holes:
            taken[hole["name"]] += 1
            if taken[hole["name"]] <= _OF_A_SECTOR:
                shown.append(hole)
        return {"holes": shown[:_SHOWN], "clients": matrix["clients"]}

    @api.model
    def action_open_hole(self, filters, terms, service_id):
        """Open the clients of a hole, those of the company of the page.

        :param filters: those of the page
        :param terms: those of the hole
        :param service_id: the service that they do not have
        """
        self._check_allowed()
        space = self.env["despacho.portfolio.space"].with_company(self._get_scope(filters).company)
        return space.action_open(terms, self._as_id(service_id), "without")
