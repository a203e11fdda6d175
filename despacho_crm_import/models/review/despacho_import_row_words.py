from markupsafe import Markup

from odoo import api, models
from odoo.tools import formatLang

from odoo.addons.despacho_crm.tools.matching.score import FIELDS


class DespachoImportRow(models.Model):
    """What the screen says of a row, made of the stored codes in the reader's language."""

    _inherit = "despacho.import.row"

    @api.depends("reason_code", "details", "state", "error", "partner_id.active", "candidate_ids")
    @api.depends_context("lang")
    def _compute_reason(self):
        archived = self.env._("It is archived: open the contact to bring it back.")
        for row in self:
            row.reason = row.error if row.state == "error" else row._get_reason()
            if row.partner_archived:
                row.reason = f"{row.reason}. {archived}"

    @api.depends("partner_id.active")
    def _compute_partner_archived(self):
        for row in self:
            row.partner_archived = bool(row.partner_id) and not row.partner_id.active

    def _get_reason(self):
        """Return the reason of the verdict, in the reader's language."""
        _ = self.env._
        details = self.details or {}
        nif_errors = {
            "format": _("it does not have the shape of a NIF"),
            "control": _("its last character is not the right one"),
            "class": _("its last character does not suit its first letter"),
            "placeholder": _("it is an invented number"),
        }
        reasons = {
            "new": lambda: _("Nobody in the base has this NIF"),
            "matched_nif": lambda: _("Has the same NIF"),
            "matched": lambda: _("It is that contact: %(why)s", why=self._get_why(details.get("bits"))),
            "chosen": lambda: _("You said that it is that contact"),
            "matched_row": lambda: _("An equal row of an earlier file is this contact"),
            "nif_missing": lambda: _("The row brings no NIF"),
            "nif_invalid": lambda: _(
                "The NIF «%(written)s» is wrong: %(error)s",
                written=details.get("written", ""),
                error=nif_errors.get(details.get("error"), _("it is not valid")),
            ),
            "may_be": self._get_may_be,
            "repeated": lambda: _("It repeats row %(row)s of the same file", row=details.get("row")),
            "other_contact": lambda: (
                _(
                    "It is the company of row %(row)s at another address: an establishment of it",
                    row=details.get("row"),
                )
                if details.get("establishment")
                else _(
                    "It is the company of row %(row)s with another person: a contact of it",
                    row=details.get("row"),
                )
            ),
            "same_record": lambda: _(
                "It is the same contact of the base as row %(row)s, found otherwise", row=details.get("row")
            ),
            "contradicts": lambda: _(
                "It says otherwise: %(what)s. "
                "Another row with its NIF prevails, the latest or the one that says the most",
                what=self._get_labels_of(details.get("fields") or ()),
            ),
            "ledger_account": lambda: _("It is an account of neither a customer nor a supplier"),
            "totals_row": lambda: _("It is the sum of a list or the number of its page"),
            "empty": lambda: _("It has neither a name nor a NIF"),
            "name_missing": lambda: _("The NIF is new and there is no name"),
        }
        reason = reasons.get(self.reason_code)
        return reason() if reason else ""

    def _get_labels_of(self, names):
        labels = self.env["despacho.import.column"]._get_field_labels()
        return ", ".join(labels.get(name, name).lower() for name in names)

    def _get_may_be(self):
        """Return whom the row may be and why, the likeliest first."""
        said = dict((self.details or {}).get("candidates", ()))
        likely = [
            self.env._("%(name)s (%(why)s)", name=partner.name, why=self._get_why(said[partner.id]))
            for partner in self.candidate_ids
        ]
        if not likely:
            return self.env._("It may be a contact that you cannot see")
        return self.env._("It may be %(contacts)s", contacts=self.env._(", or ").join(likely))

    def _get_why(self, bits):
        """Return in words what speaks for a contact and against it."""
        return self.env["despacho.match.pair"]._why_of((bits or {}).get(field, 0) for field in FIELDS)

    @api.depends("changes", "verdict")
    @api.depends_context("lang")
    def _compute_difference(self):
        labels, words = self._get_labels(), self._get_words()
        for row in self:
            row.difference = " · ".join(
                f"{labels[name]}: {self._to_text(name, old, words) or '–'} → {self._to_text(name, new, words)}"
                for name, (old, new) in (row.changes or {}).items()
                if row.verdict == "update"
            )

    def _get_words(self, more=()):
        """Return {(field, code): word} of the codes in ``self`` and in ``more``: provinces, countries, kinds."""
        own = ({**(row.cleaned or {}), **(row.changes or {}), **(row.kept or {})} for row in self)
        pairs = {
            (name, value)
            for found in (*own, *more)
            for name, values in found.items()
            if name in ("state", "country")
            for value in (values if isinstance(values, (list, tuple)) else [values])
            if value
        }
        company, person = self.env._("Company"), self.env._("Person")
        words = {("kind", "company"): company, ("kind", "person"): person}
        for name, model in (("state", "res.country.state"), ("country", "res.country")):
            domain = [("code", "in", [value for one, value in pairs if one == name])]
            if name == "state":
                domain.append(("country_id.code", "=", "ES"))
            for record in self.env[model].search_fetch(domain, ["code", "name"]):
                words[name, record.code] = record.name
        return words

    def _get_labels(self, names=()):
        """Return {name: label} of what the rows say, and of ``names``."""
        told = {name for row in self for said in (row.cleaned, row.changes, row.kept) for name in said or ()}
        return self.env["despacho.import.column"]._get_field_labels(told.union(names))

    def _to_text(self, name, value, words):
        if isinstance(value, list):
            return ", ".join(value)
        if isinstance(value, float):
            return formatLang(self.env, value, digits=0 if value.is_integer() else 2)
        return words.get((name, value), "" if value is None else str(value))

    @api.depends("changes", "kept", "cleaned", "verdict")
    @api.depends_context("lang")
    def _compute_detail_html(self):
        """A table: what the base has, what the file says, what will be done."""
        _ = self.env._
        labels, words = self._get_labels(), self._get_words()
        why = {
            "typed": _("Stays: a person typed it"),
            "trusted": _("Stays: it comes from a source trusted more"),
            "newer": _("Stays: it is more recent"),
            "former": _("Stays: the file has a former NIF"),
            "unsure": _("Stays: without the NIF, the name may be another one"),
            "first": _("Stays: it is where the lead came from first"),
            "client": _("Stays: it is what the base has of the contact"),
        }
        cell = Markup("<td>%s</td>")
        for row in self:
            changes, kept = row.changes or {}, row.kept or {}
            lines = []
            for name in labels:
                if name not in (row.cleaned or {}):
                    continue
                value = row.cleaned[name]
                if name in changes and row.verdict == "update":
                    old, new, done, css = *changes[name], _("Changes"), "table-success"
                elif name in kept:
                    old, new, reason = kept[name]
                    done, css = why.get(reason, ""), "table-warning"
                elif row.verdict in ("create", "no_nif"):
                    old, new, done, css = "", value, _("Is written"), ""
                else:
                    old, new, done, css = value if row.verdict == "same" else "", value, "", ""
                lines.append(
                    Markup('<tr class="%s"><th class="fw-normal">%s</th>%s</tr>')
                    % (
                        css,
                        labels.get(name, name),
                        Markup().join(
                            cell % text
                            for text in (
                                self._to_text(name, old, words),
                                self._to_text(name, new, words),
                                done,
                            )
                        ),
                    )
                )
            head = Markup().join(
                Markup("<th>%s</th>") % title
                for title in (_("Data"), _("In the base"), _("In the file"), _("What will be done"))
            )
            row.detail_html = Markup(
                '<div class="table-responsive"><table class="table table-sm">'
                "<thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
            ) % (head, Markup().join(lines))

    @api.depends("cells")
    def _compute_cells_html(self):
        for row in self:
            columns = row.import_id.column_ids
            row.cells_html = Markup('<table class="table table-sm"><tbody>%s</tbody></table>') % Markup().join(
                Markup('<tr><th class="fw-normal text-muted">%s</th><td>%s</td></tr>')
                % (column.header or column.letter, row.cells[column.position])
                for column in columns
                if row.cells and column.position < len(row.cells) and row.cells[column.position]
            )

    @api.depends("notes")
    @api.depends_context("lang")
    def _compute_repairs(self):
        labels = self._get_labels(name for row in self for __, name, *_rest in row.notes or ())
        words = self._get_note_labels()
        for row in self:
            row.repairs = "\n".join(
                f"{labels.get(name, name)}: "
                + (said % old if "%s" in said else f"{said} ({old} → {new})" if new else f"{said} ({old})")
                for code, name, old, new in row.notes or []
                for said in [words.get(code, code)]
            )

    @api.model
    def _get_note_labels(self):
        """Return {code of a note: words}."""
        _ = self.env._
        return {
            "mojibake_repaired": _("wrong letters put right"),
            "placeholder_dropped": _("a filler was left out"),
            "nif_cleaned": _("written in its usual form"),
            "nif_invalid": _("is wrong; kept in the notes"),
            "country_from_nif": _("taken from the NIF"),
            "zip_zero_restored": _("the zero at the beginning was given back"),
            "zip_cleaned": _("was cleaned"),
            "zip_from_city": _("taken from the town"),
            "zip_invalid": _("is not a postcode; kept in the notes"),
            "state_normalised": _("written with its official name"),
            "state_from_zip": _("taken from the postcode"),
            "state_unknown": _("is not known; kept in the notes"),
            "state_zip_mismatch": _("does not suit the postcode"),
            "country_unknown": _("is not known; kept in the notes"),
            "phone_split": _("there were several in one cell"),
            "phone_moved": _("is of the other kind, fixed or mobile"),
            "phone_text": _("the text beside the number went to the notes"),
            "phone_invalid": _("is not a phone number; kept in the notes"),
            "email_cleaned": _("was cleaned"),
            "email_split": _("there were several in one cell"),
            "email_text": _("the text beside the address went to the notes"),
            "email_invalid": _("is not an e-mail address; kept in the notes"),
            "website_invalid": _("is not a web page; kept in the notes"),
            "iban_invalid": _("is not a bank account; kept in the notes"),
            "number_invalid": _("is not a number; kept in the notes"),
            "names_ambiguous": _(
                "may be read in several ways, for names of the base have commas of their own; kept in the notes"
            ),
            "date_invalid": _("is not a date; kept in the notes"),
            "kind_unknown": _("does not say whether it is a company or a person"),
            "name_joined": _("first and last name were joined"),
            "name_from_trade_name": _("taken from the trade name"),
            "name_from_contact": _("taken from the contact person"),
            "name_split": _("the person named beside the company is its contact"),
            "contact_split": _("there were several persons in one cell; all are in the notes"),
            "function_from_contact": _("taken from beside the name of the person"),
            "nif_completed": _("the letter that it lacked was given back; check it"),
            "date_from_number": _("it came as a number of days"),
            "ledger_account": _("is an account of neither a customer nor a supplier"),
            "totals_row": _("is the sum of a list or the number of its page"),
            "nif_from_name": _("stood beside the name"),
            "email_from_notes": _("taken from the notes, where it stays"),
            "from_row": _("what row %s of the same company says is added"),
            "said_otherwise": _("the row of the company that says the most counts"),
        }
