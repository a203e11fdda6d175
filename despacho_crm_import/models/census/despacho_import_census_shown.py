from markupsafe import Markup

from odoo import api, fields, models

_KINDS = ("create", "update", "same", "repeated", "contradicting", "rejected", "taken_back")


class DespachoImport(models.Model):
    """What the screen tells of a list for the census: the figures, and what becomes of its first rows."""

    _inherit = "despacho.import"

    census_html = fields.Html(string="What will happen", compute="_compute_census_html", sanitize=False)
    census_sample_html = fields.Html(string="The first rows", compute="_compute_census_html", sanitize=False)

    @api.depends("target", "census_counts", "census_read")
    def _compute_counts(self):
        result = super()._compute_counts()
        for record in self.filtered(lambda one: one.target == "census"):
            counts, review = record.census_counts or {}, record.census_review or {}
            record.created_count, record.updated_count = counts.get("create", 0), counts.get("update", 0)
            record.rejected_count = counts.get("rejected", 0) if counts else review.get("rejected", 0)
            record.staged_count = record.row_count
            record.is_begun = False  # its figures are told otherwise
            record.waiting_count = record._count_rows_waiting()
            record.pending_count = review.get("companies", 0) if record.state == "reviewed" else record.waiting_count
        return result

    def _count_rows_waiting(self):
        if self.target != "census":
            return super()._count_rows_waiting()
        if self.state == "undoing":
            return self._get_census_left(later=False)
        return max(self.row_count - self.census_read, 0) if self.state in ("applying", "stopped", "failed") else 0

    @api.depends("target")
    def _compute_undo_counts(self):
        result = super()._compute_undo_counts()
        for record in self.filtered(lambda one: one.target == "census"):
            at_rest = record.state in ("stopped", "done", "failed")
            record.undoable_count = record._get_census_left() if at_rest and record.census_counts else 0
            record.undo_stays_count = record.undone_count = 0
            record.undo_left_count = record._get_census_left(later=False) if record.state == "undoing" else 0
        return result

    def _has_traces(self):
        return super()._has_traces() or bool(self.target == "census" and self.census_counts)

    @api.depends("target", "census_counts", "census_review")
    @api.depends_context("lang")
    def _compute_headline(self):
        result = super()._compute_headline()
        _ = self.env._
        for record in self.filtered(lambda one: one.target == "census"):
            if record.state == "reviewed":
                record.headline = _("Nothing is written yet. See what will happen, and press «Apply».")
            elif record.state == "stopped":
                record.headline = _(
                    "Stopped. %(done)s Rows that were not read: %(left)s. Press «Go on» to go on where it was.",
                    done=record._get_target()._get_headline(record),
                    left=record.waiting_count,
                )
            elif record.state == "undone":
                record.headline = record._get_census_undone_words(0)
            elif record.state == "done" and (record.census_counts or {}).get("stays"):
                record.headline = record._get_census_undone_words(record.census_counts["stays"])
        return result

    def action_view_census(self):
        """Open the companies that the list brought to the census."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_census_companies")
        return {**action, "domain": [("import_id", "=", self.id)], "display_name": self.name}

    # ------------------------------------------------------------
    # TABLES
    # ------------------------------------------------------------

    @api.depends("target", "census_review", "census_counts", "census_repairs")
    @api.depends_context("lang")
    def _compute_census_html(self):
        for record in self:
            is_census = record.target == "census"
            record.census_html = is_census and record._get_census_table()
            record.census_sample_html = is_census and record._get_census_sample_table()

    def _get_census_table(self):
        """Return the figures of the review, or of what was done, with what each means."""
        counts, review = self.census_counts, self.census_review
        if counts:
            lines = [(counts.get(kind, 0), *self._get_census_kind(kind)) for kind in _KINDS]
        elif review:
            lines = [
                (review["companies"] - review["known"], *self._get_census_kind("create")),
                (review["known"], *self._get_census_kind("known")),
                (review["repeated"], *self._get_census_kind("repeated")),
                (review["rejected"], *self._get_census_kind("rejected")),
            ]
        else:
            return False
        labels = self._get_census_repair_labels()
        lines += [
            (count, labels[code], "")
            for code, count in sorted((self.census_repairs or {}).items(), key=lambda pair: -pair[1])
            if code in labels
        ]
        return Markup('<table class="table table-sm mb-0 o_despacho_census_figures">%s</table>') % Markup().join(
            Markup(
                '<tr><td class="text-end fw-bold">%s</td><td class="fw-bold">%s</td>'
                '<td class="d-none d-md-table-cell">%s</td></tr>'
            )
            % (self._format_count(count), label, words)
            for count, label, words in lines
            if count
        )

    def _format_count(self, count):
        return self.env["ir.qweb.field.integer"].value_to_html(count, {})

    def _get_census_kind(self, kind):
        """Return (label, explanation) of what becomes of rows."""
        _ = self.env._
        return {
            "create": (_("New"), _("The census has nobody with their NIF: they are added.")),
            "update": (_("Updated"), _("The census had them, and the list says more or something later.")),
            "known": (
                _("In the census"),
                _("What the list says that is later or more is written; blanks wipe nothing."),
            ),
            "same": (_("As they were"), _("The census had all that the list says.")),
            "repeated": (
                _("Repeated in the file"),
                _("They have the NIF of another row, and say together with it what the company is."),
            ),
            "contradicting": (
                _("Of these, say otherwise"),
                _("Another row of the same company prevails, the latest or the fullest: look which are right."),
            ),
            "rejected": (_("Rejected"), _("Their NIF is missing or wrong, or they have no name.")),
            "taken_back": (_("Undone one by one"), _("Somebody chose them in the census and undid what the list did.")),
        }[kind]

    def _get_census_word(self, kind):
        """Return what becomes of one row."""
        _ = self.env._
        return {
            "create": _("New company"),
            "update": _("It is updated"),
            "same": _("As it was"),
            "repeated": _("Repeated row"),
            "rejected": _("Rejected row"),
        }[kind]

    def _get_census_repair_labels(self):
        _ = self.env._
        return {
            "zip_zero_restored": _("Postcodes that got their zero back"),
            "zip_invalid": _("Postcodes that are none: left blank"),
            "state_normalised": _("Provinces written otherwise"),
            "state_from_zip": _("Provinces told from the postcode"),
            "state_zip_mismatch": _("Postcodes of another province: both are kept as they are"),
            "state_unknown": _("Provinces that are none: left blank"),
            "nif_cleaned": _("NIFs with signs, or without their zeros"),
            "nif_completed": _("NIFs that got their letter"),
            "mojibake_repaired": _("Names with wrong letters, put right"),
            "zip_cleaned": _("Postcodes with words or signs, cleaned"),
            "zip_from_city": _("Postcodes taken from the town"),
            "phone_invalid": _("Phones that are none: left blank"),
            "phone_split": _("Several phones of one company: one is kept"),
            "phone_text": _("Texts beside a phone: left out"),
            "email_invalid": _("E-mails that are none: left blank"),
            "email_split": _("Several e-mails of one company: one is kept"),
            "email_text": _("Texts beside an e-mail: left out"),
            "website_invalid": _("Web pages that are none: left blank"),
            "number_invalid": _("Numbers that are none: left blank"),
            "date_invalid": _("Dates that are none: left blank"),
        }

    def _get_census_sample_table(self):
        """Return what becomes of the first rows, one by one."""
        sample = (self.census_review or {}).get("sample") or {}
        if not sample.get("rows") or self.state != "reviewed":
            return False
        _ = self.env._
        titles = (_("Row"), _("NIF"), _("Name"), _("Town"), _("CNAE"), _("Employees"), _("What will happen"))
        return Markup(
            '<div class="table-responsive"><table class="table table-sm mb-0 o_despacho_census_sample">'
            "<thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
        ) % (
            Markup().join(Markup("<th>%s</th>") % title for title in titles),
            Markup().join(self._get_census_sample_row(row) for row in sample["rows"]),
        )

    def _get_census_sample_row(self, row):
        values, kind = row["values"], row["kind"]
        badge = {
            "create": "success",
            "update": "info",
            "same": "secondary",
            "repeated": "secondary",
            "rejected": "danger",
        }[kind]
        words = self._get_census_difference(row) if kind == "update" else ""
        if kind == "rejected":
            reason, written, error = row["reason"]
            words = (
                self.env["despacho.import.row"]
                .new({"reason_code": reason, "details": {"written": written, "error": error}})
                ._get_reason()
            )
        town = " ".join(filter(None, (values.get("zip"), values.get("city"))))
        cells = (row["nif"], values.get("name", ""), town, values.get("cnae", ""), values.get("employees", ""))
        return Markup(
            '<tr><td class="text-muted">%s</td>%s<td><span class="badge text-bg-%s">%s</span> '
            '<span class="text-muted">%s</span></td></tr>'
        ) % (
            row["number"],
            Markup().join(Markup("<td>%s</td>") % cell for cell in cells),
            badge,
            self._get_census_word(kind),
            words,
        )

    def _get_census_difference(self, row):
        fields_ = self.env["despacho.census.company"].fields_get(attributes=["string", "selection"])

        def text(name, value):
            if name == "state_id" and value:
                return self.env["res.country.state"].browse(value).name
            return dict(fields_[name].get("selection") or ()).get(value, value) or "–"

        return " · ".join(
            f"{fields_[name]['string']}: {text(name, old)} → {text(name, new)}"
            for name, (old, new) in row["changes"].items()
            if name in fields_
        )
