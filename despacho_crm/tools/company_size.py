"""Size of a company, by the European recommendation.

Source: Commission Recommendation 2003/361/EC, annex, article 2.
Nothing here touches a database.
"""

#: (class, headcount below, turnover up to, balance up to), the amounts in euros.
LIMITS = (
    ("micro", 10, 2_000_000, 2_000_000),
    ("small", 50, 10_000_000, 10_000_000),
    ("medium", 250, 50_000_000, 43_000_000),
)
CLASSES = (*(limit[0] for limit in LIMITS), "large")


def size_class(employees=None, turnover=None, balance=None):
    """Return the class of :data:`CLASSES`, '' when nothing is known.

    ``employees``: headcount; ``turnover`` and ``balance``: euros a year; None when not known. A
    company is of a class when its headcount is, and its turnover or its balance.
    """
    if employees is None and turnover is None and balance is None:
        return ""
    amounts_known = turnover is not None or balance is not None
    for name, people, most_turnover, most_balance in LIMITS:
        few = employees is None or employees < people
        little = (turnover is not None and turnover <= most_turnover) or (
            balance is not None and balance <= most_balance
        )
        if few and (little or not amounts_known):
            return name
    return "large"


def size_over_years(years):
    """Return the class of :data:`CLASSES` of a company after the years of which something is known, '' of none.

    ``years``: {year: (employees, turnover, balance)}, as of :func:`size_class`. A company changes class when it
    leaves its limits in two years running (article 4.2), and as far as both of them say; after years of which
    nothing is known, the first one that is known counts.
    """
    found, before, year_before = "", "", None
    for year in sorted(years):
        now = size_class(*years[year])
        if not now:
            continue
        if not found or year_before != year - 1:
            found = now
        else:
            place, last, this = (CLASSES.index(name) for name in (found, before, now))
            if min(last, this) > place:
                found = CLASSES[min(last, this)]
            elif max(last, this) < place:
                found = CLASSES[max(last, this)]
        before, year_before = now, year
    return found
