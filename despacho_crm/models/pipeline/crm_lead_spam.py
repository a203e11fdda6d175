from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .spam import IS_SPAM, asks_for_spam, is_bookkeeping


class CrmLead(models.Model):
    """Spam: archived, neither won nor lost, and out of everything that does not ask for it."""

    _inherit = "crm.lead"

    is_spam = fields.Boolean(string="Spam", compute="_compute_is_spam", search="_search_is_spam")

    @api.depends("stage_id.outcome")
    def _compute_is_spam(self):
        for lead in self:
            lead.is_spam = lead.stage_id.outcome == "spam"

    @api.model
    def _search_is_spam(self, operator, value):
        if operator != "in":
            return NotImplemented
        return IS_SPAM if True in value else ~IS_SPAM

    @api.depends("stage_id.outcome")
    def _compute_won_status(self):
        # Nobody lost it: the scoring and the reports of losses learn nothing from it.
        spam = self.filtered(lambda lead: lead.stage_id.outcome == "spam")
        spam.won_status = "pending"
        return super(CrmLead, self - spam)._compute_won_status()

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False):
        """Keep spam out also of what looks at archived records: lists of closed ones, duplicates, counts."""
        domain = Domain(domain)
        # What looks only at active records, the most by far, finds no spam as it is.
        archived_too = not self.env.context.get("active_test", True) or any(
            part.field_expr == "active" for part in domain.iter_conditions()
        )
        if active_test and archived_too and not (is_bookkeeping(self, domain, order) or asks_for_spam(self, domain)):
            domain &= ~IS_SPAM
        return super()._search(domain, offset, limit, order, active_test=active_test, bypass_access=bypass_access)

    def _track_subtype(self, init_values):
        # It is written down in the conversation, and nobody is told.
        return False if self.is_spam else super()._track_subtype(init_values)

    def action_mark_spam(self):
        """Put the leads in Spam, all at once."""
        leads = self.filtered(lambda lead: not lead.is_spam)
        stages = leads._stages_for(outcome="spam")
        if refused := leads.filtered(lambda lead: lead not in stages)[:1]:
            raise UserError(
                self.env._(
                    "«%(lead)s» is an opportunity: somebody has already qualified it. If it came to nothing, "
                    "mark it as lost; only leads go to Spam.",
                    lead=refused.name,
                )
            )
        for stage, group in leads.grouped(lambda lead: stages[lead]).items():
            group.write({"stage_id": stage.id})
        return self._spam_notification(
            self.env._(
                "Leads put in Spam: %(count)s. They are in the menu «Spam», from where «Not spam» brings them back.",
                count=len(leads),
            ),
            leads,
        )

    def action_unmark_spam(self):
        """Take the leads out of Spam, to the stage where they were."""
        leads = self.filtered("is_spam")
        leads.action_unarchive()
        return self._spam_notification(
            self.env._("Leads back where they were: %(count)s.", count=len(leads)),
        )

    def _spam_notification(self, message, undone_by=()):
        """Return the ``message``, with a button that takes back out of Spam the leads ``undone_by`` it."""
        return {
            "type": "ir.actions.client",
            "tag": "despacho_spam_notice",
            "params": {
                "message": message,
                "lead_ids": [lead.id for lead in undone_by],
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _spam_purge_domain(self):
        """Return the domain of the spam whose time is over, by what each company decided.

        What has a quotation is no spam, whatever somebody pressed.
        """
        domain = Domain.FALSE
        now = fields.Datetime.now()
        for company in self.env["res.company"].search([("spam_purge_days", ">", 0)]):
            over = Domain("date_last_stage_update", "<", now - timedelta(days=company.spam_purge_days))
            domain |= over & self._pipeline_company_domain(company)
        return domain & IS_SPAM & Domain("active", "=", False) & Domain("order_ids", "=", False)

    @api.model
    def _cron_purge_spam(self):
        """Delete the spam whose time is over."""
        self._job_in_batches(self._spam_purge_domain(), lambda spam: spam.unlink(), "The spam %s could not be deleted")
