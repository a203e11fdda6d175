from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE, is_by_code

from ..apply.despacho_import_apply import WRITTEN


class DespachoImportTarget(models.AbstractModel):
    _inherit = "despacho.import.target"

    @api.model
    def _get_certain_domain(self, import_):
        """Return the domain of the rows that nobody has to be asked about: whom their NIF names, and their people."""
        by_nif = Domain("verdict", "=", "update") & Domain("reason_code", "in", ("matched_nif", "open_lead"))
        by_nif |= Domain("reason_code", "=", "other_contact")
        certain = Domain("verdict", "=", "create") | (by_nif & Domain("nif_key", "!=", False))
        return Domain("included", "=", True) & certain


class DespachoImport(models.Model):
    """What is certain is written, and what a person has to decide on waits: both in one import."""

    _inherit = "despacho.import"

    certain_only = fields.Boolean(readonly=True, copy=False, help="What is not certain waits for a person.")
    certain_count = fields.Integer(string="Certain rows", compute="_compute_doubtful_count")
    doubtful_count = fields.Integer(string="Rows to decide on", compute="_compute_doubtful_count")

    def _get_certain_domain(self):
        return self._get_target()._get_certain_domain(self)

    @api.model
    def _get_doubtful_domain(self):
        """Return the domain of the rows that a person would look at, certain or not."""
        return Domain("verdict", "=", "ask") | (Domain("included", "=", True) & Domain("verdict", "in", WRITTEN))

    def _get_waiting_domain(self):
        """Return the domain of the rows that are to be applied."""
        waiting = super()._get_waiting_domain()
        return waiting & self._get_certain_domain() if self.certain_only and self.state != "undoing" else waiting

    @api.depends("state", "certain_only")
    def _compute_doubtful_count(self):
        Row = self.env["despacho.import.row"]
        for record in self:
            waiting = Domain("import_id", "=", record._origin.id) & Domain("state", "=", "pending")
            certain = record._get_certain_domain()
            in_hand = record.state in ("reviewed", "applying", "stopped")
            record.certain_count = in_hand and Row.search_count(waiting & certain)
            record.doubtful_count = in_hand and Row.search_count(waiting & self._get_doubtful_domain() & ~certain)

    @api.depends("certain_only")
    @api.depends_context("lang")
    def _compute_headline(self):
        result = super()._compute_headline()
        for record in self:
            if record.state == "reviewed" and (record.created_count or record.updated_count):
                done = self.env._(
                    "What was certain is written: %(created)s created, %(updated)s updated.",
                    created=record.created_count,
                    updated=record.updated_count,
                )
                record.headline = f"{done} {record.headline}"
        return result

    def action_apply_certain(self):
        """Write the rows that nobody has to be asked about; the others wait for a person."""
        self._check_step("reviewed")
        self._settle({"certain_only": True})
        return self.with_context(despacho_import_certain=BY_CODE).action_apply()

    def _apply_certain(self):
        """Have the job write what is certain, with the rights of the current user."""
        self._check_step("reviewed")
        self._settle({"certain_only": True, "state": "applying"})
        self._leave_to_cron()

    def action_apply(self):
        # Who goes on with what was stopped goes on with the same rows.
        if self.state == "reviewed" and not is_by_code(self.env, "despacho_import_certain"):
            self._settle({"certain_only": False})
        return super().action_apply()

    def _waits_for_a_person(self, row):
        """Whether ``row``, whose verdict was taken anew, is not certain any more."""
        return self.certain_only and not row.filtered_domain(self._get_certain_domain())

    def _finish_apply(self):
        if self.state == "undoing":
            return super()._finish_apply()
        certain = self.certain_only
        self._settle({"certain_only": False})
        result = super()._finish_apply()
        if certain:
            self._leave_doubtful()
        return result

    def _leave_doubtful(self):
        """Have the rows wait that a person has to decide on.

        Where there are none, those that change nothing have waited long enough.
        """
        Row = self.env["despacho.import.row"]
        waiting = Domain("import_id", "=", self.id) & Domain("state", "=", "pending")
        if Row.search_count(waiting & self._get_doubtful_domain(), limit=1):
            self.state = "reviewed"
            return
        # In one statement: there may be as many as the file has rows.
        Row.flush_model(["import_id", "state"])
        self.env.execute_query(
            SQL(
                "UPDATE despacho_import_row SET state = 'skipped' "
                "WHERE import_id = %s AND state = 'pending' RETURNING id",
                self.id,
            )
        )
        Row.invalidate_model(["state"], flush=False)

    def action_back(self):
        if self.created_count or self.updated_count:
            raise UserError(
                self.env._(
                    "Part of the file is written already, so its columns stay as they are. "
                    "Decide on the rows that wait, and apply them or leave them out."
                )
            )
        return super().action_back()
