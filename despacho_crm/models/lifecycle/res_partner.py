from odoo import api, fields, models

LIFECYCLES = [("prospect", "Prospect"), ("lead", "Lead"), ("client", "Client"), ("former", "Former client")]
TEMPERATURES = [("cold", "Cold"), ("warm", "Warm"), ("hot", "Hot")]
#: Who may see what is known of clients: whoever only invoices does not need it.
GROUP = "despacho_crm.group_user"

#: What the fields of this capability share: read together, and apart from the others.
OWN = {"copy": False, "groups": GROUP, "prefetch": "lifecycle"}
#: Those that follow from what happens.
FOLLOWS = {**OWN, "readonly": True}
#: Those of which each user sees what is of his companies: the others do not wait for them.
AMOUNT = {**FOLLOWS, "prefetch": "lifecycle_amounts"}

#: What only ``_lifecycle_update`` writes: a call from outside could make a client of anybody.
DERIVED = frozenset(
    {
        "lifecycle_cause",
        "temperature_signals",
        "invoiced_12m",
        "invoiced_total",
        "last_invoice_date",
        "client_since_year",
        "billed_elsewhere_year",
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
#: With what everybody starts.
STARTING = {"lifecycle": "prospect", "temperature": "cold"}
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
        help="Prospect: we believe it could buy. Lead: it showed interest. Client: it signed or was "
        "invoiced lately. Former client: it did, and not lately. "
        "It follows from leads, contacts and invoices; set by hand, it stays as set until withdrawn.",
        **OWN,
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

    def read(self, fields=None, load="_classic_read"):
        # Whoever types something sees at once, in the answer, what follows from it.
        if self.env.cr.precommit.data.get(PENDING):
            self._lifecycle_flush()
        return super().read(fields, load)
