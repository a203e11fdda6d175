from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: {field of the profile: value of ``size_class``}
SIZES = {"size_micro": "micro", "size_small": "small", "size_medium": "medium", "size_large": "large"}
#: What says which companies are wanted.
CRITERIA = ("cnae_ids", "state_ids", "region_ids", *SIZES, "founded_after", "reachable", "persons")


class DespachoTargetProfile(models.Model):
    """The companies that the firm would like as clients: of which activity, where and of what size.

    It is a question to the census; what it finds that is not in the base yet are candidates.
    """

    _name = "despacho.target.profile"
    _description = "Target Profile"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    note = fields.Text(string="Why these", help="Which service they could need, and why they would be good clients.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True)
    cnae_ids = fields.Many2many(
        "despacho.cnae",
        string="Activities",
        domain=[("year", "=", "2025")],
        help="With all that is below each one: «69» has lawyers and accountants. Empty: any.",
    )
    state_ids = fields.Many2many(
        "res.country.state",
        string="Provinces",
        domain=[("country_id.code", "=", "ES")],
        help="Empty, and no autonomous community either: all of Spain.",
    )
    region_ids = fields.Many2many("despacho.region", string="Autonomous communities")
    size_micro = fields.Boolean(string="Micro (fewer than 10)")
    size_small = fields.Boolean(string="Small (10 to 49)")
    size_medium = fields.Boolean(string="Medium (50 to 249)")
    size_large = fields.Boolean(string="Large (250 or more)")
    founded_after = fields.Date(string="Founded since", help="Companies of that day or later.")
    reachable = fields.Boolean(
        string="Only those with phone or e-mail", help="Those of which the census says how to reach them."
    )
    persons = fields.Boolean(
        string="Sole traders too",
        help="They are natural persons: they have to be told within a month that we have their data.",
    )
    object_words = fields.Char(
        string="Words of the object of new companies",
        help="Of the companies that the register publishes as just founded, those whose object has any of these "
        "words, with commas between them: «hostelería, restaurante». Empty: any object.",
    )
    feeding_ids = fields.One2many("despacho.feeding", "profile_id", string="Feedings")

    # With the name, for what is created without any of the others is not asked for them.
    @api.constrains("name", *CRITERIA)
    def _check_criteria(self):
        for profile in self:
            if not profile._says_something():
                raise ValidationError(
                    self.env._(
                        "The profile «%(name)s» would have every company: "
                        "choose at least an activity, a province, a size or a date.",
                        name=profile.name,
                    )
                )

    def _says_something(self):
        self.ensure_one()
        return any(self[name] for name in CRITERIA if name not in ("reachable", "persons"))

    # ------------------------------------------------------------
    # THE QUESTION TO THE CENSUS
    # ------------------------------------------------------------

    def _get_domain(self):
        """Return the domain over ``despacho.census.company`` of whom the profile wants."""
        self.ensure_one()
        domain = Domain("company_id", "in", (self.company_id.id, False)) & self._activity_domain()
        if states := self.state_ids | self.region_ids.state_ids:
            domain &= Domain("state_id", "in", states.ids)
        if sizes := [size for name, size in SIZES.items() if self[name]]:
            domain &= Domain("size_class", "in", sizes)
        if self.founded_after:
            domain &= Domain("founded", ">=", self.founded_after)
        if self.reachable:
            domain &= Domain("phone", "!=", False) | Domain("email", "!=", False)
        if not self.persons:
            domain &= Domain("is_person", "=", False)
        return domain

    def _activity_domain(self):
        """Return the domain of the activities, in whichever of the two classifications a list has them.

        Most codes mean the same in both. Of those that do not, the year that the list tells decides.
        """
        if not self.cnae_ids:
            return Domain.TRUE
        classes = self.env["despacho.cnae"].search([("id", "child_of", self.cnae_ids.ids)])
        now = set(classes.filtered(lambda cnae: cnae.level != "section").mapped("code"))
        before = set(classes.predecessor_ids.filtered(lambda cnae: cnae.level == "class").mapped("code"))
        # A list may know no more than the division or the group: those of which all is wanted, unless the same
        # number had something else before.
        strange = self._get_former_codes() - before
        whole = {code for code in now if len(code) < 4 and not any(one.startswith(code) for one in strange)}
        both, only_now = _prefixes(now & before | whole), now - before
        only_before = before - now
        found = [Domain("cnae", "=like", f"{code}%") for code in both]
        if rest := _uncovered(only_now, both):
            found.append(Domain("cnae", "in", rest) & Domain("cnae_year", "!=", "2009"))
        if rest := _uncovered(only_before, both):
            found.append(Domain("cnae", "in", rest) & Domain("cnae_year", "!=", "2025"))
        return Domain.OR(found)

    @api.model
    def _get_former_codes(self):
        """Return the codes of the classes of the former classification."""
        former = self.env["despacho.cnae"].search_fetch([("year", "=", "2009"), ("level", "=", "class")], ["code"])
        return set(former.mapped("code"))


def _prefixes(codes):
    """Return ``codes`` without those that begin with another one of them, in order."""
    kept = []
    for code in sorted(codes):
        if not (kept and code.startswith(kept[-1])):
            kept.append(code)
    return kept


def _uncovered(codes, prefixes):
    """Return, in order, the ``codes`` that begin with none of ``prefixes``."""
    return sorted(code for code in codes if not code.startswith(tuple(prefixes)))
