"""What the rules of the product have in common in a base in use: in which companies they are on."""

from odoo.tools import SQL


def add_rule(cr, column):
    """Add to the companies the rule of that name, on where they are of Spain or of no country, as it is computed."""
    name = SQL.identifier(column)
    cr.execute(SQL("ALTER TABLE res_company ADD COLUMN IF NOT EXISTS %s boolean", name))
    cr.execute(
        SQL(
            """
            UPDATE res_company company SET %(rule)s = country.id IS NULL OR country.code = 'ES'
              FROM res_partner partner LEFT JOIN res_country country ON country.id = partner.country_id
             WHERE partner.id = company.partner_id AND company.%(rule)s IS NULL
            """,
            rule=name,
        )
    )
