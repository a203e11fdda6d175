"""The types of activity that Odoo brings get their channel, as in an installation."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    api.Environment(cr, SUPERUSER_ID, {})["mail.activity.type"]._set_channels()
