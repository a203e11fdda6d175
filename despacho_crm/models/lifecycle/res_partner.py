from odoo import api, fields, models

from ..identity.by_code import is_by_code

LIFECYCLES = [("prospect", "Prospect"), ("lead", "Lead"), ("client", "Client"), ("former", "Former client")]
TEMPERATURES = [("cold", "Cold"), ("warm", "Warm"), ("hot", "Hot")]
#: Who may see what is known of clients: whoever only invoices does not need it.
GROUP = "despacho_crm.group_user"

#: What only ``_lifecycle_update`` writes: a call from outside could make a client of anybody.
DERIVED = frozenset(
    {
        "lifecycle_cause",
        "temperature_signals",
        "invoiced_12m",
        "invoiced_total",
        "last_invoice_date",
        "last_won_date",
        "first_contact_date",
        "last_contact_date",
        "last_try_date",
        "next_action_date",
        "contact_refused",
        "discount_accepted",
        "discount_offered",
        "channel_hits",
        "channel_observations",
        "follow_up_works",
        "follow_up_observations",
        "mail_slot",
        "mail_slot_hits",
        "mail_observations",
        "call_slot",
        "call_slot_hits",
        "call_observations",
        "priority_score",
    }
)
#: What may be typed or derived, and who remembers that it was typed: then the job respects it.
TYPED = {
    "lifecycle": "lifecycle_manual",
    "temperature": "temperature_manual",
    "potential": "potential_typed",
    "preferred_channel": "preferred_channel_typed",
    "discount_interest": "discount_interest_typed",
}
#: With what everybody starts.
STARTING = {"lifecycle": "prospect", "temperature": "cold"}
#: How the memory of what was typed is called: set by our code alone.
MEMORY = frozenset(
    {
        *TYPED.values(),
        *(f"{name}_{what}" for name in ("lifecycle_manual", "temperature_manual") for what in ("uid", "on")),
    }
)
_NOT_TYPED = DERIVED | MEMORY
_COPIED = _NOT_TYPED | TYPED.keys()


#: What else changes where the relation is.
_TELLING = frozenset({"parent_id", "company_id", "is_competitor"})
#: Where the partners to bring up to date wait for the end of the transaction.
PENDING = "despacho_crm.lifecycle"


class ResPartner(models.Model):
    """Prospect, lead, client, former client: where the relation with the firm is.

    The fields of this capability are stored on commercial entities, written in set SQL by
    ``_lifecycle_update``, and fetched together and apart from the others
    (``prefetch="lifecycle"``): whoever reads a partner for something else does not pay.
    """

    _inherit = "res.partner"

    lifecycle = fields.Selection(
        LIFECYCLES,
        string="Relation",
        default=STARTING["lifecycle"],
        copy=False,
        groups=GROUP,
        prefetch="lifecycle",
        help="Prospect: we believe it could buy. Lead: it showed interest. Client: it signed or was "
        "invoiced lately. Former client: it did, and not lately. "
        "It follows from leads, contacts and invoices; set by hand, it stays as set until withdrawn.",
    )
    lifecycle_currency_id = fields.Many2one(
        "res.currency", string="Currency of what is known", compute="_compute_lifecycle_currency_id"
    )

    @api.depends("company_id")
    def _compute_lifecycle_currency_id(self):
        reference = self.env["res.company"]._lifecycle_reference()
        for partner in self:
            # sudo: the currency of a company that the user may not belong to is no secret.
            partner.lifecycle_currency_id = (partner.sudo().company_id or reference).currency_id

    def _add_missing_default_values(self, values):
        values = super()._add_missing_default_values(values)
        if values.get("parent_id"):
            # A contact of a company has the relation that its company has.
            values["lifecycle"] = values["temperature"] = False
        return values

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._lifecycle_without_defaults(vals) for vals in vals_list]
        partners = super().create([self._lifecycle_own_values(vals) for vals in vals_list])
        known = [
            partner
            for partner, vals in zip(partners, vals_list, strict=True)
            if not vals.keys().isdisjoint(TYPED) and not partner.parent_id
        ]
        self.browse([partner.id for partner in known])._lifecycle_touch()
        return partners

    @api.model
    def _lifecycle_without_defaults(self, vals):
        """Return ``vals`` without what it says by default.

        Whoever creates a user gives the defaults of its contact: nobody typed them, and they may come
        from somebody who does not see these fields.
        """
        started = {name for name, value in STARTING.items() if vals.get(name) == value}
        return {name: value for name, value in vals.items() if name not in started} if started else vals

    def write(self, vals):
        mine = self._lifecycle_own_values(vals)
        typed = mine.keys() & TYPED.keys()
        if not typed:
            result = super().write(mine)
            if not mine.keys().isdisjoint(_TELLING):
                self._lifecycle_touch_ids(self.ids)
                self._lifecycle_touch()
            return result
        before = self._lifecycle_typed_before(typed)
        result = super().write(mine)
        self._lifecycle_log_typed(before)
        self._lifecycle_touch_ids(self.ids)
        self._lifecycle_touch()
        return result

    def read(self, fields=None, load="_classic_read"):
        # Whoever types something sees at once, in the answer, what follows from it.
        if self.env.cr.precommit.data.get(PENDING):
            self._lifecycle_flush()
        return super().read(fields, load)

    @api.model
    def _lifecycle_own_values(self, vals):
        """Return ``vals`` without what nobody types, and with the memory of what was typed."""
        if is_by_code(self.env, "lifecycle_joining"):
            # Odoo copies every column of the record that goes to the one that stays.
            return {name: value for name, value in vals.items() if name not in _COPIED}
        if not self.env.su and not vals.keys().isdisjoint(_NOT_TYPED):
            vals = {name: value for name, value in vals.items() if name not in _NOT_TYPED}
        typed = vals.keys() & TYPED.keys()
        if not typed:
            return vals
        vals = dict(vals)
        for name in typed:
            memory = TYPED[name]
            vals.setdefault(memory, bool(vals[name]))
            if f"{memory}_uid" in MEMORY:
                by_hand = vals[memory]
                vals.setdefault(f"{memory}_uid", self.env.uid if by_hand else False)
                vals.setdefault(f"{memory}_on", fields.Datetime.now() if by_hand else False)
        return vals
