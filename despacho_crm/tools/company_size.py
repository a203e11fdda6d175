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
