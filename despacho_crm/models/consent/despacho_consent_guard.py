from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

#: What only the steps write.
_STEPS = frozenset({"withdrawn_on", "withdrawn_how", "recorded_by", "name"})


class DespachoConsent(models.Model):
    """What was noted is the proof: only who answers for data protection corrects it, and it is seen that they did."""

    _inherit = "despacho.consent"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{name: value for name, value in vals.items() if name not in _STEPS} for vals in vals_list]
        for vals in vals_list:
            if vals.get("address"):
                vals["address"] = self._clean_address(vals.get("channel", "email"), vals["address"])
        consents = super().create(vals_list)
        for consent in consents:
            who = consent.partner_id or consent.lead_id
            if not who and not consent.address:
                raise UserError(self.env._("Say who consents: a contact, a lead, an e-mail or a number."))
            consent._keep_name()
        consents._check_not_opposed()
        self.env["despacho.privacy.audit"]._note("consent", consents, {one.id: one._tell() for one in consents})
        return consents

    def _keep_name(self):
        self.ensure_one()
        who = self.partner_id or self.lead_id
        name = self.lead_id.contact_name if not self.partner_id else self.partner_id.name
        # sudo: the name as it is today is part of the proof, which nobody writes
        self.sudo().name = name or who.display_name or self.address

    def _check_not_opposed(self):
        """Who said no is not noted as having consented before it is known that they changed their mind."""
        if self.env.user.has_group("despacho_crm.group_privacy"):
            return
        for consent in self:
            opposed = self.env["despacho.opposition"]._find(
                [consent.channel], consent.partner_id, consent.lead_id, consent.address
            )
            if opposed:
                raise UserError(
                    self.env._(
                        "«%(who)s» asked on %(day)s not to be addressed by this channel. If they changed their mind, "
                        "whoever answers for data protection lifts that first.",
                        who=consent.name,
                        day=format_date(self.env, opposed[0].opposed_on),
                    )
                )

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        if not self.env.user.has_group("despacho_crm.group_privacy"):
            raise AccessError(
                self.env._(
                    "A consent that was noted is not changed: note a new one, withdraw it, or ask whoever answers for "
                    "data protection to correct it."
                )
            )
        if not _STEPS.isdisjoint(vals):
            raise UserError(self.env._("Use «Withdraw»: when and how a consent was withdrawn notes itself."))
        before = {consent.id: (consent.partner_id or consent.lead_id, consent._tell_whose()) for consent in self}
        result = super().write(vals)
        for consent in self:
            consent._note_corrected(*before[consent.id])
        return result

    def _note_corrected(self, whose, said):
        """Note in the trail what the consent said before.

        When it is of another person by now, each of them has their own part: it goes when their data are destroyed.
        """
        audit = self.env["despacho.privacy.audit"]
        before = self.env._("It said: %(before)s", before=said)
        after = self.env._("It says: %(after)s", after=self._tell_whose())
        if not whose or whose == (self.partner_id or self.lead_id):
            audit._note("corrected", self, f"{before}\n{after}")
            return
        self._keep_name()
        audit._note("corrected", whose, before, self.company_id)
        audit._note("corrected", self, after)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A consent is not deleted, not even a withdrawn one: it is what proves it."))

    def _tell(self):
        """Return the consent in one line."""
        self.ensure_one()
        labels = {
            name: dict(self._fields[name]._description_selection(self.env)).get(self[name])
            for name in ("channel", "purpose", "how")
        }
        parts = [
            labels["channel"],
            self.address,
            labels["purpose"],
            format_date(self.env, self.given_on),
            labels["how"],
            self.evidence,
        ]
        return " · ".join(part for part in parts if part)

    def _privacy_said_by(self, who):
        """Whether it need not be noted again of somebody: each consent is a proof of its own."""
        return False

    def _tell_whose(self):
        """Return the consent in one line, with whose it is."""
        whose = self.partner_id.display_name or self.lead_id.display_name
        return " · ".join(part for part in (whose, self._tell()) if part)

    # ------------------------------------------------------------
    # WITHDRAWING
    # ------------------------------------------------------------

    def action_withdraw(self):
        """Ask how the consent was withdrawn: that is an opposition, and holds at once everywhere."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw the consent"),
            "res_model": "despacho.privacy.oppose",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "dialog_size": "medium",
                "default_partner_ids": self.partner_id.ids,
                "default_lead_ids": [] if self.partner_id else self.lead_id.ids,
                "default_email": self.address if self.channel == "email" and not self.partner_id else False,
                "default_phone": self.address if self.channel in ("phone", "sms") and not self.partner_id else False,
                **{
                    f"default_by_{channel}": channel == self.channel
                    for channel in ("email", "phone", "post", "sms", "visit")
                },
            },
        }

    @api.model
    def _withdraw(self, channels, partners, leads, addresses, how):
        """Note that the consents in force of these people, or for these addresses, were withdrawn; return them."""
        who = Domain("partner_id", "in", partners.ids) | Domain("lead_id", "in", leads.ids)
        who |= Domain("address", "in", list(addresses))
        # sudo: whoever hears that somebody takes back a consent need not see all of them
        consents = self.sudo().search(
            Domain("withdrawn_on", "=", False) & Domain("channel", "in", list(channels)) & who
        )
        if consents:
            consents.write({"withdrawn_on": fields.Datetime.now(), "withdrawn_how": how})
            texts = {consent.id: consent._tell() for consent in consents}
            self.env["despacho.privacy.audit"]._note("withdrawn", consents, texts)
        return consents

    @api.model
    def _give(self, record, channel, how, evidence, text, **values):
        """Note that a contact or lead consents, by code: the public page, a web form."""
        field = "lead_id" if record._name == "crm.lead" else "partner_id"
        return self.create(
            {field: record.id, "channel": channel, "how": how, "evidence": evidence, "text_shown": text, **values}
        )

    @api.model
    def _forget(self, partners, leads=None, emails=()):
        """Take the names, addresses and documents of those whose data were destroyed out of their consents.

        :param emails: addresses of theirs, for what is of neither a contact nor a lead
        """
        nobody = Domain("partner_id", "=", False) & Domain("lead_id", "=", False)
        # sudo: what is destroyed is destroyed, whoever may see it
        gone = self.sudo().search(
            Domain("partner_id", "in", partners.ids)
            | Domain("lead_id", "in", leads.ids if leads else [])
            | (nobody & Domain("address", "in", list(emails)))
        )
        gone.evidence_file = False
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_consent SET name = NULL, address = NULL, evidence = '-', evidence_filename = NULL,
                       partner_id = NULL, lead_id = NULL, withdrawn_on = COALESCE(withdrawn_on, %s)
                 WHERE id = ANY(%s) RETURNING id
                """,
                fields.Datetime.now(),
                gone.ids,
            )
        )
        self.invalidate_model()
