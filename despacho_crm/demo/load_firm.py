"""The firm itself: its name, people, teams and catalogue."""

from odoo.fields import Command

from . import staff as firm
from .services import LINES, SERVICES

_ROLE_GROUPS = {
    "manager": ("despacho_crm.group_manager", "account.group_account_invoice"),
    "steward": ("despacho_crm.group_steward",),
    "user": ("despacho_crm.group_user",),
    "invoicing": ("account.group_account_invoice", "base.group_partner_manager"),
}
#: Odoo hashes each password for a third of a second, so that guessing is dear. These
#: are known to everyone; the real cost is paid at the first login, which renews them.
_CHEAP_ROUNDS = 1000


def load(loader):
    _load_company(loader)
    _load_users(loader)
    _load_teams(loader)
    _load_products(loader)


def _load_company(loader):
    env, company = loader.env, loader.company
    province, town, postcode = firm.FIRM_TOWN
    if "iap_enrich_auto_done" in company._fields:
        company.iap_enrich_auto_done = True  # an invented domain: nothing to ask the world about it
    company.with_env(env).write(
        {
            "name": firm.FIRM_NAME,
            "vat": loader.world.firm_vat,
            "street": firm.FIRM_STREET,
            "zip": postcode,
            "city": town,
            "state_id": loader.state(province).id,
            "country_id": env.ref("base.es").id,
            "phone": "+34 972 00 20 20",
            "email": f"info@{firm.FIRM_DOMAIN}",
            "website": f"https://www.{firm.FIRM_DOMAIN}",
        }
    )
    loader.name({"firm": company})


def _load_users(loader):
    env = loader.env
    presenter = next(member for member in loader.world.staff if member.login == firm.PRESENTER)
    others = [member for member in loader.world.staff if member is not presenter]
    groups = {role: [env.ref(name).id for name in names] for role, names in _ROLE_GROUPS.items()}
    users = env["res.users"].create(
        [
            {
                **_user_values(member),
                "login": member.login,
                "company_id": loader.company.id,
                "company_ids": [Command.set(loader.company.ids)],
                "group_ids": [Command.set(groups[member.role])],
            }
            for member in others
        ]
    )
    cheap = users._crypt_context()
    cheap.update(pbkdf2_sha512__rounds=_CHEAP_ROUNDS)
    for member, user in zip(others, users, strict=True):
        user._set_encrypted_password(user.id, cheap.hash(member.login))
        loader.users[member.login] = user
    admin = loader.users[presenter.login] = env.ref("base.user_admin")
    admin.write({**_user_values(presenter), "group_ids": [Command.link(group) for group in groups[presenter.role]]})
    if "odoobot_state" in users._fields:
        (users | admin).odoobot_state = "disabled"  # its greeting fills the screen of a telephone
    # Leads apart from opportunities: everyone who may see the pipeline sees them.
    env.ref("sales_team.group_sale_salesman").write({"implied_ids": [Command.link(env.ref("crm.group_use_lead").id)]})
    loader.name({f"user_{login.replace('.', '_')}": user for login, user in loader.users.items()})


def _user_values(member):
    return {
        "name": member.name,
        "email": member.email,
        "phone": member.phone,
        "function": member.function,
        "lang": "es_ES",
        "tz": "Europe/Madrid",
        "notification_type": "inbox",
    }


def _load_teams(loader):
    env = loader.env
    business = env.ref("sales_team.team_sales_department", raise_if_not_found=False) or env["crm.team"]
    if business:
        business.name = firm.DEPARTMENTS["negocio"]
    wanted = [code for code in ("negocio", "fiscal", "laboral", "juridico") if code != "negocio" or not business]
    teams = dict(
        zip(wanted, env["crm.team"].create([{"name": firm.DEPARTMENTS[code]} for code in wanted]), strict=True)
    )
    teams.setdefault("negocio", business)
    # The partners follow the new business.
    team_of = {"direccion": "negocio"}
    for code, team in teams.items():
        members = [
            loader.users[m.login].id for m in loader.world.staff if team_of.get(m.department, m.department) == code
        ]
        team.write(
            {
                "use_leads": True,
                "use_opportunities": True,
                # Of each department the first one is who heads it.
                "user_id": team.user_id.id or members[0],
                "member_ids": [Command.link(user) for user in members],
            }
        )
    loader.teams = teams
    loader.name({f"team_{code}": team for code, team in teams.items()})


def _load_products(loader):
    env, company = loader.env, loader.company
    tax = service_tax(env, company)
    income = env["account.account"].search([("code", "=", "705000"), ("company_ids", "in", company.ids)], limit=1)
    parent = env.ref("despacho_crm.product_category_services")
    if income:
        parent.property_account_income_categ_id = income
    categories = env["product.category"].create([{"name": name, "parent_id": parent.id} for name in LINES.values()])
    by_line = dict(zip(LINES, categories, strict=True))
    if income:
        categories.property_account_income_categ_id = income
    products = env["product.product"].create(
        [
            {
                "name": service.name,
                "type": "service",
                "list_price": service.price,
                "categ_id": by_line[service.line].id,
                "taxes_id": [Command.set(tax.ids)],
                "supplier_taxes_id": [Command.clear()],
                "purchase_ok": False,
            }
            for service in SERVICES
        ]
    )
    loader.products = {service.code: product for service, product in zip(SERVICES, products, strict=True)}
    loader.lines = by_line
    loader.name({f"service_line_{line}": category for line, category in by_line.items()})
    loader.name({f"service_{code}": product for code, product in loader.products.items()})


def service_tax(env, company):
    """Return the tax of services to Spanish customers: 21 %, of the company's chart."""
    default = company.account_sale_tax_id
    services = env["account.tax"].search(
        [
            ("company_id", "=", company.id),
            ("type_tax_use", "=", "sale"),
            ("tax_scope", "=", "service"),
            ("amount_type", "=", "percent"),
            ("amount", "=", default.amount),
        ],
        limit=1,
    )
    return services or default
