from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE, is_by_code

#: What the verdicts were taken by: once they are shown, it stays.
_SETTLED = frozenset(("company_id", "rows_without_nif", "source_date", "source_kind"))
#: How far the program came, what it found and which way it goes: nobody says it by a call from outside.
_FOUND = frozenset(
    (
        "census_counts",
        "census_position",
        "census_read",
        "census_review",
        "certain_only",
        "review_done",
        "review_tries",
        "undo_from",
    )
)
#: Of a column, what says how the cells of it are read.
_READ_BY = frozenset(("field", "header", "position"))
_BEGINNING = ("draft", "mapped")
_UNDER_WAY = ("applying", "stopped", "done")


class DespachoImport(models.Model):
    """What was reviewed is what is applied, with the rights of whoever has it applied."""

    _inherit = "despacho.import"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Whoever brings a file brings it in their own name, and nothing of it is done yet.
            sealed = _FOUND | {"user_id"}
            vals_list = [{name: value for name, value in vals.items() if name not in sealed} for vals in vals_list]
        return super().create(vals_list)

    def _settle(self, vals):
        """Write what code found out of the file, or how far it came."""
        self.with_context(despacho_import_found=BY_CODE).write(vals)

    def write(self, vals):
        if not self.env.su:
            if not _FOUND.isdisjoint(vals) and not is_by_code(self.env, "despacho_import_found"):
                raise AccessError(self.env._("What the program notes of a file is not changed by hand."))
            self._check_settled(vals)
            if vals.get("state") in ("reviewing", "applying"):
                # sudo: nobody edits whose rights the job takes; nor are they those of who had rows applied before
                self.sudo().applier_id = False
        return super().write(vals)

    def _check_settled(self, vals):
        """Refuse to change what was reviewed, or how, and to begin anew with what was applied."""
        if any(record._is_other(vals, "user_id") for record in self):
            raise AccessError(self.env._("Who brought a file is not changed."))
        shown = self.filtered(lambda record: record.state not in _BEGINNING)
        if any(record._is_other(vals, name) for record in shown for name in _SETTLED & vals.keys()):
            raise UserError(self._get_settled_message())
        if vals.get("state") in (*_BEGINNING, "reviewing") and any(
            record.state in _UNDER_WAY or record._has_traces() for record in shown
        ):
            raise UserError(self.env._("An import that was applied stays: it tells where the data came from."))

    def _get_settled_message(self):
        return self.env._("This file has been reviewed already. Go back to the columns to read it otherwise.")

    def _is_other(self, vals, name):
        if name not in vals:
            return False
        field = self._fields[name]
        return field.convert_to_cache(vals[name], self) != field.convert_to_cache(self[name], self)

    def _has_traces(self):
        done = [("import_id", "=", self.id), ("state", "in", ("applied", "undone"))]
        return bool(self.env["despacho.import.row"].search_count(done, limit=1))


class DespachoImportColumn(models.Model):
    """What is stored of each column stays as well once the review has begun: its rows are read by one plan."""

    _inherit = "despacho.import.column"

    def write(self, vals):
        if not self.env.su and _READ_BY & vals.keys():
            if settled := self.import_id.filtered(lambda one: one.state not in _BEGINNING):
                raise UserError(settled[0]._get_settled_message())
        return super().write(vals)
