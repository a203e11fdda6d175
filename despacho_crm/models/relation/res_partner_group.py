from odoo import api, fields, models
from odoo.tools import SQL

#: With more, a company is of the group of who has it (art. 42 of the Commercial Code).
_CONTROL = 50


class ResPartner(models.Model):
    """The companies of a group: those said to be, and those that one of them controls, of which others hang."""

    _inherit = "res.partner"

    group_company_ids = fields.Many2many(
        "res.partner",
        string="Companies of its group",
        compute="_compute_group_company_ids",
        groups="despacho_crm.group_user",
        help="Those noted as of the same group, or of which one has more than half, and those that hang from them.",
    )

    @api.depends("relation_ids.kind_id", "relation_ids.other_id", "relation_ids.share", "relation_ids.date_to")
    def _compute_group_company_ids(self):
        found = self._relation_groups()
        visible = self.search([("id", "in", [one for ids in found.values() for one in ids])])
        for partner in self:
            partner.group_company_ids = visible.browse(found.get(partner._origin.id, ())) & visible

    def _relation_groups(self):
        """Return {id: ids of the other companies of its group}, in one query."""
        self.env["despacho.relation"].flush_model()
        kinds = {code: self.env["despacho.relation.kind"]._by_code(code).id for code in ("group", "shareholder")}
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE binding AS NOT MATERIALIZED (
                    SELECT relation.partner_id, relation.other_id
                      FROM despacho_relation relation
                      JOIN res_partner other ON other.id = relation.other_id
                     WHERE relation.active AND %(going_on)s AND (relation.kind_id = %(group)s
                        OR relation.kind_id = %(owner)s AND relation.share > %(control)s AND other.is_company)
                ), bond AS NOT MATERIALIZED (
                    SELECT partner_id AS one_id, other_id AS two_id FROM binding
                     UNION ALL
                    SELECT other_id, partner_id FROM binding
                ), reached AS (
                    SELECT id AS origin_id, id FROM UNNEST(%(ids)s::int[]) AS id
                     UNION
                    SELECT reached.origin_id, bond.two_id FROM reached JOIN bond ON bond.one_id = reached.id
                )
                SELECT origin_id, ARRAY_AGG(reached.id) FROM reached
                  JOIN res_partner partner ON partner.id = reached.id AND partner.active
                 WHERE origin_id <> reached.id GROUP BY origin_id
                """,
                going_on=SQL("(relation.date_to IS NULL OR relation.date_to > %s)", fields.Date.context_today(self)),
                group=kinds["group"],
                owner=kinds["shareholder"],
                control=_CONTROL,
                ids=self._origin.ids,
            )
        )
        return dict(rows)

    def action_group_companies(self):
        """Open the companies of the group, this one included."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_partners")
        return {
            **action,
            "name": self.env._("Group of %(name)s", name=self.name),
            "domain": [("id", "in", (self | self.group_company_ids).ids)],
            "context": {},
        }
