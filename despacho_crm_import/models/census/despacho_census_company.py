from odoo import fields, models


class DespachoCensusCompany(models.Model):
    """Which file a company of the census came from."""

    _inherit = "despacho.census.company"

    import_id = fields.Many2one(
        "despacho.import", string="Imported with", ondelete="set null", index="btree_not_null", help="What created it."
    )
    edited = fields.Boolean(readonly=True, help="Somebody changed it by hand: undoing the list leaves it.")

    def write(self, vals):
        # Lists write by SQL: whatever comes here is of somebody.
        return super().write({**vals, "edited": True})


class DespachoCensusBefore(models.Model):
    """What a company of the census was before a file wrote over it, so that the file can be undone."""

    _name = "despacho.census.before"
    _description = "Former Values of a Company of the Census"
    _log_access = False

    import_id = fields.Many2one("despacho.import", required=True, ondelete="cascade", index=True)
    census_id = fields.Many2one("despacho.census.company", required=True, ondelete="cascade", index=True)
    before = fields.Json(required=True, help="{column: value}")
    after = fields.Json(required=True, help="{column: value}: what the file wrote. Else somebody changed it since.")
