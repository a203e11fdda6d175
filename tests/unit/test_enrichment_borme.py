"""The gazette of the registers of companies: the list of a day, and a province's document."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from gazette import DAY, SAMPLES, read_real

from odoo.addons.despacho_crm.tools.enrichment import borme, http, wire

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "despacho_crm" / "tests"))
from outside_services import OutsideServices


@pytest.fixture(scope="module")
def real():
    return read_real()


class TestSummary:
    def test_todays_list_is_read(self):
        assert borme.parse_summary((SAMPLES / "borme_sumario.json").read_bytes()) == (
            DAY, "170", (("BORME-A-2026-170-01", "ARABA/ÁLAVA"),),
        )  # fmt: skip

    def test_the_list_of_2015_in_latin_letters_is_read(self):
        found = borme.parse_summary((SAMPLES / "BORME-S-20150924.xml").read_bytes())
        assert (found.day, found.number, len(found.documents)) == (date(2015, 9, 24), "183", 35)
        assert ("BORME-A-2015-183-33", "ASTURIAS") in found.documents
        assert all(document.province for document in found.documents)
        assert not any("NDICE" in document.title or document.id.endswith("-99") for document in found.documents)

    @pytest.mark.parametrize("collapsed", range(8))
    def test_any_level_may_be_one_object_instead_of_a_list(self, collapsed):
        def level(bit, value):
            return value if collapsed >> bit & 1 else [value]

        item = {"identificador": "BORME-A-2026-92-03", "titulo": "ALICANTE"}
        sections = level(1, {"codigo": "A", "item": level(2, item)})
        papers = level(0, {"numero": "92", "seccion": sections})
        found = borme.parse_summary(json.dumps({"data": {"sumario": {"diario": papers}}}).encode())
        assert found.documents == (("BORME-A-2026-92-03", "ALICANTE"),)

    def test_a_day_with_announcements_only_has_no_documents(self):
        section = {"codigo": "C", "apartado": {"item": {"identificador": "BORME-C-2024-1", "titulo": "X SA"}}}
        found = borme.parse_summary(json.dumps({"data": {"sumario": {"diario": [{"seccion": section}]}}}).encode())
        assert found.documents == ()

    def test_a_document_is_listed_once_though_the_list_has_it_twice(self):
        item = {"identificador": "BORME-A-2026-92-03", "titulo": "ALICANTE"}
        found = borme.parse_summary(json.dumps({"data": {"sumario": {"diario": {"item": [item, item]}}}}).encode())
        assert len(found.documents) == 1

    def test_a_day_without_bulletin_is_told_from_a_failure(self):
        with OutsideServices() as services:
            response = http.ask(f"{services.url}/borme/sumario/20260905", expected=(200, 404))
        with pytest.raises(borme.NoBulletin):
            borme.parse_summary(response.body)
        failure = b"<response><status><code>500</code><text>Error interno</text></status></response>"
        with pytest.raises(wire.Fault, match="Error interno") as caught:
            borme.parse_summary(failure)
        assert caught.value.passing and not isinstance(caught.value, borme.NoBulletin)

    def test_nothing_but_a_document_of_the_gazette_is_asked_for(self):
        assert borme.page_url("BORME-A-2026-170-01") == (
            "https://www.boe.es/diario_borme/txt.php?id=BORME-A-2026-170-01"
        )
        for identifier in ("", "BORME-A-2026-170", "BORME-A-2026-170-01&x=1", "../../etc/passwd", "http://x/BORME"):
            with pytest.raises(ValueError, match="no document"):
                borme.page_url(identifier)


class TestPage:
    def test_the_real_document_is_read_whole(self, real):
        page, entries = real
        assert (page.id, page.title, page.day) == ("BORME-A-2015-27-10", "CÁCERES", date(2015, 2, 10))
        assert list(entries) == list(range(57315, 57345))
        assert all(read.registry and read.registry.inscribed for _entry, read in entries.values())
        assert not any(act.heading == "" for _entry, read in entries.values() for act in read.acts)
        assert not any("BOLETÍN" in entry.text or "cve" in entry.text for entry, _read in entries.values())

    def test_the_web_page_the_xml_and_the_text_say_the_same(self, real):
        page, _entries = real
        with OutsideServices() as services:
            services.borme[page.day] = {"10": (page.title, [(e.number, e.name, e.text) for e in page.entries])}
            found = borme.parse_page(http.ask(f"{services.url}/borme/txt.php?id=BORME-A-2015-41-10").body)
        assert (found.title, found.day, found.entries) == (page.title, page.day, page.entries)

    def test_the_xml_of_today_is_read(self):
        page = borme.parse_page((SAMPLES / "borme_a_item.xml").read_bytes())
        assert (page.id, page.title, page.day) == ("BORME-A-2026-170-01", "ARABA/ÁLAVA", DAY)
        assert [(entry.number, entry.name) for entry in page.entries] == [
            (401698, "QUALIS CONSULTORES DE TALENTO SOCIEDAD LIMITADA")
        ]

    @pytest.mark.parametrize(
        ("heading", "name", "register"),
        [
            ("1 - VEGA SL.", "VEGA SL", ""), ("1 - VEGA S.L.", "VEGA S.L.", ""), ("1 - VEGA S.L..", "VEGA S.L.", ""),
            ("1 - VEGA SA(R.M. MADRID).", "VEGA SA", "MADRID"), ("1 - A - B SL.", "A - B SL", ""),
            ("1 - VEGA SL (R.M. PALMA DE MALLORCA).", "VEGA SL", "PALMA DE MALLORCA"),
            ("1 - 2014 GUINEA & CIA SL EN LIQUIDACION.", "2014 GUINEA & CIA SL EN LIQUIDACION", ""),
        ],
    )  # fmt: skip
    def test_a_name_loses_what_the_gazette_adds(self, heading, name, register):
        body = f"<documento><texto><p class='articulo'>{heading.replace('&', '&amp;')}</p></texto></documento>"
        [entry] = borme.parse_page(body.encode()).entries
        assert (entry.name, entry.register) == (name, register)

    def test_a_document_that_is_missing_is_no_empty_one(self):
        for body in (
            b"<error><descripcion>No se encontr\xc3\xb3 el documento original</descripcion></error>",
            "<html><p>No se encontró el documento original BORME-A-2026-1-28</p></html>".encode(),
        ):
            with pytest.raises(wire.Fault):
                borme.parse_page(body)

    @pytest.mark.parametrize("body", [b"<html><body>Acceso denegado</body></html>", b"nothing at all"])
    def test_what_is_no_document_is_garbled(self, body):
        with pytest.raises(wire.Garbled):
            borme.parse_page(body)

    def test_a_line_of_an_address_is_no_entry_and_a_long_name_takes_two_lines(self):
        text = (
            "cve: BORME-A-2015-27-10\nActos inscritos\nCÁCERES\n57315 - UNA SL.\n"
            "Cambio de domicilio social. AVDA VIRGEN DE LA MONTAÑA\n57316 - LOCAL EXTERIOR.\n"
            "Datos registrales. T 1, F 2, S 8, H CC 1, I/A 2 (29.01.15).\n"
            "57316 - UN NOMBRE MUY LARGO Y\nMAS LARGO SL.\n"
            "Disolución. Voluntaria. Datos registrales. S 8, H CC 2, I/A 2 (29.01.15)."
        )
        found = borme.parse_page(text.encode()).entries
        assert [entry.name for entry in found] == ["UNA SL", "UN NOMBRE MUY LARGO Y MAS LARGO SL"]
        assert "57316 - LOCAL EXTERIOR" in found[0].text
