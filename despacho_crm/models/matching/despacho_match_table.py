from odoo import models


class DespachoMatchTable(models.AbstractModel):
    """A table that only the engine knows: it makes it, fills it and reads it in SQL, without fields."""

    _name = "despacho.match.table"
    _description = "Table of the engine of duplicates"
    _auto = False
    _log_access = False

    def _check_removed_columns(self, log=False):
        # No column has a field, and none was removed.
        return
