"""The rows of the commercial agenda: one SELECT per source, all with the same columns.

Each source can be read alone, so that PostgreSQL walks its indexes instead of sorting the whole
log. What is compared is written as the indexes in mail_activity_agenda.py have it: change both.
"""

from .agenda_columns import (
    ACTIVITY,
    ATTENDED_MEETING,
    LEAD_EMAIL,
    LEAD_MEETING,
    PARTNER_EMAIL,
    QUOTATION_EMAIL,
    STAGE,
    _select_source,
    local_date,
)

#: The day of an activity: when it was done, or else when it is due. Only done ones have ``date_done``.
ACTIVITY_DATE = "COALESCE(date_done, date_deadline)"
#: As the ORM asks for rows that are not done, for the partial index.
ACTIVITY_OPEN = "(NOT active) IS NOT TRUE"

_LEAD_NAME = "COALESCE(client.complete_name, lead.partner_name, lead.contact_name, lead.name)"
#: The lead, its stage, the contact and the client of the row.
_LEAD_JOINS = """
    JOIN crm_lead lead ON lead.id = {lead}
    LEFT JOIN crm_stage stage ON stage.id = lead.stage_id
    LEFT JOIN res_partner contact ON contact.id = lead.partner_id
    LEFT JOIN res_partner client ON client.id = contact.commercial_partner_id
"""
_LEAD_COLUMNS = {
    "partner_id": "contact.commercial_partner_id",
    "contact_id": "lead.partner_id",
    "lead_id": "lead.id",
    "client_name": _LEAD_NAME,
    "phone": "COALESCE(contact.phone, lead.phone, client.phone)",
    "lifecycle": "client.lifecycle",
    "company_id": "COALESCE(lead.company_id, client.company_id)",
    "lead_company_id": "lead.company_id",
    "client_company_id": "client.company_id",
}
_NOT_SPAM = "stage.outcome IS DISTINCT FROM 'spam'"

#: A meeting whose organiser keeps it, or all of his calendar, for himself.
_PRIVATE = (
    "event.privacy = 'private' "
    "OR (event.id IS NOT NULL AND event.privacy IS NULL AND settings.calendar_default_privacy = 'private')"
)
_SETTINGS_JOIN = " LEFT JOIN res_users_settings settings ON settings.user_id = event.user_id"
_EVENT_COLUMNS = {
    "kind": "'meeting'",
    "date": local_date("event.start"),
    "moment": "CASE WHEN event.allday THEN NULL ELSE event.start END",
    "start": "event.start",
    "stop": "event.stop",
    "done": "event.stop < timezone('UTC', now())",
    "summary": "event.name",
    "channel": "'meeting'",
    "event_id": "event.id",
    "res_model": "'calendar.event'",
    "res_id": "event.id",
    "user_id": "event.user_id",
    "private": _PRIVATE,
}
#: What is still to be done in a meeting has the hours of it.
_PLANNED_HOURS = "activity.active AND NOT event.allday"
#: A meeting that an activity plans, or that has its result in one, is the row of that activity.
_OWN_EVENT = (
    "event.active AND NOT EXISTS (SELECT 1 FROM mail_activity planned WHERE planned.calendar_event_id = event.id)"
)

_EMAIL_COLUMNS = {
    "kind": "'email'",
    "date": local_date("message.date"),
    "moment": "message.date",
    "done": "TRUE",
    "summary": "message.subject",
    "channel": "'email'",
    "direction": "'inbound'",
}
#: Received, and written by somebody who is not of the firm.
_RECEIVED = "message.message_type = 'email' AND (author.id IS NULL OR author.partner_share)"


