"""Installation on a base that is already full of contacts, and a clean way out."""

from odoo.tools import SQL

from ..models.identity.res_company import DEADLINE_DAYS
from ..models.identity.res_partner_nif_unique import mark_collisions
from ..tools import legal_form, nif
from .companies import add_rule

_BATCH = 10000
#: The numbers that a base in use lacks fall due little by little, over these days after the usual term.
_SPREAD_DAYS = 28


def prepare(env):
    """Give every partner its key before the unique index exists, and mark the collisions.

    Done here in set SQL, the columns are not computed one record at a time, and a base
    in which companies already share NIFs installs all the same.
    """
    cr = env.cr
    add_rule(cr, "nif_mandatory")
    cr.execute(
        SQL(
            """
            ALTER TABLE res_partner
                ADD COLUMN IF NOT EXISTS nif_key varchar,
                ADD COLUMN IF NOT EXISTS nif_state varchar,
                ADD COLUMN IF NOT EXISTS nif_unique boolean,
                ADD COLUMN IF NOT EXISTS nif_collision boolean,
                ADD COLUMN IF NOT EXISTS nif_deadline date,
                ADD COLUMN IF NOT EXISTS person_kind varchar,
                ADD COLUMN IF NOT EXISTS legal_form varchar
            """
        )
    )
    last_id = 0
    while rows := _next_partners(cr, last_id):
        last_id = rows[-1][0]
        _fill_identity(cr, rows)
    mark_collisions(cr)
    env.invalidate_all()


def _next_partners(cr, last_id):
    """Return the next batch of (id, vat, country, name, is_company, parent id, parent vat, parent country)."""
    cr.execute(
        SQL(
            """
            SELECT partner.id, partner.vat, country.code, partner.name, partner.is_company,
                   partner.parent_id, parent.vat, parent_country.code
              FROM res_partner partner
              LEFT JOIN res_country country ON country.id = partner.country_id
              LEFT JOIN res_partner parent ON parent.id = partner.parent_id
              LEFT JOIN res_country parent_country ON parent_country.id = parent.country_id
             WHERE partner.id > %s
             ORDER BY partner.id
             LIMIT %s
            """,
            last_id,
            _BATCH,
        )
    )
    return cr.fetchall()


def _fill_identity(cr, rows):
    columns = ([], [], [], [], [], [])
    for partner_id, vat, country, name, is_company, parent_id, parent_vat, parent_country in rows:
        found = nif.parse(vat, country or "")
        holder = not parent_id or (is_company and found.key != nif.parse(parent_vat, parent_country or "").key)
        holder = holder or (is_company and not found.key)
        key = found.key if found.valid and holder else None
        form = legal_form.legal_form(key, name or "") if key or is_company else ""
        spanish = found.valid and found.spanish
        values = (
            partner_id,
            key,
            found.state if holder else None,
            nif.person_kind(key) or None,
            form or None,
            "ES" + found.key if spanish else vat,
        )
        for column, value in zip(columns, values, strict=True):
            column.append(value)
    cr.execute(
        SQL(
            """
            UPDATE res_partner partner
               SET nif_key = new.nif_key, nif_state = new.nif_state, person_kind = new.person_kind,
                   legal_form = new.legal_form, vat = new.vat,
                   nif_deadline = CASE WHEN new.nif_state IN ('missing', 'invalid')
                                       THEN CURRENT_DATE + %s + new.id %% %s END
              FROM UNNEST(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
                   AS new (id, nif_key, nif_state, person_kind, legal_form, vat)
             WHERE partner.id = new.id
            """,
            DEADLINE_DAYS,
            _SPREAD_DAYS,
            *columns,
        )
    )


def leave(env):
    """Take away what the registry does not know: the constraint between companies, our pending activities."""
    env.cr.execute(SQL("ALTER TABLE res_partner DROP CONSTRAINT IF EXISTS res_partner_nif_scope"))
    activity_type = env.ref("despacho_crm.mail_activity_type_nif", raise_if_not_found=False)
    if activity_type:
        env["mail.activity"].with_context(active_test=False).search(
            [("activity_type_id", "=", activity_type.id)]
        ).unlink()
