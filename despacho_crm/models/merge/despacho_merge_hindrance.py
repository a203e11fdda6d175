from odoo import api, models
from odoo.tools import SQL

from ...tools import nif

#: What is sent or charged to a place, whoever is there: what is sent to a person of that name would go elsewhere.
ADDRESSES = frozenset(("delivery", "invoice", "other"))


class DespachoMerge(models.Model):
    """What may not be joined: by the job, or at all."""

    _inherit = "despacho.merge"

    @api.model
    def _hindrances(self, partners, automatic=False):
        """Return why ``partners`` may not be joined (``automatic``: by the job), in words; [] when they may."""
        return self._hindrances_of([partners.ids], automatic, survivor_first=False)[0]

    @api.model
    def _hindrances_of(self, groups, automatic, survivor_first=True):
        """Return the hindrances of each group of ids, with few queries for all of them.

        ``survivor_first``: the first of each group is the one that stays, and some things
        forbid that one only.
        """
        # sudo: what forbids it may be something that the user does not see.
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        partners = partners.browse({one for group in groups for one in group}).exists()
        facts = self._hindrance_facts(partners)
        result = []
        for group in groups:
            members = partners.browse(group).with_prefetch(partners._prefetch_ids)
            texts = list(self._never(members, facts, survivor_first)) if members <= partners else [self._gone()]
            if automatic and not texts:
                texts = list(self._never_by_itself(members, facts))
            result.append(texts)
        return result

    @api.model
    def _gone(self):
        return self.env._("One of the records is not there any more.")

    @api.model
    def _hindrance_facts(self, partners):
        """Return {name: ids} of those that have users, are a company of the firm or have posted invoices."""
        users = self.env.execute_query(
            SQL("SELECT partner_id, COUNT(*) FROM res_users WHERE partner_id = ANY(%s) GROUP BY 1", partners.ids)
        )
        own = self.env.execute_query(SQL("SELECT partner_id FROM res_company WHERE partner_id = ANY(%s)", partners.ids))
        invoiced = self._invoiced_ids(partners.ids)
        return {
            "users": dict(users),
            "own": {partner_id for (partner_id,) in own},
            "invoiced": invoiced,
            "sealed": self._sealed_ids(invoiced),
            "quoted": self._quoted_ids(partners.ids),
        }

    @api.model
    def _sealed_ids(self, partner_ids):
        """Return the ids of those in whose account are entries that accounting has sealed, which never leave it."""
        self.env["account.move"].flush_model(["inalterable_hash"])
        self.env["account.move.line"].flush_model(["move_id", "partner_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id FROM UNNEST(%s::int[]) AS partner (id)
                 WHERE EXISTS (SELECT FROM account_move_line line JOIN account_move move ON move.id = line.move_id
                                WHERE line.partner_id = partner.id AND move.inalterable_hash IS NOT NULL)
                """,
                list(partner_ids),
            )
        )
        return {partner_id for (partner_id,) in rows}

    @api.model
    def _quoted_ids(self, partner_ids):
        """Return the ids of the contacts with quotations or orders that they see on the portal."""
        # sudo: those that the user does not see are seen on the portal too
        orders = self.env["sale.order"].sudo()
        sent = [("partner_id", "in", list(partner_ids)), ("state", "in", ("sent", "sale"))]
        return {partner.id for (partner,) in orders._read_group(sent, ["partner_id"])}

    @api.model
    def _never(self, members, facts, survivor_first):
        """Give why nobody may make one record of ``members``."""
        yield from self._never_together(members, facts)
        if sum(facts["users"].get(partner.id, 0) for partner in members) > 1:
            yield self.env._(
                "Two of them have a user each, and a person signs in with one: remove one of the users first."
            )
        if survivor_first and len(members) > 1:
            yield from self._never_into(members[0], members[1:], facts)

    @api.model
    def _never_together(self, members, facts):
        """Give why ``members`` are neither one nor addresses of one company."""
        _ = self.env._
        if len(members) < 2:
            yield _("There is only one record: nothing to join.")
            return
        for partner in members:
            if partner.id in facts["own"]:
                yield _("«%(name)s» is a company of the firm itself.", name=partner.name)
            if partner.merged_into_id:
                yield _(
                    "«%(name)s» is joined into «%(other)s» already.",
                    name=partner.name,
                    other=partner.merged_into_id.name,
                )
        if len(members.company_id) > 1:
            yield _(
                "They belong to different companies of the group: %(companies)s.",
                companies=", ".join(members.company_id.mapped("name")),
            )
        keys = sorted({partner.nif_key for partner in members if partner.nif_key})
        if len(keys) > 1 and not _is_one_form_after_another(keys):
            yield _("They have different valid NIFs (%(nifs)s): they are not the same.", nifs=", ".join(keys))
        people = sorted(
            {
                partner.personal_nif or partner.nif_key
                for partner in members
                if partner.personal_nif or nif.person_kind(partner.nif_key) == "natural"
            }
        )
        if len(people) > 1 and len(keys) < 2:
            yield _("They have different DNIs (%(nifs)s): they are not the same person.", nifs=", ".join(people))

    @api.model
    def _never_into(self, survivor, sources, facts):
        """Give what forbids that this one stays."""
        ancestors, above = survivor.browse(), survivor.parent_id
        while above and above not in ancestors:
            ancestors |= above
            above = above.parent_id
        for source in sources & ancestors:
            yield self.env._(
                "«%(contact)s» hangs from «%(company)s»: choose «%(company)s» as the one that stays.",
                contact=survivor.name,
                company=source.name,
            )
        yield from self._never_sealed(survivor, sources, facts)
        for source in sources:
            if source.commercial_partner_id != survivor.commercial_partner_id:
                yield from self._never_elsewhere(survivor, source, facts)

    @api.model
    def _never_elsewhere(self, survivor, source, facts):
        """Say why what ``source`` has may not pass to ``survivor``, who is of another company, or of none."""
        _ = self.env._
        if survivor.commercial_partner_id != survivor:
            company = survivor.commercial_partner_id.name
            if source.id in facts["invoiced"]:
                yield _(
                    "The invoices of «%(name)s» would pass to the account of «%(company)s», which is another company.",
                    name=source.name,
                    company=company,
                )
            if source.id in facts["quoted"]:
                yield _(
                    "The quotations of «%(name)s» would be seen by the people of «%(company)s», which is another "
                    "company.",
                    name=source.name,
                    company=company,
                )
        elif source.commercial_partner_id != source:
            company = source.commercial_partner_id.name
            if source.id in facts["invoiced"]:
                yield _(
                    "The invoices of «%(name)s» are in the account of «%(company)s», and would leave it.",
                    name=source.name,
                    company=company,
                )
            if source.id in facts["quoted"]:
                yield _(
                    "The quotations of «%(name)s» are of «%(company)s», whose people would not see them any more.",
                    name=source.name,
                    company=company,
                )

    @api.model
    def _never_sealed(self, survivor, sources, facts):
        """Say which of ``sources`` have sealed entries in their account: the payments would go without them."""
        for source in sources.filtered(lambda partner: partner.id in facts["sealed"]):
            if survivor.id in facts["sealed"]:
                yield self.env._(
                    "«%(name)s» and «%(other)s» have sealed invoices each, which stay where they are: they cannot be "
                    "joined.",
                    name=source.name,
                    other=survivor.name,
                )
            else:
                yield self.env._(
                    "«%(name)s» has sealed invoices, which stay with it: choose «%(name)s» as the one that stays.",
                    name=source.name,
                )

    @api.model
    def _never_by_itself(self, members, facts):
        """Give what a person has to look at."""
        _ = self.env._
        if any(partner.id in facts["users"] for partner in members):
            yield _("One of them signs in as a user: a person has to look at it.")
        if any(partner.parent_id & members for partner in members):
            yield _("One hangs from the other.")
        if len({partner.nif_key for partner in members if partner.nif_key}) > 1:
            yield _("One may be the other before it changed its legal form: a person has to look at it.")
        joint = [partner for partner in members if partner.legal_form == "ute"]
        if joint and len(joint) < len(members):
            yield _("«%(name)s» is a joint venture, and the other may be a member of it.", name=joint[0].name)
        if sum(partner.id in facts["invoiced"] for partner in members) > 1:
            yield _("Both have posted invoices.")
        away = members.filtered(lambda partner: not partner.active)
        invoiced = members.filtered(lambda partner: partner.id in facts["invoiced"])
        if invoiced and invoiced <= away and away < members:
            yield _(
                "«%(name)s» has invoices but is archived, and the other one is in use: a person has to look at it.",
                name=away[:1].name,
            )
        uses = {member.type if member.parent_id and member.type in ADDRESSES else "" for member in members}
        if len(uses) > 1:
            yield _("One of them is an address for deliveries, invoices or the like, and the other is not.")
        companies = {partner.commercial_partner_id for partner in members if partner.parent_id}
        if len(companies - set(members)) > 1:
            yield _("They belong to different companies.")


def _is_one_form_after_another(keys):
    """Whether two numbers may be those of one company, which changed its legal form: another letter."""
    return all(nif.person_kind(key) == "legal" for key in keys) and len({key[0] for key in keys}) == len(keys)
