from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: With more of them nobody reads the picture.
_MOST = 8


class DespachoSegment(models.Model):
    """What two or more segments have in common, and what each has of its own."""

    _inherit = "despacho.segment"

    def action_overlap(self):
        """Open the picture of what these have in common."""
        if not 2 <= len(self) <= _MOST:
            raise UserError(self.env._("Choose between two and %(most)s segments to compare.", most=_MOST))
        return {
            "type": "ir.actions.client",
            "tag": "despacho_crm.segment_overlap",
            "name": self.env._("What they have in common"),
            "params": {"segment_ids": self.ids},
        }

    def action_compare(self):
        """Ask with which other segments to compare this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare «%(segment)s» with...", segment=self.name),
            "res_model": "despacho.segment.compare",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_segment_id": self.id},
        }

    @api.model
    @api.readonly
    def overlap(self, segment_ids):
        """Return {segments: [{id, name, count}], parts: [{inside: [ids], outside: [ids], count}]}.

        Each contact that the user sees is in one part alone: that of the segments in which it is.
        """
        segments = self.browse(segment_ids).exists()
        segments.check_access("read")
        masks = self._masks(segments)
        parts = []
        for mask, count in sorted(masks.items(), key=lambda item: (-item[1], item[0])):
            inside = [segment.id for place, segment in enumerate(segments) if mask >> place & 1]
            parts.append(
                {"inside": inside, "outside": [one for one in segments.ids if one not in inside], "count": count}
            )
        totals = {
            segment: sum(count for mask, count in masks.items() if mask >> place & 1)
            for place, segment in enumerate(segments)
        }
        return {
            "segments": [{"id": segment.id, "name": segment.name, "count": totals[segment]} for segment in segments],
            "parts": parts,
        }

    @api.model
    def _masks(self, segments):
        """Return {bits of the segments in which a contact is: number of contacts}."""
        members = self.env["despacho.segment.member"]
        query = members._search([("segment_id", "in", segments.ids)])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT mask, COUNT(*) FROM (
                    SELECT member.partner_id, BIT_OR(1 << (ARRAY_POSITION(%(ids)s, member.segment_id) - 1)) AS mask
                      FROM (%(members)s) AS member GROUP BY member.partner_id
                ) AS each GROUP BY mask
                """,
                ids=segments.ids,
                members=query.select(
                    SQL.identifier(query.table, "partner_id"), SQL.identifier(query.table, "segment_id")
                ),
            )
        )
        return dict(rows)

    @api.model
    def _part_domain(self, inside, outside=()):
        """Return who is in all of ``inside`` and in none of ``outside``, ids of segments."""
        domain = Domain.AND(Domain("segment_ids", "in", [one]) for one in inside)
        return domain & Domain("segment_ids", "not in", list(outside)) if outside else domain

    @api.model
    def action_part(self, inside, outside):
        """Open the contacts of a part of the picture."""
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_segment_file")
        action["domain"] = list(self._part_domain(inside, outside))
        action["display_name"] = action["name"] = self._part_name(inside, outside)
        return action

    @api.model
    def action_save_part(self, inside, outside):
        """Ask for the name of the segment that a part becomes."""
        return self.env["despacho.segment.save"]._ask(
            self._part_name(inside, outside), repr(list(self._part_domain(inside, outside)))
        )

    @api.model
    def _part_name(self, inside, outside):
        within = " + ".join(self.browse(inside).mapped("name"))
        if not outside:
            return within
        return self.env._(
            "%(within)s, without %(others)s", within=within, others=", ".join(self.browse(outside).mapped("name"))
        )
