"""Statements that both the engine in Odoo and the search on several machines give PostgreSQL.

The names in ``%(...)s`` stand for other pieces of SQL.
"""

#: How many contacts have each word, postcode and province. Words are kept as they are, ``z:`` and ``p:`` mark
#: postcodes and provinces, '' is the total.
COUNT = """
    DELETE FROM despacho_match_count;
    INSERT INTO despacho_match_count
    SELECT word, COUNT(*) FROM despacho_match_record, STRING_TO_TABLE(name, ' ') AS word
     WHERE word <> '' GROUP BY word
    UNION ALL SELECT 'z:' || zip, COUNT(*) FROM despacho_match_record GROUP BY zip
    UNION ALL SELECT 'p:' || province, COUNT(*) FROM despacho_match_record GROUP BY province
    UNION ALL SELECT '', COUNT(*) FROM despacho_match_record;
    ANALYZE despacho_match_count
"""
#: The two sides of a pair, as the engine knows them: leads by a negative number, the lower one first.
ONE = "COALESCE(-pair.lead_id, pair.partner_id)"
TWO = "COALESCE(-pair.other_lead_id, pair.other_id, pair.partner_id)"
SIDES = "(COALESCE(-lead_id, partner_id)), (COALESCE(-other_lead_id, other_id, partner_id))"
#: Whether the contact or lead of a record is still there.
EXISTS = """
    CASE WHEN %(number)s > 0 THEN EXISTS (SELECT FROM res_partner WHERE id = %(number)s)
         ELSE EXISTS (SELECT FROM crm_lead WHERE id = -%(number)s) END
"""
#: Take back what is proposed and was not ``found`` again.
WITHDRAW = """
    DELETE FROM despacho_match_pair pair
     WHERE pair.state = 'proposed' %(touched)s AND NOT EXISTS (
           SELECT FROM %(found)s WHERE found.partner_id = %(one)s AND found.other_id = %(two)s)
"""
#: Propose what was ``found``; what people decided stays as it is.
PROPOSE = """
    INSERT INTO despacho_match_pair AS pair (partner_id, other_id, lead_id, other_lead_id, company_id,
           state, band, score, %(bits)s, doubt, create_uid, create_date, write_uid, write_date)
    SELECT CASE WHEN found.partner_id > 0 THEN found.partner_id
                WHEN found.other_id > 0 THEN found.other_id END,
           CASE WHEN found.partner_id > 0 THEN found.other_id END,
           CASE WHEN found.partner_id < 0 THEN -found.partner_id END,
           CASE WHEN found.other_id < 0 THEN -found.other_id END,
           COALESCE(one.company_id, two.company_id), 'proposed',
           band, score, %(bits)s, NULLIF(doubt, ''),
           %(uid)s, NOW() AT TIME ZONE 'UTC', %(uid)s, NOW() AT TIME ZONE 'UTC'
      FROM %(found)s
      JOIN despacho_match_record one ON one.partner_id = found.partner_id
      JOIN despacho_match_record two ON two.partner_id = found.other_id
     WHERE %(exists_one)s AND %(exists_two)s
    ON CONFLICT (%(sides)s) DO UPDATE
       SET company_id = EXCLUDED.company_id, band = EXCLUDED.band, score = EXCLUDED.score,
           doubt = EXCLUDED.doubt, %(update)s
     WHERE pair.state = 'proposed'
"""
#: What waited to be compared and is still what it was, is compared now.
WAITED = "DELETE FROM despacho_match_pending waiting WHERE EXISTS (%(unchanged)s AND pending)"
