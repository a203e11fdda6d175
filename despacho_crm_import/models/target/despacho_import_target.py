from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import headers, verdict
from ...tools.keys import fingerprint

#: Of these columns one at least tells who a row is about.
_WHO = frozenset(("name", "trade_name", "nif", "last_name", "first_name"))


class DespachoImportTarget(models.AbstractModel):
    """What the rows of a file become: the model ``despacho.import.<target>`` of each value of ``target``.

    A file is read, its columns recognised among ``_get_fields``, and ``_review`` stages its rows: each is
    cleaned and placed (``_place``), compared with the base (``_find_candidates``) and judged (``_judge``).
    Applying takes the verdict anew and writes (``_create_records``, ``_update_records``, ``_add_people``);
    who writes calls ``rows._mark_applied`` in the same transaction. Everything in batches, with a fixed
    number of queries. A target that stages no rows overrides ``_review`` and ``_apply_next_batch``.
    """

    _name = "despacho.import.target"
    _description = "What the Rows of a File Become"

    # ------------------------------------------------------------
    # COLUMNS
    # ------------------------------------------------------------

    @api.model
    def _get_fields(self):
        """Return the names of ``headers.FIELDS`` that the target takes: guessed, and offered to a person."""
        return headers.OF_CONTACT

    @api.model
    def _check_mapping(self, mapped):
        """Refuse to review a file whose columns, the set ``mapped`` of fields, do not say what is needed."""
        if not mapped & _WHO:
            raise UserError(
                self.env._(
                    "Say which column holds the name of the company or its NIF: "
                    "choose it under «Is stored as», and review again."
                )
            )

    # ------------------------------------------------------------
    # REVIEW
    # ------------------------------------------------------------

    @api.model
    def _review(self, import_, table):
        """Stage the rows of ``table``, each with its verdict."""
        import_._stage_rows(table)

    @api.model
    def _place(self, row, source):
        """Return the values of ``row`` (``values.Row``) that the target can hold, nothing lost.

        ``source``: kind of the file.
        """
        return row.values

    @api.model
    def _find_candidates(self, import_, rows, first_rows, choices, known=None):
        """Return for each row {'nif': [Record], 'chosen': [...], 'row': [...], 'match': [...]}, what there is of it."""
        raise NotImplementedError

    @api.model
    def _judge(self, import_, row, candidates, date, first_row, other_contact):
        """Return the ``verdict.Verdict`` on one row."""
        return verdict.decide(row, candidates, import_.source_kind, date, first_row, other_contact)

    @api.model
    def _prepare_verdict_values(self, found):
        """Return the values of a staged row that say which records the ``Verdict`` is about."""
        likely = [record_id for record_id, __ in found.details.get("candidates", ())]
        return {"partner_id": found.record_id or (likely and likely[0]) or False}

    @api.model
    def _get_further(self, values):
        """Return what of a row that repeats another is news: the person whom it names, '' for none."""
        return values.get("contact_name") or ""

    @api.model
    def _get_place(self, values):
        """Return where a row is (``places.Place``) when further addresses of a company are news, else None."""
        return None

    @api.model
    def _find_at_home(self, import_, rows):
        """Return the numbers of those of ``rows``, [(number, values)], that speak for others of the same NIF."""
        return ()

    @api.model
    def _join_rows(self, rows):
        """Return {row number: ``values.Row``} of those of ``rows``, [(number, Row)], that say something else together.

        The first is the one that the others repeat: the latter come in an order that is none of the file.
        """
        return {}

    @api.model
    def _find_nameless(self, rows):
        """Yield (row number, number of the row that it repeats) of ``rows`` without NIF nor name.

        ``rows``: (number, values) of all those without NIF, those with a name first.
        """
        return ()

    @api.model
    def _get_fingerprint(self, values):
        """Return what makes equal rows equal, to find again what an earlier one became; False for what has its NIF."""
        return False if "nif" in values else fingerprint(values)

    @api.model
    def _get_taken(self, import_, rows, ids):
        """Return which of the records ``ids`` other rows of the file than ``rows`` are already."""
        taken = self.env["despacho.import.row"].search(
            [
                ("import_id", "=", import_.id),
                ("partner_id", "in", ids),
                ("verdict", "!=", "ask"),
                ("id", "not in", rows.ids),
            ]
        )
        return set(taken.partner_id.ids)

    @api.model
    def _drop_own_work(self, import_, candidates, staged):
        """Take out of ``candidates`` whom other rows of this very import wrote meanwhile.

        Which rows of a file are one contact was settled in the review; it does not
        depend on which of them is written first. A NIF is still held by one.
        """
        kinds = ("match", "row")
        ids = {record.id for found in candidates for kind in kinds for record in found.get(kind, ())}
        if not ids:
            return
        written = self.env["despacho.import.row"].search_fetch(
            [("import_id", "=", import_.id), ("state", "=", "applied"), ("partner_id", "in", list(ids))], ["partner_id"]
        )
        mine = set(written.partner_id.ids)
        for row, found in zip(staged, candidates, strict=True):
            for kind in kinds:
                if kind in found:
                    found[kind] = [one for one in found[kind] if one.id not in mine or one.id == row.partner_id.id]

    @api.model
    def _refresh_changed(self, import_, rows):
        """Return whether ``rows`` may be of somebody who changed since the review, known to the engine by now."""
        return import_._refresh_changed_contacts(rows)

    @api.model
    def _read_changed(self):
        """Have the engine of the duplicates know whoever was created or changed since it last looked."""
        self.env["despacho.import.partner"]._read_changed()

    @api.model
    def _count_words(self, words):
        """Return (number of names in the base, {word: names that have it})."""
        return self.env["despacho.import.partner"]._count_words(words)

    # ------------------------------------------------------------
    # APPLYING
    # ------------------------------------------------------------

    @api.model
    def _apply_next_batch(self, import_, limit):
        """Write the next rows that wait; return how many there were."""
        return import_._apply_next_rows(limit)

    @api.model
    def _has_rows_waiting(self, import_):
        return bool(self.env["despacho.import.row"].search_count(import_._get_waiting_domain(), limit=1))

    @api.model
    def _get_more_time(self):
        """Return the seconds that the job goes on with a file beyond its usual ones."""
        return 0

    @api.model
    def _get_companies(self, import_, rows):
        """Return the contacts that must not change while ``rows``, further people of them, are written."""
        return self.env["res.partner"]

    @api.model
    def _create_records(self, import_, rows):
        """Create what ``rows`` bring, and mark them as applied."""
        raise NotImplementedError

    @api.model
    def _update_records(self, import_, rows):
        """Write the changes of ``rows``, and mark them as applied."""
        raise NotImplementedError

    @api.model
    def _add_people(self, import_, rows):
        """Add the people whom ``rows`` name to what earlier rows of the file became."""

    @api.model
    def _get_done_message(self, import_):
        """Return what was done, in words for the history of the import."""
        return self._get_done_words()[0] % self._get_done_counts(import_)

    @api.model
    def _get_headline(self, import_):
        """Return the sentence at the head of an import that is done."""
        return self._get_done_words()[1] % self._get_done_counts(import_)

    @api.model
    def _get_done_words(self):
        """Return what is said of an import that is done, in its history and at its head."""
        return (
            self.env._("%(created)s contacts created, %(updated)s updated, %(failed)s rows failed."),
            self.env._("Contacts created: %(created)s. Contacts updated: %(updated)s."),
        )

    @api.model
    def _get_done_counts(self, import_):
        return {
            "created": import_.created_count,
            "updated": import_.updated_count,
            "failed": import_.error_count,
        }


