from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import legal_form, nif
from .by_code import BY_CODE
from .despacho_nif_exemption_mixin import NIF_STATES
from .res_country import country_code

#: What follows from the number: nobody writes it, or a call from outside could pass a company off as identified.
DERIVED_FIELDS = frozenset({"nif_key", "nif_state", "nif_deadline", "nif_collision", "nif_unique"})
#: What decides whose number a partner's ``vat`` is.
NIF_FIELDS = frozenset({"vat", "country_id", "parent_id", "is_company", "company_id"})


def as_record(model, value):
    """Return the record that ``value`` of a many2one stands for: code gives an id, a record or nothing."""
    return value if isinstance(value, models.BaseModel) else model.browse(value or ())


def without_derived(env, vals):
    """Return ``vals`` without what nobody but our own code may write."""
    if env.su or vals.keys().isdisjoint(DERIVED_FIELDS):
        return vals
    return {name: value for name, value in vals.items() if name not in DERIVED_FIELDS}


class ResPartner(models.Model):
    """The NIF and what follows from it: canonical key, state, kind of person, legal form.

    ``vat`` stays Odoo's, in one form (``ES`` + key). ``nif_key`` is the identity: set
    on commercial entities only, and not on an establishment that shows the number of
    the company it belongs to.

    The fields are fetched together and apart from the others (``prefetch="nif"``): whoever
    reads a partner for something else does not pay for them.
    """

    _name = "res.partner"
    _inherit = ["res.partner", "despacho.nif.exemption.mixin"]

    nif_key = fields.Char(
        string="NIF",
        compute="_compute_nif",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="The number that identifies the company, in its official form.",
        prefetch="nif",
    )
    nif_state = fields.Selection(
        selection=NIF_STATES,
        string="State of the NIF",
        compute="_compute_nif",
        store=True,
        precompute=True,
        prefetch="nif",
    )
    personal_nif = fields.Char(
        string="Personal NIF",
        index="btree_not_null",
        copy=False,
        groups="base.group_user",  # colleagues of the contact see it in the portal otherwise
        help="The person's own DNI or NIE, when the contact belongs to a company.",
        prefetch="nif",
    )
    former_nif_ids = fields.One2many(
        "despacho.former.nif",
        "partner_id",
        string="Former NIFs",
        # Whoever may look for contacts may do it by a former number, portal users included.
        bypass_search_access=True,
    )
    person_kind = fields.Selection(
        selection=[
            ("natural", "Natural person"),
            ("legal", "Legal person"),
            ("entity", "Entity without legal personality"),
            ("public", "Public body"),
        ],
        string="Kind of person",
        compute="_compute_legal_form",
        store=True,
        precompute=True,
        prefetch="nif",
    )
    legal_form = fields.Selection(
        selection=[(code, label) for code, (label, _spellings) in legal_form.FORMS.items()],
        string="Legal form",
        compute="_compute_legal_form",
        store=True,
        precompute=True,
        help="It follows from the NIF's letter and from the name.",
        prefetch="nif",
    )

    # Not on the parent's vat: each change of a number would then search for establishments.
    @api.depends("vat", "country_id", "parent_id", "is_company", "nif_exemption_reason", "nif_exempt_until")
    def _compute_nif(self):
        for partner in self:
            if not partner._is_nif_holder():
                partner.nif_key = partner.nif_state = False
                continue
            partner.nif_key, partner.nif_state = self._nif_key_and_state(
                partner.vat, country_code(self.env, partner.country_id), partner._nif_is_exempt()
            )

    @api.depends("nif_key", "name", "is_company", "parent_id")
    def _compute_legal_form(self):
        for partner in self:
            partner.legal_form, partner.person_kind = self._nif_form_and_kind(
                partner.nif_key, partner.name, partner.is_company
            )

    @api.model
    def _nif_key_and_state(self, vat, code, exempt):
        """Return (key, state) of the holder of ``vat`` in the country with ``code``."""
        found = nif.parse(vat, code)
        return found.key if found.valid else False, "exempt" if exempt and not found.valid else found.state

    @api.model
    def _nif_form_and_kind(self, key, name, is_company):
        """Return (legal form, kind of person) of the holder of ``key``."""
        form = legal_form.legal_form(key, name) if key or is_company else ""
        return form or False, nif.person_kind(key) or False

    def _is_nif_holder(self):
        """Whether the partner is the one that its NIF identifies.

        A contact shows its company's number, and so does an establishment entered as
        a company below it: neither holds it.
        """
        self.ensure_one()
        if not self.parent_id:
            return True
        if not self.is_company:
            return False
        own = self._nif_parsed().key
        return not own or own != self.parent_id._nif_parsed().key

    def _nif_parsed(self):
        """Return what the number of ``self``, or of nobody, is by the rules of its country."""
        return nif.parse(self.vat, country_code(self.env, self.country_id))

    @api.constrains("personal_nif")
    def _check_personal_nif(self):
        for partner in self.filtered("personal_nif"):
            found = nif.parse(partner.personal_nif)
            if not found.valid or nif.person_kind(found.key) not in ("natural", ""):
                raise ValidationError(
                    self.env._(
                        "«%(nif)s» is not the DNI or NIE of a person: check it on the contact «%(name)s».",
                        nif=partner.personal_nif,
                        name=partner.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [without_derived(self.env, vals) for vals in vals_list]
        return super().create([self._nif_clean_contact(self._nif_clean(vals)) for vals in vals_list])

    def write(self, vals):
        vals = without_derived(self.env, vals)
        if not vals.keys() & (NIF_FIELDS | {"personal_nif"}) or self._nif_is_handed_down(vals):
            return super().write(vals)
        vals = self._nif_clean(vals, self.country_id)
        if vals.get("parent_id"):
            self._keep_personal_nif(vals)
        people = self._nif_contacts_with_own_number(vals)
        if people:
            own = {key: value for key, value in vals.items() if key != "vat"}
            super(ResPartner, people).write(dict(own, personal_nif=nif.parse(vals["vat"]).key))
        return super(ResPartner, self - people).write(vals)

    def _nif_is_handed_down(self, vals):
        """Whether ``vals`` only give contacts the number of their company, as Odoo does at each change of either."""
        return vals.keys() & (NIF_FIELDS | {"personal_nif"}) == {"vat"} and all(
            partner.parent_id and not partner.is_company and partner.parent_id.vat == vals["vat"] for partner in self
        )

    def copy_data(self, default=None):
        # One NIF, one company: a copy is another one, and its number is still to come.
        vals_list = super().copy_data(default)
        if self.env["res.company"]._nif_mandatory_company_ids():
            for partner, vals in zip(self, vals_list, strict=True):
                if partner.nif_key and "vat" not in (default or {}):
                    vals.pop("vat", None)
        return vals_list

    def copy(self, default=None):
        copies = super(ResPartner, self.with_context(nif_deferred=BY_CODE)).copy(default)
        return copies.with_env(self.env)

    def _create_contact_parent_company(self):
        # Odoo gives the new company the person's number, which for an instant two would hold.
        key = self.nif_key
        deferred = self.with_context(nif_deferred=BY_CODE, nif_merge=BY_CODE)
        if self.company_name and key:
            if nif.person_kind(key) == "natural":
                deferred.write({"vat": False, "personal_nif": key})
            else:
                deferred.sudo().nif_collision = True  # sudo: technical mark, gone when the person joins the company
                deferred.flush_recordset(["nif_collision", "nif_unique"])
        company = super(ResPartner, deferred)._create_contact_parent_company()
        return company.with_env(self.env)

    @api.model
    def _nif_clean(self, vals, countries=()):
        """Return ``vals`` with its numbers in canonical form.

        ``countries``: those of the records that ``vals`` is for, read when it brings none.
        """
        if vals.get("vat"):
            country = vals.get("country_id") or (countries if len(countries) == 1 else False)
            vals = dict(vals, vat=nif.canonical_vat(vals["vat"], country_code(self.env, country)))
        if vals.get("personal_nif"):
            found = nif.parse(vals["personal_nif"])
            vals = dict(vals, personal_nif=found.key or vals["personal_nif"])
        return vals

    @api.model
    def _nif_clean_contact(self, vals):
        """Return the values of a new record, with a person's number told from the company's.

        Odoo gives a contact its company's ``vat``, so the DNI typed on it would be
        lost, or worse, climb to a company that has none.
        """
        parent_id = vals.get("parent_id", self.env.context.get("default_parent_id"))
        if not parent_id or not vals.get("vat") or vals.get("is_company", self.env.context.get("default_is_company")):
            return vals
        found = nif.parse(vals["vat"])
        if not as_record(self, parent_id)._nif_is_of_a_contact(found):
            return vals
        clean = {key: value for key, value in vals.items() if key != "vat"}
        clean.setdefault("personal_nif", found.key)
        return clean

    def _nif_contacts_with_own_number(self, vals):
        """Return the contacts of ``self`` for whom ``vals['vat']`` is a personal number."""
        found = nif.parse(vals.get("vat"))
        if not found.valid or vals.get("is_company"):
            return self.browse()
        parents = {
            partner: as_record(self, vals["parent_id"]) if "parent_id" in vals else partner.parent_id
            for partner in self
        }
        contacts = self.filtered(lambda p: parents[p] and not p.is_company)
        return contacts.filtered(lambda p: parents[p]._nif_is_of_a_contact(found))

    def _nif_is_of_a_contact(self, found):
        """Whether ``found``, typed on a contact of ``self``, is that person's own.

        A company's number that is not this company's is an error, told at once:
        Odoo would overwrite the company's with it.
        """
        self.ensure_one()
        holder = self.sudo().commercial_partner_id  # sudo: only compares numbers, returns none
        own = holder._nif_parsed()
        if not found.valid or found.key == own.key:
            return False
        if nif.person_kind(found.key) == "natural":
            return True
        if own.valid and self.env.company.nif_mandatory:
            raise ValidationError(
                self.env._(
                    "The NIF %(typed)s is not that of «%(company)s» (%(known)s). "
                    "A contact has its company's NIF: change it on the company, "
                    "or take the contact out of it first.",
                    typed=found.key,
                    company=holder.display_name,
                    known=own.key,
                )
            )
        return False

    def _keep_personal_nif(self, vals):
        """Before people join a company, save the number that the company's will replace."""
        if vals.get("is_company"):
            return
        for person in self.filtered(lambda p: not p.is_company and not p.parent_id and p.nif_key):
            if nif.person_kind(person.nif_key) == "natural":
                person.write({"personal_nif": person.nif_key, "vat": False})
