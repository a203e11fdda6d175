from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .despacho_census_load import LOADED, ORIGIN


class DespachoCensusCompany(models.Model):
    """Which file, and which row of it, a company of the census came from, and which ones wrote over it."""

    _inherit = "despacho.census.company"

    import_id = fields.Many2one(
        "despacho.import", string="Imported with", ondelete="set null", index="btree_not_null", help="What created it."
    )
    import_row = fields.Integer(string="Row of the file", readonly=True, aggregator=None)
    any_import_id = fields.Many2one(
        "despacho.import",
        string="Brought or updated by",
        compute="_compute_any_import_id",
        search="_search_any_import_id",
        exportable=False,
        help="Any of the files that created it or wrote over it.",
    )
    # Computed for all alike: where data came from is no secret of whoever brought the file.
    origin_html = fields.Html(string="Brought by", compute="_compute_origin_html", compute_sudo=True, sanitize=False)
    edited = fields.Boolean(readonly=True, help="Somebody changed it by hand: undoing the list leaves it.")
    edited_by = fields.Many2one(
        "res.users", string="Changed by", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
    edited_on = fields.Datetime(string="Changed on", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        # Lists write by SQL: whatever comes here is of somebody, and of no list.
        own = {"import_id": False, "import_row": False, **self._stamp_hand()}
        return super().create([{**vals, **own} for vals in vals_list])

    def write(self, vals):
        return super().write({**vals, **self._stamp_hand(), "edited": True})

    @api.model
    def _stamp_hand(self):
        return {"edited_by": self.env.uid, "edited_on": fields.Datetime.now()}

    @api.depends("import_id")
    def _compute_any_import_id(self):
        # It is there to be searched; «Brought by» tells of all of them.
        for company in self:
            company.any_import_id = company.import_id

    @api.model
    def _search_any_import_id(self, operator, value):
        if operator == "any":
            imports = self.env["despacho.import"]._search(value) if isinstance(value, Domain) else value
        elif operator == "in":
            imports = self.env["despacho.import"]._search([("id", "in", list(value))])
        else:
            return NotImplemented
        # sudo: nobody reads the former values; the files were looked for with one's own rights
        steps = self.env["despacho.census.before"].sudo()
        found = Domain("import_id", "in", imports) | Domain(
            "id", "in", steps._search([("import_id", "in", imports)]).subselect("census_id")
        )
        if operator == "in" and False in value:
            found |= Domain("import_id", "=", False) & Domain.custom(to_sql=_is_without_steps)
        return found

    @api.depends("import_id", "import_row", "edited_by")
    @api.depends_context("lang")
    def _compute_origin_html(self):
        later = self.env["despacho.census.before"].search([("census_id", "in", self.ids)]).grouped("census_id")
        for company in self:
            lines = [company._get_origin(company.import_id, company.import_row)] if company.import_id else []
            lines += [
                company._get_origin(step.import_id, step.import_row, step.after) for step in later.get(company, ())
            ]
            if company.edited_on:
                lines.append(company._get_hand())
            company.origin_html = Markup().join(Markup("<div>%s</div>") % line for line in lines) or False

    def _get_lists(self):
        """The last list that wrote a value, else the one that created the company.

        Of a company that somebody changed by hand, only what is as its last list left it is known to be of a list.
        """
        # sudo: nobody reads the former values; where data came from is no secret
        steps = self.env["despacho.census.before"].sudo().search([("census_id", "in", self.ids)], order="id")
        steps, told = steps.grouped("census_id"), {}
        for company in self:
            first = {"import_id": company.import_id.id, "row": company.import_row}
            mine, wrote = dict.fromkeys(LOADED, first) if company.import_id else {}, {}
            for step in steps.get(company, ()):
                mine |= dict.fromkeys(step.after, {"import_id": step.import_id.id, "row": step.import_row})
                wrote |= step.after
            if company.edited:
                mine = {name: mine[name] for name, value in wrote.items() if company._has_raw(name, value)}
            told[company] = mine
        return told

    def _has_raw(self, name, value):
        """Whether the column ``name`` has ``value``, as JSON says it."""
        now = self[name]
        if self._fields[name].type == "many2one":
            now = now.id
        elif now and self._fields[name].type == "date":
            now = now.isoformat()
        return value == (None if now is False else now)

    def _get_hand(self):
        """Return in words who changed the company by hand, last."""
        day = format_date(self.env, self.edited_on)
        person = self.edited_by.name or self.env._("somebody who is no longer here")
        return self.env._("Written by hand: %(person)s, %(day)s", person=person, day=day)

    def _get_origin(self, import_, row, written=None):
        """Return in words what brought the company, or ``written``, {column: value}, over what it had."""
        _ = self.env._
        name = import_.display_name or ""
        told = [_("«%(file)s», row %(row)s", file=name, row=row) if row else f"«{name}»"]
        day = import_.applied_on or import_.create_date
        told.append(_("%(person)s, %(day)s", person=import_.user_id.name, day=format_date(self.env, day)))
        fields_ = self.fields_get(attributes=["string"])
        names = [fields_[name]["string"] for name in written or () if name in fields_ and name not in ORIGIN]
        if names:
            told.append(_("changed: %(names)s", names=", ".join(names)))
        elif written is not None:
            told.append(_("said the same, later") if written else _("said the same"))
        return " · ".join(told)


def _is_without_steps(model, alias, query):
    company = SQL.identifier(alias, "id")
    return SQL("NOT EXISTS (SELECT FROM despacho_census_before step WHERE step.census_id = %s)", company)


class DespachoCensusBefore(models.Model):
    """What a company of the census was before a file wrote over it, so that the file can be undone."""

    _name = "despacho.census.before"
    _description = "Former Values of a Company of the Census"
    _log_access = False

    import_id = fields.Many2one("despacho.import", required=True, ondelete="cascade", index=True)
    import_row = fields.Integer(string="Row of the file", readonly=True, aggregator=None)
    census_id = fields.Many2one("despacho.census.company", required=True, ondelete="cascade", index=True)
    before = fields.Json(required=True, help="{column: value}")
    after = fields.Json(required=True, help="{column: value}: what the file wrote. Else somebody changed it since.")
