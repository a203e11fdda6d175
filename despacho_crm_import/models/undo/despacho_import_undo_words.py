from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.identity.res_partner import DERIVED_FIELDS
from odoo.addons.despacho_crm.models.lifecycle.res_partner import DERIVED
from odoo.addons.despacho_crm.models.lifecycle.res_partner_typed import TYPED
from odoo.addons.despacho_crm.models.merge.words import words_of

from .despacho_import_journal import STAMPS

#: What is brought up to date by itself: nobody misses its former value.
_BY_ITSELF = frozenset((*DERIVED, *TYPED, *DERIVED_FIELDS))


class DespachoImportRow(models.Model):
    """What the screen says of the undoing of a row: why it, or a value, stays."""

    _inherit = "despacho.import.row"

    undo_reason = fields.Char(string="Why it stays", compute="_compute_undo_reason")

    @api.depends("undo_kept", "state")
    @api.depends_context("lang")
    def _compute_undo_reason(self):
        for row in self:
            note = row.undo_kept or {}
            words = [row._get_stay_words(*reason) for reason in note.get("stays", ())]
            words += row._get_kept_words(note.get("kept", ()))
            row.undo_reason = ". ".join(words)

    @api.model
    def _get_stay_words(self, code, detail=None):
        """Return why something stays, in the reader's language."""
        _ = self.env._
        if code == "used":
            return _("It is used: %(what)s", what=self._get_kind_words(detail))
        if code == "file":
            import_id, number = detail
            name = self.env["despacho.import"].browse(import_id).exists().display_name
            return _("Row %(row)s of «%(name)s» wrote to it later: undo that first", row=number, name=name or "?")
        return {
            "below": lambda: _("Something else of this file, which stays, hangs from it"),
            "changed": lambda: _("Somebody changed it since"),
            "joined": lambda: _("It was joined with another contact: undo that first"),
            "rights": lambda: _("You may not change or delete it"),
            "refused": lambda: _("The base does not let it go: %(why)s", why=detail),
            "unnoted": lambda: _("It was written before changes were noted"),
        }[code]()

    @api.model
    def _get_kind_words(self, kind):
        _ = self.env._
        words = {
            "activities": lambda: _("activities of it"),
            "banks": lambda: _("bank accounts entered by hand"),
            "files": lambda: _("files attached to it"),
            "invoices": lambda: _("invoices"),
            "leads": lambda: _("leads and opportunities"),
            "meetings": lambda: _("meetings"),
            "messages": lambda: _("messages"),
            "notices": lambda: _("the proof that the person was informed (RGPD)"),
            "needs": lambda: _("needs"),
            "orders": lambda: _("quotations and orders"),
            "people": lambda: _("contacts that hang from it"),
            "users": lambda: _("a user signs in with it"),
        }
        return words[kind]() if kind in words else words_of(self.env, kind)

    @api.model
    def _get_kept_words(self, kept):
        """Return the sentences on the values that changed since, and stay."""
        _ = self.env._
        by_person, by_file = [], Counter()
        for model, _record_id, name, *later in kept:
            if model not in self.env or name not in self.env[model]._fields:
                continue
            label = self.env[model]._fields[name]._description_string(self.env)
            if later:
                by_file[tuple(later), label] += 1
            elif label not in by_person:
                by_person.append(label)
        words = []
        if by_person:
            words.append(_("Changed since, and stays as it is now: %(fields)s", fields=", ".join(by_person)))
        for (import_id, number), label in by_file:
            name = self.env["despacho.import"].browse(import_id).exists().display_name
            words.append(
                _("%(field)s stays as row %(row)s of «%(name)s» wrote it", field=label, row=number, name=name or "?")
            )
        return words

    @api.model
    def _is_told(self, model, _record_id, name):
        """Whether a person knows the value, and would miss it."""
        field = model in self.env and self.env[model]._fields.get(name)
        if not field or name in STAMPS or (model == "res.partner" and name in _BY_ITSELF):
            return False
        return not field.compute or not field.readonly


class DespachoImport(models.Model):
    """What the screen says of the undoing of an import."""

    _inherit = "despacho.import"

    undoable_count = fields.Integer(string="Rows that can be undone", compute="_compute_undo_counts")
    undone_count = fields.Integer(string="Rows undone", compute="_compute_undo_counts")
    undo_stays_count = fields.Integer(string="Rows that stay", compute="_compute_undo_counts")
    undo_left_count = fields.Integer(compute="_compute_undo_counts")

    @api.depends("state")
    def _compute_undo_counts(self):
        self.env["despacho.import.row"].flush_model(["state", "undoing", "undo_kept"])
        counts = {
            import_id: found
            for import_id, *found in self.env.execute_query(
                SQL(
                    """
                    SELECT import_id, COUNT(*) FILTER (
                               WHERE state = 'applied' OR state = 'skipped' AND effects IS NOT NULL),
                           COUNT(*) FILTER (WHERE state = 'undone'),
                           COUNT(*) FILTER (WHERE undo_kept IS NOT NULL), COUNT(*) FILTER (WHERE undoing)
                      FROM despacho_import_row WHERE import_id = ANY(%s) GROUP BY 1
                    """,
                    self._origin.ids,
                )
            )
        }
        for record in self:
            applied, undone, stays, left = counts.get(record._origin.id, (0, 0, 0, 0))
            record.undoable_count, record.undone_count = applied, undone
            record.undo_stays_count, record.undo_left_count = stays, left

    @api.depends("undo_total")
    @api.depends_context("lang")
    def _compute_headline(self):
        result = super()._compute_headline()
        for record in self:
            if record.state == "undoing":
                record.headline = self.env._("It is being undone, by itself: you can close this screen.")
            elif record.state == "undone":
                record.headline = self.env._(
                    "Undone. Rows whose work was taken back: %(count)s.", count=record.undone_count
                )
            elif record.undone_count and record.headline:
                told = self.env._("Rows undone: %(count)s.", count=record.undone_count)
                record.headline = f"{record.headline} {told}"
        return result

    def _get_undone_message(self):
        return self.env._(
            "Undone. Rows whose work was taken back: %(undone)s; rows that stay, whole or in part: %(stays)s.",
            undone=self.undone_count,
            stays=self.undo_stays_count,
        )

    def action_view_stays(self):
        """Open the rows of which something stays, each with its reason."""
        return self._get_row_action(
            self.env._("What stays of %(name)s", name=self.name), [("undo_kept", "!=", False)], {"undo": True}
        )
