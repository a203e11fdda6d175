from collections import defaultdict
from itertools import combinations

from odoo import api, models
from odoo.tools import SQL

from ...tools.portfolio.significance import FALSE_RATE, Situation, fisher, outstanding

#: What a segment is of; two that say the same are not crossed.
_OF = ("section_id", "sector_id", "size_class", "state_id", "legal_form")
_SAME = {frozenset(("section_id", "sector_id"))}
#: So many are kept of each company: nobody reads more.
_KEPT = 100


class DespachoPortfolioSituation(models.Model):
    """The search: every segment of one or two dimensions against the rest of the clients, for each service."""

    _inherit = "despacho.portfolio.situation"

    @api.model
    def _find(self, company):
        """Find again what stands out among the clients of ``company``."""
        mine = self.with_company(company).sudo()  # sudo: found once for all who may read it, in the night
        mine.search([("company_id", "=", company.id)]).unlink()
        found = mine._outstanding(mine._client_counts(company), company.portfolio_fewest)
        mine.create(
            [
                {
                    "company_id": company.id,
                    "sequence": place,
                    "terms": [list(term) for term in terms],
                    "crossed": len(terms) > 1,
                    "more": "more" if one.share > one.rest_share else "less",
                    "service_line_id": service,
                    "used": situation.used,
                    "size": situation.size,
                    "rest_used": situation.rest_used,
                    "rest_size": situation.rest_size,
                    "share": 100 * one.share,
                    "rest_share": 100 * one.rest_share,
                    "low": 100 * one.low,
                    "high": 100 * one.high,
                    "chance": one.chance,
                    "adjusted": one.adjusted,
                }
                for place, ((terms, service), situation, one) in enumerate(found[:_KEPT], 1)
            ]
        )

    @api.model
    def _client_counts(self, company):
        """Return [({dimension: value}, services, number)] of the clients of ``company``, whoever is alike together."""
        clients = self.env["res.partner"].with_context(active_test=True)._search(self._clients_domain(company))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT section.parent_id, partner.sector_id, partner.size_class, partner.state_id, partner.legal_form,
                       ARRAY(SELECT used.category_id FROM res_partner_service_used_rel used
                              WHERE used.partner_id = partner.id ORDER BY 1) AS services, COUNT(*)
                  FROM res_partner partner
                  LEFT JOIN despacho_cnae section ON section.id = partner.sector_id
                 WHERE partner.id IN %s AND partner.privacy_blocked IS NOT TRUE
                 GROUP BY 1, 2, 3, 4, 5, 6
                """,
                clients.subselect(),
            )
        )
        return [(dict(zip(_OF, row[:5], strict=True)), row[5], row[6]) for row in rows]

    @api.model
    def _outstanding(self, counts, fewest):
        """Return [((terms, service), situation, what was found)] of ``counts``, the surest first.

        The rest of a segment is who is known to be of another one: of whom the activity is not known, it may be that.
        """
        totals, all_used, sizes, used = (defaultdict(int) for _each in range(4))
        for values, services, number in counts:
            known = [(name, value) for name, value in values.items() if value]
            segments = [(term,) for term in known]
            segments += [pair for pair in combinations(known, 2) if frozenset((pair[0][0], pair[1][0])) not in _SAME]
            for terms in segments:
                kinds = tuple(name for name, _value in terms)
                totals[kinds] += number
                sizes[terms] += number
                for service in services:
                    all_used[kinds, service] += number
                    used[terms, service] += number
        situations = {}
        every = sorted({service for _kinds, service in all_used})
        for terms, size in sizes.items():
            kinds = tuple(name for name, _value in terms)
            for service in every:
                mine, whole = used[terms, service], all_used[kinds, service]
                situations[terms, service] = Situation((terms, service), mine, size, whole - mine, totals[kinds] - size)
        return [
            (one.key, situations[one.key], one)
            for one in outstanding(list(situations.values()), fewest)
            if self._says_more(situations, one)
        ]

    @api.model
    def _says_more(self, situations, found):
        """Whether a crossing stands out within each of the two that it crosses, and does not only repeat one."""
        terms, service = found.key
        if len(terms) == 1:
            return True
        mine = situations[found.key]
        for term in terms:
            whole = situations[(term,), service]
            others, others_used = whole.size - mine.size, whole.used - mine.used
            if not others:
                return False
            same_way = (mine.used / mine.size > others_used / others) == (found.share > found.rest_share)
            if not same_way or fisher(mine.used, mine.size, others_used, others) > FALSE_RATE:
                return False
        return True
