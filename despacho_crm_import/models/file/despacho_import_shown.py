from odoo import api, fields, models

from ...tools import verdict as verdict_tools
from .despacho_import import IN_HAND, WRITTEN


class DespachoImport(models.Model):
    """What the screen tells of an import: how many rows of each kind, and who they are."""

    _inherit = "despacho.import"

    create_count = fields.Integer(string="New", compute="_compute_counts")
    update_count = fields.Integer(string="To update", compute="_compute_counts")
    same_count = fields.Integer(string="Already there", compute="_compute_counts")
    duplicate_count = fields.Integer(string="Repeated in the file", compute="_compute_counts")
    people_count = fields.Integer(string="Other people or addresses", compute="_compute_counts")
    ask_count = fields.Integer(string="To decide", compute="_compute_counts")
    no_nif_count = fields.Integer(string="Without NIF", compute="_compute_counts")
    rejected_count = fields.Integer(string="Rejected", compute="_compute_counts")
    created_count = fields.Integer(string="Created", compute="_compute_counts")
    updated_count = fields.Integer(string="Updated records", compute="_compute_counts")
    error_count = fields.Integer(string="Failed rows", compute="_compute_counts")
    pending_count = fields.Integer(string="Rows to apply", compute="_compute_counts")
    waiting_count = fields.Integer(string="Rows not yet dealt with", compute="_compute_counts")
    staged_count = fields.Integer(string="Rows reviewed", compute="_compute_counts")
    left_out_count = fields.Integer(string="Rows left out", compute="_compute_counts")
    joined_count = fields.Integer(string="Joined to another row", compute="_compute_counts")
    repeated_count = fields.Integer(string="Repeated rows", compute="_compute_counts")
    is_begun = fields.Boolean(string="Begun", compute="_compute_counts", help="Something came of some row.")

    headline = fields.Char(compute="_compute_headline")

    @api.depends("state")
    def _compute_counts(self):
        counts = {
            (record, verdict, state, included): count
            for record, verdict, state, included, count in self.env["despacho.import.row"]._read_group(
                [("import_id", "in", self.ids)],
                ["import_id", "verdict", "state", "included"],
                ["__count"],
            )
        }
        created_kinds = ("create", "no_nif")
        for record in self:
            mine = [(key[1:], count) for key, count in counts.items() if key[0] == record._origin]

            def total(kinds=verdict_tools.KINDS, states=None, included=None, mine=mine):
                return sum(
                    count
                    for (verdict, state, included_), count in mine
                    if verdict in kinds
                    and (states is None or state in states)
                    and (included is None or included_ == included)
                )

            # Where some rows are written and others wait, it is told what will become of the latter.
            states = ("pending",) if record.state in ("reviewed", "stopped") else None
            record.create_count = total(("create",), states)
            record.update_count = total(("update",), states)
            record.same_count = total(("same",), states)
            # Rows of a company that another row is, which add to it: of leads, all of them may.
            is_contact = record.target == "partner"
            record.people_count = total(("duplicate_in_file",), states, included=True) if is_contact else 0
            record.duplicate_count = total(("duplicate_in_file",), states) - record.people_count
            record.ask_count = total(("ask",), states)
            record.no_nif_count = total(("no_nif",), states)
            record.rejected_count = total(("rejected",), states)
            record.created_count = total(created_kinds, ("applied",))
            record.updated_count = total(("update",), ("applied",))
            record.error_count = total(states=("error",))
            record.waiting_count = total(states=("pending",))
            record.staged_count = total()
            record.left_out_count = total((*created_kinds, "update", "ask"), ("skipped",))
            record.joined_count = total(("duplicate_in_file",), ("applied",))
            record.repeated_count = total(("duplicate_in_file",), ("skipped",))
            written = (*created_kinds, "update", "duplicate_in_file")
            record.pending_count = total(written, ("pending",), included=True)
            record.is_begun = record.waiting_count < record.staged_count

    @api.depends("state")
    @api.depends_context("lang")
    def _compute_headline(self):
        _ = self.env._
        for record in self:
            if record.state == "reviewed" and record.ask_count:
                record.headline = _(
                    "Rows that may be a contact of the base: %(asked)s. Decide on them before you apply; "
                    "those that you leave are not written. Rows that will be written: %(count)s.",
                    asked=record.ask_count,
                    count=record.pending_count,
                )
            elif record.state == "reviewed" and record.pending_count:
                record.headline = _(
                    "Rows that will be written when you press «Apply»: %(count)s. "
                    "See them below, and leave out those that you do not want.",
                    count=record.pending_count,
                )
            elif record.state == "reviewed":
                record.headline = _("There is nothing to apply: the base already has what this file says.")
            elif record.state == "applying":
                record.headline = record._get_applying_headline()
            elif record.state == "stopped":
                record.headline = _(
                    "Stopped. %(done)s Rows that were not written: %(left)s. Press «Go on» to write them.",
                    done=record._get_target()._get_headline(record),
                    left=record.pending_count,
                )
            elif record.state == "done":
                record.headline = record._get_target()._get_headline(record)
                if record.target == "partner" and record.no_nif_count and record.rows_without_nif == "queue":
                    record.headline += " " + _("Those without NIF wait under «NIF pending».")
                if record.left_out_count:
                    record.headline += " " + _("Rows left out: %(count)s.", count=record.left_out_count)
            else:
                record.headline = False

    def _get_applying_headline(self):
        earlier = self.search(
            [("state", "in", WRITTEN if self.state in WRITTEN else IN_HAND), ("asked_on", "<", self.asked_on)],
            order="asked_on, id",
            limit=1,
        )
        if earlier and self.asked_on:
            return self.env._(
                "It begins when «%(name)s» is done. You can close this screen.", name=earlier.display_name
            )
        return self.env._("It goes on by itself: you can close this screen.")

    def _get_row_action(self, name, domain=None, context=None):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_import.despacho_import_row_action")
        action["display_name"] = name
        action["domain"] = [("import_id", "=", self.id), *(domain or [])]
        action["context"] = {"create": False, **(context or {})}
        return action

    def action_view_rows(self):
        """Open the rows; ``verdict``, several ``verdicts`` or ``row_state`` in the context narrow them.

        ``row_included``, with a verdict: of contacts, those that are written, or those that are not.
        """
        domain = []
        group = {"search_default_group_verdict": 1}
        if verdict := self.env.context.get("verdict"):
            domain, group = [("verdict", "=", verdict)], {"verdict": verdict}
            if self.target == "partner" and "row_included" in self.env.context:
                domain.append(("included", "=", self.env.context["row_included"]))
        elif verdicts := self.env.context.get("verdicts"):
            domain = [("verdict", "in", verdicts)]
        if state := self.env.context.get("row_state"):
            domain.append(("state", "=", state))
        return self._get_row_action(self.env._("Rows of %(name)s", name=self.name), domain, group)

    def action_view_partners(self):
        """Open the contacts that this import created or updated."""
        self.ensure_one()
        kinds = ("create", "no_nif") if self.env.context.get("created") else ("update",)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contacts of %(name)s", name=self.name),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [
                (
                    "despacho_import_row_ids",
                    "any",
                    [("import_id", "=", self.id), ("state", "=", "applied"), ("verdict", "in", kinds)],
                )
            ],
            "context": {"active_test": False},
        }
