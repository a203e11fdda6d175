from odoo import api, models
from odoo.fields import Domain

from .spam import IS_SPAM, asks_for_spam


class CrmActivityReport(models.Model):
    """The analysis of activities says nothing of spam."""

    _inherit = "crm.activity.report"

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False):
        domain = Domain(domain)
        if active_test and not asks_for_spam(self, domain):
            domain &= ~IS_SPAM
        return super()._search(domain, offset, limit, order, active_test=active_test, bypass_access=bypass_access)
