from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: What a person who signs in is known by, and where the link that gives a new password is sent.
OWN = ("name", "email", "lang", "tz")
_OF_THE_SYSTEM = ["user_root", "public_user", "template_portal_user_id", "default_user"]


class DespachoMerge(models.Model):
    """Whoever writes the e-mail of a user can sign in as that user: only who administers users may join them.

    Clients who sign in to the portal keep their e-mail as well, and anybody who may write contacts may join them,
    as long as they see there nothing of another company.
    """

    _inherit = "despacho.merge"

    @api.model
    def _administers_users(self):
        # What the user may do, also where the code works with all rights.
        return self.env["res.users"].sudo(False).has_access("write")

    @api.model
    def _hindrance_facts(self, partners):
        self.env["res.users"].flush_model(["partner_id", "share"])
        facts = super()._hindrance_facts(partners)
        internal = self.env.execute_query(
            SQL("SELECT partner_id FROM res_users WHERE partner_id = ANY(%s) AND share IS NOT TRUE", partners.ids)
        )
        system = self.env.execute_query(
            SQL(
                """
                SELECT users.partner_id FROM res_users users
                  JOIN ir_model_data data ON data.model = 'res.users' AND data.res_id = users.id
                 WHERE data.module = 'base' AND data.name = ANY(%s) AND users.partner_id = ANY(%s)
                """,
                _OF_THE_SYSTEM,
                partners.ids,
            )
        )
        return {
            **facts,
            "system": {partner_id for (partner_id,) in system},
            "internal": {partner_id for (partner_id,) in internal},
            "portal": self._portal_facts(partners.ids),
        }

    @api.model
    def _portal_facts(self, partner_ids):
        """Return {id: ids} of those who sign in to the portal: the contact itself and the people below it."""
        self.env["res.partner"].flush_model(["parent_id", "is_company"])
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    WITH RECURSIVE below AS (
                        SELECT id AS top, id FROM res_partner WHERE id = ANY(%s)
                         UNION
                        SELECT below.top, child.id
                          FROM below JOIN res_partner child ON child.parent_id = below.id
                         WHERE child.is_company IS NOT TRUE
                    )
                    SELECT below.top, ARRAY_AGG(below.id)
                      FROM below JOIN res_users ON res_users.partner_id = below.id AND res_users.share
                     GROUP BY 1
                    """,
                    partner_ids,
                )
            )
        )

    @api.model
    def _never_together(self, members, facts):
        yield from super()._never_together(members, facts)
        for partner in members:
            if partner.id in facts["system"]:
                yield self.env._(
                    "«%(name)s» is of the system itself: it is joined with nobody.", name=partner.display_name
                )
        if not self._administers_users():
            yield from self._of_users(members.filtered(lambda partner: partner.id in facts["internal"]))

    @api.model
    def _never(self, members, facts, survivor_first):
        yield from super()._never(members, facts, survivor_first)
        companies = members.filtered(lambda partner: partner.is_company and partner.commercial_partner_id == partner)
        for company in companies | members.commercial_partner_id - members:
            # Two companies that are one have the same people; a person gets into a company by it.
            others = members.filtered(
                lambda partner, company=company: (
                    partner.commercial_partner_id != company and not (company in companies and partner.is_company)
                )
            )
            yield from self._of_portal(others, company, facts)
        if survivor_first:
            company = members[:1].commercial_partner_id
            for source in members[1:].filtered(lambda partner: partner.commercial_partner_id != company):
                below = source.browse(facts["portal"].get(source.id, ())) - members
                yield from self._of_portal(below, company, facts)

    @api.model
    def _never_address(self, main, branch, facts):
        yield from super()._never_address(main, branch, facts)
        if branch.commercial_partner_id != main:
            below = branch.browse(facts["portal"].get(branch.id, ())) - main
            yield from self._of_portal(below, main, facts)

    @api.model
    def _of_portal(self, partners, company, facts):
        """Say which of ``partners`` sign in to the portal, and would see there what is of ``company``."""
        if self._administers_users():
            return
        portal = {one for ids in facts["portal"].values() for one in ids}
        for partner in partners.filtered(lambda partner: partner.id in portal):
            yield self.env._(
                "«%(name)s» signs in to the portal, and would see there what is of «%(company)s»: only who "
                "administers the users may join it; ask them to.",
                name=partner.display_name,
                company=company.name,
            )

    @api.model
    def _of_users(self, partners):
        """Say why ``partners``, who are users of the firm, are not for everybody to join."""
        for partner in partners:
            yield self.env._(
                "«%(name)s» signs in as a user: only who administers the users may join it; ask them to.",
                name=partner.display_name,
            )

    @api.model
    def _check_administers(self, partners):
        """Refuse to change a contact who is a user of the firm, unless the user administers users."""
        if self._administers_users():
            return
        # sudo: whether they have a user, active or not, is looked up for whom may not see users.
        users = self.env["res.users"].sudo().with_context(active_test=False)
        users = users.search([("partner_id", "in", partners.ids), ("share", "=", False)])
        if texts := list(self._of_users(users.partner_id)):
            raise UserError("\n".join(texts))

    @api.model
    def _who_signs_in(self, members):
        """Return the one of ``members`` who has a user, active or not."""
        return next((p for p in members.with_context(active_test=False) if p.user_ids), members.browse())

    @api.model
    def _chosen(self, survivor, ranking, wanted, names):
        """What somebody signs in with is their own, whoever stays and whatever was chosen."""
        chosen = super()._chosen(survivor, ranking, wanted, names)
        if owner := self._who_signs_in(ranking):
            chosen |= {name: ranking.browse(owner.id) for name in OWN if any(partner[name] for partner in ranking)}
        return chosen

    @api.model
    def _choices(self, partners):
        """Mark as ``fixed`` what cannot be chosen."""
        choices = super()._choices(partners)
        # sudo: as the joining does
        fixed = OWN if self._who_signs_in(partners.sudo()) else ()
        return [{**choice, "fixed": choice["field"] in fixed} for choice in choices]

    def _check_may_undo(self):
        """Undoing writes e-mails too: of somebody who got a user meanwhile, for one."""
        super()._check_may_undo()
        if self._administers_users():
            return
        found = self.env.execute_query(
            SQL(
                """
                SELECT users.partner_id FROM despacho_merge_line line
                  JOIN res_users users ON users.partner_id = line.res_id AND users.share IS NOT TRUE
                 WHERE line.merge_id = %(merge)s AND line.table_name = 'res_partner'
                   AND line.column_name = ANY(%(own)s)
                 UNION
                SELECT users.partner_id FROM despacho_merge_line line
                  JOIN res_users users ON users.id = line.res_id AND users.share IS NOT TRUE
                 WHERE line.merge_id = %(merge)s AND line.table_name = 'res_users'
                """,
                merge=self.id,
                own=list(OWN),
            )
        )
        for partner in self.env["res.partner"].browse(partner_id for (partner_id,) in found):
            raise UserError(
                self.env._(
                    "«%(name)s» signs in as a user: only who administers the users may undo this; ask them to.",
                    name=partner.display_name,
                )
            )
