"""What a column holds, by its cells alone."""

import re

from odoo.addons.despacho_crm.tools import nif, territory

_DIGIT = re.compile(r"\d")
_NOT_PHONE = re.compile(r"[^\d+]")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_URL = re.compile(r"^(?:https?://|www\.)\S+$|^[a-z0-9-]+\.(?:com|es|cat|eus|gal|net|org|eu|info)(?:/\S*)?$", re.I)
_IBAN = re.compile(r"^[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){4,7}\s?[A-Z0-9]{0,3}$")
_STREET = re.compile(
    r"^(?:c/|cl\b|cl\.|calle|carrer|c\.|avda|avd|av\b|av\.|avenida|avinguda|plaza|pl\b|pl\.|pza|pla[cç]a|paseo|pº|"
    r"passeig|ps\b|ctra|carretera|camino|cam[ií]|pol\b|pol\.|pol[ií]gono|p\.\s?i\.|ronda|rambla|rbla|travesia|urb\b|"
    r"urb\.|r[uú]a|kalea|gran v[ií]a)",
    re.I,
)
_NUMBERED = re.compile(r"^\D{4,}.*\d")
_LEGAL_FORM = re.compile(
    r"(?:\b(?:s\.?\s?l\.?\s?[upl]?|s\.?\s?a\.?\s?[ul]?|s\.?\s?c\.?\s?[pl]?|c\.?\s?b|s\.?\s?coop|u\.?t\.?e)\.?|"
    r"sociedad limitada|sociedad an[oó]nima|societat limitada)\)?\s*$",
    re.I,
)
_PERSON_NAME = re.compile(r"^[^\W\d_][^\d@]*$")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$")
#: A column where fewer cells fit than this is not of the field.
_LEAST = 0.5


def content_scores(columns):
    """Return, for each column of texts, {field: 0 to 1} of what its cells may be.

    A column that decides nothing gives {}. Names and towns are told from one
    another by their neighbours, so all the columns are needed.
    """
    filled = [[cell.strip() for cell in column if cell and cell.strip()] for column in columns]
    scores = [_checkable(cells) for cells in filled]
    _add_names(filled, scores)
    _add_towns(filled, scores)
    return scores


def _checkable(cells):
    """Return the scores of the fields whose values have a form of their own."""
    if not cells:
        return {}
    total = len(cells)
    scores = {
        "nif": sum(map(_is_nif, cells)),
        "email": sum(1 for cell in cells if _EMAIL.match(cell.split(";")[0].split(",")[0].strip())),
        "website": sum(1 for cell in cells if "@" not in cell and _URL.match(cell)),
        "iban": sum(1 for cell in cells if _IBAN.match(cell.upper())),
        "state": sum(1 for cell in cells if not cell.isdigit() and territory.find_province(cell)),
        "zip": sum(1 for cell in cells if cell.isdigit() and len(cell) in (4, 5) and territory.by_zip(cell.zfill(5))),
        "street": sum(1 for cell in cells if _STREET.match(cell)),
        "date": sum(1 for cell in cells if _DATE.match(cell)),
    }
    phones = [phone for phone in map(_phone_digits, cells) if phone]
    mobiles = sum(1 for phone in phones if phone[0] in "67")
    scores["phone"] = len(phones)
    scores["mobile"] = mobiles if mobiles > len(phones) * 0.9 else 0
    scores = {field: count / total for field, count in scores.items() if count > total * _LEAST}
    if "mobile" in scores and "phone" in scores:
        scores["phone"] *= 0.9
    if "state" not in scores and "street" not in scores:
        numbered = sum(1 for cell in cells if _NUMBERED.match(cell) and " " in cell) / total
        if numbered > _LEAST and not scores:
            scores["street"] = numbered * 0.6
    return scores


def _is_nif(cell):
    digits = len(_DIGIT.findall(cell))
    return 5 <= digits <= 9 and len(cell) < 20 and nif.parse(cell).valid


def _phone_digits(cell):
    """Return the nine digits of the first Spanish phone in ``cell``, or ''."""
    text = _NOT_PHONE.sub("", cell)
    for prefix in ("+34", "0034"):
        if text.startswith(prefix):
            text = text[len(prefix) :]
    if len(text) > 9 and len(text) % 9 == 0:
        text = text[:9]
    return text if len(text) == 9 and text.isdigit() and text[0] in "6789" else ""


def _texts(cells):
    return [cell for cell in cells if _PERSON_NAME.match(cell) or _LEGAL_FORM.search(cell)]


def _add_names(filled, scores):
    """Give the column of the names: legal forms, else the most varied words."""
    best, best_score = None, 0.0
    for index, cells in enumerate(filled):
        texts = _texts(cells)
        if scores[index] or len(texts) < max(1, len(cells) * 0.6):
            continue
        forms = sum(1 for cell in cells if _LEGAL_FORM.search(cell)) / len(cells)
        varied = len(set(cells)) / len(cells)
        several = sum(1 for cell in cells if " " in cell) / len(cells)
        score = min(0.85, 0.3 + forms) if forms > 0.15 else 0.5 * varied * several
        if score > best_score and len(cells) > 1:
            best, best_score = index, score
    if best is not None and best_score >= 0.3:
        scores[best]["name"] = best_score


def _add_towns(filled, scores):
    """Give the column of words beside the postcodes or the provinces."""
    for index, cells in enumerate(filled):
        near = [scores[other] for other in (index - 1, index + 1) if 0 <= other < len(scores)]
        if scores[index] or not cells or not any("zip" in other or "state" in other for other in near):
            continue
        if all(_PERSON_NAME.match(cell) and len(cell) < 50 for cell in cells):
            scores[index]["city"] = 0.6
    # Where all live in towns that name their province, the town is the column that comes first.
    provinces = [index for index, one in enumerate(scores) if "state" in one]
    if len(provinces) == 2 and not any("city" in one for one in scores):
        scores[provinces[0]] = {"city": 0.6}
