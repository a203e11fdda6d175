from odoo import models


class MailActivity(models.Model):
    """What was noted of a contact with a recipient brings its row up to date."""

    _inherit = "mail.activity"

    def _contacts_logged(self):
        # sudo: the frozen rows are written by nobody in person
        contacts = self.sudo().filtered(lambda activity: activity.recipient_id and activity.result)
        # First that they were called; who said no is stopped afterwards, in what is still to come.
        contacts.recipient_id._contacted(contacts)
        return super()._contacts_logged()
