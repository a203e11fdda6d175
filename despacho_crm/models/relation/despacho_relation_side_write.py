from odoo import api, fields, models

from .despacho_relation_side import _SAME

_WRITTEN = ("partner_id", "kind_id", "other_id", *_SAME)


class DespachoRelationSide(models.Model):
    """What is written on a side is written on its relation, which holds the rules."""

    _inherit = "despacho.relation.side"

    @api.model_create_multi
    def create(self, vals_list):
        wanted = [{name: vals[name] for name in _WRITTEN if name in vals} for vals in vals_list]
        relations = self.env["despacho.relation"].create(wanted)
        sides = []
        for relation, vals in zip(relations, wanted, strict=True):
            given = self.env["res.partner"].browse(vals.get("partner_id") or ())
            reverse = relation.other_id and relation.other_id in (given, given.commercial_partner_id)
            sides.append(relation.id * 2 + bool(reverse))
        return self.browse(sides)

    def write(self, vals):
        vals = {name: value for name, value in vals.items() if name in _WRITTEN}
        for side in self:
            relation = side.relation_id
            if vals.keys().isdisjoint({"partner_id", "kind_id", "other_id", "other_name"}):
                relation.write(vals)
            else:
                # As this sheet says it; the relation turns it round where it has to.
                seen = {name: side[name].id for name in ("partner_id", "kind_id", "other_id")}
                relation.write({**seen, **vals})
        return True

    def unlink(self):
        """Put the relations away; what joined contacts said twice goes at once, being one thing for who deletes it."""
        relations = self.relation_id
        (relations | relations._twins()).active = False
        return True

    def action_end(self):
        """Note that it ended today."""
        today = fields.Date.context_today(self)
        for side in self:
            side.relation_id.date_to = side.date_to or today
        return True

    def action_resume(self):
        """Take back that it ended."""
        self.relation_id.date_to = False
        return True

    def action_open_other(self):
        """Open the sheet of the other one."""
        self.ensure_one()
        return self._form_of("res.partner", self.other_id.id)

    def action_note_information(self):
        """File a piece of information about the competitor, supplier or adviser of the contact."""
        self.ensure_one()
        return self.other_id.action_note_information()

    def action_open_partner(self):
        """Open the sheet of the contact."""
        self.ensure_one()
        return self._form_of("res.partner", self.partner_id.id)

    def action_to_partner(self):
        """Open the sheet of a new contact, with what is known of whom only had a name; saved, it is linked."""
        self.ensure_one()
        holder = self.env["despacho.relation"]._holder_of(self.other_nif) if self.other_nif else self.other_id
        if holder:
            self.relation_id._link(holder)
            return self._form_of("res.partner", holder.id)
        return {
            **self._form_of("res.partner"),
            "name": self.env._("New contact"),
            "context": {"relation_id": self.relation_id.id, **self.relation_id._partner_defaults()},
        }

    def _form_of(self, model, record_id=False):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
