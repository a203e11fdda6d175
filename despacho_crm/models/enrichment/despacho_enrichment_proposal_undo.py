from odoo import fields, models
from odoo.fields import Domain

from ...tools.client_actions import RELOAD, said
from ..identity.by_code import BY_CODE
from ..origin.despacho_value_origin import NAMES


class DespachoEnrichmentProposal(models.Model):
    """What a person accepted is taken back: the contact has again what it had, and the proposal waits as before."""

    _inherit = "despacho.enrichment.proposal"

    old_origin = fields.Json(readonly=True, help="Where the value came from that this one replaced.")

    def action_undo(self):
        """Give the contacts back what they had, unless somebody has changed it since."""
        accepted = self._filter_undoable()
        undone = accepted._undo()
        left = len(accepted - undone)
        if not accepted:
            message = self.env._("Only what a person accepted is taken back: nothing of this was.")
        elif len(undone) == 1 and not left:
            message = self.env._(
                "«%(datum)s» of «%(name)s» is as it was.", datum=undone.label, name=undone.partner_id.name
            )
        else:
            message = self.env._("%(count)s data are as they were.", count=len(undone))
        if left:
            message += " " + self.env._(
                "%(count)s were changed on the contact since they were accepted: what there is now stays.", count=left
            )
        return said(message, kind="success" if undone and not left else "warning", then=RELOAD)

    def _filter_undoable(self):
        """Return those that a person accepted, the last one first."""
        accepted = self.filtered(lambda one: one.state == "accepted" and one.decided_by_id and one.old_value)
        return accepted.sorted(lambda one: (one.decided_on, one.id), reverse=True)

    def _undo(self):
        """Write back what there was before each of these, where the contact has it as it was accepted; return them."""
        self._check_decides()
        undone = self.browse()
        for one in self:
            if one._is_as_accepted():
                one._give_back()
                undone |= one
        return undone

    def _is_as_accepted(self):
        """Whether the contact still has the value, and because of this one."""
        self.ensure_one()
        same = Domain("partner_id", "=", self.partner_id.id) & Domain("field_name", "=", self.field_name)
        after = Domain("decided_on", ">", self.decided_on) | (
            Domain("decided_on", "=", self.decided_on) & Domain("id", ">", self.id)
        )
        later = self.search_count(same & Domain("state", "=", "accepted") & after, limit=1)
        origins, name = self.env["despacho.value.origin"], NAMES.get(self.field_name, self.field_name)
        origin = origins._get_by_partner(self.partner_id).get(self.partner_id.id, {}).get(name)
        return bool(
            not later
            and origin
            and origin.get("user")
            and origin["source"] == self.sudo().provider_id.code  # sudo: one that the user may not see, its name
            and origins._read_current(self.partner_id, [name]).get(name) == origin["value"]
        )

    def _give_back(self):
        self.ensure_one()
        partner, [old] = self.partner_id, self.old_value
        value = [(6, 0, old or [])] if partner._fields[self.field_name].type == "many2many" else old
        partner.with_context(nif_deferred=BY_CODE).write({self.field_name: value})
        origins, name = self.env["despacho.value.origin"], NAMES.get(self.field_name, self.field_name)
        if self.old_origin:
            origins._remember({partner.id: {name: self.old_origin}})
        else:
            origins._forget({partner.id: [name]})
        waiting = self.search_count(
            [
                ("partner_id", "=", partner.id),
                ("provider_id", "=", self.provider_id.id),
                ("field_name", "=", self.field_name),
                ("state", "=", "proposed"),
            ],
            limit=1,
        )
        # sudo: decisions are written by code only. Of a provider, a field has one proposal.
        self.sudo().write(
            {
                "state": "obsolete" if waiting else "proposed",
                "decided_by_id": False,
                "decided_on": False,
                "old_origin": False,
            }
        )
