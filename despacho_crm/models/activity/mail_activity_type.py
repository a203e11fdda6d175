from odoo import api, fields, models
from odoo.tools import SQL

CHANNELS = [
    ("call", "Call"),
    ("email", "E-mail"),
    ("visit", "Visit"),
    ("meeting", "Meeting"),
    ("message", "Message"),
    ("post", "Post"),
    ("web", "Web"),
    ("social", "Social network"),
]

#: The activity types that a database has, and the channel that each one is.
_CHANNEL_OF_TYPE = {
    "mail.mail_activity_data_call": "call",
    "mail.mail_activity_data_email": "email",
    "mail.mail_activity_data_meeting": "meeting",
}

#: The type with which a contact by a channel is written down.
_TYPE_OF_CHANNEL = {
    "call": "mail.mail_activity_data_call",
    "email": "mail.mail_activity_data_email",
    "meeting": "mail.mail_activity_data_meeting",
    "visit": "despacho_crm.mail_activity_type_visit",
}


class MailActivityType(models.Model):
    """Which types of activity are a contact with somebody, and by which channel."""

    _inherit = "mail.activity.type"

    channel = fields.Selection(
        CHANNELS,
        help="An activity of this type is a contact with somebody by this channel: its result is asked. "
        "Empty for tasks of one's own.",
    )

    @api.model
    def _set_channels(self):
        """Give their channel to the types that Odoo brings, where the database keeps them, and to what is of them."""
        for xmlid, channel in _CHANNEL_OF_TYPE.items():
            activity_type = self.env.ref(xmlid, raise_if_not_found=False)
            if activity_type and not activity_type.channel:
                activity_type.channel = channel
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE mail_activity activity SET channel = type.channel
                  FROM mail_activity_type type
                 WHERE type.id = activity.activity_type_id AND type.channel IS NOT NULL AND activity.channel IS NULL
                """
            )
        )
        self.env["mail.activity"].invalidate_model(["channel"])

    @api.model
    def _for_next_contact(self, channel, result):
        """Return the type of what follows a contact: a call, except where mail is what is being answered."""
        return self._for_channel("email" if channel == "email" and result == "answered" else "call")

    @api.model
    def _for_channel(self, channel):
        """Return the type with which a contact by ``channel`` is written down, or an empty one."""
        xmlid = _TYPE_OF_CHANNEL.get(channel, "despacho_crm.mail_activity_type_contact")
        return (
            self.env.ref(xmlid, raise_if_not_found=False)
            or self.search([("channel", "=", channel), ("res_model", "=", False)], limit=1)
            or self.search([("channel", "=", False), ("res_model", "=", False)], limit=1)
        )
