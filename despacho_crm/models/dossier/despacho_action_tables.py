from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ...tools.xlsx import Column, build
from .despacho_action import XLSX

BATCH = 1000


class DespachoAction(models.Model):
    """Document 2, whom it was addressed to, and document 3, what they answered, as spreadsheets.

    Made of the frozen rows alone: a contact that was edited, merged or erased since does not change them.
    """

    _inherit = "despacho.action"

    def _make_list_file(self):
        _ = self.env._
        title = _("2 Companies %(action)s", action=self.name)
        return f"{title}.xlsx", XLSX, self._build_file(title, "despacho.action.recipient", self._get_list_columns())

    def _make_responses_file(self):
        _ = self.env._
        title = _("3 Responses %(action)s", action=self.name)
        return f"{title}.xlsx", XLSX, self._build_file(title, "despacho.response", self._get_responses_columns())

    def _build_file(self, title, model, columns):
        return build(title, columns, self._iterate_rows(model), author=self.company_id.name)

    def _iterate_rows(self, model):
        """Yield the rows of the action, of which there may be a hundred thousand, a batch in memory at a time."""
        # sudo: the dossier is whole, whoever makes it
        rows = self.env[model].sudo()
        # What is let go of a batch at a time is in the database before.
        rows.flush_model()
        order = "number" if model == "despacho.action.recipient" else "date, id"
        mine = Domain("action_id", "=", self.id) & self._shown_domain(model)
        for ids in split_every(BATCH, rows.search(mine, order=order).ids):
            batch = rows.browse(ids)
            yield from batch
            batch.invalidate_recordset(flush=False)

    def _get_local(self, moment):
        """Return a moment as the clock of the firm shows it, without zone: a spreadsheet knows none."""
        return moment and fields.Datetime.context_timestamp(self, moment).replace(tzinfo=None)

    def _get_list_columns(self):
        _ = self.env._
        recipients = self.env["despacho.action.recipient"]
        choices = {
            name: dict(recipients._fields[name]._description_selection(self.env)) for name in ("reason", "basis")
        }

        def known(name):
            return lambda row: ", ".join(value) if isinstance(value := (row.values or {}).get(name), list) else value

        return [
            Column(_("No."), lambda row: row.number, "integer"),
            Column(_("NIF"), lambda row: row.nif_key, width=12),
            Column(_("Company"), lambda row: row.company_name or (_("Data erased") if row.erased else ""), width=32),
            Column(_("Name"), lambda row: row.name, width=26),
            Column(_("Position in the company"), lambda row: row.function),
            Column(_("Street"), lambda row: row.street, width=28),
            Column(_("Postcode"), lambda row: row.zip, width=9),
            Column(_("City"), lambda row: row.city),
            Column(_("Province"), lambda row: row.state_name),
            Column(_("E-mail"), lambda row: row.email, width=28),
            Column(_("Phone"), lambda row: row.phone, width=16),
            Column(_("Segments"), known("segments"), width=24),
            Column(_("Sector"), known("sector")),
            Column(_("Activity"), known("activity"), width=24),
            Column(_("Size"), known("size"), width=12),
            Column(_("Addressed"), lambda row: _("Yes") if row.included else _("No"), width=10),
            Column(_("Why not"), lambda row: row.reason_text or choices["reason"].get(row.reason), width=28),
            Column(_("Legal basis"), lambda row: choices["basis"].get(row.basis)),
            Column(_("What it rests on"), lambda row: row.evidence, width=28),
            Column(_("State"), lambda row: row.state_shown, width=12),
            Column(_("Sent on"), lambda row: self._get_local(row.sent_on), "datetime"),
            Column(_("Reached"), lambda row: _("Yes") if row.reached else "", width=10),
        ]

    def _get_responses_columns(self):
        _ = self.env._
        responses = self.env["despacho.response"]
        kinds = dict(responses._fields["kind"]._description_selection(self.env))
        sources = dict(responses._fields["source"]._description_selection(self.env))
        return [
            Column(_("No."), lambda row: row.recipient_id.number, "integer"),
            Column(_("NIF"), lambda row: row.recipient_id.nif_key, width=12),
            Column(_("Who"), self._get_respondent, width=36),
            Column(_("When"), lambda row: self._get_local(row.date), "datetime"),
            Column(_("What they answered"), lambda row: kinds.get(row.kind), width=20),
            Column(_("How it came"), lambda row: sources.get(row.source)),
            Column(_("In their words"), lambda row: row.text, width=60),
            Column(_("Contact again on"), lambda row: row.next_date, "date"),
            Column(_("Noted by"), lambda row: row.user_id.name, width=20),
            # A lead is called after whoever it is of.
            Column(_("Lead it became"), lambda row: not row.recipient_id.erased and row.created_lead_id.name, width=30),
        ]
