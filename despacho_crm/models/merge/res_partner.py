from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

_LIKE = ("like", "ilike", "=like", "=ilike")
#: How many of the joined are looked for by a name: whoever types a letter needs no more.
_FEW = 100


class ResPartner(models.Model):
    """Where a joined contact went, and what was joined into one."""

    _inherit = "res.partner"

    merged_into_id = fields.Many2one(
        "res.partner",
        string="Joined into",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="This record was found to be the same as another one, which has all that was of it.",
    )
    merged_source_ids = fields.One2many(
        "res.partner", "merged_into_id", string="Joined into it", context={"active_test": False}
    )
    former_names = fields.Char(string="Also known as", compute="_compute_former_names", prefetch=False)
    merge_count = fields.Integer(string="Joinings", compute="_compute_merge_count", prefetch=False)

    @api.depends("name", "merged_source_ids.name")
    def _compute_former_names(self):
        # sudo: archived or not, they were this very company.
        merges = self.env["despacho.merge"].sudo()
        own = [("partner_id", "in", self._origin.ids), ("state", "=", "done"), ("former_name", "!=", False)]
        taken = merges.search_fetch(own, ["partner_id", "former_name"]).grouped("partner_id")
        for partner in self:
            names = taken.get(partner._origin, merges).mapped("former_name")
            # sudo: as above
            names += partner.sudo().with_context(active_test=False).merged_source_ids.mapped("name")
            partner.former_names = ", ".join(dict.fromkeys(name for name in names if name and name != partner.name))

    def _compute_merge_count(self):
        # sudo: whether there are any; whoever opens them needs the right to.
        merges = self.env["despacho.merge"].sudo()
        of_survivor = dict(merges._read_group([("partner_id", "in", self.ids)], ["partner_id"], ["__count"]))
        of_source = dict(merges._read_group([("source_ids", "in", self.ids)], ["source_ids"], ["__count"]))
        for partner in self:
            known = partner._origin or partner
            partner.merge_count = of_survivor.get(known, 0) + of_source.get(known, 0)

    @api.depends("merged_into_id")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for partner in self:
            if partner.merged_into_id:
                other = partner.sudo().merged_into_id.name  # sudo: where it went is said to whoever sees it
                partner.display_name = self.env._(
                    "%(name)s (joined into %(other)s)", name=partner.display_name, other=other
                )
        return result

    @api.model
    def _search_display_name(self, operator, value):
        """Whoever looks for a name that was joined finds the one that stayed."""
        domain = super()._search_display_name(operator, value)
        if operator not in _LIKE or not isinstance(value, str) or len(value) < 3 or domain is NotImplemented:
            return domain
        found = self._search_stayed(operator, value)
        return Domain(domain) | Domain("id", "in", found) if found else domain

    @api.model
    def _search_stayed(self, operator, value):
        """Return the ids of the contacts that stayed of those joined under such a name: first, and in one question.

        Beside the name of everybody else, it would keep the index of the names from being used.
        """
        # sudo: only the ids of those that stayed are used, which whoever searches may see or not.
        partners, merges = self.sudo(), self.env["despacho.merge"].sudo()

        def column(model, alias, name):
            return SQL.identifier(alias, name, to_flush=model._fields[name])

        def is_like(model, alias, name):
            return model._fields[name].condition_to_sql(name, operator, value, model, alias, None)

        # Each picker asks for it at each letter, so it does without what searches of people need.
        rows = self.env.execute_query(
            SQL(
                """
                (SELECT %(into)s FROM res_partner joined
                  WHERE %(into)s IS NOT NULL AND %(joined)s ORDER BY joined.id LIMIT %(few)s)
                UNION
                (SELECT COALESCE((SELECT merged_into_id FROM res_partner WHERE id = %(own)s), %(own)s)
                   FROM despacho_merge renamed
                  WHERE %(renamed)s AND %(state)s = 'done' ORDER BY renamed.id LIMIT %(few)s)
                """,
                into=column(partners, "joined", "merged_into_id"),
                joined=is_like(partners, "joined", "name"),
                own=column(merges, "renamed", "partner_id"),
                renamed=is_like(merges, "renamed", "former_name"),
                state=column(merges, "renamed", "state"),
                few=_FEW,
            )
        )
        return [partner_id for (partner_id,) in rows]

    def _is_nif_holder(self):
        return not self.merged_into_id and super()._is_nif_holder()

    # Whoever writes from the address of a joined contact is the one that stayed

    @api.model
    def find_or_create(self, email, assert_valid_email=False):
        return self._merge_stays([email]).get(email) or super().find_or_create(email, assert_valid_email)

    @api.model
    def _find_or_create_from_emails(self, emails, ban_emails=None, filter_found=None, *args, **kwargs):
        emails = list(emails)
        wanted = [email for email in emails if email_normalize(email, strict=False) not in (ban_emails or ())]
        stays = self._merge_stays(wanted)
        if filter_found:
            stays = {email: partner for email, partner in stays.items() if filter_found(partner)}
        others = [email for email in emails if email not in stays]
        found = iter(super()._find_or_create_from_emails(others, ban_emails, filter_found, *args, **kwargs))
        return [stays[email] if email in stays else next(found) for email in emails]

    @api.model
    def _merge_stays(self, emails):
        """Return {email: the contact that stayed} of those of ``emails`` that only joined contacts have."""
        normal = {email: email_normalize(email, strict=False) for email in emails if email}
        wanted = list(filter(None, normal.values()))
        if not wanted:
            return {}
        # sudo: mail is received on behalf of nobody in particular.
        joined = self.sudo().with_context(active_test=False)
        joined = joined.search(Domain("merged_into_id", "!=", False) & Domain("email_normalized", "in", wanted))
        if not joined:
            return {}
        taken = set(self.search([("email_normalized", "in", wanted)]).mapped("email_normalized"))
        stays = {source.email_normalized: source.merged_into_id.with_env(self.env) for source in joined}
        return {email: stays[key] for email, key in normal.items() if key in stays and key not in taken}

    def action_open_merges(self):
        """Show what was joined into this contact, or where it went."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_merges")
        domain = ["|", ("partner_id", "=", self.id), ("source_ids", "=", self.id)]
        return {**action, "domain": domain, "context": {"active_test": False}}

    def action_open_merged_into(self):
        """Go to the contact that stayed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.merged_into_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
