from odoo import fields, models


class DespachoPrivacyBlockable(models.AbstractModel):
    """What is hidden from all but those of data protection while its person is blocked (art. 32 LOPDGDD).

    A column of its own, empty for nearly all: hiding costs neither creation nor lists anything.
    """

    _name = "despacho.privacy.blockable"
    _description = "Hidden While Its Person Is Blocked"

    privacy_blocked = fields.Boolean(
        string="Blocked (data protection)", readonly=True, copy=False, groups="despacho_crm.group_privacy"
    )
