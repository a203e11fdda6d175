"""Spanish and Catalan are complete: no text is missing, and no placeholder is lost on the way."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ("despacho_crm", "despacho_crm_import", "despacho_crm_reports")
LANGUAGES = ("es", "ca")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf]|\{\w*\}")
#: What documents the shape of a value, for whoever programs.
SHAPE = re.compile(r"\{.*\}", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>|&\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")

#: Words that a text without translation may consist of: they are the same in the three languages, or no words.
SAME = {
    "es": "agenda auditor autónoma base capital cnae color comunidad error idea lead leads lista no plan portal"
    " robinson sector spam total web",
    "ca": "agenda auditor base candidates capital classes client clients cnae color cost document documents error"
    " exempt idea lead leads mode no notes portal protocol sector sectors segment segments spam text total web",
}
#: Codes, units, programs, examples that a person reads as they are, and names of fields that no screen shows.
CODES = (
    "altas bar city company contaplus csv eur excel factusol ficheros firm function gestoria gleif hostelería id lei"
    " libreoffice mb micro min nif oficina pdf province ref res restaurante sha signer service sms srv street vies zip"
    " best calendar event is mail activity model object commercial partner get sheet file name example facturacion"
)


def _read(addon, name):
    return polib.pofile(ROOT / addon / "i18n" / name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("addon", ADDONS)
def test_every_text_is_there(addon, language):
    wanted = {entry.msgid for entry in _read(addon, f"{addon}.pot")}
    there = {entry.msgid for entry in _read(addon, f"{language}.po")}
    assert there == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("addon", ADDONS)
def test_only_what_is_the_same_has_no_translation(addon, language):
    same = {*SAME[language].split(), *CODES.split()}
    empty = [entry.msgid for entry in _read(addon, f"{language}.po") if not entry.msgstr]
    words = {text: WORD.findall(MARKUP.sub(" ", PLACEHOLDER.sub(" ", text)).lower()) for text in empty}
    assert not {text: left for text, found in words.items() if (left := set(found) - same)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("addon", ADDONS)
def test_placeholders_are_kept(addon, language):
    wrong = [
        entry.msgid
        for entry in _read(addon, f"{language}.po")
        if entry.msgstr and set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert not wrong


@pytest.mark.parametrize("addon", ADDONS)
def test_catalan_is_no_spanish(addon):
    """A sentence that is the same in both has been forgotten."""
    spanish = {entry.msgid: entry.msgstr for entry in _read(addon, "es.po")}
    forgotten = [
        entry.msgid
        for entry in _read(addon, "ca.po")
        if len(WORD.findall(MARKUP.sub(" ", SHAPE.sub(" ", entry.msgstr)))) > 5 and entry.msgstr == spanish[entry.msgid]
    ]
    assert not forgotten
