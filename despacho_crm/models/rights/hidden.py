from odoo import fields, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "despacho.privacy.blockable"]

    privacy_invoiced = fields.Boolean(
        string="Blocked, with invoices",
        readonly=True,
        copy=False,
        groups="despacho_crm.group_privacy",
        help="Invoicing goes on seeing it: the law makes the firm keep its invoices.",
    )

    # In the words of the rules: said in others, each list would read the whole table for the few that are blocked.
    _privacy_blocked_idx = models.Index("(id) WHERE privacy_blocked IS TRUE")


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "despacho.privacy.blockable"]

    _privacy_blocked_idx = models.Index("(id) WHERE privacy_blocked IS TRUE")


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["mail.activity", "despacho.privacy.blockable"]


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["mail.message", "despacho.privacy.blockable"]


class CalendarEvent(models.Model):
    _name = "calendar.event"
    _inherit = ["calendar.event", "despacho.privacy.blockable"]


class DespachoActionRecipient(models.Model):
    """Of whom an address is all there is; the others are hidden with their contact or lead."""

    _name = "despacho.action.recipient"
    _inherit = ["despacho.action.recipient", "despacho.privacy.blockable"]

    _privacy_blocked_idx = models.Index("(action_id) WHERE privacy_blocked IS TRUE")


class MailingContact(models.Model):
    _name = "mailing.contact"
    _inherit = ["mailing.contact", "despacho.privacy.blockable"]


class MailingTrace(models.Model):
    """To whom each message of a mailing went: all count, and only data protection sees those of blocked persons."""

    _name = "mailing.trace"
    _inherit = ["mailing.trace", "despacho.privacy.blockable"]

    # The others are found by the contact, the lead or the recipient that they are of.
    _privacy_email_idx = models.Index(
        "(email) WHERE model NOT IN ('res.partner', 'crm.lead', 'despacho.action.recipient')"
    )


class DespachoConsent(models.Model):
    """Of whom an address is all there is, as the oppositions."""

    _name = "despacho.consent"
    _inherit = ["despacho.consent", "despacho.privacy.blockable"]


class DespachoOpposition(models.Model):
    _name = "despacho.opposition"
    _inherit = ["despacho.opposition", "despacho.privacy.blockable"]


class DespachoSending(models.Model):
    _name = "despacho.sending"
    _inherit = ["despacho.sending", "despacho.privacy.blockable"]
