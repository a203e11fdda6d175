from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: First letters of the NIF of natural persons.
_PERSONS = "0123456789KLMXYZ"


class DespachoCensusCompany(models.Model):
    """Who of the census may become a prospect: neither known to the firm nor discarded by it, and did not say no."""

    _inherit = "despacho.census.company"

    is_free = fields.Boolean(string="Candidate", compute="_compute_is_free", search="_search_is_free")
    is_person = fields.Boolean(string="Sole trader", compute="_compute_is_person", search="_search_is_person")

    @api.depends("nif_key")
    def _compute_is_person(self):
        for company in self:
            company.is_person = company.nif_key[:1] in _PERSONS

    @api.model
    def _search_is_person(self, operator, value):
        if operator != "in":
            return NotImplemented

        def to_sql(model, alias, query):
            return SQL("LEFT(%s, 1) = ANY(%s)", SQL.identifier(alias, "nif_key"), list(_PERSONS))

        persons = Domain.custom(to_sql=to_sql)
        return persons if True in value else ~persons

    @api.depends("nif_key")
    @api.depends_context("company")
    def _compute_is_free(self):
        free = self._get_free()
        for company in self:
            company.is_free = company in free

    def _get_free(self):
        """Return those that are free at this moment: of what is for all, or of the company's own lists."""
        keys = self._known_sql(self.env.company, self.mapped("nif_key"))
        known = {key for (key,) in self.env.execute_query(keys)} if self else set()
        mine = (self.env["res.company"], self.env.company)
        return self.filtered(lambda company: company.nif_key not in known and company.company_id in mine)

    @api.model
    def _search_is_free(self, operator, value):
        if operator != "in":
            return NotImplemented
        known = Domain("nif_key", "in", self._known_sql(self.env.company))
        free = ~known & Domain("company_id", "in", (self.env.company.id, False))
        return free if True in value else ~free

    @api.model
    def _known_sql(self, company, only=None):
        """Return the query of the NIFs that are not to be offered to ``company``.

        Those that it knows: contacts, now or before, leads and discarded ones; and those who said no to everybody.
        Of all of them, those archived or of a colleague too: whoever was put away is not to be offered as new.
        ``only``: the NIFs that are asked about.
        """
        self.env.flush_all()
        some = SQL("AND nif_key = ANY(%s)", list(only)) if only is not None else SQL()
        return SQL(
            """
            (SELECT nif_key FROM res_partner
              WHERE nif_key IS NOT NULL AND (company_id IS NULL OR company_id = %(company)s) %(some)s
             UNION
             SELECT nif_key FROM despacho_former_nif WHERE nif_key IS NOT NULL %(some)s
             UNION
             SELECT nif_key FROM crm_lead
              WHERE nif_key IS NOT NULL AND (company_id IS NULL OR company_id = %(company)s) %(some)s
             UNION
             SELECT nif_key FROM despacho_feeding_discard WHERE company_id = %(company)s %(some)s
             UNION
             SELECT UNNEST(%(opposed)s::varchar[]))
            """,
            company=company.id,
            some=some,
            # Looked up before: so the database knows how few they are.
            opposed=self._get_opposed_keys(only),
        )

    @api.model
    def _count_known_to(self, domain, company):
        """Return how many companies of ``domain`` are known to ``company``: one look in the index for each."""
        query = self._search(domain)
        query.add_join(
            "JOIN", "known", SQL("(SELECT nif_key FROM %s all_known)", self._known_sql(company)), _same(self, query)
        )
        return self.env.execute_query(query.select(SQL("COUNT(*)")))[0][0]

    def action_choose(self):
        """Ask for whom the selected companies become prospects."""
        return open_choice(self)

    def action_discard(self):
        """Offer these companies no more; they can be brought back from the list of the discarded."""
        discards = self.env["despacho.feeding.discard"]
        discards.create([{"nif_key": company.nif_key, "name": company.name} for company in self._get_free()])
        return True


def _same(model, query):
    return SQL("%s = known.nif_key", SQL.identifier(query.table, "nif_key"))


def open_choice(companies):
    """Return the action that asks for whom ``companies`` become prospects."""
    return {
        "type": "ir.actions.act_window",
        "res_model": "despacho.feeding.choice",
        "name": companies.env._("Make prospects of them"),
        "views": [(False, "form")],
        "target": "new",
        "context": {"active_ids": companies.ids, "active_model": companies._name},
    }
