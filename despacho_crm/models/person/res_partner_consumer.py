from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from .despacho_person_aside import KEPT_DAYS
from .res_partner import COLUMNS, GROUP, LINKS

#: What makes a private individual of somebody, or a professional contact.
_DECIDES = frozenset({"parent_id", "is_company", "company_name", "type", "company_type"})


class ResPartner(models.Model):
    """Who becomes a professional contact has no personal data any more, and gets them back when it was a mistake."""

    _inherit = "res.partner"

    person_aside_ids = fields.One2many(
        "despacho.person.aside", "partner_id", string="Personal data set aside", groups=GROUP, copy=False
    )
    person_aside_notice = fields.Char(compute="_compute_person_aside_notice", groups=GROUP)
    is_consumer = fields.Boolean(
        string="Private individual",
        compute="_compute_is_consumer",
        groups=GROUP,
        help="A person whom the firm serves as such, and not as a contact of a company.",
    )

    @api.depends("parent_id", "is_company", "company_name", "type", "person_kind")
    def _compute_is_consumer(self):
        for partner in self:
            partner.is_consumer = partner._is_consumer()

    @api.depends("person_aside_ids.erase_on")
    @api.depends_context("lang")
    def _compute_person_aside_notice(self):
        for partner in self:
            days = partner.person_aside_ids.mapped("erase_on")
            partner.person_aside_notice = bool(days) and self.env._(
                "The personal data of this person were set aside on becoming a professional contact. They come "
                "back on leaving the company, and are erased on %(day)s.",
                day=format_date(self.env, max(days)),
            )

    @api.onchange("parent_id", "is_company")
    def _onchange_person_becomes_professional(self):
        if not self.env.user.has_group(GROUP) or not self._origin or self._is_consumer():
            return None
        if not any(self._origin[name] for name in (*COLUMNS, *LINKS)):
            return None
        return {
            "warning": {
                "title": self.env._("Personal data"),
                "message": self.env._(
                    "Date of birth, hobbies and the like are only kept of private individuals. On saving, those of "
                    "«%(name)s» are set aside: they come back if the person leaves the company within %(days)s days.",
                    name=self.name,
                    days=KEPT_DAYS,
                ),
            }
        }

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(_DECIDES):
            self._person_follow()
        return result

    def _person_follow(self):
        """Set personal data aside, or take them back, after what decides it changed."""
        consumers = self.filtered(lambda partner: partner._is_consumer())
        misplaced = (self - consumers)._person_with_data()
        if misplaced:
            misplaced._person_set_aside()
        if consumers:
            consumers._person_take_back()

    @api.model
    def _person_data_sql(self):
        """Return the condition that ``partner`` has personal data."""
        columns = [SQL("%s IS NOT NULL", SQL.identifier("partner", name)) for name in COLUMNS]
        links = [
            SQL(
                "EXISTS (SELECT FROM %s link WHERE link.partner_id = partner.id)",
                SQL.identifier(self._fields[name].relation),
            )
            for name in LINKS
        ]
        return SQL("(%s)", SQL(" OR ").join(columns + links))

    def _person_with_data(self):
        """Return those of ``self`` who have personal data, in one query."""
        if not self.ids:
            return self.browse()
        self.env.flush_all()
        query = SQL("SELECT id FROM res_partner partner WHERE id = ANY(%s) AND %s", self.ids, self._person_data_sql())
        return self.browse(row[0] for row in self.env.execute_query(query))

    @api.model
    def _person_misplaced(self, limit):
        """Return some of those who have personal data and are no private individuals."""
        self.env.flush_all()
        query = SQL(
            """
            SELECT id FROM res_partner partner
             WHERE merged_into_id IS NULL AND %s
               AND (is_company OR parent_id IS NOT NULL OR company_name > '' OR NOT partner_share
                    OR COALESCE(type, 'contact') <> 'contact' OR person_kind IN ('legal', 'entity', 'public'))
             ORDER BY id LIMIT %s
            """,
            self._person_data_sql(),
            limit,
        )
        return self.browse(row[0] for row in self.env.execute_query(query))

    def _person_set_aside(self):
        today = fields.Date.context_today(self)
        # sudo: whoever makes a contact of somebody may not see the data, which are set aside all the same
        for partner in self.sudo():
            content = {name: partner._fields[name].convert_to_read(partner[name], partner) for name in COLUMNS}
            content = {name: fields.Date.to_string(value) if name == "birth_date" else value
                       for name, value in content.items() if value}  # fmt: skip
            content.update({name: partner[name].ids for name in LINKS if partner[name]})
            partner.write({**dict.fromkeys(COLUMNS, False), **dict.fromkeys(LINKS, [fields.Command.clear()])})
            partner.person_aside_ids.create(
                {"partner_id": partner.id, "content": content, "erase_on": today + timedelta(days=KEPT_DAYS)}
            )

    def _person_take_back(self):
        """Give back what was set aside, where nothing was written since."""
        # sudo: as for setting it aside
        asides = self.env["despacho.person.aside"].sudo().search([("partner_id", "in", self.ids)], order="id desc")
        for aside in asides:
            partner, content = aside.partner_id, aside.content
            values = {name: content[name] for name in COLUMNS if content.get(name) and not partner[name]}
            for name in LINKS:
                known = partner[name].browse(content.get(name, ())).exists()
                if known:
                    values[name] = [fields.Command.link(trait.id) for trait in known]
            partner.write(values)
        asides.unlink()

    def action_person_erase(self):
        """Erase at once what was set aside."""
        self.check_access("write")
        # sudo: nobody reads it, whoever may see personal data erases it
        self.person_aside_ids.sudo().unlink()
        return True
