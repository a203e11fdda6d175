"""Names are found in what people write, and nothing else is taken for them."""

import doctest

import pytest

from odoo.addons.despacho_crm.tools.privacy import mentions

MARK = "(…)"


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Llamé a Rosa Pi.", ["Rosa Pi"], "Llamé a (…)."),
        ("LLAMÉ A ROSA  PÍ", ["Rosa Pi"], "LLAMÉ A (…)"),
        ("Rosa Pi, Rosa Pi y Rosa Pino", ["Rosa Pi"], "(…), (…) y Rosa Pino"),
        ("Con Obrador Montsec, S.L., mañana", ["Obrador Montsec, S.L."], "Con (…)., mañana"),
        ("Con Obrador Montsec, S.L.", ["Obrador Montsec, S.L.", "Obrador Montsec"], "Con (…)."),
        ("a rosa@pi.example y a rosa@pi.example.org", ["rosa@pi.example"], "a (…) y a (…).org"),
        ("Rosa\nPi", ["Rosa Pi"], "Rosa\nPi"),
        ("La rosa", ["Rosa"], "La rosa"),
        ("Hola", [], "Hola"),
        ("", ["Rosa Pi"], ""),
        ("İstanbul con Rosa Pi", ["Rosa Pi"], "İstanbul con (…)"),
    ],
)
def test_whole_names_give_way_and_the_rest_stays(text, names, expected):
    assert mentions.hide(text, names, MARK) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("<p>Empezar por Rosa Pi</p>", ["Rosa Pi"], "<p>Empezar por (…)</p>"),
        ("<p>Rosa&nbsp;<strong>Pi</strong></p>", ["Rosa Pi"], "<p>(…)<strong></strong></p>"),
        ("<p>Rosa <i>Pi</i> y Rosa Pino</p>", ["Rosa Pi"], "<p>(…)<i></i> y Rosa Pino</p>"),
        ("<ul><li>Rosa</li><li>Pi</li></ul>", ["Rosa Pi"], "<ul><li>Rosa</li><li>Pi</li></ul>"),
        ("<p>Rosa<br>Pi</p>", ["Rosa Pi"], "<p>Rosa<br>Pi</p>"),
        ("<p>Pi &amp; Soler</p>", ["Pi & Soler"], "<p>(…)</p>"),
        ('<a title="Rosa Pi" href="/x">ella</a>', ["Rosa Pi"], '<a title="(…)" href="/x">ella</a>'),
        ("", ["Rosa Pi"], ""),
    ],
)
def test_of_a_page_the_tags_stay(text, names, expected):
    assert mentions.hide_in_html(text, names, MARK) == expected


def test_a_mark_is_no_tag():
    assert mentions.hide_in_html("<p>Rosa Pi</p>", ["Rosa Pi"], "<b>") == "<p>&lt;b&gt;</p>"


def test_examples():
    assert not doctest.testmod(mentions).failed
