from odoo import models
from odoo.fields import Domain


class DespachoImport(models.Model):
    """Where the writing of a long file is: what is done is not gone through again for each batch."""

    _inherit = "despacho.import"

    def _next_rows(self, limit):
        """Return the next rows that wait; further people of a company, when the company is there.

        Where the last ones were is remembered in the connection, and only spares work: whoever was
        left behind is looked for when there is nobody after them. What is rolled back forgets it too.
        """
        waiting = self._get_waiting_domain()
        steps = (waiting & Domain("reason_code", "!=", "other_contact"), waiting)
        cache = self.env.cr.cache
        places = cache.setdefault("despacho_import_places", {})
        self.env.cr.postrollback.add(lambda: cache.pop("despacho_import_places", None))
        key = self.id, repr(waiting)
        rows = self.env["despacho.import.row"]
        for step, last in (places.get(key, (0, 0)), (0, 0), (1, 0)):
            rows = rows.search(steps[step] & Domain("number", ">", last), order="number", limit=limit)
            if rows:
                places[key] = step, rows[-1].number
                break
        return rows