def rows_by_source(stage_field_id):
    """Return {source: SQL of its rows}. ``stage_field_id``: id of the field crm.lead.stage_id."""
    return {
        ACTIVITY: _select_source(
            ACTIVITY,
            {
                "source_id": "activity.id",
                "kind": "'activity'",
                "date": "COALESCE(activity.date_done, activity.date_deadline)",
                "moment": f"CASE WHEN {_PLANNED_HOURS} THEN event.start ELSE activity.done_at END",
                "length": f"CASE WHEN {_PLANNED_HOURS} THEN event.stop - event.start ELSE '30 minutes' END",
                "done": "NOT activity.active",
                "partner_id": "activity.partner_id",
                "contact_id": "activity.contact_id",
                "lead_id": "activity.lead_id",
                "client_name": _LEAD_NAME,
                "phone": "COALESCE(contact.phone, lead.phone, client.phone)",
                "lifecycle": "client.lifecycle",
                **{
                    name: f"activity.{name}"
                    for name in (
                        "summary",
                        "channel",
                        "direction",
                        "result",
                        "reaction",
                        "chance",
                        "next_days",
                        "subject_id",
                        "activity_type_id",
                        "res_model",
                        "res_id",
                        "user_id",
                    )
                },
                "activity_id": "activity.id",
                "private": _PRIVATE,
                "event_id": "activity.calendar_event_id",
                "team_id": "COALESCE(lead.team_id, owner.sale_team_id)",
                "company_id": "COALESCE(lead.company_id, document_company.id, client.company_id)",
                "lead_company_id": "lead.company_id",
                "client_company_id": "client.company_id",
                # Of a column of a table, and not of an expression, the database knows how many rows it leaves.
                "document_company_id": "document_company.id",
            },
            """
            mail_activity activity
            LEFT JOIN mail_activity_type activity_type ON activity_type.id = activity.activity_type_id
            LEFT JOIN crm_lead lead ON lead.id = activity.lead_id
            LEFT JOIN crm_stage stage ON stage.id = lead.stage_id
            LEFT JOIN sale_order quotation ON quotation.id = activity.res_id AND activity.res_model = 'sale.order'
            LEFT JOIN despacho_need need ON need.id = activity.res_id AND activity.res_model = 'despacho.need'
            LEFT JOIN res_company document_company
                   ON document_company.id = COALESCE(quotation.company_id, need.company_id)
            LEFT JOIN res_partner contact ON contact.id = activity.contact_id
            LEFT JOIN res_partner client ON client.id = activity.partner_id
            LEFT JOIN res_users owner ON owner.id = activity.user_id
            LEFT JOIN calendar_event event ON event.id = activity.calendar_event_id
            """
            + _SETTINGS_JOIN,
            "activity.res_model IN %(documents)s AND activity_type.in_agenda IS NOT FALSE "
            f"AND (activity.partner_id IS NOT NULL OR activity.lead_id IS NOT NULL) AND {_NOT_SPAM}",
        ),
        LEAD_MEETING: _select_source(
            LEAD_MEETING,
            {
                **_LEAD_COLUMNS,
                **_EVENT_COLUMNS,
                "source_id": "event.id",
                "team_id": "COALESCE(lead.team_id, owner.sale_team_id)",
            },
            "calendar_event event"
            + _LEAD_JOINS.format(lead="event.opportunity_id")
            + "LEFT JOIN res_users owner ON owner.id = event.user_id"
            + _SETTINGS_JOIN,
            f"{_OWN_EVENT} AND {_NOT_SPAM}",
        ),
        ATTENDED_MEETING: _select_source(
            ATTENDED_MEETING,
            {
                **_EVENT_COLUMNS,
                "source_id": "attendee.id",
                "partner_id": "contact.commercial_partner_id",
                "contact_id": "contact.id",
                "client_name": "client.complete_name",
                "phone": "COALESCE(contact.phone, client.phone)",
                "lifecycle": "client.lifecycle",
                "team_id": "owner.sale_team_id",
                "company_id": "client.company_id",
                "client_company_id": "client.company_id",
            },
            """
            calendar_event event
            JOIN calendar_attendee attendee ON attendee.event_id = event.id
            JOIN res_partner contact ON contact.id = attendee.partner_id AND contact.partner_share
            LEFT JOIN res_partner client ON client.id = contact.commercial_partner_id
            LEFT JOIN res_users owner ON owner.id = event.user_id
            """
            + _SETTINGS_JOIN,
            # Several people of one company are one row: that of the first one.
            f"""{_OWN_EVENT} AND event.opportunity_id IS NULL AND NOT EXISTS (
                SELECT 1
                  FROM calendar_attendee earlier
                  JOIN res_partner colleague ON colleague.id = earlier.partner_id
                 WHERE earlier.event_id = event.id AND earlier.id < attendee.id AND colleague.partner_share
                   AND colleague.commercial_partner_id = contact.commercial_partner_id)""",
        ),
        LEAD_EMAIL: _select_source(
            LEAD_EMAIL,
            {
                **_LEAD_COLUMNS,
                **_EMAIL_COLUMNS,
                "source_id": "message.id",
                "res_model": "message.model",
                "res_id": "message.res_id",
                "user_id": "lead.user_id",
                "team_id": "lead.team_id",
            },
            "mail_message message LEFT JOIN res_partner author ON author.id = message.author_id"
            + _LEAD_JOINS.format(lead="message.res_id"),
            f"message.model = 'crm.lead' AND {_RECEIVED} AND {_NOT_SPAM}",
        ),
        PARTNER_EMAIL: _select_source(
            PARTNER_EMAIL,
            {
                **_EMAIL_COLUMNS,
                "source_id": "message.id",
                "partner_id": "contact.commercial_partner_id",
                "contact_id": "contact.id",
                "client_name": "client.complete_name",
                "phone": "COALESCE(contact.phone, client.phone)",
                "lifecycle": "client.lifecycle",
                "res_model": "message.model",
                "res_id": "message.res_id",
                "user_id": "COALESCE(contact.user_id, client.user_id)",
                "team_id": "owner.sale_team_id",
                "company_id": "client.company_id",
                "client_company_id": "client.company_id",
            },
            """
            mail_message message
            LEFT JOIN res_partner author ON author.id = message.author_id
            JOIN res_partner contact ON contact.id = message.res_id
            LEFT JOIN res_partner client ON client.id = contact.commercial_partner_id
            LEFT JOIN res_users owner ON owner.id = COALESCE(contact.user_id, client.user_id)
            """,
            f"message.model = 'res.partner' AND {_RECEIVED}",
        ),
        QUOTATION_EMAIL: _select_source(
            QUOTATION_EMAIL,
            {
                **_EMAIL_COLUMNS,
                "source_id": "message.id",
                "partner_id": "contact.commercial_partner_id",
                "contact_id": "contact.id",
                "lead_id": "lead.id",
                "client_name": "client.complete_name",
                "phone": "COALESCE(contact.phone, client.phone)",
                "lifecycle": "client.lifecycle",
                "res_model": "message.model",
                "res_id": "message.res_id",
                "user_id": "quotation.user_id",
                "team_id": "quotation.team_id",
                "company_id": "quotation.company_id",
                "lead_company_id": "lead.company_id",
                "client_company_id": "client.company_id",
                "document_company_id": "quotation.company_id",
            },
            """
            mail_message message
            LEFT JOIN res_partner author ON author.id = message.author_id
            JOIN sale_order quotation ON quotation.id = message.res_id
            LEFT JOIN crm_lead lead ON lead.id = quotation.opportunity_id
            JOIN res_partner contact ON contact.id = quotation.partner_id
            LEFT JOIN res_partner client ON client.id = contact.commercial_partner_id
            """,
            f"message.model = 'sale.order' AND {_RECEIVED}",
        ),
        STAGE: _select_source(
            STAGE,
            {
                **_LEAD_COLUMNS,
                "source_id": "tracking.id",
                "kind": "'stage'",
                "date": local_date("tracking.create_date"),
                "moment": "tracking.create_date",
                "done": "TRUE",
                "summary": "concat_ws(' → ', tracking.old_value_char, tracking.new_value_char)",
                "res_model": "'crm.lead'",
                "res_id": "lead.id",
                "user_id": "tracking.create_uid",
                "team_id": "lead.team_id",
            },
            "mail_tracking_value tracking "
            "JOIN mail_message message ON message.id = tracking.mail_message_id AND message.model = 'crm.lead'"
            + _LEAD_JOINS.format(lead="message.res_id"),
            f"tracking.field_id = %(stage_field)s AND {_NOT_SPAM}",
            stage_field=stage_field_id,
        ),
    }
