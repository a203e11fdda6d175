from odoo import api, fields, models

from ...tools import nif


class DespachoMerge(models.Model):
    """A NIF that the census gave is taken back like a joining, and from the same list."""

    _inherit = "despacho.merge"

    kind = fields.Selection(selection_add=[("census", "NIF of the census")], ondelete={"census": "cascade"})

    @api.model
    def _complete_from_census(self, record, key, why=""):
        """Give ``record``, a contact or a lead, the NIF ``key``; return what takes it back."""
        record.check_access("write")
        if record._name == "crm.lead":
            merge = self._new_for_lead(record, record.partner_id, why)
        else:
            self._check_may_join(record)
            self._check_administers(record)
            values = {"kind": "census", "partner_id": record.id, "user_id": self.env.uid, "why": why}
            merge = self._as_joiner().create(values | {"company_id": record.company_id.id})
            self._lock(record.ids)
        with merge._recording() as recorder:
            recorder.current = merge.id
            record.vat = nif.canonical_vat(key)
        merge.completed_nif = key
        return merge.with_env(self.env)
