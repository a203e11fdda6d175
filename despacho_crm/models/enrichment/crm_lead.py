import logging

from odoo import models

_logger = logging.getLogger(__name__)

#: Which job of ``crm_iap_enrich`` was turned off: who turns it on again afterwards wants it.
_TURNED_OFF = "despacho_crm.iap_enrich_turned_off"
#: That it was at work until then, and is given back when the addon goes.
_WAS_ON = "despacho_crm.lead_enrichment_stopped"
_JOB = "crm_iap_enrich.ir_cron_lead_enrichment"
_SETTING = "crm.iap.lead.enrich.setting"


class CrmLead(models.Model):
    """Odoo's own enrichment installs itself, and sends the domains of e-mail addresses to its company: it is off."""

    _inherit = "crm.lead"

    def _register_hook(self):
        super()._register_hook()
        # Whenever it comes: with us, before us or after us.
        if "iap_enrich_done" in self._fields:
            self._turn_iap_enrich_off()

    def _turn_iap_enrich_off(self):
        """Turn the job that sends data out off, once, and tell the administrators."""
        job = self.env.ref(_JOB, raise_if_not_found=False)
        # sudo: what the server does as it starts
        parameters = self.env["ir.config_parameter"].sudo()
        if not job or parameters.get_param(_TURNED_OFF) == str(job.id):
            return
        parameters.set_param(_TURNED_OFF, job.id)
        # New leads wake the job up unless this says otherwise, and the module turns it on by this.
        parameters.set_param(_SETTING, "manual")
        if not job.active:
            return
        parameters.set_param(_WAS_ON, "1")
        job.sudo().active = False  # sudo: as above
        _logger.info("Sending the e-mail domains of leads to Odoo's service is turned off")
        self._tell_iap_enrich_off()

    def _give_iap_enrich_back(self):
        """Turn the job on again if it was turned off here, unless somebody has decided about it since."""
        job = self.env.ref(_JOB, raise_if_not_found=False)
        # sudo: what the addon does as it goes
        parameters = self.env["ir.config_parameter"].sudo()
        was_on = parameters.get_param(_WAS_ON)
        parameters.set_param(_WAS_ON, False)
        parameters.set_param(_TURNED_OFF, False)
        if was_on and job and not job.active and parameters.get_param(_SETTING) == "manual":
            parameters.set_param(_SETTING, "auto")
            job.sudo().active = True  # sudo: as above

    def _tell_iap_enrich_off(self):
        """Say so in the channel of the administrators, which they see without a mail server too."""
        channel = self.env.ref("mail.channel_admin", raise_if_not_found=False)
        if not channel:
            return
        lead = self.with_context(lang=self.env.ref("base.user_admin").lang)
        # sudo: the system tells its administrators
        channel.sudo().message_post(
            author_id=self.env.ref("base.partner_root").id,
            subject=lead.env._("Sending data of leads to Odoo is turned off"),
            body=lead.env._(
                "Odoo's «Lead Enrichment» had installed itself. It sends the domain of the e-mail address of each lead "
                "to Odoo's company, against payment. Despacho CRM has turned it off: nothing leaves the firm until you "
                "want it to. It can be turned on again in the settings of the CRM, «Lead Enrichment»."
            ),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
