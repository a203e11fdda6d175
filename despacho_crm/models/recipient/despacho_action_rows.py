from odoo import api, models
from odoo.tools import SQL


class DespachoAction(models.Model):
    """The rows of the recipients, written in one statement for many of them."""

    _inherit = "despacho.action"

    def _insert_rows(self):
        """Give each of the audience its row, still empty; return how many there are."""
        self.ensure_one()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_action_recipient
                       (action_id, company_id, channel, number, partner_id, lead_id, list_contact_id, addressed, reason,
                        state, included, create_uid, create_date, write_uid, write_date)
                SELECT %(action)s, %(company)s, %(channel)s, unit.number, unit.partner_id, unit.lead_id,
                       unit.contact_id, CASE WHEN unit.itself THEN 'itself' END, unit.reason,
                       'preparing', FALSE, %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM (%(audience)s) AS unit (number, partner_id, lead_id, contact_id, itself, reason)
                """,
                action=self.id,
                company=self.company_id.id,
                channel=self.channel,
                uid=self.env.uid,
                now=self.env.cr.now(),
                audience=self._audience_sql(),
            )
        )
        return self.env.cr.rowcount

    def _claim_rows(self, limit):
        """Return (row id, columns of ``Unit``) of the next rows, which no other worker has."""
        self.ensure_one()
        return self.env.execute_query(
            SQL(
                """
                SELECT id, number, partner_id, lead_id, list_contact_id, addressed = 'itself', reason
                  FROM despacho_action_recipient
                 WHERE action_id = %(action)s AND state = 'preparing'
                   AND (SELECT state FROM despacho_action WHERE id = %(action)s) = 'freezing'
                 ORDER BY number LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED
                """,
                action=self.id,
                limit=limit,
            )
        )

    def _write_rows(self, rows, choices):
        """Write who was chosen in each row: text of this moment, that follows nothing afterwards.

        :param rows: [(row id, ``Unit``)]
        :param choices: {number: ``Choice``}
        """
        given = [self._row_values(row_id, unit, choices[unit.number]) for row_id, unit in rows]
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_action_recipient item
                   SET partner_id = COALESCE(given.partner_id, item.partner_id),
                       commercial_partner_id = company.id,
                       name = COALESCE(NULLIF(partner.name, ''), company.name, lead.contact_name, lead.partner_name,
                                       contact.name, contact.email),
                       company_name = CASE WHEN partner.id IS NULL
                                           THEN COALESCE(lead.partner_name, contact.company_name)
                                           WHEN company.is_company OR company.id <> partner.id THEN company.name END,
                       nif_key = COALESCE(company.nif_key, lead.nif_key),
                       function = COALESCE(partner.function, lead.function),
                       contact_role = partner.contact_role,
                       street = CASE WHEN place.id IS NULL THEN CONCAT_WS(', ', lead.street, lead.street2)
                                     ELSE CONCAT_WS(', ', NULLIF(place.street, ''), NULLIF(place.street2, '')) END,
                       zip = COALESCE(place.zip, lead.zip),
                       city = COALESCE(place.city, lead.city),
                       state_id = province.id,
                       state_name = province.name,
                       country_name = COALESCE(country.name ->> %(lang)s, country.name ->> 'en_US'),
                       email = COALESCE(partner.email, lead.email_from, contact.email),
                       email_normalized = COALESCE(
                           partner.email_normalized, lead.email_normalized, contact.email_normalized),
                       phone = COALESCE(NULLIF(partner.phone, ''), company.phone, lead.phone),
                       phone_sanitized = COALESCE(
                           partner.phone_sanitized, company.phone_sanitized, lead.phone_sanitized),
                       lang = COALESCE(partner.lang, company.lang),
                       values = CASE WHEN given.shown THEN %(values)s END,
                       included = given.included,
                       state = CASE WHEN given.included THEN 'waiting' ELSE 'excluded' END,
                       reason = given.reason,
                       reason_text = given.reason_text,
                       basis = given.basis,
                       evidence = given.evidence,
                       addressed = given.addressed,
                       addressed_why = given.addressed_why
                  FROM UNNEST(%(ids)s::int[], %(partners)s::int[], %(shown)s::bool[], %(included)s::bool[],
                              %(reasons)s::text[], %(reason_texts)s::text[], %(bases)s::text[], %(evidence)s::text[],
                              %(addressed)s::text[], %(whys)s::text[])
                       AS given (id, partner_id, shown, included, reason, reason_text, basis, evidence, addressed,
                                 addressed_why)
                  JOIN despacho_action_recipient mine ON mine.id = given.id
                  -- What is blocked is not written down anew.
                  LEFT JOIN res_partner partner ON partner.id = given.partner_id AND given.shown
                  LEFT JOIN res_partner company ON company.id = partner.commercial_partner_id
                  LEFT JOIN res_partner place
                    ON place.id = CASE WHEN COALESCE(partner.street, '') > '' THEN partner.id ELSE company.id END
                  LEFT JOIN crm_lead lead ON lead.id = mine.lead_id AND mine.partner_id IS NULL AND given.shown
                  LEFT JOIN mailing_contact contact
                    ON contact.id = mine.list_contact_id AND mine.partner_id IS NULL AND given.shown
                  LEFT JOIN res_country_state province ON province.id = COALESCE(place.state_id, lead.state_id)
                  LEFT JOIN res_country country ON country.id = COALESCE(place.country_id, lead.country_id)
                  LEFT JOIN despacho_region region ON region.id = province.region_id
                  LEFT JOIN despacho_cnae sector ON sector.id = company.sector_id
                  LEFT JOIN despacho_cnae cnae ON cnae.id = company.cnae_id
                 WHERE item.id = given.id
                """,
                lang=self.env.lang or "en_US",
                values=self._values_sql(),
                **self._as_arrays(given),
            )
        )

    @api.model
    def _as_arrays(self, given):
        names = (
            *("ids", "partners", "shown", "included", "reasons", "reason_texts", "bases", "evidence"),
            *("addressed", "whys"),
        )
        return dict(zip(names, map(list, zip(*given, strict=True)), strict=True))

    def _row_values(self, row_id, unit, choice):
        """Return what is written in a row, in the order of ``_as_arrays``."""
        person, verdict = choice.person, choice.verdict
        kind, key = person.key
        reason = choice.reason or None
        if reason and reason not in self._known_reasons():
            reason = "other"
        return (
            row_id,
            key if kind == "partner" else unit.partner_id,
            reason != "blocked",
            not reason,
            reason,
            (verdict.evidence or None) if reason and verdict else None,
            (verdict.basis if verdict else "none") if not reason else None,
            (verdict.evidence or None) if verdict and not reason else None,
            None if person.how == "nobody" else person.how,
            self._why_this_one(choice) or None,
        )

    @api.model
    def _known_reasons(self):
        return self.env["despacho.action.recipient"]._fields["reason"].get_values(self.env)

    @api.model
    def _why_this_one(self, choice):
        """Return what was said of those who go before the addressee, in words."""
        labels = dict(self.env["despacho.action.recipient"]._fields["reason"]._description_selection(self.env))
        return "; ".join(f"{person.name}: {labels.get(reason, reason)}" for person, reason in choice.passed)

    def _values_sql(self):
        """Return what was known of the company then; of a person, nothing that is personal."""
        segments = self.segment_ids.filtered(lambda segment: not segment.personal)
        return SQL(
            """
            JSONB_STRIP_NULLS(JSONB_BUILD_OBJECT(
                'sector', sector.name,
                'activity', cnae.code || ' ' || cnae.name,
                'size', company.size_class,
                'province', province.name,
                'region', region.name,
                'lifecycle', company.lifecycle,
                'temperature', company.temperature,
                'segments', (SELECT JSONB_AGG(segment.name ORDER BY segment.name) FROM despacho_segment segment
                              WHERE segment.id = ANY(%(segments)s) AND %(in_segment)s),
                'segment_ids', (SELECT JSONB_AGG(segment.id ORDER BY segment.name) FROM despacho_segment segment
                                 WHERE segment.id = ANY(%(segments)s) AND %(in_segment)s),
                'lists', (SELECT JSONB_AGG(list.name ORDER BY list.id)
                            FROM mailing_subscription subscription
                            JOIN mailing_list list ON list.id = subscription.list_id
                           WHERE subscription.contact_id = mine.list_contact_id
                             AND subscription.list_id = ANY(%(lists)s))
            ))
            """,
            segments=segments.ids,
            lists=self.list_ids.ids,
            in_segment=SQL(
                """
                EXISTS (SELECT FROM despacho_segment_member member
                         WHERE member.segment_id = segment.id AND member.active
                           AND member.partner_id IN (mine.partner_id, given.partner_id, company.id))
                """
            ),
        )
