"""The numbers that are to be completed have their own list: they are no commercial action."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    activity_type = env.ref("despacho_crm.mail_activity_type_nif", raise_if_not_found=False)
    if activity_type:
        activity_type.in_agenda = False
