import collections

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .despacho_target_profile import CRITERIA, SIZES

#: The part of the members that what is taken from a segment has to have.
ENOUGH = 0.8
#: Of how many members something has to be known.
LEAST = 5


class DespachoTargetProfile(models.Model):
    """A profile after those of a segment: more like them."""

    _inherit = "despacho.target.profile"

    segment_id = fields.Many2one(
        "despacho.segment",
        string="Like those of the segment",
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
        help="What its members have in common was taken from them.",
    )
    likeness = fields.Text(string="What they have in common", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_likeness(vals) for vals in vals_list])

    @api.model
    def _with_likeness(self, vals):
        """Return ``vals`` with what the segment tells, and with its criteria where they say none themselves."""
        if not vals.get("segment_id") or "likeness" in vals:
            return vals
        profile = self.new({"segment_id": vals["segment_id"]})
        if any(vals.get(name) for name in CRITERIA):
            return {**vals, "likeness": profile._likeness_words(profile._get_likeness())}
        profile._take_from_segment()
        taken = {name: profile[name] for name in ("likeness", *SIZES)}
        links = {name: [Command.set(profile[name]._origin.ids)] for name in ("cnae_ids", "state_ids")}
        return {**vals, **taken, **links}

    @api.onchange("segment_id")
    def _onchange_segment_id(self):
        if self.segment_id:
            self._take_from_segment()

    def action_take_from_segment(self):
        """Take again from the segment what its members have in common."""
        for profile in self.filtered("segment_id"):
            profile._take_from_segment()

    def _take_from_segment(self):
        found = self._get_likeness()
        if not any(values for values, _share, _known in found.values()):
            raise UserError(
                self.env._(
                    "Too little is known of the members of «%(segment)s»: of fewer than %(least)s of them the "
                    "activity, the province or the size is known. Complete their data first.",
                    segment=self.segment_id.name,
                    least=LEAST,
                )
            )
        self.cnae_ids = self.env["despacho.cnae"].concat(*found["sector_id"][0])
        self.region_ids = False
        self.state_ids = self.env["res.country.state"].concat(*found["state_id"][0])
        for name, size in SIZES.items():
            self[name] = size in found["size_class"][0]
        self.likeness = self._likeness_words(found)
        if not self.name:
            self.name = self.segment_id.name

    def _get_likeness(self):
        """Return {field: (the commonest values that enough members have, their part, members with a value)}."""
        members = self.segment_id._get_members()
        found = {}
        for name in ("sector_id", "state_id", "size_class"):
            counts = collections.Counter(
                {value: count for value, count in members._read_group([("id", "in", members.ids)], [name], ["__count"])}
            )
            counts.pop(False, None)
            counts = collections.Counter({value: count for value, count in counts.items() if value})
            total, kept, covered = counts.total(), [], 0
            for value, count in counts.most_common() if total >= LEAST else ():
                if covered >= ENOUGH * total:
                    break
                kept.append(value)
                covered += count
            found[name] = kept, covered / total if total else 0.0, total
        return found

    def _likeness_words(self, found):
        lines = []
        for name, (values, share, known) in found.items():
            if not values:
                continue
            field = self.env["res.partner"]._fields[name]
            if field.relational:
                said = [value.display_name for value in values]
            else:
                labels = dict(field._description_selection(self.env))
                said = [labels[value] for value in values]
            lines.append(
                self.env._(
                    "%(what)s: %(values)s (%(share)d %% of the %(known)s of whom it is known)",
                    what=field._description_string(self.env),
                    values=", ".join(said),
                    share=round(100 * share),
                    known=known,
                )
            )
        return "\n".join(lines)
