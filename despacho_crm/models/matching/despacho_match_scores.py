from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import calibrate, doubt, keys, score
from ...tools.matching.name_model import MOST_BITS

#: The flags of ``doubt``. A NIF that begins with one of these letters, or a digit, is a person's, whatever the contact
#: says that it is; of the rest, people are those that are no company and have no legal form.
_FACTS = SQL(
    """
    CASE WHEN pair.email IS NOT NULL THEN %(same_email)s ELSE 0 END
    + CASE WHEN one.email <> two.email THEN %(other_email)s ELSE 0 END
    + CASE WHEN one.phones <> '{}' AND two.phones <> '{}' AND NOT one.phones && two.phones
           THEN %(other_phone)s ELSE 0 END
    + CASE WHEN one.zip <> '' AND two.zip <> '' AND one.zip <> two.zip OR one.street <> two.street
           THEN %(elsewhere)s ELSE 0 END
    + CASE WHEN one.nif ~ '^[0-9KLMXYZ]' OR two.nif ~ '^[0-9KLMXYZ]'
             OR NOT (one.is_company OR two.is_company OR one.form <> '' OR two.form <> ''
                     OR one.nif IS NOT NULL OR two.nif IS NOT NULL)
           THEN %(people)s ELSE 0 END
    + CASE WHEN one.use <> two.use THEN %(other_use)s ELSE 0 END
    + CASE WHEN one.zip = two.zip AND one.zip <> '' THEN %(same_zip)s ELSE 0 END
    """,
    same_email=doubt.SAME_EMAIL,
    other_email=doubt.OTHER_EMAIL,
    other_phone=doubt.OTHER_PHONE,
    elsewhere=doubt.ELSEWHERE,
    people=doubt.PEOPLE,
    other_use=doubt.OTHER_USE,
    same_zip=doubt.SAME_ZIP,
)


class DespachoMatchEngine(models.AbstractModel):
    """The bits of every field but the name, in one statement."""

    _inherit = "despacho.match.engine"

    @api.model
    def _scored_sql(self, candidates, one, total, where, limits):
        """Return the query that gives ``candidates`` the bits of every field but the name, and their names.

        Left out: pairs that two different NIFs, another company's scope or a person's decision
        exclude, and those that the best name would not make worth a look.
        ``one``: the relation of the first of each pair; ``total``: the number of records,
        against which a shared value is rare; ``where``: more that excludes. One word in common
        is little where both say several, and a street of another postcode is another street.
        """
        numbers = {
            name.lower(): value for name, value in vars(score).items() if isinstance(value, float) and name.isupper()
        }
        total = max(total, score.LEAST_RECORDS)
        phone = _contact_bits("phone", score.PHONE_SHARE, total)
        email = _contact_bits("email", score.EMAIL_SHARE, total)
        domain = _contact_bits("domain", score.DOMAIN_SHARE, total)
        return SQL(
            """
            SELECT * FROM (
                SELECT pair.one, pair.two,
                       CASE WHEN pair.nif THEN %(nif_same)s ELSE 0 END AS nif,
                       CASE WHEN pair.phone IS NOT NULL THEN %(phone)s
                            WHEN one.phones && two.phones THEN %(adviser_bits)s
                            WHEN one.phones <> '{}' AND two.phones <> '{}' THEN %(phone_differs)s ELSE 0 END AS phone,
                       CASE WHEN pair.email IS NOT NULL THEN %(email)s
                            WHEN one.email = two.email THEN %(adviser_bits)s
                            WHEN one.family_id = two.family_id THEN 0
                            WHEN pair.domain_stems < %(adviser_stems)s THEN %(domain)s
                            WHEN one.domain = two.domain THEN %(adviser_bits)s
                            WHEN one.domain <> two.domain THEN %(domain_differs)s ELSE 0 END AS email,
                       CASE WHEN one.family_id = two.family_id OR one.province = '' OR two.province = '' THEN 0
                            WHEN one.province <> two.province THEN %(province_differs)s
                            WHEN one.zip = two.zip AND one.zip <> ''
                            THEN %(zip_share)s * LEAST(LN(%(total)s / COALESCE(zip.count, 1)) / LN(2), %(zip_top)s)
                            ELSE %(province_share)s * LN(GREATEST(%(total)s / COALESCE(area.count, 1), 1)) / LN(2)
                                 + CASE WHEN one.zip <> '' AND two.zip <> '' THEN %(zip_differs)s ELSE 0 END
                            END AS place,
                       CASE WHEN one.family_id = two.family_id THEN 0
                            WHEN one.street = two.street THEN %(street_same)s
                            WHEN one.street <> two.street THEN %(street_differs)s ELSE 0 END AS street,
                       CASE WHEN one.person AND two.is_company OR two.person AND one.is_company
                            THEN %(person_and_company)s ELSE 0 END AS kind,
                       one.name, one.form, one.core, two.name, two.form, two.core,
                       %(facts)s
                  FROM (%(candidates)s) pair
                  JOIN %(one)s one ON one.partner_id = pair.one
                  JOIN despacho_match_record two ON two.partner_id = pair.two
                  LEFT JOIN despacho_match_count zip ON zip.value = 'z:' || one.zip
                  LEFT JOIN despacho_match_count area ON area.value = 'p:' || one.province
                 WHERE COALESCE(one.nif = two.nif, TRUE)
                   AND COALESCE(one.company_id = two.company_id, TRUE)
                   AND (one.family_id IS DISTINCT FROM two.family_id OR one.person AND two.person AND one.use = two.use)
                   AND CASE pair.lone
                       WHEN %(word)s THEN one.name NOT LIKE %(wordy)s OR two.name NOT LIKE %(wordy)s
                       WHEN %(same_street)s THEN one.zip = two.zip OR one.zip = '' OR two.zip = ''
                       ELSE TRUE END
                   AND %(where)s
            ) AS scored (one, two, nif, phone, email, place, street, kind, n1, f1, c1, n2, f2, c2, facts)
            WHERE nif + phone + email + place + street + kind + %(most_bits)s >= %(review)s
            """,
            candidates=candidates,
            one=one,
            where=where,
            word=keys.WORD,
            same_street=keys.STREET,
            wordy=limits["wordy"],
            phone=phone,
            email=email,
            domain=domain,
            adviser_stems=score.ADVISER_STEMS,
            facts=_FACTS,
            total=float(total),
            # What a person's decisions taught may add some to it.
            most_bits=MOST_BITS + (calibrate.MOST_SHIFT if self.env["despacho.match.calibration"]._scales() else 0.0),
            **numbers,
        )


def _contact_bits(field, share, total):
    """Return the bits of a shared phone, address or domain: the rarer, the more, and less if it is an adviser's."""
    return SQL(
        """
        %(share)s * LEAST(LN(%(total)s / %(size)s) / LN(2), %(top)s) * CASE WHEN %(stems)s >= %(many)s
        THEN 1 - %(stems)s::float8 / %(size)s ELSE 1 END + CASE WHEN %(stems)s >= %(many)s
        THEN %(adviser)s * %(stems)s::float8 / %(size)s ELSE 0 END
        """,
        share=share,
        total=float(total),
        size=SQL.identifier("pair", field),
        stems=SQL.identifier("pair", f"{field}_stems"),
        many=score.ADVISER_STEMS,
        adviser=score.ADVISER_BITS,
        top=score.CONTACT_TOP,
    )
