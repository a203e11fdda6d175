import re

from odoo import api, fields, models

from odoo.addons.despacho_crm.models.identity.by_code import is_by_code
from odoo.addons.despacho_crm.models.identity.res_country import country_code

from ...tools.notes import SUPPLIER_ACCOUNTS
from ...tools.undo import RECORDER
from .create_at_once import create_at_once

#: Spanish numbers as ``despacho_crm.tools.phone`` gives them, of ranges that are wholly in use.
_SPANISH_PHONE = re.compile(
    r"\+34 (?:6\d\d|7[1-4]\d|8(?:[1356]\d|[28][0-8]|[47][1-9])|9(?:[135]\d|[28][0-8]|4[1-9]|7[124-9])) \d\d \d\d \d\d"
)
#: Addresses that Odoo's normal form leaves as they are.
_PLAIN_EMAIL = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,}", re.A)


#: What is computed of a contact from its own values and those of its company.
_COMPUTED_EARLY = (
    "commercial_partner_id",
    "commercial_company_name",
    "complete_name",
    "email_normalized",
    "phone_sanitized",
    "partner_share",
    "peppol_eas",
    "peppol_endpoint",
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    despacho_import_row_ids = fields.One2many(
        "despacho.import.row",
        "partner_id",
        string="Rows of imported files",
        readonly=True,
        groups="despacho_crm.group_user",
    )

    #: Whom a row with a NIF may complete: few in most firms, and looked through for each batch of a file.
    _unnumbered_idx = models.Index("(id) WHERE nif_key IS NULL AND parent_id IS NULL")

    @api.model
    def _add_precomputed_values(self, vals_list):
        """Say of whoever has no company that they take no salesperson from it, and how they are called in full.

        So nothing is left that Odoo would compute on a record in memory for each, nor write a second time. What an
        import reads is in its normal form already, and whom the invoicing program has is a client.
        """
        if is_by_code(self.env, "despacho_import_create"):
            client_day, is_ledger = self.env.context.get("despacho_import_client") or (False, False)
            for vals in vals_list:
                if (phone := vals.get("phone")) and _SPANISH_PHONE.fullmatch(phone):
                    vals.setdefault("phone_sanitized", phone.replace(" ", ""))
                if (email := vals.get("email")) and _PLAIN_EMAIL.fullmatch(email):
                    vals.setdefault("email_normalized", email)
                if client_day and not (is_ledger and (vals.get("ref") or "")[:2] in SUPPLIER_ACCOUNTS):
                    vals.setdefault("billed_elsewhere_on", client_day)
                if not vals.get("parent_id"):
                    vals.setdefault("user_id", False)
                    if not vals.get("company_name"):
                        vals["complete_name"] = (vals.get("name") or "").strip()
        return super()._add_precomputed_values(vals_list)

    @api.model
    def _create(self, data_list):
        if is_by_code(self.env, "despacho_import_create"):
            partners = create_at_once(self, data_list, _COMPUTED_EARLY)
            if recorder := self.env.cr.cache.get(RECORDER):
                recorder.note_created(partners)
            return partners
        return super()._create(data_list)

    def _inverse_vat(self):
        """Check no number a second time that was found valid while the contact was made."""
        if is_by_code(self.env, "despacho_import_create"):
            keys, numbers, countries = (
                self._fields[name]._get_cache(self.env) for name in ("nif_key", "vat", "country_id")
            )
            spanish = {one for one in set(countries.values()) if one and country_code(self.env, one) == "ES"}
            self = self.browse(
                one
                for one in self._ids
                if not keys.get(one) or numbers.get(one) != f"ES{keys[one]}" or countries.get(one) not in spanish
            )
        return super()._inverse_vat() if self else None

    def _compute_phone_sanitized(self):
        """Take the numbers that the import has just read and written as they are: ``+34 931 23 45 67``."""
        if not is_by_code(self.env, "despacho_import_clean_data"):
            return super()._compute_phone_sanitized()
        spanish = self.filtered(lambda partner: partner.phone and _SPANISH_PHONE.fullmatch(partner.phone))
        for partner in spanish:
            partner.phone_sanitized = partner.phone.replace(" ", "")
        return super(ResPartner, self - spanish)._compute_phone_sanitized()

    def _compute_email_normalized(self):
        """Take the addresses that the import has just read and written as they are."""
        if not is_by_code(self.env, "despacho_import_clean_data"):
            return super()._compute_email_normalized()
        plain = self.filtered(lambda partner: partner.email and _PLAIN_EMAIL.fullmatch(partner.email))
        for partner in plain:
            partner.email_normalized = partner.email
        return super(ResPartner, self - plain)._compute_email_normalized()

    @api.model
    def _add_missing_default_values(self, values):
        """Ask once for the defaults that thousands of new contacts share, those with values for the same fields.

        Asked twice, a default that is each record's own gives another value: that one is asked for each.
        """
        if not is_by_code(self.env, "despacho_import_create"):
            return super()._add_missing_default_values(values)
        known = self.env.cr.cache.setdefault("despacho_import_defaults", {})
        asked = sorted((name, repr(value)) for name, value in self.env.context.items() if name.startswith("default_"))
        whose = (self.env.uid, self.env.company.id, self.env.lang)
        key = (whose, frozenset(values), bool(values.get("parent_id")), tuple(asked))
        if key not in known:
            own = [field for field in self._fields.values() if field.type == "properties"]  # each record has its own
            found, again = (super(ResPartner, self)._add_missing_default_values({**values}) for _twice in range(2))
            names = (found.keys() | again.keys()) - values.keys() - {field.name for field in own}
            shared = {
                name: found[name] for name in names if name in found and name in again and found[name] == again[name]
            }
            known[key] = shared, len(shared) == len(names), own
        shared, are_all, own = known[key]
        if not are_all:
            return super()._add_missing_default_values({**shared, **values})
        completed = {**shared, **values}
        for field in own:
            # Where nothing is defined there is nothing, whosever it is.
            blank = field, completed.get(field.definition_record)
            if blank in known and not values.get(field.name):
                completed[field.name] = {}
                continue
            completed[field.name] = field._add_default_values(self.env, completed)
            if not completed[field.name]:
                known[blank] = True
        return completed

    def _update_peppol_state_per_company(self, vals=None):
        """Ask nobody on the network about each of the thousands of contacts of a file.

        Only ``account_peppol`` has and calls this; it asks when a document is sent.
        """
        if is_by_code(self.env, "despacho_import_create") or not hasattr(super(), "_update_peppol_state_per_company"):
            return None
        return super()._update_peppol_state_per_company(vals)

    def _check_company(self, fnames=None):
        """Skip a check that only looks at Odoo's own defaults.

        What an import creates has no relation that belongs to a company.
        """
        if is_by_code(self.env, "despacho_import_create"):
            return None
        return super()._check_company(fnames)
