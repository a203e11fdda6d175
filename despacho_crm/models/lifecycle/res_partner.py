from odoo import api, fields, models

from ..identity.by_code import is_by_code

LIFECYCLES = [("prospect", "Prospect"), ("lead", "Lead"), ("client", "Client"), ("former", "Former client")]
TEMPERATURES = [("cold", "Cold"), ("warm", "Warm"), ("hot", "Hot")]
#: Who may see what is known of clients: whoever only invoices does not need it.
GROUP = "despacho_crm.group_user"

#: What only ``_lifecycle_update`` writes: a call from outside could make a client of anybody.
DERIVED = frozenset(
    {
        "lifecycle",
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
    "temperature": "temperature_manual",
    "potential": "potential_typed",
    "preferred_channel": "preferred_channel_typed",
    "discount_interest": "discount_interest_typed",
}
#: How the memory of what was typed is called: set by our code alone.
MEMORY = frozenset({*TYPED.values(), "temperature_manual_uid", "temperature_manual_on"})


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
        default="prospect",
        copy=False,
        readonly=True,
        groups=GROUP,
        prefetch="lifecycle",
        help="Prospect: we believe it could buy. Lead: it showed interest. Client: it signed or was "
        "invoiced lately. Former client: it did, and not lately.",
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
        partners = super().create([self._lifecycle_own_values(vals) for vals in vals_list])
        known = [
            partner
            for partner, vals in zip(partners, vals_list, strict=True)
            if not vals.keys().isdisjoint(TYPED) and not partner.parent_id
        ]
        self.browse([partner.id for partner in known])._lifecycle_touch()
        return partners

    def write(self, vals):
        mine = self._lifecycle_own_values(vals)
        result = super().write(mine)
        if not mine.keys().isdisjoint(TYPED):
            # Whoever typed it sees at once what follows from it.
            self._lifecycle_update(self)
        elif not mine.keys().isdisjoint({"parent_id", "company_id", "is_competitor"}):
            self._lifecycle_touch()
        return result

    @api.model
    def _lifecycle_own_values(self, vals):
        """Return ``vals`` without what nobody types, and with the memory of what was typed."""
        if is_by_code(self.env, "lifecycle_joining"):
            # Odoo copies every column of the record that goes to the one that stays.
            return {name: value for name, value in vals.items() if name not in DERIVED | MEMORY | TYPED.keys()}
        if not self.env.su and not vals.keys().isdisjoint(DERIVED | MEMORY):
            vals = {name: value for name, value in vals.items() if name not in DERIVED | MEMORY}
        typed = vals.keys() & TYPED.keys()
        if not typed:
            return vals
        vals = dict(vals)
        for name in typed:
            vals.setdefault(TYPED[name], bool(vals[name]))
        if "temperature" in typed:
            by_hand = vals["temperature_manual"]
            vals.setdefault("temperature_manual_uid", self.env.uid if by_hand else False)
            vals.setdefault("temperature_manual_on", fields.Datetime.now() if by_hand else False)
        return vals
