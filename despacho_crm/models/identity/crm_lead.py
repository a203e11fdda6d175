from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import nif
from .by_code import BY_CODE
from .despacho_nif_exemption_mixin import NIF_STATES
from .res_partner import as_record, without_derived


class CrmLead(models.Model):
    """The NIF on the lead, before any contact exists."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "despacho.nif.exemption.mixin"]

    vat = fields.Char(
        string="NIF",
        compute="_compute_vat",
        store=True,
        readonly=False,
        help="The tax number of the company or person that this lead is about.",
    )
    nif_key = fields.Char(string="Canonical NIF", compute="_compute_nif", store=True, index="btree_not_null")
    nif_state = fields.Selection(
        selection=NIF_STATES,
        string="State of the NIF",
        compute="_compute_nif",
        store=True,
    )
    nif_partner_id = fields.Many2one("res.partner", string="Company with this NIF", compute="_compute_nif_partner_id")

    nif_search = fields.Char(string="NIF in any spelling", compute="_compute_nif_search", search="_search_nif_search")

    def _compute_nif_search(self):
        for lead in self:
            lead.nif_search = lead.nif_key

    @api.model
    def _search_nif_search(self, operator, value):
        """Find leads by the NIF typed on them and by that of their customer, former ones included."""
        terms = nif.search_terms(operator, value)
        if terms is None:
            return NotImplemented
        typed = Domain.OR(Domain("nif_key", *term) for term in terms)
        return typed | Domain("partner_id.commercial_partner_id.nif_search", operator, value) if terms else typed

    # Not on the partner's vat: every contact that is created or renumbered would search for its leads.
    # A company whose number changes tells them (_nif_tell_leads).
    @api.depends("partner_id")
    def _compute_vat(self):
        for lead in self:
            # Only fills and follows: a contact without NIF does not take the lead's away.
            holder = lead.partner_id.commercial_partner_id
            lead.vat = holder.vat if holder._nif_parsed().valid else lead.vat

    @api.depends("vat", "country_id", "partner_id.nif_exemption_reason", "nif_exemption_reason", "nif_exempt_until")
    def _compute_nif(self):
        for lead in self:
            found = nif.parse(lead.vat, lead.country_id.code)
            lead.nif_key = found.key if found.valid else False
            exempt = lead._nif_is_exempt() or lead.partner_id.commercial_partner_id.nif_state == "exempt"
            lead.nif_state = "exempt" if exempt and not found.valid else found.state

    @api.depends("nif_key", "partner_id", "company_id")
    def _compute_nif_partner_id(self):
        known = self._nif_find_partners()
        for lead in self:
            partner = known.get(lead._origin or lead) if lead.nif_key else None
            linked = partner and partner == lead.partner_id.commercial_partner_id
            lead.nif_partner_id = partner if partner and not linked else False

    def _nif_find_partners(self):
        """Return {lead: partner} with the companies of the base that have the leads' NIF, now or before."""
        with_nif = self.filtered("nif_key")
        partners = self.env["res.partner"].with_context(active_test=False)
        keys = with_nif.mapped("nif_key")
        found = (
            partners.search(
                Domain("nif_key", "in", keys) | Domain("former_nif_ids.nif_key", "in", keys), order="active desc, id"
            )
            if keys
            else partners
        )
        by_key = {}
        for partner in found:
            for key in [partner.nif_key, *partner.former_nif_ids.mapped("nif_key")]:
                by_key.setdefault(key, []).append(partner)
        result = {}
        for lead in with_nif:
            for partner in by_key.get(lead.nif_key, ()):
                if not partner.company_id or not lead.company_id or partner.company_id == lead.company_id:
                    result[lead._origin or lead] = partner
                    break
        return result

    @api.constrains("vat", "country_id")
    def _check_vat(self):
        for lead in self:
            if not lead.vat or not (lead.company_id or self.env.company).nif_mandatory:
                continue
            error = self.env["res.partner"]._nif_error_message(lead.vat, lead.country_id.code)
            if error:
                raise ValidationError(error)

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create([self._clean_vat(without_derived(self.env, vals)) for vals in vals_list])
        leads._nif_end_exemptions()
        return leads

    def write(self, vals):
        if vals.get("type") == "opportunity":
            self.filtered(lambda lead: lead.type == "lead")._check_nif_for_conversion(vals)
        result = super().write(self._clean_vat(without_derived(self.env, vals), self.country_id))
        if not vals.keys().isdisjoint({"vat", "country_id", "partner_id", "nif_exemption_reason"}):
            self._nif_end_exemptions()
        return result

    @api.model
    def _clean_vat(self, vals, countries=()):
        """Return ``vals`` with its number in canonical form, read by the country that it or the leads have."""
        if not vals.get("vat"):
            return vals
        country = as_record(self.env["res.country"], vals.get("country_id")) or countries
        return dict(vals, vat=nif.canonical_vat(vals["vat"], country.code if len(country) == 1 else ""))

    def _check_nif_for_conversion(self, vals):
        """Refuse to turn leads without NIF into opportunities. ``vals``: what is written with it."""
        partner = as_record(self.env["res.partner"], vals.get("partner_id"))
        for lead in self:
            if not (lead.company_id or self.env.company).nif_mandatory:
                continue
            holder = (partner or lead.partner_id).commercial_partner_id
            number = nif.parse(vals.get("vat", lead.vat), lead.country_id.code)
            exempt = vals["nif_exemption_reason"] if "nif_exemption_reason" in vals else lead._nif_is_exempt()
            if not (number.valid or exempt or holder.nif_state in ("valid", "exempt")):
                raise ValidationError(
                    self.env._(
                        "«%(lead)s» has no valid NIF, and an opportunity needs one. Write it on the lead, "
                        "or choose in «Without NIF because» why it has none, and convert it again.",
                        lead=lead.name,
                    )
                )

    def action_link_nif_partner(self):
        """Link the lead to the company of the base that has its NIF."""
        for lead in self.filtered("nif_partner_id"):
            lead.partner_id = lead.nif_partner_id
        return True

    # Conversion

    def _find_matching_partner(self):
        """The NIF identifies: it goes before the e-mail."""
        return self.partner_id or self._nif_find_partners().get(self) or super()._find_matching_partner()

    def _handle_partner_assignment(self, force_partner_id=False, create_missing=True, with_parent=None):
        typed = {lead: lead.vat for lead in self if lead.nif_key}
        result = super()._handle_partner_assignment(
            force_partner_id=force_partner_id, create_missing=create_missing, with_parent=with_parent
        )
        for lead, vat in typed.items():
            holder = lead.partner_id.commercial_partner_id
            if holder.nif_state == "missing":
                holder.vat = vat
        return result

    def _create_customer(self, with_parent=None):
        known = self._nif_find_partners().get(self)
        if known and not known.is_company:
            return known
        if known and not with_parent:
            with_parent = known
        deferred = self.with_context(nif_deferred=BY_CODE)
        customer = super(CrmLead, deferred)._create_customer(with_parent=with_parent)
        return customer.with_env(self.env)

    def _get_customer_information(self):
        # Who writes is a contact. The lead's number is its company's, and waits for the conversion.
        information = super()._get_customer_information()
        for values in information.values():
            for name in ("vat", "nif_exemption_reason", "nif_exemption_note", "nif_exempt_until"):
                values.pop(name, None)
        return information

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "vat"]

    def _merge_get_fields_specific(self):
        # The reason and its details go together, and both only where no number came.
        def of_the_exempt(name):
            return lambda _field, leads: leads.filtered("nif_exemption_reason")[:1][name]

        return {
            **super()._merge_get_fields_specific(),
            "nif_exemption_reason": of_the_exempt("nif_exemption_reason"),
            "nif_exemption_note": of_the_exempt("nif_exemption_note"),
            "nif_exempt_until": of_the_exempt("nif_exempt_until"),
        }

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        values = super()._prepare_customer_values(partner_name, is_company=is_company, parent_id=parent_id)
        if not parent_id:
            values.update(
                vat=self.vat,
                nif_exemption_reason=self.nif_exemption_reason,
                nif_exemption_note=self.nif_exemption_note,
                nif_exempt_until=self.nif_exempt_until,
            )
        return values
