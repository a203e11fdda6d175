from odoo import fields, models
from odoo.modules.db import FunctionStatus

from .agenda_columns import local_date
from .agenda_rows import ACTIVITY_DATE, ACTIVITY_OPEN

#: The messages that may be rows: few among all of them.
EMAILS = "message_type = 'email' AND model IN ('crm.lead', 'res.partner', 'sale.order')"


def _words_of_subjects(registry):
    """Return the index of the words of the subjects, as that of a field with ``trigram``, of those messages alone."""
    if not registry.has_trigram:
        return ""
    subject = registry.unaccent("subject") if registry.has_unaccent == FunctionStatus.INDEXABLE else "subject"
    return f"USING gin ({subject} gin_trgm_ops) WHERE {EMAILS}"


class MailActivityType(models.Model):
    """Which activities are commercial."""

    _inherit = "mail.activity.type"

    in_agenda = fields.Boolean(
        string="In the commercial agenda",
        default=True,
        help="Without it, the activities of this type are seen on their documents and not in the agenda.",
    )


class MailActivity(models.Model):
    """The ways in which the agenda reads the log: by day, by person, what is pending, by words."""

    _inherit = "mail.activity"

    summary = fields.Char(index="trigram")

    _agenda_date_idx = models.Index(f"(({ACTIVITY_DATE}), id)")
    _agenda_user_idx = models.Index(f"(user_id, ({ACTIVITY_DATE}))")
    _agenda_open_idx = models.Index(f"(({ACTIVITY_DATE}), user_id) WHERE {ACTIVITY_OPEN}")


class MailMessage(models.Model):
    _inherit = "mail.message"

    _agenda_email_idx = models.Index(f"(({local_date('date')}), date) WHERE {EMAILS}")
    _agenda_subject_idx = models.Index(_words_of_subjects)


class MailTrackingValue(models.Model):
    _inherit = "mail.tracking.value"

    _agenda_date_idx = models.Index(f"(field_id, ({local_date('create_date')}))")


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    _agenda_date_idx = models.Index(f"(({local_date('start')}))")
