from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.http import request

from ...tools import nif
from .by_code import BY_CODE, is_by_code
from .res_partner import as_record

#: Where a person's own entry comes in. Any other route (sign-up, website, mail
#: plugin, webhooks) is code that creates contacts on somebody's behalf.
_ENTRY_ROUTES = ("/web/", "/json/", "/jsonrpc", "/xmlrpc", "/base_import/")
_PENDING = ("missing", "invalid")
_ACTIVITY = "despacho_crm.mail_activity_type_nif"
_BATCH = 500
#: What a company may lose or gain its NIF by.
_DECISIVE = frozenset({"vat", "country_id", "is_company", "parent_id", "nif_exemption_reason", "nif_exempt_until"})


class ResPartner(models.Model):
    """Mandatory NIF: staff can't leave a company without one; code that must, puts it in a queue."""

    _inherit = "res.partner"

    nif_deadline = fields.Date(
        string="Complete the NIF by",
        compute="_compute_nif_deadline",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Until when the missing or wrong NIF is to be completed.",
        prefetch="nif",
    )

    @api.depends("nif_state")
    def _compute_nif_deadline(self):
        today = fields.Date.context_today(self)
        for partner in self:
            if partner.nif_state not in _PENDING:
                partner.nif_deadline = False
            elif not partner.nif_deadline:
                company = partner.company_id or self.env.company
                partner.nif_deadline = today + timedelta(days=company.nif_deadline_days)

    @api.model
    def _nif_is_demanded(self, company_id=False):
        """Whether whoever writes now must give the NIF of a contact of that company, or of the current one.

        Superuser code, what says it defers (``nif_deferred=BY_CODE``) and controllers other
        than the client's and RPC go on working: what they create waits in the queue.
        """
        if self.env.su or is_by_code(self.env, "nif_deferred"):
            return False
        if (company_id or self.env.company.id) not in self.env["res.company"]._nif_mandatory_company_ids():
            return False
        return not request or request.httprequest.path.startswith(_ENTRY_ROUTES)

    def _check_nif_mandatory(self):
        """Refuse companies without NIF. No ``@api.constrains``: those run as superuser, who is exempt."""
        if self.env.su:
            return
        for partner in self:
            pending = partner.is_company and not partner.parent_id and partner.nif_state in _PENDING
            if pending and partner._nif_is_demanded(partner.company_id.id):
                raise ValidationError(partner._nif_missing_message())

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._nif_check_typed(vals, self.browse())
        partners = super().create(vals_list)
        partners._check_nif_mandatory()
        if partners.filtered("nif_deadline") and self.env["res.company"]._nif_mandatory_company_ids():
            self._nif_trigger_queue()
        return partners

    def write(self, vals):
        if vals.keys().isdisjoint(_DECISIVE) or self._nif_is_handed_down(vals):
            return super().write(vals)
        self._nif_check_typed(vals, self)
        pending = self.filtered("nif_deadline")
        # The country alone (an address that a contact passes up) makes no pending company worse.
        checked = self - pending if vals.keys() & _DECISIVE == {"country_id"} else self
        result = super().write(vals)
        checked._check_nif_mandatory()
        pending.filtered(lambda p: not p.nif_deadline)._nif_close_activities()
        return result

    @api.model
    def _nif_check_typed(self, vals, partners):
        """Tell whoever types a wrong number what is wrong with it, before anything is saved."""
        if not vals.get("vat"):
            return
        company_id = as_record(self.env["res.company"], vals.get("company_id", partners[:1].company_id)).id
        if not self._nif_is_demanded(company_id):
            return
        country = as_record(self.env["res.country"], vals.get("country_id")) or partners[:1].country_id
        error = self._nif_error_message(vals["vat"], country.code)
        if error:
            raise ValidationError(error)

    @api.model
    def _nif_error_message(self, value, country_code=""):
        """Return what is wrong with ``value`` as a Spanish NIF, or '' when nothing is."""
        found = nif.parse(value, country_code)
        if not found.error or found.country != "ES":
            return ""
        values = {"nif": value, "key": found.key}
        if found.error == "control":
            return self.env._(
                "The NIF «%(nif)s» has a mistake: its control character does not match the rest. "
                "Check the number on an invoice or a deed.",
                **values,
            )
        if found.error == "class":
            return self.env._(
                "The NIF «%(nif)s» ends in a letter where its class has a digit, or the reverse. "
                "Check the last character.",
                **values,
            )
        if found.error == "placeholder":
            return self.env._("The NIF «%(nif)s» is a made-up number that nobody has.", **values)
        return self.env._(
            "«%(nif)s» does not have the form of a NIF: eight digits and a letter for a person, "
            "a letter and eight characters for a company.",
            **values,
        )

    def _nif_missing_message(self):
        """Return what staff must do about a company without valid NIF."""
        self.ensure_one()
        return self._nif_error_message(self.vat, self.country_id.code) or self.env._(
            "«%(name)s» has no NIF. Write it, or choose in «Without NIF because» why it has none.",
            name=self.name or "",
        )

    def _nif_document_message(self):
        """Return why no document with tax effects can be issued to ``self``, or ''."""
        self.ensure_one()
        holder = self.commercial_partner_id
        while not holder.nif_state and holder.parent_id:  # an establishment has its company's number
            holder = holder.parent_id.commercial_partner_id
        if holder.nif_state not in _PENDING or holder == self._nif_anonymous_customer():
            return ""
        return self.env._(
            "«%(name)s» has no valid NIF. Complete it on the contact, or choose there in "
            "«Without NIF because» why it has none.",
            name=holder.name or holder.with_context(show_address=False).display_name,
        )

    # Code that creates contacts on behalf of whoever writes an e-mail

    @api.model
    def find_or_create(self, email, assert_valid_email=False):
        deferred = self.with_context(nif_deferred=BY_CODE)
        return super(ResPartner, deferred).find_or_create(email, assert_valid_email).with_env(self.env)

    @api.model
    def _find_or_create_from_emails(self, *args, **kwargs):
        deferred = self.with_context(nif_deferred=BY_CODE)
        found = super(ResPartner, deferred)._find_or_create_from_emails(*args, **kwargs)
        return [partner.with_env(self.env) for partner in found]

    # Queue «NIF pendiente»

    @api.model
    def _nif_pending_domain(self):
        """Return the domain of the contacts whose NIF is to be completed.

        The firm's own staff are no contacts of the business, nor is whoever buys without
        saying who they are. The contacts of companies without the rule owe no number.
        """
        mandatory = list(self.env["res.company"]._nif_mandatory_company_ids())
        if not mandatory:
            return Domain.FALSE
        domain = Domain("nif_state", "in", _PENDING) & Domain("partner_share", "=", True)
        domain &= Domain("company_id", "in", [False, *mandatory])
        return domain & Domain("id", "not in", self._nif_anonymous_customer().ids)

    @api.model
    def _nif_anonymous_customer(self):
        """Return the contact that stands for the unnamed customers of simplified invoices."""
        return self.env.ref("l10n_es.partner_simplified", raise_if_not_found=False) or self.browse()

    @api.model
    def _nif_trigger_queue(self):
        cron = self.env.ref("despacho_crm.ir_cron_nif_pending", raise_if_not_found=False)
        precommit = self.env.cr.precommit
        if cron and not precommit.data.get("despacho_crm.nif_queue"):
            precommit.data["despacho_crm.nif_queue"] = True
            cron.sudo()._trigger()  # sudo: whoever creates contacts may not touch jobs

    @api.model
    def _cron_nif_pending(self):
        """Return expired exemptions to the queue and give each pending NIF to its owner."""
        self._nif_expire_exemptions()
        domain = self._nif_pending_domain() & Domain("nif_deadline", "!=", False)
        domain &= ~Domain("activity_ids.activity_type_id", "=", self.env.ref(_ACTIVITY).id)
        total = self.search_count(domain)
        while partners := self.search(domain, limit=_BATCH, order="id"):
            partners._nif_schedule_activities()
            total -= len(partners)
            if not self.env["ir.cron"]._commit_progress(len(partners), remaining=max(total, 0)):
                break

    @api.model
    def _nif_expire_exemptions(self):
        today = fields.Date.context_today(self)
        for model in (self, self.env["crm.lead"]):
            expired = model.search([("nif_state", "=", "exempt"), ("nif_exempt_until", "<", today)])
            expired.modified(["nif_exempt_until"])  # what changed is the day
        self.env.flush_all()

    def _nif_schedule_activities(self):
        """Ask the owner of each pending contact for its NIF, once, in one batch."""
        activity_type = self.env.ref(_ACTIVITY)
        model_id = self.env["ir.model"]._get_id("res.partner")
        admin = self.env.ref("base.user_admin")
        # In the owner's list of tasks, without one e-mail for each.
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": partner.id,
                    "activity_type_id": activity_type.id,
                    "summary": activity_type.summary,
                    "date_deadline": partner.nif_deadline,
                    "user_id": (partner._nif_owner() or admin).id,
                    "automated": True,
                }
                for partner in self
            ]
        )

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
