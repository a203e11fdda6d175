from typing import NamedTuple

from odoo import Command, api, fields, models
from odoo.tools import format_date

from ..identity.by_code import is_by_code
from .res_partner import DERIVED, STARTING


class Memory(NamedTuple):
    """The fields that remember that another one was typed; ``by`` and ``on`` where the reason says who and when."""

    flag: str
    by: str = ""
    on: str = ""


#: What may be typed or derived, and what remembers that it was typed: then the job respects it.
TYPED = {
    "lifecycle": Memory("lifecycle_manual", "lifecycle_manual_uid", "lifecycle_manual_on"),
    "temperature": Memory("temperature_manual", "temperature_manual_uid", "temperature_manual_on"),
    "potential": Memory("potential_typed"),
    "preferred_channel": Memory("preferred_channel_typed"),
    "discount_interest": Memory("discount_interest_typed"),
}
#: What else changes where the relation is.
_TELLING = frozenset({"parent_id", "company_id", "is_competitor", "billed_elsewhere_on"})
#: Every field of this capability that holds what happened or what was remembered: our code alone writes them.
_OURS = DERIVED.union(*TYPED.values()) - {""}


class ResPartner(models.Model):
    """What people type over what would follow by itself: it stays, and it is remembered who typed it and when."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._lifecycle_without_defaults(vals) for vals in vals_list]
        partners = super().create([self._lifecycle_own_values(vals) for vals in vals_list])
        known = [
            partner.id
            for partner, vals in zip(partners, vals_list, strict=True)
            if not vals.keys().isdisjoint(TYPED) and not partner.parent_id
        ]
        self.browse(known)._lifecycle_touch()
        return partners

    def write(self, vals):
        vals = self._lifecycle_own_values(vals)
        typed = vals.keys() & TYPED.keys()
        before = self._lifecycle_typed_before(typed)
        result = super().write(vals)
        self._lifecycle_log_typed(before)
        if typed or not vals.keys().isdisjoint(_TELLING):
            self._lifecycle_touch()
        return result

    @api.model
    def _lifecycle_without_defaults(self, vals):
        """Return ``vals`` without what it says by default.

        Whoever creates a user gives the defaults of its contact: nobody typed them, and they may come
        from somebody who does not see these fields.
        """
        started = {name for name, value in STARTING.items() if vals.get(name) == value}
        return {name: value for name, value in vals.items() if name not in started} if started else vals

    @api.model
    def _lifecycle_own_values(self, vals):
        """Return ``vals`` without what nobody types, and with the memory of what was typed."""
        if is_by_code(self.env, "lifecycle_joining"):
            # Odoo copies every column of the record that goes to the one that stays.
            return {name: value for name, value in vals.items() if name not in _OURS and name not in TYPED}
        if not self.env.su and not vals.keys().isdisjoint(_OURS):
            vals = {name: value for name, value in vals.items() if name not in _OURS}
        typed = vals.keys() & TYPED.keys()
        return {**self._lifecycle_memory(vals, typed), **vals} if typed else vals

    @api.model
    def _lifecycle_memory(self, vals, typed):
        """Return what is remembered of the fields ``typed`` in ``vals``: emptied, they follow by themselves again."""
        values = {}
        for name in typed:
            memory = TYPED[name]
            by_hand = values[memory.flag] = vals.get(memory.flag, bool(vals[name]))
            if memory.by:
                values[memory.by] = self.env.uid if by_hand else False
                values[memory.on] = fields.Datetime.now() if by_hand else False
        return values

    def _lifecycle_typed_values(self):
        """Return what was typed on ``self``, with its memory; where several say something, the first one prevails."""
        values = {}
        for name, memory in TYPED.items():
            said = self.filtered(memory.flag)[:1]
            if said:
                values |= {name: said[name], memory.flag: True}
            if said and memory.by:
                values[memory.by] = said[memory.by].id
                values[memory.on] = said[memory.on]
        return values

    def _lifecycle_typed_sentence(self, name, why):
        """Return who set the field ``name`` by hand and what it would say by itself, or ``why`` as a sentence."""
        self.ensure_one()
        memory = TYPED[name]
        if not self[memory.flag]:
            return why[:1].upper() + why[1:]
        return self.env._(
            "Set by hand by %(user)s on %(day)s. By itself it would say: %(why)s",
            user=self.sudo()[memory.by].name,  # sudo: the name of a colleague of another company
            day=format_date(self.env, fields.Datetime.context_timestamp(self, self[memory.on]).date()),
            why=why,
        )

    def _lifecycle_back_to_automatic(self, name):
        """Withdraw what was typed in the field ``name``: it follows from what happens again."""
        self.write({name: False})
        self._lifecycle_flush()
        return True

    # What people type leaves in the conversation who typed it, when, and what it was before

    def _lifecycle_typed_before(self, names):
        if not names or self.env.context.get("tracking_disable"):
            return {}
        return {partner: {name: partner[name] for name in names} for partner in self}

    def _lifecycle_log_typed(self, before):
        if not before:
            return
        names = sorted(next(iter(before.values())))
        labels = self.fields_get(names, attributes=("string", "type", "selection", "currency_field"))
        Value = self.env["mail.tracking.value"]
        for partner, old in before.items():
            changes = [
                Command.create(Value._create_tracking_values(old[name], partner[name], name, labels[name], partner))
                for name in names
                if old[name] != partner[name]
            ]
            if changes:
                partner._message_log(tracking_value_ids=changes)
