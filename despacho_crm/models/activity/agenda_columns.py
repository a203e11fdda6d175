"""The columns of the commercial agenda, which all its sources have."""

from odoo.tools import SQL

#: The day of a contact is that of the firm's clock, not of the server's.
TIMEZONE = "Europe/Madrid"

#: Every row is ``id = source_id * FACTOR + source``: unique, and its origin is known from it.
FACTOR = 8
ACTIVITY, LEAD_MEETING, ATTENDED_MEETING, LEAD_EMAIL, PARTNER_EMAIL, STAGE, QUOTATION_EMAIL = range(7)
#: The sources whose rows are always about a lead: its client is the lead's.
OF_LEADS = (LEAD_MEETING, LEAD_EMAIL, STAGE)
#: Those whose rows are always about a contact.
OF_CONTACTS = (ATTENDED_MEETING, PARTNER_EMAIL, QUOTATION_EMAIL)

#: The documents whose activities are commercial, and that everybody of the CRM may read in his companies.
DOCUMENTS = ("crm.lead", "res.partner", "sale.order", "despacho.need")

#: Column -> type, in the order of the view. A source says only those that it has.
COLUMNS = {
    "source_id": "integer",
    "kind": "varchar",
    "date": "date",
    "moment": "timestamp",
    "start": "timestamp",
    "stop": "timestamp",
    "all_day": "boolean",
    "done": "boolean",
    "partner_id": "integer",
    "contact_id": "integer",
    "lead_id": "integer",
    "client_name": "varchar",
    "phone": "varchar",
    "lifecycle": "varchar",
    "summary": "varchar",
    "channel": "varchar",
    "direction": "varchar",
    "result": "varchar",
    "reaction": "varchar",
    "chance": "integer",
    "next_days": "integer",
    "subject_id": "integer",
    "activity_type_id": "integer",
    "activity_id": "integer",
    "event_id": "integer",
    "res_model": "varchar",
    "res_id": "integer",
    "user_id": "integer",
    "team_id": "integer",
    "company_id": "integer",
    "lead_company_id": "integer",
    "client_company_id": "integer",
    "document_company_id": "integer",
    "private": "boolean",
    "state": "varchar",
}


def local_date(column):
    """Return the SQL of the day, on the firm's clock, of a timestamp column in UTC (as text: it makes indexes)."""
    return f"(timezone('{TIMEZONE}', timezone('UTC', {column})))::date"


def _select_source(source, values, tables, condition, **parameters):
    """Return the SELECT of a source: ``values`` for its columns, NULL for those that it lacks.

    ``length`` is how long it takes, where it is known.
    """
    done, date, moment = values["done"], values["date"], f"({values['moment']})"
    length = values.get("length", "'30 minutes'::interval")
    values = {
        "private": "FALSE",
        # Where the calendar draws it: what has no hour takes the day, and noon is of the same day everywhere.
        "start": f"COALESCE({moment}, {date} + '12 hours'::interval)",
        "stop": f"COALESCE({moment}, {date} + '12 hours'::interval) + {length}",
        "all_day": f"{moment} IS NULL",
        "state": f"""CASE WHEN {done} THEN 'done'
            WHEN {date} < {local_date("timezone('UTC', now())")} THEN 'overdue'
            WHEN {date} = {local_date("timezone('UTC', now())")} THEN 'today'
            ELSE 'planned' END""",
        **values,
    }
    columns = ", ".join(f"({values.get(name, 'NULL')})::{kind} AS {name}" for name, kind in COLUMNS.items())
    # The pieces are constants of this package; values come as parameters.
    return SQL(  # pylint: disable=sql-injection
        f"SELECT ({values['source_id']}::bigint * {FACTOR} + {source}) AS id, {source} AS source, {columns} "
        f"FROM {tables} WHERE {condition}",
        documents=DOCUMENTS,
        **parameters,
    )
