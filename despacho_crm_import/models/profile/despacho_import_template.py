from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import countries, headers, template
from ...tools.table import Rows

#: What a template does not ask for: the name says it whole, and records are known by their NIF.
_LEFT_OUT = frozenset(("first_name", "last_name", "record"))
#: Without these, a row of the target is nothing; and those that spare most work later.
_NEEDED = {
    "partner": ({"name"}, {"nif"}),
    "lead": ({"subject", "name"}, {"email", "phone", "nif"}),
    "census": ({"nif", "name"}, {"zip", "cnae"}),
    "billing": ({"year", "amount"}, {"nif", "name"}),
}
_NUMBERS = frozenset(("turnover", "expected_revenue", "amount"))
_INTEGERS = frozenset(("employees", "year"))
_DATES = frozenset(("date", "founded"))
_MOST_TAGS = 500
#: Several of the list may be written, or others.
_OPEN = frozenset(("tags", "interests", "service", "medium", "campaign", "source"))


class DespachoImportProfile(models.Model):
    """The workbook to fill in that a list gives: what comes back is known for sure."""

    _inherit = "despacho.import.profile"

    has_template = fields.Boolean(compute="_compute_has_template")

    # ------------------------------------------------------------
    # GIVING IT
    # ------------------------------------------------------------

    @api.depends("kind", "no_header", "column_ids")
    def _compute_has_template(self):
        for profile in self:
            profile.has_template = bool(profile._get_template_titles())

    def action_download_template(self):
        """Give the workbook to fill in."""
        self.ensure_one()
        if not self._get_template_titles():
            raise UserError(
                self.env._("There is no template of «%(name)s»: its columns have no titles.", name=self.display_name)
            )
        return {"type": "ir.actions.act_url", "url": self._get_template_url(), "target": "download"}

    def _get_template_url(self):
        return f"/despacho_crm_import/template/{self.id}"

    def _get_template_filename(self):
        return f"{self.display_name.replace(':', '')}.xlsx"

    def _get_template(self):
        """Return the bytes of the workbook to fill in, in the reader's language."""
        self.ensure_one()
        return template.build(self._get_template_columns(), self._get_template_words())

    def _get_template_titles(self):
        """Return [(title, field)] of the columns of the template."""
        self.ensure_one()
        if self.kind == "template":
            labels = self.env["despacho.import.column"]._get_field_labels()
            return [(labels[name], name) for name in self._get_template_fields() if name in labels]
        if self.no_header:
            return []
        return [(column.header, column.field or "") for column in self.column_ids]

    def _get_template_fields(self):
        return [name for name in self.env[f"despacho.import.{self.target}"]._get_fields() if name not in _LEFT_OUT]

    def _get_template_columns(self):
        """Return the ``template.Column`` of each column."""
        texts, choices = self._get_field_help(), self._get_choices()
        if self.target == "billing":
            texts["date"] = (self.env._("Date of the invoice, when each row is one."), texts["date"][1])
        must, should = _NEEDED.get(self.target, (set(), set()))
        titles = self._get_template_titles()
        named = next((name for name in ("name", "subject") if name in {field for __, field in titles}), "")
        marks = {True: self.env._("Yes"), False: self.env._("No"), None: self.env._("No, but it spares much work")}
        columns, seen = [], set()
        for title, field in titles:
            explained, examples = texts.get(field, ("", ()))
            if not field:
                explained = self.env._("It is not imported: it may stay empty.")
            needed = True if field in must else None if field in should else False
            columns.append(
                template.Column(
                    title=title,
                    kind=(
                        "number"
                        if field in _NUMBERS
                        else "integer"
                        if field in _INTEGERS
                        else "date"
                        if field in _DATES
                        else "text"
                    ),
                    help=explained,
                    examples=tuple(examples) if field and field not in seen else (),
                    needed=marks[needed] if field else "",
                    is_needed=needed is True,
                    choices=choices.get(field, ()),
                    is_open=field in _OPEN,
                    is_name=bool(field) and field == named and field not in seen,
                )
            )
            seen.add(field)
        return columns

    def _get_choices(self):
        """Return {field: texts to choose from}."""
        spain = [("country_id.code", "=", "ES")]
        lines = self.env.ref("despacho_crm.product_category_services", raise_if_not_found=False)
        # sudo: their names are no secret to whoever fills in a template with them
        services = lines and self.env["product.category"].sudo().search([("id", "child_of", lines.id)]) - lines
        names = services.mapped("name") if services else []
        return {
            "state": self.env["res.country.state"].search(spain, order="name").mapped("name"),
            "country": countries.country_names(self._get_language()),
            "kind": [self.env._("Company"), self.env._("Person")],
            "tags": self.env["res.partner.category"].search([], order="name", limit=_MOST_TAGS).mapped("name"),
            "interests": names,
            "service": names,
        }

    @api.model
    def _get_language(self):
        """Return the code of two letters of the reader's language, one that files are read in."""
        language = (self.env.lang or "en")[:2]
        return language if language in ("es", "ca", "en") else "en"

    def _get_template_words(self):
        _ = self.env._
        language = (self.env.lang or "en")[:2]
        mark = template.EXAMPLE.get(language, template.EXAMPLE["en"])
        targets = dict(self._selection_target())
        return template.Words(
            language=language,
            sheet=targets.get(self.target) or self.display_name,
            title=self.display_name,
            intro=[
                _("Write one row for each in the first sheet, below the titles, and upload the file as it is."),
                _("Do not change the titles of the columns; you may put them in another order, or delete those "
                  "that you do not use. Leave empty what you do not know: what is empty changes nothing."),
                _("The rows in grey that begin with «%(mark)s» are examples: they are not imported, and you may "
                  "delete them.", mark=mark),
                _("The columns with a dark title must be filled in. Point at a title to see what it is."),
            ],
            headings=[_("Column"), _("What it is"), _("Example"), _("Must it be filled in?")],
            unknown_title=_("It is not in the list"),
            unknown=_("Choose one of the list, or go on if you are sure of what you have written."),
        )  # fmt: skip

    # ------------------------------------------------------------
    # KNOWING IT AGAIN
    # ------------------------------------------------------------

    def _get_known_columns(self, table):
        if self.kind == "template":
            return self._get_titles_by_key()
        return super()._get_known_columns(table)

    def _get_titles_by_key(self):
        """Return {key of the title: field} of a template in whatever language it was given."""
        known = {}
        for code, __name in self.env["res.lang"].get_installed():
            titles = self.with_context(lang=code)._get_template_titles()
            known.update({headers.header_key(title): field for title, field in titles})
        known.update(
            {headers.header_key(t): field for t, field in self.with_context(lang="en_US")._get_template_titles()}
        )
        return known

    @api.model
    def _find_template(self, import_, table):
        """Return the template that ``table`` is, none when it is none."""
        keys = [key for key in map(headers.header_key, table.headers) if key] if table.header_row else []
        best, most = self.browse(), None
        for one in self.search([("kind", "=", "template"), ("id", "not in", import_.declined_profile_ids.ids)]):
            if one.target != import_.target and import_.target != "partner":
                continue
            known = one._get_titles_by_key()
            found = {known[key] for key in keys if key in known}
            strange = sum(key not in known for key in keys)
            # Whoever fills it in may delete columns, and add one of their own.
            whole = len(one._get_template_fields())
            if len(found) * 2 < whole or strange * 5 > len(keys):
                continue
            weight = (-strange, len(found) / whole, one.target == import_.target)
            if most is None or weight > most:
                best, most = one, weight
        return best


