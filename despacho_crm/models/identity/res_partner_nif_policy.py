from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.http import request

from ...tools import nif
from .by_code import BY_CODE, is_by_code
from .res_country import country_code
from .res_partner import as_record

#: Where a person's own entry comes in. Any other route (sign-up, website, mail
#: plugin, webhooks) is code that creates contacts on somebody's behalf.
_ENTRY_ROUTES = ("/web/", "/json/", "/jsonrpc", "/xmlrpc", "/base_import/")
PENDING = ("missing", "invalid")
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
            if partner.nif_state not in PENDING:
                partner.nif_deadline = False
            elif not partner.nif_deadline:
                partner.nif_deadline = self._nif_deadline_from(today, partner.company_id)

    @api.model
    def _nif_deadline_from(self, day, company):
        """Return until when a contact of ``company``, or of none, has to complete the NIF that it lacks on ``day``."""
        return day + timedelta(days=(company or self.env.company).nif_deadline_days)

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
            pending = partner.is_company and not partner.parent_id and partner.nif_state in PENDING
            if pending and partner._nif_is_demanded(partner.company_id.id):
                raise ValidationError(partner._nif_missing_message())

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._nif_check_typed(vals, self.browse())
        partners = super().create(vals_list)
        partners._check_nif_mandatory()
        partners._nif_end_exemptions()
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
        self._nif_end_exemptions()
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
        country = vals.get("country_id") or partners[:1].country_id
        error = self._nif_error_message(vals["vat"], country_code(self.env, country))
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
        if holder.nif_state not in PENDING or holder == self._nif_anonymous_customer():
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
