"""The activities of a firm that installed us before they were the log."""

from odoo import SUPERUSER_ID, api

from odoo.addons.despacho_crm.hooks import activity


def migrate(cr, version):
    activity.prepare(api.Environment(cr, SUPERUSER_ID, {}))