class DespachoImport(models.Model):
    """A template that comes back: its help and its examples are nobody's data."""

    _inherit = "despacho.import"

    template_html = fields.Html(compute="_compute_template_html", sanitize=False)

    @api.depends("target")
    @api.depends_context("lang")
    def _compute_template_html(self):
        """A link and no button: whoever begins has no file yet, and nothing to save."""
        known = self.env["despacho.import.profile"].search([("kind", "=", "template")]).grouped("target")
        for record in self:
            mine = known.get(record.target)
            record.template_html = mine and Markup(
                '<a class="o_despacho_template" href="%s" target="_blank"><i class="fa fa-download"/> %s</a>'
            ) % (mine._get_template_url(), self.env._("Download a template to fill in"))

    def _read_table(self, **options):
        table = super()._read_table(**options)
        if template.is_help_sheet(table.sheet):
            raise UserError(self._get_read_error_message("no_rows", {}))
        sheets = [name for name in table.sheets if not template.is_help_sheet(name)]
        examples = template.without_examples(table.rows)
        if examples:
            table = table._replace(rows=_without(table.rows, examples))
            if not table.rows:
                raise UserError(self._get_read_error_message("no_rows", {}))
        return table._replace(sheets=sheets)


def _without(rows, numbers):
    """Return ``rows`` but for those of ``numbers``, which are all in it."""
    if isinstance(rows, Rows):
        return Rows(lambda: (row for row in rows if row[0] not in numbers), len(rows) - len(numbers))
    return [row for row in rows if row[0] not in numbers]
