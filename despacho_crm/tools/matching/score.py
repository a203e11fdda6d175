"""Bits that each field adds, and what their sum decides.

After Fellegi and Sunter: a field that agrees adds the more, the fewer records share its
value; a field that disagrees takes away. The names of the fields are those under which a
pair keeps its bits. Names are weighed by ``name_model``; the rest is one expression in SQL,
which takes its numbers from here.
"""

FIELDS = ("nif", "name", "phone", "email", "place", "street", "kind")

#: Same valid NIF. Two different ones are never compared: that is the veto.
NIF_SAME = 20.0
#: Share of log2(records / records with this value), and the most of it that counts.
PHONE_SHARE = EMAIL_SHARE = 0.75
DOMAIN_SHARE = 0.65
CONTACT_TOP = 15.0
ZIP_SHARE, ZIP_TOP = 0.7, 10.0
PROVINCE_SHARE = 0.6
#: A phone or address under so many different names may be their adviser's: the more of the records have a name of
#: their own, the nearer to this it comes. A domain under so many is never worth more than this.
ADVISER_STEMS, ADVISER_BITS = 3, 1.0
PHONE_DIFFERS, DOMAIN_DIFFERS, STREET_DIFFERS = -1.5, -2.5, -1.5
#: Another postcode of the same province takes away what the province gives, in most of them.
PROVINCE_DIFFERS, ZIP_DIFFERS = -4.0, -2.0
STREET_SAME = 4.0
#: A person who works in a company is not a company.
PERSON_AND_COMPANY = -8.0
#: The least records that a value is rare among: in a base of fifty, a shared phone says as much as in one of thousands.
LEAST_RECORDS = 5000

#: More likely one than two: worth a look, the likeliest first.
REVIEW = 0.25
CERTAIN = 8.0
#: Names that only do not contradict each other are those of a family or of a group of companies.
NAME_ENOUGH = 2.0


def shares_own(bits):
    """Whether a phone or an e-mail in ``bits``, {field: bits}, is the pair's own: more than an adviser's would say."""
    return any(bits.get(field, 0) > ADVISER_BITS for field in ("phone", "email"))


def band(bits, doubt="", shipped=None):
    """Return ``certain``, ``review`` or ``forget`` for ``bits``: {field: bits}.

    Certain is what the same NIF says. Without it: names that clearly agree and no ``doubt`` (see
    that module), which there is without a phone, e-mail or domain of their own, but for one
    company's name. Neither a name nor a place is ever enough, nor all that a household shares: it
    has one cause. ``shipped``: the bits before the firm's decisions made them count for more or
    less: what may be an adviser's does not become their own, nor the other way round.
    """
    total = sum(bits.values())
    if total < REVIEW:
        return "forget"
    alike = not doubt and bits.get("name", 0) >= NAME_ENOUGH and (shares_own(bits) or not shares_own(shipped or bits))
    return "certain" if total >= CERTAIN and (bits.get("nif", 0) > ADVISER_BITS or alike) else "review"
