from odoo import api, fields, models


class DespachoMerge(models.Model):
    """What a joining completed, and on which night; a lead that gets its number from its company."""

    _inherit = "despacho.merge"

    completed_nif = fields.Char(string="NIF completed", readonly=True, index="btree_not_null")
    night_id = fields.Many2one(
        "despacho.match.night", string="Night", readonly=True, index="btree_not_null", ondelete="set null"
    )

    @api.model
    def _complete_lead(self, lead, partner, why="", pair=None):
        """Say that ``lead``, of which or of whom only one has a NIF, is of ``partner``: both have it then.

        ``pair`` is done with, and comes back when it is taken back.
        """
        lead.check_access("write")
        partner.check_access("write")
        key = partner.nif_key or lead.nif_key
        typed = not partner.nif_key and lead.vat
        if typed:
            self._check_administers(partner | partner.commercial_partner_id)
        merge = self._new_for_lead(lead, partner, why)
        with merge._recording() as recorder:
            recorder.current = merge.id
            self._give_customer(lead, partner)
            if typed:
                partner.commercial_partner_id.vat = typed
            if pair:
                # sudo: nobody writes pairs but through decisions
                pair.sudo().state = "merged"
        merge.completed_nif = key
        return merge.with_env(self.env)

    @api.model
    def _last_completions(self, field, ids):
        """Return {id: the joining that completed the NIF} of contacts or leads (``field``), with one query."""
        found = self.search_fetch(
            [(field, "in", ids), ("completed_nif", "!=", False), ("state", "=", "done")],
            [field, "completed_nif", "automatic", "user_id", "date", "why"],
            order="id",
        )
        return {merge[field].id: merge for merge in found}
