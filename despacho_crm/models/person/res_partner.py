from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

GROUP = "despacho_crm.group_despacho_person"
_OWN = {"groups": GROUP, "copy": False, "prefetch": "person"}
#: What is kept of private individuals only.
COLUMNS = ("birth_date", "sex", "professional_situation", "occupation", "postal_box", "geographic_area")
LINKS = ("hobby_ids", "spending_habit_ids")
#: What no other record may tell of: neither a proposal nor where its values come from.
PERSONAL = frozenset((*COLUMNS, *LINKS, "age"))
_OLDEST = 120


class ResPartner(models.Model):
    """What is known of a private individual, whom the firm serves as a person.

    Who may see it belongs to a group of their own: for the others these fields do not exist, be it on a
    screen, in a search, a file or a call from outside.
    """

    _inherit = "res.partner"

    birth_date = fields.Date(string="Date of birth", **_OWN)
    age = fields.Integer(
        compute="_compute_age", search="_search_age", groups=GROUP, help="As of today, from the date of birth."
    )
    sex = fields.Selection([("female", "Woman"), ("male", "Man"), ("other", "Other or not said")], **_OWN)
    professional_situation = fields.Selection(
        [
            ("employee", "Employee"),
            ("self_employed", "Self-employed"),
            ("civil_servant", "Civil servant"),
            ("unemployed", "Unemployed"),
            ("retired", "Retired"),
            ("student", "Student"),
            ("home", "Looks after the home"),
            ("rentier", "Lives on rents"),
        ],
        **_OWN,
    )
    occupation = fields.Char(help="What the person works or worked as.", **_OWN)
    hobby_ids = fields.Many2many(
        "despacho.person.trait",
        "despacho_person_hobby_rel",
        "partner_id",
        "trait_id",
        string="Hobbies",
        domain=[("kind", "=", "hobby")],
        groups=GROUP,
        copy=False,
    )
    spending_habit_ids = fields.Many2many(
        "despacho.person.trait",
        "despacho_person_spending_rel",
        "partner_id",
        "trait_id",
        string="Spending habits",
        domain=[("kind", "=", "spending")],
        groups=GROUP,
        copy=False,
    )
    postal_box = fields.Char(string="Post-office box", **_OWN)
    geographic_area = fields.Char(
        string="Area", help="District, county or zone in which the person moves, besides the address.", **_OWN
    )

    @api.depends("birth_date")
    def _compute_age(self):
        today = fields.Date.context_today(self)
        for partner in self:
            partner.age = relativedelta(today, partner.birth_date).years if partner.birth_date else False

    @api.model
    def _search_age(self, operator, value):
        today = fields.Date.context_today(self)

        def born_by(years):
            """Return the last birthday of who is ``years`` old or more."""
            return today - relativedelta(years=min(max(int(years), 0), 1000))

        if operator == "in":
            domains = [
                Domain("birth_date", "=", False)
                if not age
                else Domain("birth_date", "<=", born_by(age)) & Domain("birth_date", ">", born_by(age + 1))
                for age in value
            ]
            return Domain.OR(domains)
        limits = {
            ">=": lambda: Domain("birth_date", "<=", born_by(value)),
            ">": lambda: Domain("birth_date", "<=", born_by(value + 1)),
            "<=": lambda: Domain("birth_date", ">", born_by(value + 1)),
            "<": lambda: Domain("birth_date", ">", born_by(value)),
        }
        return limits[operator]() if operator in limits else NotImplemented

    @api.constrains("birth_date")
    def _check_birth_date(self):
        today = fields.Date.context_today(self)
        for partner in self:
            born = partner.birth_date
            if born and not today - relativedelta(years=_OLDEST) < born <= today:
                raise ValidationError(
                    self.env._("«%(name)s» cannot have been born on %(day)s.", name=partner.name, day=born)
                )

    @api.constrains(*COLUMNS, *LINKS)
    def _check_consumer(self):
        """Refuse personal data of whom the firm deals with for somebody else, or who is no person."""
        # sudo: whether there are any, and why they may not be: the fields themselves are refused to who may not write
        for partner in self.sudo():
            if not partner._is_consumer() and any(partner[name] for name in (*COLUMNS, *LINKS)):
                raise ValidationError(partner._not_consumer_message())

    def _is_consumer(self):
        """Whether this is a natural person whom the firm serves as such, and not as part of a company."""
        self.ensure_one()
        return not (
            self.is_company
            or self.parent_id
            or self.company_name
            or (self.type or "contact") != "contact"
            or self.person_kind in ("legal", "entity", "public")
            or not self.partner_share
        )

    def _not_consumer_message(self):
        self.ensure_one()
        if self.parent_id or self.company_name:
            return self.env._(
                "«%(name)s» is a professional contact of «%(company)s»: date of birth, sex, occupation, hobbies, "
                "spending habits and the like are only kept of private individuals.",
                name=self.name,
                company=self.parent_id.display_name or self.company_name,
            )
        return self.env._(
            "«%(name)s» is not a private individual: date of birth, sex, occupation, hobbies, spending habits and "
            "the like are only kept of those.",
            name=self.name,
        )
