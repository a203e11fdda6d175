"""Keys and weights as Splink says them.

Every level has its bits: how much likelier it is in one holder's records than in two's. What
is the more, the rarer, is an adjustment by frequency. Names and phones, whose bits are a
sum of many things, have a level for each half bit.
"""

from .. import keys, score
from ..name_model import LEAST_BITS, MOST_BITS
from . import frames

#: Bits from one level to the next: a query with hundreds of levels takes longer to plan than to run.
STEP = 0.5
#: More than all that speaks for a pair.
_NEVER = -200.0
_SAME_FAMILY = "family_id_l = family_id_r"
#: Of what a pair shares: the kind that says most; how many have the rarest; how many keys.
_KIND = "ARRAY_MIN(ARRAY_INTERSECT(kinds_l, kinds_r)).kind"
_SIZE = "ARRAY_MIN(ARRAY_INTERSECT(sizes_l, sizes_r)).size"
_KEYS = "SIZE(ARRAY_INTERSECT(kinds_l, kinds_r))"
#: As in PostgreSQL: nothing differs from nothing.
_WHO = """
    l.block = r.block
    AND COALESCE(l.nif = r.nif, TRUE) AND COALESCE(l.company_id = r.company_id, TRUE)
    AND (l.family_id <> r.family_id OR l.person AND r.person AND l.use = r.use)
"""


def phone_worth(total):
    """Return the bits of a phone that two have: of the rarest, and of that with the fewest names; NULL of none."""
    size = "ARRAY_MIN(ARRAY_INTERSECT(phone_sizes_l, phone_sizes_r)).size"
    stems = "ARRAY_MIN(ARRAY_INTERSECT(phone_stems_l, phone_stems_r)).stems"
    return f"CASE WHEN {size} > 0 THEN {frames.worth(size, stems, score.PHONE_SHARE, total)} END"


def settings(limits, total, scales):
    """Return the settings of Splink. ``scales``: of the bits of each field, as the firm's decisions taught."""
    scale = {field: (scales or {}).get(field, 1.0) for field in score.FIELDS}
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        # Each pair starts from nothing: what counts is told by its fields.
        "probability_two_random_records_match": 0.5,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": _WHO, "sql_dialect": "spark", "arrays_to_explode": ["block"]}
        ],
        "comparisons": [
            _comparison("rare", 1.0, [(_together(limits), 0.0), ("ELSE", _NEVER)]),
            # Of the many that share a NIF, only those that are compared for it.
            _comparison(
                "nif", scale["nif"], [("ARRAYS_OVERLAP(nif_blocks_l, nif_blocks_r)", score.NIF_SAME), ("ELSE", 0.0)]
            ),
            _comparison("name", scale["name"], _name(), (scales or {}).get("base", 0.0)),
            _comparison("phone", scale["phone"], _phone(total)),
            _comparison("email", scale["email"], _email()),
            _comparison("place", scale["place"], _place()),
            _comparison(
                "street",
                scale["street"],
                [
                    (_SAME_FAMILY, 0.0),
                    ("street_l = street_r", score.STREET_SAME),
                    ("street_l <> street_r", score.STREET_DIFFERS),
                    ("ELSE", 0.0),
                ],
            ),
            _comparison(
                "kind",
                scale["kind"],
                [
                    ("person_l AND is_company_r OR person_r AND is_company_l", score.PERSON_AND_COMPANY),
                    ("ELSE", 0.0),
                ],
            ),
        ],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": False,
    }


def _together(limits):
    """Return the condition that what two share is rare enough, all together, to compare them."""
    several, lone = (f"ELEMENT_AT(ARRAY({', '.join(map(str, limits[name]))}), {_KIND})" for name in ("several", "lone"))
    wordy = limits["wordy"]
    return f"""
        CASE WHEN {_KEYS} > 1 THEN {_KIND} <= {keys.STREET} OR {_SIZE} <= {several}
             WHEN {_KIND} = {keys.STREET} THEN zip_l = zip_r OR zip_l = '' OR zip_r = ''
             WHEN {_KIND} < {keys.STREET} THEN TRUE
             WHEN {_KIND} = {keys.WORD} AND name_l LIKE '{wordy}' AND name_r LIKE '{wordy}' THEN FALSE
             ELSE {_SIZE} <= {lone} END
    """


def _name():
    said = "name_bits(name_l, form_l, core_l, name_r, form_r, core_r)"
    return [("name_l = '' OR name_r = ''", 0.0), *_graded(said, LEAST_BITS, MOST_BITS), ("ELSE", LEAST_BITS)]


def _phone(total):
    top = score.PHONE_SHARE * score.CONTACT_TOP
    return [
        *_graded(phone_worth(total), 0.0, top),
        ("SIZE(ARRAY_INTERSECT(phones_l, phones_r)) > 0", score.ADVISER_BITS),
        ("SIZE(phones_l) > 0 AND SIZE(phones_r) > 0", score.PHONE_DIFFERS),
        ("ELSE", 0.0),
    ]


def _email():
    return [
        ("email_block_l = email_block_r", 0.0, "email_block", score.EMAIL_SHARE, 0.0),
        ("email_l = email_r", score.ADVISER_BITS),
        (_SAME_FAMILY, 0.0),
        ("domain_block_l = domain_block_r", 0.0, "domain_block", score.DOMAIN_SHARE, 0.0),
        ("domain_l = domain_r", score.ADVISER_BITS),
        ("domain_l <> domain_r", score.DOMAIN_DIFFERS),
        ("ELSE", 0.0),
    ]


def _place():
    return [
        (f"{_SAME_FAMILY} OR province_l = '' OR province_r = ''", 0.0),
        ("province_l <> province_r", score.PROVINCE_DIFFERS),
        ("zip_l = zip_r AND zip_l <> ''", 0.0, "zip", score.ZIP_SHARE, 2**-score.ZIP_TOP),
        ("zip_l <> '' AND zip_r <> ''", score.ZIP_DIFFERS, "province", score.PROVINCE_SHARE, 0.0),
        ("province_l = province_r", 0.0, "province", score.PROVINCE_SHARE, 0.0),
        ("ELSE", 0.0),
    ]


def _graded(worth, least, most):
    """Return the levels of a ``worth`` between ``least`` and ``most`` bits, each with those of its middle."""
    levels = [(f"{worth} >= {most}", most)]
    for place in range(round((most - least) / STEP), 0, -1):
        edge = round(least + (place - 1) * STEP, 6)
        levels.append((f"{worth} > {edge}", min(edge + STEP / 2, most)))
    return levels


def _comparison(name, scale, levels, base=0.0):
    """Return the comparison of levels (condition, bits[, column, weight and least of an adjustment by frequency])."""
    said = []
    for condition, bits, *adjusted in levels:
        bits = bits * scale + base
        level = {
            "sql_condition": condition,
            "label_for_charts": f"{bits:+.2f}",
            "m_probability": min(1.0, 2.0**bits),
            "u_probability": min(1.0, 2.0**-bits),
        }
        if adjusted:
            column, weight, least = adjusted
            level |= {
                "tf_adjustment_column": column,
                "tf_adjustment_weight": weight * scale,
                "tf_minimum_u_value": least,
                "disable_tf_exact_match_detection": True,
            }
        said.append(level)
    return {"output_column_name": name, "comparison_levels": said}
