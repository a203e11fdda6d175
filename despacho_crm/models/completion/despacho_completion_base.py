from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.matching.score import FIELDS
from ..identity.res_partner_nif_policy import PENDING

_BITS = SQL(", ").join(SQL.identifier("pair", f"bits_{field}") for field in FIELDS)
_NONE = SQL("NULL::int")
#: Each kind of pair from each of its sides: who lacks the number, who has it, and which pairs are of that kind.
_SIDES = (
    ("res_partner", "partner_id", "res_partner", "other_id", SQL("pair.lead_id IS NULL")),
    ("res_partner", "other_id", "res_partner", "partner_id", SQL("pair.lead_id IS NULL")),
    ("crm_lead", "lead_id", "res_partner", "partner_id", SQL("pair.other_lead_id IS NULL")),
    ("res_partner", "partner_id", "crm_lead", "lead_id", SQL("pair.other_lead_id IS NULL")),
    ("crm_lead", "lead_id", "crm_lead", "other_lead_id", SQL("TRUE")),
    ("crm_lead", "other_lead_id", "crm_lead", "lead_id", SQL("TRUE")),
)


class DespachoCompletion(models.Model):
    """The firm's own base as a source: of two that may be one, one has the number."""

    _inherit = "despacho.completion"

    @api.model
    def _sql_base(self):
        """Return the query of the rows; one select per kind of pair, so that each finds its index."""
        return SQL(" UNION ALL ").join(self._sql_base_side(*side) for side in _SIDES)

    @api.model
    def _sql_base_side(self, needy_table, needy, holder_table, holder, kind):
        needy_lead, holder_lead = needy_table == "crm_lead", holder_table == "crm_lead"
        needy_id, holder_id = SQL.identifier("pair", needy), SQL.identifier("pair", holder)
        return SQL(
            """
            SELECT pair.id AS id, 'base' AS source, pair.id AS source_ref, %(partner)s AS partner_id,
                   %(lead)s AS lead_id, %(holder)s AS holder_id, %(holder_lead)s AS holder_lead_id,
                   NULL::int AS census_id, holder.nif_key AS nif,
                   COALESCE(needy.company_id, holder.company_id) AS company_id, pair.band, pair.score, %(bits)s
              FROM despacho_match_pair pair
              JOIN %(needy_table)s needy ON needy.id = %(needy_id)s
              JOIN %(holder_table)s holder ON holder.id = %(holder_id)s
             WHERE pair.state = 'proposed' AND %(kind)s AND holder.nif_key IS NOT NULL
               AND COALESCE(needy.company_id = holder.company_id, TRUE)
               AND needy.nif_key IS NULL AND needy.nif_state IN %(pending)s AND needy.active AND %(share)s
            """,
            partner=_NONE if needy_lead else needy_id,
            lead=needy_id if needy_lead else _NONE,
            holder=_NONE if holder_lead else holder_id,
            holder_lead=holder_id if holder_lead else _NONE,
            bits=_BITS,
            needy_table=SQL.identifier(needy_table),
            holder_table=SQL.identifier(holder_table),
            needy_id=needy_id,
            holder_id=holder_id,
            kind=kind,
            pending=PENDING,
            # The firm's own people owe no number.
            share=SQL("TRUE") if needy_lead else SQL("needy.partner_share"),
        )

    def _base_pair(self):
        return self.env["despacho.match.pair"].browse(self.source_ref)

    def _reject_base(self):
        self._base_pair().action_reject()

    def _is_elsewhere_base(self):
        """Whether both are contacts and say different addresses."""
        return bool(self.partner_id and self.holder_id) and self.env["despacho.merge"]._at_other_addresses(
            self.partner_id | self.holder_id
        )

    def _complete_base(self, as_establishment=False):
        """Join, or link, the two; return the joining that takes it back."""
        pair, why, nif = self._base_pair(), self.why, self.nif
        if self.partner_id and self.holder_id:
            merge = self._base_join_partners(as_establishment)
        elif self.lead_id and self.holder_lead_id:
            place = pair._review_sides().index(self.holder_lead_id)
            merge = pair._review_join(place, {"vat": place})["merge"]
        else:
            if texts := pair._review_lead_hindrances():
                raise UserError("\n".join(texts))
            lead, partner = self.lead_id or self.holder_lead_id, self.partner_id or self.holder_id
            merge = self.env["despacho.merge"]._complete_lead(lead, partner, why=why, pair=pair)
        # sudo: what is written on joinings is written by code only
        merge.sudo().completed_nif = nif
        pair._review_close("merged")
        return merge

    def _base_join_partners(self, as_establishment):
        merges = self.env["despacho.merge"]
        if as_establishment:
            return merges._establish(self.holder_id, self.partner_id, why=self.why)
        [(ids, texts)] = merges._orders([(self.partner_id | self.holder_id).ids], False)
        if texts:
            raise UserError("\n".join(texts))
        survivor, source = self.env["res.partner"].browse(ids)
        return merges._join(survivor, source, why=self.why)
