"""The guide: the Markdown it is written in, that nothing in it leads nowhere, and that tours take its pictures."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from odoo.addons.despacho_crm.tools.guide import book, markup

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from guide.chapters import CHAPTERS  # noqa: E402

FOLDER = ROOT / "despacho_crm" / "static" / "guia"
GUIDE = book.Book(FOLDER)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Uno\ndos\n\ntres", "<p>Uno dos</p>\n<p>tres</p>"),
        ("## ¿Qué es?", '<h2 id="qué-es">¿Qué es?</h2>'),
        ("- a\n  sigue\n- b", "<ul><li>a sigue</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("Así:\n- a", "<p>Así:</p>\n<ul><li>a</li></ul>"),
        ("En 1985. Y\n2 más", "<p>En 1985. Y 2 más</p>"),
        ("**[a](b.md)** y *c*", '<p><strong><a href="b.md">a</a></strong> y <em>c</em></p>'),
        ("3 * 4 * 5", "<p>3 * 4 * 5</p>"),
        ("`**a**`", "<p><code>**a**</code></p>"),
        ("<b>a</b> & «b»", "<p>&lt;b&gt;a&lt;/b&gt; &amp; «b»</p>"),
        (
            "| a | b |\n|---|---|\n| **c** | |",
            '<div class="scroll"><table><thead><tr><th>a</th><th>b</th></tr></thead>'
            "<tbody><tr><td><strong>c</strong></td><td></td></tr></tbody></table></div>",
        ),
        (
            'Antes\n![La "lista"](img/a.png)',
            '<p>Antes</p>\n<figure><a href="img/a.png"><img src="img/a.png" alt="La &quot;lista&quot;" loading="lazy"/>'
            "</a></figure>",
        ),
    ],
)
def test_the_text_of_the_guide_becomes_html(text, expected):
    assert markup.to_html(text) == expected


@given(st.text(alphabet="ab<>&\"'|*`[]()!#-1. \n", max_size=60))
def test_nothing_that_is_written_becomes_another_element(text):
    allowed = {"a", "code", "div", "em", "figure", "h1", "h2", "h3", "h4", "img", "li", "ol", "p", "strong"}
    allowed |= {"table", "tbody", "td", "th", "thead", "tr", "ul"}
    tree = html.fragment_fromstring(markup.to_html(text), create_parent="section")
    assert {element.tag for element in tree.iterdescendants()} <= allowed


def test_links_and_pictures_lead_where_the_page_says():
    text = "[a](uno.md#dos) ![b](img/c.png)"
    written = markup.to_html(text, link=lambda target: f"/guia/{target}", picture=lambda target: f"/static/{target}")
    assert 'href="/guia/uno.md#dos"' in written and 'src="/static/img/c.png"' in written


@pytest.mark.parametrize("page", GUIDE.pages.values(), ids=str)
def test_no_link_of_the_guide_leads_nowhere(page):
    for target in markup.targets(page.text):
        if target.startswith("img/"):
            assert (FOLDER / target).is_file(), target
            continue
        name, __, anchor = target.partition("#")
        to = GUIDE.pages[name.removesuffix(".md")] if name else page
        assert not anchor or anchor in [known for __, __, known in markup.headings(to.text)], target


@pytest.mark.parametrize("page", GUIDE.pages.values(), ids=str)
def test_every_mark_of_the_guide_is_understood(page):
    shown = html.fragment_fromstring(page.to_html(), create_parent="section").text_content()
    for mark in ("**", "](", "![", "|--", "`", "Volver a la guía"):
        assert mark not in shown, mark


def test_every_chapter_is_on_the_way_of_some_role():
    ways = {chapter.name for role in GUIDE.roles for chapter in GUIDE.way(role.role)}
    assert ways == {chapter.name for chapter in GUIDE.chapters}


def test_the_roles_are_those_of_the_firm_in_their_order():
    assert [page.role for page in GUIDE.roles] == ["secretaria", "consultor", "socio", "datos", "administrador"]
    assert all(page.title and page.opening for page in GUIDE.roles)


def test_the_index_names_every_chapter():
    assert {chapter.name for chapter in GUIDE.chapters} - {book.FIRST} <= set(
        target.split("#")[0].removesuffix(".md") for target in markup.targets(GUIDE.pages[book.FIRST].text)
    )


def test_a_way_knows_what_comes_before_and_after():
    way = GUIDE.way("secretaria")
    assert GUIDE.around(way[0], "secretaria") == (None, way[1])
    assert GUIDE.around(way[-1], "secretaria") == (way[-2], None)
    assert GUIDE.around(way[0], "nobody") == (None, None)
    assert GUIDE.way("nobody") == []


def test_a_page_opens_with_whom_it_is_for(tmp_path):
    (tmp_path / "guia.md").write_text("# Guía\n\n[Uno](uno.md)", "utf-8")
    (tmp_path / "uno.md").write_text("# Uno\n\n[Volver a la guía](guia.md)\n\nPara\ntodos.\n\n## Dos\n", "utf-8")
    page = book.Book(tmp_path).pages["uno"]
    assert (page.title, page.opening, page.sections) == ("Uno", "Para todos.", [("Dos", "dos")])


def test_every_picture_of_the_guide_is_taken_by_a_tour_of_its_chapter_and_none_is_left_over():
    for page in GUIDE.pages.values():
        named = {Path(target).stem for target in markup.targets(page.text) if target.startswith("img/")}
        assert named == {picture.name for picture in CHAPTERS.get(page.name, ())}, page.name
    taken = [picture.name for pictures in CHAPTERS.values() for picture in pictures]
    assert sorted(taken) == sorted(path.stem for path in (FOLDER / "img").iterdir())


def test_the_pages_of_the_apps_show_what_the_tours_took():
    for addon in ("despacho_crm", "despacho_crm_import", "despacho_crm_reports"):
        folder = ROOT / addon / "static" / "description"
        shown = set(html.fromstring((folder / "index.html").read_text("utf-8")).xpath("//img/@src")) - {"icon.png"}
        also = [path for pictures in CHAPTERS.values() for picture in pictures for path in picture.also]
        assert shown == {Path(path).name for path in also if (ROOT / path).parent == folder}, addon
        assert shown == {path.name for path in folder.glob("*.png")} - {"icon.png"}, addon
