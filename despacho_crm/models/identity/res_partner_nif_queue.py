from odoo import api, models
from odoo.fields import Domain

from .by_code import BY_CODE, is_by_code
from .res_partner_nif_policy import PENDING

_ACTIVITY = "despacho_crm.mail_activity_type_nif"
_BATCH = 500


class ResPartner(models.Model):
    """The queue «NIF pendiente»: whose number is to be completed, by whom and until when."""

    _inherit = "res.partner"

    @api.model
    def _nif_pending_domain(self):
        """Return the domain of the contacts whose NIF is to be completed.

        The firm's own staff are no contacts of the business, nor is whoever buys without
        saying who they are. The contacts of companies without the rule owe no number.
        """
        mandatory = list(self.env["res.company"]._nif_mandatory_company_ids())
        if not mandatory:
            return Domain.FALSE
        domain = Domain("nif_state", "in", PENDING) & Domain("partner_share", "=", True)
        domain &= Domain("company_id", "in", [False, *mandatory])
        return domain & Domain("id", "not in", self._nif_anonymous_customer().ids)

    @api.model
    def _nif_anonymous_customer(self):
        """Return the contact that stands for the unnamed customers of simplified invoices."""
        known = self.env["ir.model.data"]._xmlid_to_res_id("l10n_es.partner_simplified", raise_if_not_found=False)
        return self.browse(known or ())

    @api.model
    def _nif_trigger_queue(self):
        told = self.env.cr.precommit.data
        if told.get("despacho_crm.nif_queue"):
            return
        cron = self.env.ref("despacho_crm.ir_cron_nif_pending", raise_if_not_found=False)
        if cron:
            told["despacho_crm.nif_queue"] = True
            cron._trigger()

    @api.model
    def _nif_chased_domain(self):
        """Return the domain of the pending contacts that somebody is asked to complete.

        Companies, and people with whom the firm does business. An agenda of private
        persons would fill the days of its owner: they stay in the list.
        """
        business = Domain("is_company", "=", True)
        known = Domain("partner_id", "!=", False)
        papers = known & Domain("move_type", "!=", "entry")
        for model, domain in (("crm.lead", known), ("sale.order", known), ("account.move", papers)):
            # sudo: the job asks for the numbers of all, whoever runs it.
            found = self.env[model].sudo().with_context(active_test=False)._search(domain)
            business |= Domain("id", "in", found.subselect("partner_id"))
        return self._nif_pending_domain() & Domain("nif_deadline", "!=", False) & business

    @api.model
    def _cron_nif_pending(self):
        """Return expired exemptions to the queue and give each pending NIF to its owner."""
        if not all(model._nif_expire_exemptions() for model in (self, self.env["crm.lead"])):
            return
        asked = Domain("activity_ids.activity_type_id", "=", self.env.ref(_ACTIVITY).id)
        domain = self._nif_chased_domain() & ~asked
        total = self.search_count(domain)
        while partners := self.search(domain, limit=_BATCH, order="id"):
            partners._nif_schedule_activities()
            total -= len(partners)
            if not self.env["ir.cron"]._commit_progress(len(partners), remaining=max(total, 0)):
                break

    def _nif_schedule_activities(self):
        """Ask the owner of each pending contact for its NIF, once, in one batch."""
        admin = self.env.ref("base.user_admin")
        activity_type = self.env.ref(_ACTIVITY)
        owners = {partner: partner._nif_owner() or admin for partner in self}
        # The owner does not follow the conversations of each contact.
        self.env["mail.activity"].with_context(nif_unfollowed=BY_CODE)._plan(
            (partner, partner._nif_prepare_activity(activity_type, owner)) for partner, owner in owners.items()
        )

    def _nif_prepare_activity(self, activity_type, owner):
        self.ensure_one()
        # sudo: the language in which a colleague reads it; jobs have none of their own.
        activity_type = activity_type.with_context(lang=owner.sudo().lang or self.env.lang)
        return {
            "activity_type_id": activity_type.id,
            "summary": activity_type.summary,
            "date_deadline": self.nif_deadline,
            "user_id": owner.id,
        }

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        # Odoo makes whoever gets a task a follower of its record.
        if is_by_code(self.env, "nif_unfollowed"):
            return True
        return super().message_subscribe(partner_ids=partner_ids, subtype_ids=subtype_ids)

    def _nif_owner(self):
        """Return the user who completes the NIF: owner, the firm's choice, who created it, or nobody."""
        self.ensure_one()
        company = self.company_id or self.env.company
        creator = self.create_uid if self.create_uid.active and not self.create_uid.share else self.env["res.users"]
        owners = self.user_id | company.nif_responsible_id | creator
        return owners.filtered(lambda user: user.active and not user.share)[:1]

    def _nif_close_activities(self):
        if self:
            # sudo: the activity may be a colleague's, and it is done whoever completes the NIF.
            self.sudo().activity_feedback([_ACTIVITY], feedback=self.env._("The NIF is complete."))
