import base64
import hashlib
import re

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.privacy import robinson
from ..privacy.despacho_privacy_notice import _PERSONAL_NIF

_KEY = re.compile(r"^C(\d+)$")
_BATCH = 5000


class DespachoRobinson(models.Model):
    """The files of a consultation: what is asked, and what comes back."""

    _inherit = "despacho.robinson"

    def _get_channels(self):
        self.ensure_one()
        return [channel for channel in ("phone", "post", "email", "sms") if self[f"by_{channel}"]]

    def action_prepare(self):
        """Make the file with the private individuals and sole traders of the base, or of the segments."""
        self.ensure_one()
        self.check_access("write")
        channels = self._get_channels()
        if not channels:
            raise UserError(self.env._("Say for which channels the list is consulted."))
        asked = []
        for key, *person in [*self._fetch_people(), *self._fetch_leads()]:
            asked += robinson.rows(key, *person, channels)
        if not asked:
            raise UserError(
                self.env._(
                    "Nobody has to be looked for: there are no private individuals nor sole traders with an address."
                )
            )
        if self.state == "done":
            raise UserError(self.env._("This answer was read already: make another consultation."))
        # sudo: these fields are written by no other way
        self.sudo().write(
            {
                "file_out": base64.b64encode(robinson.write(asked)),
                "file_out_name": f"lista_robinson_{fields.Date.context_today(self)}.csv",
                "asked_count": len(asked),
                "prepared_on": fields.Datetime.now(),
                "state": "prepared",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file_out/{self.file_out_name}?download=true",
            "target": "download",
        }

    def _fetch_people(self):
        """Return (key, name, phone, e-mail, street, postcode, NIF) of those whom the list may have."""
        self.env["res.partner"].flush_model()
        segments = SQL("TRUE")
        if self.segment_ids:
            members = self.env["despacho.segment.member"]
            members.flush_model()
            segments = SQL(
                "EXISTS (SELECT FROM despacho_segment_member member WHERE member.segment_id = ANY(%s)"
                " AND member.active AND member.partner_id IN (partner.id, partner.commercial_partner_id))",
                self.segment_ids.ids,
            )
        return self.env.execute_query(
            SQL(
                """
                SELECT 'C' || partner.id, partner.name, partner.phone_sanitized, partner.email_normalized,
                       partner.street, partner.zip, COALESCE(partner.nif_key, partner.personal_nif)
                  FROM res_partner partner JOIN res_partner company ON company.id = partner.commercial_partner_id
                 WHERE partner.active AND partner.partner_share AND partner.merged_into_id IS NULL
                   AND COALESCE(partner.type, 'contact') = 'contact' AND partner.name > ''
                   AND (company.id = partner.id OR company.is_company IS NOT TRUE)
                   AND (partner.company_id = %(company)s OR partner.company_id IS NULL)
                   AND (partner.is_company IS NOT TRUE OR partner.nif_key ~ %(personal)s)
                   AND partner.privacy_blocked IS NOT TRUE AND %(segments)s
                 ORDER BY partner.id
                """,
                company=self.company_id.id,
                personal=_PERSONAL_NIF,
                segments=segments,
            )
        )

    def _fetch_leads(self):
        """Return the same of the leads of private individuals and sole traders who are no contacts.

        Segments have none.
        """
        if self.segment_ids:
            return []
        self.env["crm.lead"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT 'L' || lead.id, COALESCE(NULLIF(lead.contact_name, ''), lead.partner_name),
                       lead.phone_sanitized, lead.email_normalized, lead.street, lead.zip, lead.nif_key
                  FROM crm_lead lead
                 WHERE lead.active AND lead.partner_id IS NULL
                   AND ((lead.contact_name > '' AND COALESCE(lead.partner_name, '') = '')
                        OR (lead.partner_name > '' AND lead.nif_key ~ %(personal)s))
                   AND lead.privacy_blocked IS NOT TRUE
                   AND (lead.company_id = %(company)s OR lead.company_id IS NULL)
                 ORDER BY lead.id
                """,
                company=self.company_id.id,
                personal=_PERSONAL_NIF,
            )
        )

    def action_read(self):
        """Read what the service answered."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "done":
            raise UserError(self.env._("This answer was read already: make another consultation."))
        if not self.file_in:
            raise UserError(self.env._("Choose the file of results that the program of the Lista Robinson gave."))
        today = fields.Date.context_today(self)
        if not self.consulted_on or self.consulted_on > today:
            raise UserError(self.env._("Say on which day the Lista Robinson was consulted; it is no day to come."))
        content = base64.b64decode(self.with_context(bin_size=False).file_in)
        answers = self._read_answers(content)
        self._keep_answers(answers)
        listed = sum(answer.listed for answer in answers)
        # sudo: what was answered is written by no other way
        self.sudo().write(
            {
                "answered_count": len(answers),
                "listed_count": listed,
                "seal": hashlib.sha256(content).hexdigest(),
                "state": "done",
            }
        )
        text = self.env._("%(answered)s answers, %(listed)s in the list", answered=len(answers), listed=listed)
        self.env["despacho.privacy.audit"]._note("robinson", self, text, self.company_id)
        return True

    def _read_answers(self, content):
        try:
            answers = list(robinson.read(content))
        except UnicodeDecodeError:
            raise UserError(self.env._("The file is not in UTF-8: choose it as the program gave it.")) from None
        except robinson.Unreadable as error:
            raise UserError(
                self.env._(
                    "Row %(line)s is no answer of the Lista Robinson: its last three columns are 0 or 1, the sectors "
                    "and the proof. Choose the file of results («success»), as the program gave it.",
                    line=error.line,
                )
            ) from None
        if not answers:
            raise UserError(self.env._("The file is empty: choose the file of results of the Lista Robinson."))
        return answers

    def _keep_answers(self, answers):
        """Keep the answers, in few statements."""
        keys = {answer.key: int(found.group(1)) for answer in answers if (found := _KEY.match(answer.key))}
        known = set(self.env["res.partner"].sudo().browse(keys.values()).exists().ids)  # sudo: of our own file
        for start in range(0, len(answers), _BATCH):
            part = answers[start : start + _BATCH]
            columns = [list(column) for column in zip(*(answer[:5] for answer in part), strict=True)]
            partners = [keys[answer.key] if keys.get(answer.key) in known else None for answer in part]
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO despacho_robinson_line (consultation_id, company_id, consulted_on, channel, value,
                                                        listed, sectors, proof, partner_id)
                    SELECT %s, %s, %s, new.*
                      FROM UNNEST(%s::varchar[], %s::varchar[], %s::boolean[], %s::varchar[], %s::varchar[],
                                  %s::int[]) AS new
                    RETURNING id
                    """,
                    self.id,
                    self.company_id.id,
                    self.consulted_on,
                    *columns,
                    partners,
                )
            )
        self.env["despacho.robinson.line"].invalidate_model()
        self.invalidate_recordset(["line_ids"])
