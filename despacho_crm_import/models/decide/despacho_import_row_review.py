from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.picks import SIDES

#: Certain rows accepted in one call: the screen asks again until there are none left.
_AT_A_TIME = 200
_SAMPLE = 6
#: States of an import whose rows may be decided on.
_OPEN = ("reviewed", "stopped")


class DespachoImportRow(models.Model):
    """What the review screen asks and does: the row of the file beside whom it may be, one after another.

    Those of one import are decided on, that of ``import_id`` in the context; without it, all that wait.
    """

    _name = "despacho.import.row"
    _inherit = ["despacho.import.row", "despacho.review"]

    def review_this(self, partner_id, picks=None):
        """It is that contact. ``picks``: {field: file or base}, of those whose value a person chose."""
        row = self._review_take()
        if not row:
            return {"gone": True}
        if partner_id not in row._review_candidates().ids:
            raise UserError(self.env._("Choose one of the contacts shown."))
        picks = {name: side for name, side in (picks or {}).items() if side in SIDES}
        row._settle({"partner_id": partner_id, "picks": picks or False})
        return row._review_done("this")

    def review_other(self):
        """It is none of them: it is created."""
        row = self._review_take()
        return row._review_done("other") if row else {"gone": True}

    def review_out(self):
        """Nothing is done with the row."""
        row = self._review_take()
        return row._review_done("out") if row else {"gone": True}

    def review_undo(self):
        """Take the decision on a row back; return it as it stands now."""
        self._review_check()
        row = self.exists().filtered(lambda row: row.state == "pending" and row.import_id.state in _OPEN)
        row.check_access("write")
        row._choose(False)
        note = "" if row else self.env._("The row has been applied meanwhile: undo it in the import.")
        return {"pairs": row._review_open()._review_data(), "note": note, "progress": self._review_progress()}

    @api.model
    def review_certain(self):
        """Return how many rows are a contact for certain, and some of them as (row, contact, why)."""
        self._review_check()
        domain = self._review_domain("certain")
        sample = self.search(domain, order="number", limit=_SAMPLE)
        return {
            "count": self.search_count(domain),
            "sample": [
                [row.name or "", row.partner_id.display_name, row._get_why((row.details or {}).get("bits"))]
                for row in sample
            ],
        }

    @api.model
    def review_accept_certain(self, after=0):
        """Accept the next certain rows whose id is above ``after``; who is another row already is left to a person.

        Return {merge_ids: rows accepted, kept: how many were left, after: where to go on, False at the end}.
        """
        self._review_check()
        domain = Domain(self._review_domain("certain")) & Domain("id", ">", after)
        rows = self.search(domain, order="id", limit=_AT_A_TIME)
        free = rows._without_taken()
        free._choose("this")
        full = len(rows) == _AT_A_TIME
        return {"merge_ids": free.ids, "kept": len(rows) - len(free), "after": rows[-1:].id if full else False}

    @api.model
    def review_undo_certain(self, row_ids):
        """Have these rows wait again."""
        self._review_check()
        rows = self.browse(row_ids).exists()
        rows.filtered(lambda row: row.state == "pending" and row.import_id.state in _OPEN)._choose(False)

    def action_review(self):
        """Open the review screen on these rows."""
        action = self.import_id[:1].action_decide()
        return {**action, "params": {"pair_ids": self.ids}}

    # What the above is made of

    @api.model
    def _review_check(self):
        if not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(
                self.env._("Deciding on the rows of a file is the task of the data steward: tell them who they are.")
            )

    @api.model
    def _review_scope(self):
        import_id = self.env.context.get("import_id")
        scope = Domain("import_id", "=", import_id) if import_id else Domain.TRUE
        return scope & Domain("import_id.state", "in", _OPEN)

    @api.model
    def _review_domain(self, band=False):
        domain = self._review_scope() & self._get_undecided_domain()
        if band:
            domain &= Domain("verdict", "=", "update" if band == "certain" else "ask")
        return domain

    @api.model
    def _review_order(self):
        return "verdict, number, id"

    def _review_open(self):
        return self.exists().filtered_domain(self._get_undecided_domain() & Domain("import_id.state", "in", _OPEN))

    def _review_candidates(self):
        """Return the contacts that the row may be and that the user sees, the likeliest first."""
        self.ensure_one()
        if self.reason_code != "matched":
            return self.candidate_ids
        return self.partner_id.with_context(active_test=False)._filtered_access("read")

    def _review_done(self, choice):
        self._choose(choice)
        return {"pair_id": self.id, "progress": self._review_progress()}

    @api.model
    def _review_progress(self, band=False):
        decided = self._review_scope() & Domain("choice", "!=", False)
        return {
            "left": self.search_count(self._review_domain(band)),
            "certain": self.search_count(self._review_domain("certain")),
            "today": self.search_count(decided),
        }


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def action_decide(self):
        """Open the review screen on the rows of which a person has to say who they are."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("despacho_crm_import.action_import_review")
        return {
            **action,
            "display_name": self.env._("Rows of %(name)s", name=self.display_name),
            "context": {"import_id": self.id, "active_id": self.id, "active_model": self._name},
        }

    def action_view_rows(self):
        """What is only proposed is not among what is updated."""
        action = super().action_view_rows()
        if self.env.context.get("verdict") == "update":
            action["domain"] += ["|", ("reason_code", "!=", "matched"), ("included", "=", True)]
        return action

    def action_view_proposed(self):
        """Open the rows that surely are a contact, for somebody to say so."""
        domain = [("verdict", "=", "update"), ("reason_code", "=", "matched"), ("included", "=", False)]
        name = self.env._("Proposed of %(name)s", name=self.display_name)
        return self._get_row_action(name, domain, {"proposed": True})

    def action_groups(self):
        """Open the panel to decide on all the rows of a kind at once."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "despacho_import_groups",
            "params": {"import_id": self.id},
        }

    @api.model
    def _get_doubtful_domain(self):
        """Those that are left out are decided on; those that are proposed are not."""
        undecided = self.env["despacho.import.row"]._get_undecided_domain()
        return super()._get_doubtful_domain() & Domain("choice", "!=", "out") | undecided

    def action_accept_certain(self):
        """Accept as the contact that they are all the rows of which it is certain."""
        self._check_step(*_OPEN)
        Row, after = self.env["despacho.import.row"].with_context(import_id=self.id), 0
        while after is not False:
            after = Row.review_accept_certain(after)["after"]
        return True
