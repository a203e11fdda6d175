from odoo import api, models
from odoo.tools import SQL

from ...tools.matching.score import FIELDS
from ..identity.res_partner_nif_policy import PENDING

_BITS = SQL(", ").join(SQL.identifier("match", f"bits_{field}") for field in FIELDS)
#: Added to the number of a match, so that no row of the base has the same.
_BEYOND = 1_000_000_000


class DespachoCompletion(models.Model):
    """The census as a source: whom of it one may be, who is a contact or not.

    Whoever has that NIF among the contacts is the same company: the two are joined. Where the base proposes the two
    itself, or somebody said that they are two, the census says nothing.
    """

    _inherit = "despacho.completion"
    _depends = {
        "despacho.census.match": [
            *("partner_id", "lead_id", "census_id", "nif_key", "company_id", "state", "band", "score", "doubt"),
            *(f"bits_{field}" for field in FIELDS),
        ],
        "despacho.census.company": ["nif_key", "company_id"],
    }

    @api.model
    def _sql_census(self):
        return SQL(" UNION ALL ").join(
            self._sql_census_side(table, column)
            for table, column in (("res_partner", "partner_id"), ("crm_lead", "lead_id"))
        )

    @api.model
    def _sql_census_side(self, table, column):
        is_lead = table == "crm_lead"
        return SQL(
            """
            SELECT match.id + %(beyond)s AS id, 'census' AS source, match.id AS source_ref, match.partner_id,
                   match.lead_id, holder.id AS holder_id, NULL::int AS holder_lead_id, census.id AS census_id,
                   match.nif_key AS nif, match.company_id, match.band, match.score, %(bits)s
              FROM despacho_census_match match
              JOIN %(table)s needy ON needy.id = match.%(column)s
              JOIN despacho_census_company census ON census.id = match.census_id AND census.nif_key = match.nif_key
              LEFT JOIN LATERAL (
                   SELECT partner.id FROM res_partner partner
                    WHERE partner.nif_key = match.nif_key AND partner.active
                      AND COALESCE(partner.company_id = needy.company_id, TRUE)
                    ORDER BY partner.id LIMIT 1) holder ON TRUE
             WHERE match.state = 'proposed' AND COALESCE(needy.company_id = census.company_id, TRUE)
               AND needy.nif_key IS NULL AND needy.nif_state IN %(pending)s AND needy.active AND %(share)s
               AND NOT EXISTS (
                   SELECT FROM despacho_match_pair pair WHERE %(pair)s AND pair.other_lead_id IS NULL)
            """,
            beyond=_BEYOND,
            bits=_BITS,
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            pending=PENDING,
            # The firm's own people owe no number.
            share=SQL("TRUE") if is_lead else SQL("needy.partner_share"),
            pair=SQL("pair.lead_id = needy.id AND pair.partner_id = holder.id")
            if is_lead
            else SQL(
                "pair.partner_id = LEAST(needy.id, holder.id) AND pair.other_id = GREATEST(needy.id, holder.id)"
                " AND holder.id IS NOT NULL"
            ),
        )

    def _census_matches(self):
        # sudo: matches are only read and written through the rows that the user sees
        return self.env["despacho.census.match"].sudo().browse(self.mapped("source_ref"))

    def _doubts_census(self):
        matches = self._census_matches()
        labels = dict(matches._selection_doubt())
        return {match.id: labels[match.doubt] for match in matches if match.doubt}

    def _reject_census(self):
        (self.partner_id or self.lead_id).check_access("write")
        self._census_matches().write({"state": "rejected", "decided_by_id": self.env.uid})

    def _is_elsewhere_census(self):
        """Whether who has the NIF is a contact too, at another address."""
        return self._is_elsewhere_base()

    def _complete_census(self, as_establishment=False):
        """Give the NIF to who lacks it, or join the two contacts; return the joining that takes it back."""
        merges, nif, why = self.env["despacho.merge"], self.nif, self.why
        if self.partner_id and self.holder_id:
            merge = self._base_join_partners(as_establishment)
        elif self.holder_id:
            merge = merges._complete_lead(self.lead_id, self.holder_id, why=why)
        else:
            return merges._complete_from_census(self.partner_id or self.lead_id, nif, why=why)
        # sudo: what is written on joinings is written by code only
        merge.sudo().completed_nif = nif
        return merge
