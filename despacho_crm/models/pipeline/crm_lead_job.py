import logging

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)
_BATCH = 200


class CrmLead(models.Model):
    """What the jobs on leads share: batches that are kept, and no lead that stops the others."""

    _inherit = "crm.lead"

    @api.model
    def _job_in_batches(self, domain, treat, failure):
        """Call ``treat`` on the leads of ``domain`` while the job has time left, keeping what is done.

        :param str failure: what is said in the log of the lead (%s) with which it cannot be done
        """
        total = self.search_count(domain)
        last_id = 0
        while leads := self.search(domain & Domain("id", ">", last_id), limit=_BATCH, order="id"):
            last_id = leads[-1].id
            count = len(leads)
            leads._job_each_alone_if_needed(treat, failure)
            total -= count
            if not self.env["ir.cron"]._commit_progress(count, remaining=max(total, 0)):
                break

    def _job_each_alone_if_needed(self, treat, failure):
        """Treat the leads together; where something prevents it, one by one, so that one stops nobody else."""
        try:
            with self.env.cr.savepoint():
                treat(self)
        except (UserError, psycopg2.IntegrityError, psycopg2.errors.SerializationFailure):
            if len(self) == 1:
                _logger.exception(failure, self.id)
                return
            for lead in self:
                lead._job_each_alone_if_needed(treat, failure)
