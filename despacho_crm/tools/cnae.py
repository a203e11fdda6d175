"""Codes of the CNAE as people write them, and which of its classifications a code is of.

Sources: Real Decreto 475/2007 (CNAE-2009) and Real Decreto 10/2025 (CNAE-2025). Four of each five
classes have the same number in both, and the number alone does not tell.

Nothing here touches a database.
"""

import functools
import re
from typing import NamedTuple

#: Classes that only one of the two has.
ONLY_2009 = frozenset(
    """
    0149 0164 1411 1412 1413 1414 1419 1420 1431 1439 1610 1729 2052 2053 2219 2229 2319 2349 2361 2369 2511
    2529 2550 2571 2572 2573 2680 2849 3030 3101 3102 3103 3109 3517 3518 3519 4110 4121 4122 4329 4339 4511
    4519 4520 4531 4532 4540 4651 4652 4665 4666 4669 4674 4675 4676 4677 4719 4729 4741 4742 4743 4759 4765
    4789 4799 4910 5229 5610 5629 5814 6130 6201 6202 6203 6209 6311 6312 6399 6420 6430 6612 6810 7021 7022
    7211 7219 7410 7490 7729 7830 8010 8020 8030 8129 8211 8219 8543 8544 8560 8690 8790 9001 9002 9003 9004
    9102 9103 9104 9105 9106 9511 9512 9601 9602 9603 9604 9609
    """.split()
)
ONLY_2025 = frozenset(
    """
    0148 0330 1410 1421 1422 1423 1424 1429 1611 1612 1625 1626 1627 1628 1725 2212 2224 2225 2226 2315 2345
    2366 2367 2368 2513 2514 2522 2551 2552 2553 2563 2842 2897 3013 3031 3032 3100 3318 3511 3524 3540 3823
    3833 4101 4102 4323 4324 4335 4341 4342 4350 4360 4650 4681 4682 4683 4684 4685 4686 4687 4689 4712 4727
    4740 4755 4769 4783 4792 4911 4912 4933 4934 5225 5226 5231 5232 5330 5540 5611 5612 5622 5640 6031 6039
    6210 6220 6290 6310 6392 6421 6422 6431 6432 6613 6614 6811 6812 7020 7210 7330 7411 7412 7413 7414 7491
    7499 7751 7752 8001 8009 8123 8210 8240 8533 8542 8561 8569 8691 8692 8693 8694 8695 8696 8697 8699 8791
    8799 9011 9012 9013 9020 9031 9039 9111 9112 9121 9122 9130 9141 9142 9510 9531 9532 9540 9610 9621 9622
    9623 9630 9640 9691 9699
    """.split()
)

_CODE = re.compile(
    r"^(?:C\.?N\.?A\.?E\.?[\s:.-]*(?:20(?:09|25)\b[\s:.-]*)?)?[(\[]?(?:[A-V][\s.-]?(?=\d))?"
    r"(\d\d)(?:[.\s]?(\d)(?:[.\s]?(\d))?)?(?:\.0+)?(?![\d])[)\]]?[\s.:,;·–—-]*(.*)$",
    re.I | re.A,
)


#: In 2025 companies told their code of the new one, and lists have it since.
_LAST_OF_2009 = 2025


class Cnae(NamedTuple):
    """``code``: two to four digits, '' when there is none; ``words``: what else was written."""

    code: str
    words: str


@functools.lru_cache(maxsize=8192)
def split_cnae(text, zero_lost=False):
    """Return the :class:`Cnae` in ``text``.

    ``text``: ``6920``, ``69.20``, ``M6920``, ``CNAE 6920 - Actividades de contabilidad``, or words alone.
    ``zero_lost``: whether a number of three digits is a class whose zero a spreadsheet took.
    """
    text = text.strip()
    found = _CODE.match(text)
    if not found:
        return Cnae("", text)
    code = "".join(filter(None, found.groups()[:3]))
    if zero_lost and len(code) == 3 and code[0] in "123":
        code = f"0{code}"
    return Cnae(code, found.group(4).strip())


def year_of(code):
    """Return the year of the only classification that has ``code``, '' when both or none have it."""
    return "2009" if code in ONLY_2009 else "2025" if code in ONLY_2025 else ""


def guess_year(texts, header, year):
    """Return the classification of a list: what its title says, what its codes tell, else the one of its ``year``.

    ``texts``: a column of codes as they are in the list; ``header``: its title; ``year``: when the data are of.
    """
    said = [name for name in ("2009", "2025") if name in header]
    if len(said) == 1:
        return said[0]
    years = [year_of(split_cnae(text).code) for text in texts]
    old, new = years.count("2009"), years.count("2025")
    if old != new:
        return "2009" if old > new else "2025"
    return "2025" if year > _LAST_OF_2009 else "2009"


def is_zero_lost(codes):
    """Whether ``codes``, a column as it is in a file, are classes written as numbers: ``111`` stands for 0111."""
    digits = [code.strip() for code in codes if code.strip().isdigit()]
    short = [code for code in digits if len(code) == 3]
    return bool(short) and len(digits) > len(short) and all(code[0] in "123" for code in short)