class DespachoImport(models.Model):
    """What the rows of the file are."""

    _inherit = "despacho.import"

    target = fields.Selection(
        [("partner", "Contacts")],
        string="What is in the file?",
        required=True,
        default="partner",
        tracking=True,
        help="What each row of the file becomes in the base.",
    )

    def _get_target(self):
        """Return the model that looks up and writes what the rows become."""
        return self.env[f"despacho.import.{self.target}"]

    @api.onchange("target")
    def _onchange_target(self):
        """The columns mean something else: the file must be read again."""
        if self.state == "mapped":
            self.state = "draft"
        # What was invoiced and the census come from one kind of place; a person may still say otherwise.
        self.source_kind = self.source_kind or {"billing": "billing", "census": "list"}.get(self.target)

    def write(self, vals):
        if "target" in vals:
            changed = self.filtered(lambda record: record.target != vals["target"])
            if any(record.state not in ("draft", "mapped") for record in changed):
                raise UserError(
                    self.env._("This file has been reviewed already. Go back to the columns to read it otherwise.")
                )
            if changed:
                vals = {"state": "draft", **vals}
        return super().write(vals)


class DespachoImportColumn(models.Model):
    """What a column may hold is what the target takes."""

    _inherit = "despacho.import.column"

    offered = fields.Json(compute="_compute_offered", help="The fields that a person may choose.")

    @api.depends("import_id.target")
    def _compute_offered(self):
        for column in self:
            column.offered = list(column.import_id._get_target()._get_fields()) if column.import_id else []
