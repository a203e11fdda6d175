from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ...tools.undo import RECORDER


class DespachoValueOrigin(models.Model):
    """Odoo keeps the last one who wrote only: before the program is that one, it is noted that a person was."""

    _inherit = "despacho.value.origin"

    touched = fields.Boolean(readonly=True, help="A person wrote to it, and the program wrote to it afterwards.")

    @api.model
    def _note_touched(self, owner, records):
        """Note which of ``records``, those of the field ``owner``, a person was the last one to write to."""
        handed_down = SQL("FALSE")
        if owner == "partner_id":
            # Odoo gives people the address of their company whenever that one changes.
            handed_down = SQL(
                "EXISTS (SELECT FROM res_partner WHERE id = item.parent_id AND write_date = item.write_date)"
            )
        # Whoever was created by no file has no origin, or one that nobody asks.
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_value_origin origin SET touched = TRUE
                  FROM %s AS item
                 WHERE item.id = ANY(%s) AND item.write_uid <> %s AND item.write_date > item.create_date
                   AND origin.%s = item.id AND origin.touched IS NOT TRUE AND NOT %s
                """,
                SQL.identifier(records._table),
                list(records._ids),
                SUPERUSER_ID,
                SQL.identifier(owner),
                handed_down,
            )
        )


class DespachoImportTouched(models.AbstractModel):
    """What a file may have created, and both people and the program write to afterwards."""

    _name = "despacho.import.touched"
    _description = "Record that People and the Program Write to"

    #: The field of origins that names it.
    _owner = ""

    def write(self, vals):
        if self.env.uid == SUPERUSER_ID and not self.env.cr.cache.get(RECORDER):
            # What a person wrote a moment ago, and waits, is stored as theirs.
            self.flush_recordset(["write_uid", "write_date"])
        return super().write(vals)

    def _write_multi(self, vals_list):
        if not self.env.cr.cache.get(RECORDER):
            uids = [vals.get("write_uid", self.env.uid) for vals in vals_list]
            records = self.browse(id_ for id_, uid in zip(self._ids, uids, strict=True) if uid == SUPERUSER_ID)
            if records:
                self.env["despacho.value.origin"]._note_touched(self._owner, records)
        return super()._write_multi(vals_list)


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "despacho.import.touched"]
    _owner = "partner_id"


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "despacho.import.touched"]
    _owner = "lead_id"


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    def _find_changed(self, model, ids):
        changed = super()._find_changed(model, ids)
        if owner := getattr(self.env[model], "_owner", ""):
            touched = self.env.execute_query(
                SQL(
                    "SELECT %(owner)s FROM despacho_value_origin WHERE %(owner)s = ANY(%(ids)s) AND touched",
                    owner=SQL.identifier(owner),
                    ids=list(ids),
                )
            )
            changed += [record_id for (record_id,) in touched if record_id not in changed]
        return changed
