from odoo import api, models


class DespachoInterview(models.Model):
    """How interviews are opened, from wherever one is."""

    _inherit = "despacho.interview"

    @api.model
    def _open_of(self, domain, defaults):
        """Open the interviews of ``domain``; where there is none, a new one."""
        if not self.search_count(domain, limit=1):
            return self._open(defaults)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Interviews"),
            "res_model": self._name,
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": domain,
            "context": defaults,
        }

    def _open(self, defaults=None):
        """Open these minutes, or new ones with ``defaults``."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Minutes of an interview"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "context": defaults or {},
        }
