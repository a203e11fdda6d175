"""What the engine reads of contacts and leads."""

from odoo.tools import SQL

#: What is compared, of whom is not blocked: contacts with a name; leads that nobody has won, converted or thrown out,
#: and that may still be anybody: an opportunity that has a customer is his.
_PARTNERS_HEAD, _PARTNERS_WHERE = (
    SQL("res_partner partner"),
    SQL("partner.name > '' AND partner.merged_into_id IS NULL AND partner.privacy_blocked IS NOT TRUE"),
)
_LEADS_HEAD = SQL("crm_lead lead LEFT JOIN crm_stage stage ON stage.id = lead.stage_id")
_LEADS_WHERE = SQL(
    """
    (lead.type = 'lead' OR lead.partner_id IS NULL) AND lead.won_status IS DISTINCT FROM 'won'
    AND lead.privacy_blocked IS NOT TRUE
    AND COALESCE(stage.outcome, 'open') NOT IN ('spam', 'converted', 'won')
    """
)
PARTNERS = SQL("%s WHERE %s", _PARTNERS_HEAD, _PARTNERS_WHERE)
LEADS = SQL("%s WHERE %s", _LEADS_HEAD, _LEADS_WHERE)
#: Postcode, if it can be Spanish, and code of the province.
_PLACE = {
    source: SQL(
        """
        CASE WHEN country.code IS NULL OR country.code = 'ES' THEN %s END,
        CASE WHEN state_country.code = 'ES' THEN state.code ELSE state_country.code || '-' || state.code END
        """,
        SQL.identifier(source, "zip"),
    )
    for source in ("partner", "lead")
}
_JOINS = {
    source: SQL(
        """
        LEFT JOIN res_country country ON country.id = %s
        LEFT JOIN res_country_state state ON state.id = %s
        LEFT JOIN res_country state_country ON state_country.id = state.country_id
        """,
        SQL.identifier(source, "country_id"),
        SQL.identifier(source, "state_id"),
    )
    for source in ("partner", "lead")
}


def source_sql(ids):
    """Return the query of the values of contacts ``ids``, and of leads by their negative ids.

    As (id, write_date, company, family, whether it is somebody of a company, whether it is a company, what an address
    is used for, NIF, then name, phone, email, website, zip, province and street as they are written).
    """
    return SQL("%s UNION ALL %s", _partners_sql(ids), _leads_sql(ids))


def _partners_sql(ids):
    return SQL(
        """
        SELECT partner.id, partner.write_date, partner.company_id,
               COALESCE(partner.commercial_partner_id, partner.id),
               partner.parent_id IS NOT NULL AND partner.is_company IS NOT TRUE, partner.is_company IS TRUE,
               CASE WHEN partner.parent_id IS NOT NULL AND partner.type IN ('delivery', 'invoice', 'other')
                    THEN partner.type ELSE '' END,
               COALESCE(partner.nif_key, partner.personal_nif), partner.name, partner.phone, partner.email,
               partner.website, %(place)s, partner.street
          FROM %(partners)s %(joins)s WHERE %(where)s AND partner.id = ANY(%(ids)s)
        """,
        place=_PLACE["partner"],
        partners=_PARTNERS_HEAD,
        joins=_JOINS["partner"],
        where=_PARTNERS_WHERE,
        ids=[number for number in ids if number > 0],
    )


def _leads_sql(ids):
    # A lead without customer is a family of its own.
    return SQL(
        """
        SELECT -lead.id, lead.write_date, lead.company_id, COALESCE(customer.commercial_partner_id, -lead.id),
               FALSE, COALESCE(lead.partner_name, '') <> '', '',
               lead.nif_key, COALESCE(NULLIF(lead.partner_name, ''), lead.contact_name, ''), lead.phone,
               lead.email_from, lead.website, %(place)s, lead.street
          FROM %(leads)s LEFT JOIN res_partner customer ON customer.id = lead.partner_id %(joins)s
         WHERE %(where)s AND lead.id = ANY(%(ids)s)
        """,
        place=_PLACE["lead"],
        leads=_LEADS_HEAD,
        joins=_JOINS["lead"],
        where=_LEADS_WHERE,
        ids=[-number for number in ids if number < 0],
    )
