"""The gazette of the registers of companies: the list of a day, a province's document, and what each entry says."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.enrichment import borme, borme_acts, borme_officers, http, wire

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "despacho_crm" / "tests"))
from outside_services import OutsideServices

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "samples"
DAY = date(2026, 9, 3)
END = " Datos registrales. S 8 , H CC 11959, I/A 3 ( 1.09.26)."


@pytest.fixture(scope="module")
def real():
    """The province's document of 2015 and what its entries say: {number: (Entry of the page, Entry read)}."""
    page = borme.parse_page((SAMPLES / "BORME-A-2015-27-10.txt").read_bytes())
    return page, {entry.number: (entry, borme_acts.read_entry(entry.text, page.day)) for entry in page.entries}


def read(text):
    return borme_acts.read_entry(text + END, DAY)


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


class TestEntry:
    def test_a_real_new_company_is_read(self, real):
        entry, found = real[1][57339]
        assert entry.name == "MADERAS Y SERVICIOS FORESTALES MORA SL"
        assert found.kinds == ("constitution", "sole_owner", "appointment")
        assert found.object == "Aserrado, productos del aserrado y preparación industrial de la madera"
        assert (found.street, found.zip, found.city) == ("AVDA ESPAÑA 36", "", "HOYOS")
        assert (found.capital, found.began) == (3000.0, date(2014, 12, 30))
        assert found.officers == (
            ("in", "director", "Adm. Unico", "MORA MARTIN VICENTE"),
            ("in", "shareholder", "Socio único", "MORA MARTIN VICENTE"),
        )
        assert found.registry == ("942", "769", "166", "8", "CC 13640", "1", date(2015, 2, 2))

    def test_a_real_change_of_name_and_address_is_read(self, real):
        _entry, found = real[1][57318]
        assert found.new_name == "ESTUDIOS DESARROLLOS Y PROYECTOS MORCUENDE SL"
        assert (found.street, found.city) == ("C/ MAYO 29 BJ 2", "VILLANUEVA DE LA VERA")
        assert found.object.startswith("Proyectos y legalizaciones. Instalaciones térmicas")

    def test_names_with_full_stops_and_posts_with_them_are_told_apart(self, real):
        assert real[1][57319][1].officers == (
            ("again", "auditor", "Auditor", "A.T.A AUDITORES SL"),
            ("again", "auditor", "Aud.Supl.", "CUEVAS MUÑOZ SILVIA MARIA"),
        )

    def test_a_list_of_real_attorneys_is_read_whole(self, real):
        found = real[1][57334][1].officers
        assert [officer.action for officer in found] == ["out"] * 8 + ["in"] * 8
        assert {officer.role for officer in found} == {"attorney"}

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("Constitución. Comienzo de operaciones: 1.08.26.", "constitution"),
            ("Nombramientos. Apoderado: X Y.", "appointment"), ("Reelecciones. Auditor: X Y.", "reelection"),
            ("Ceses/Dimisiones. Adm. Unico: X Y.", "cessation"), ("Revocaciones. Apoderado: X Y.", "revocation"),
            ("Cancelaciones de oficio de nombramientos. Auditor: X Y.", "cancelled_office"),
            ("Modificación de poderes. Apoderado: X Y.", "powers"), ("Modificaciones estatutarias. Art. 5.", "bylaws"),
            ("Cambio de domicilio social. C/ MAYOR 1 (TRUJILLO).", "address_change"),
            ("Cambio de objeto social. Bares.", "object_change"),
            ("Ampliacion del objeto social. Bares.", "object_change"),
            ("Ampliación del objeto social. Bares.", "object_change"),
            ("Cambio de denominación social. OTRA SL.", "name_change"),
            ("Ampliación de capital. Capital: 1.000,00 Euros.", "capital_increase"),
            ("Acuerdo de ampliación de capital social sin ejecutar. Importe del acuerdo: 1,00 Euros.",
             "capital_increase"),
            ("Desembolso de dividendos pasivos. Desembolsado: 1,00 Euros.", "capital_increase"),
            ("Reducción de capital. Importe reducción: 1,00 Euros.", "capital_reduction"),
            ("Declaración de unipersonalidad. Socio único: X Y.", "sole_owner"),
            ("Sociedad unipersonal. Cambio de identidad del socio único: X Y.", "sole_owner"),
            ("Pérdida del caracter de unipersonalidad.", "sole_owner_lost"),
            ("Disolución. Voluntaria.", "dissolution"), ("Extinción.", "extinction"),
            ("Situación concursal. Procedimiento concursal 631/2023. FIRME: SI.", "insolvency"),
            ("Suspensión de pagos. Auto.", "insolvency"), ("Quiebra. Auto.", "insolvency"),
            ("Crédito incobrable.", "bad_debt"),
            ("Anotación preventiva. Declaración de deudor fallido. AEAT.", "bad_debt"),
            ("Anotación preventiva. Demanda de impugnación de acuerdos sociales. X.", "other"),
            ("Cierre provisional hoja registral por baja en el índice de Entidades Jurídicas.", "sheet_closed"),
            ("Cierre provisional hoja registral art. 137.2 Ley 43/1995 Impuesto de Sociedades.", "sheet_closed"),
            ("Cierre provisional hoja registral Art.485 TRLC. Insuficiencia de masa activa.", "sheet_closed"),
            ("Cierre provisional de la hoja registral por revocación del NIF.", "nif_revoked"),
            ("Cierre provisional hoja registral por revocación del NIFde Entidades Jurídicas.", "nif_revoked"),
            ("Reapertura hoja registral.", "sheet_reopened"),
            ("Reactivación de la sociedad (Art. 242 del Reglamento del Registro Mercantil).", "reactivation"),
            ("Fusión por absorción. Sociedades absorbidas: OTRA SL.", "merger"),
            ("Fusión por unión. Sociedades fusionadas: OTRA SL.", "merger"),
            ("Cesión global de activo y pasivo. A OTRA SL.", "merger"),
            ("Escisión parcial. Sociedades beneficiarias: OTRA SL.", "split"), ("Escisión total. A.", "split"),
            ("Segregación. Sociedades beneficiarias: OTRA SL.", "split"),
            ("Transformación de sociedad. Denominación y forma: X SL.", "transformation"),
            ("Apertura de sucursal. Apoderado: X.", "branch"), ("Cierre de Sucursal.", "other"),
            ("Primera sucursal de sociedad extranjera. X.", "branch"),
            ("Página web de la sociedad. Creación. www.x.es.", "website"),
            ("Empresario Individual. Comienzo de operaciones: 1.08.26.", "sole_trader"),
            ("Emisión de obligaciones. Importe.", "bylaws"), ("Modificación de duración. Indefinida.", "bylaws"),
            ("Adaptación Ley 2/95.", "bylaws"), ("Adaptada segun D.T. 2 apartado 2 Ley 2/95.", "bylaws"),
            ("Adaptación Ley 44/2015.", "bylaws"), ("Primera inscripcion (O.M. 10/6/1.997).", "constitution"),
            ("Articulo 378.5 del Reglamento del Registro Mercantil.", "other"),
            ("Fe de erratas: Se publicó por error.", "erratum"), ("Otros conceptos: Se nombra a X.", "other"),
            ("Un acto que nadie conoce. Palabras.", "other"),
        ],
    )  # fmt: skip
    def test_every_act_of_the_gazette_is_known(self, text, kind):
        found = read(text)
        assert found.kinds == (kind,)
        assert found.registry.sheet == "CC 11959"
        assert kind in borme_acts.IMPORTANCE

    def test_several_acts_are_told_apart_and_the_gravest_comes_first(self):
        found = read(
            "Ceses/Dimisiones. Adm. Solid.: X Y;Z W. Nombramientos. Liquidador: X Y. Disolución. Voluntaria. Extinción."
        )
        assert found.kinds == ("extinction", "dissolution", "cessation", "appointment")
        assert ("in", "liquidator", "Liquidador", "X Y") in found.officers

    def test_decisions_of_a_court_that_a_dash_joins_are_two_acts(self):
        text = (
            "Situación concursal. Procedimiento concursal 29/2026. Auto de conclusión del concurso.- "
            "Situación concursal. Procedimiento concursal 29/2026. Auto de apertura."
        )
        assert [act.kind for act in read(text).acts] == ["insolvency", "insolvency"]

    @pytest.mark.parametrize(
        "text",
        [
            "Modificaciones estatutarias. 25. Disolución. La sociedad se disolverá por las causas de la ley.",
            "Modificaciones estatutarias. Artículo 25º.- Disolución. La sociedad se disolverá.",
            "Modificaciones estatutarias. 30. Disolución y liquidación.- Se disolverá.",
            "Otros conceptos: Se aclara el artículo 7. Extinción. De la duración.",
        ],
    )
    def test_an_article_on_dissolution_dissolves_nobody(self, text):
        assert not set(read(text).kinds) & borme_acts.ALARMING

    @pytest.mark.parametrize(
        ("text", "registry"),
        [
            ("T 856, L 683, F 96, S 8, H CC 11959, I/A 2 (29.01.15).",
             ("856", "683", "96", "8", "CC 11959", "2", date(2015, 1, 29))),
            ("T 4541 , F 19, S 8, H A 44577, I/A 220 ( 1.02.24).",
             ("4541", "", "19", "8", "A 44577", "220", date(2024, 2, 1))),
            ("S 8 , H SE128276, I/A 3 ( 1.09.26).", ("", "", "", "8", "SE 128276", "3", date(2026, 9, 1))),
            ("S 8 , H M 812345, I/A A (02.09.26).", ("", "", "", "8", "M 812345", "A", date(2026, 9, 2))),
            ("S 8 , H M 812345, I/A 2 . (02.09.26).", ("", "", "", "8", "M 812345", "2", date(2026, 9, 2))),
            ("S 8 , H M 2.", ("", "", "", "8", "M 2", "", None)),
        ],
    )  # fmt: skip
    def test_every_way_of_writing_the_registry_data_is_read(self, text, registry):
        assert borme_acts.read_entry(f"Extinción. Datos registrales. {text}", DAY).registry == registry

    def test_a_year_of_two_digits_is_the_last_one_that_may_be(self):
        assert borme_acts.read_day("3.02.97", DAY) == date(1997, 2, 3)
        assert borme_acts.read_day("20.07.26", DAY) == date(2026, 7, 20)
        assert borme_acts.read_day("1.01.27", DAY) == date(2027, 1, 1)
        assert borme_acts.read_day("1.01.1999", DAY) == date(1999, 1, 1)
        assert borme_acts.read_day("31.02.26", DAY) is None
        assert borme_acts.read_day("mañana", DAY) is None

    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("3.000,00 Euros", 3000.0), ("1.058.560,00 Euros", 1058560.0), ("3000 Euros", 3000.0),
            ("500.000 pesetas", 3005.06), ("nada", None),
        ],
    )  # fmt: skip
    def test_money_is_in_euros(self, text, amount):
        assert borme_acts.read_money(text) == amount

    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("C/ LA FUENTE 16 (TEJEDA DE TIETAR).", ("C/ LA FUENTE 16", "", "TEJEDA DE TIETAR")),
            ("C/ TULIPANES 12 - CP 41928 (PALOMARES DEL RIO).", ("C/ TULIPANES 12", "41928", "PALOMARES DEL RIO")),
            ("C/ SANTO CRISTO 5 (A) 1 (BANYERES).", ("C/ SANTO CRISTO 5 (A) 1", "", "BANYERES")),
            ("LUGAR DE SIEMPRE.", ("LUGAR DE SIEMPRE", "", "")),
        ],
    )  # fmt: skip
    def test_an_address_is_a_street_and_a_town(self, text, address):
        assert borme_acts.read_address(text) == address

    def test_an_object_that_speaks_of_addresses_and_capital_does_not_confuse(self):
        found = read(
            "Constitución. Comienzo de operaciones: 15.07.26. Objeto social: Reparto a domicilio: comida. CNAE 5610. "
            "Domicilio: C/ ALCALA 123 BAJO (MADRID). Capital: 3.000,00 Euros. Nombramientos. Adm. Unico: PEREZ JUAN."
        )
        assert (found.street, found.city, found.capital) == ("C/ ALCALA 123 BAJO", "MADRID", 3000.0)
        assert found.object.startswith("Reparto a")

    @pytest.mark.parametrize(
        ("post", "role"),
        [
            ("Adm. Unico", "director"), ("ADM.SOLIDAR.", "director"), ("Admin.Manc", "director"),
            ("Consejero", "director"), ("Con.Delegado", "director"), ("Co.De.Ma.So", "director"),
            ("Presidente", "director"), ("Vicepresid.", "director"), ("Cons.Del.Sol", "director"),
            ("ADM.CONCURS.", "insolvency_administrator"), ("Apo.Man.Soli", "attorney"), ("Apoderado", "attorney"),
            ("APODERAD.SOL", "attorney"), ("REPR.143 RRM", "attorney"), ("Representan", "attorney"),
            ("Gerente", "attorney"), ("Auditor", "auditor"), ("Aud.Supl.", "auditor"), ("Aud.C.Con.", "auditor"),
            ("LiquiSoli", "liquidator"), ("Liquidador M", "liquidator"), ("LiqUnico", "liquidator"),
            ("Secretario", "secretary"), ("SecreNoConsj", "secretary"), ("Vicesecret.", "secretary"),
            ("Socio único", "shareholder"), ("Soc.Prof.", "shareholder"), ("Comisario", ""), ("Ent. Gestora", ""),
        ],
    )  # fmt: skip
    def test_posts_have_a_role(self, post, role):
        assert borme_officers.role_of(post) == role

    @given(st.text(max_size=200))
    def test_any_text_is_an_entry(self, text):
        borme_acts.read_entry(text, DAY)

    @given(
        st.lists(
            st.sampled_from([
                "Disolución. ", "Extinción.", "Nombramientos. ", "Adm. Unico: ", "X Y;", "Datos registrales. ", "25. ",
                "I/A 2 (", "99.99.99).", "Capital: ", "1.0.0,0 Euros. ", "Objeto social: ", "Domicilio: ", "((", ".- ",
                "Cierre provisional", "Constitución. ", "İ", "ß", "²", "\u0301", "Socio único: ", "H CC 1, ", ": ",
                "Modificaciones estatutarias. ",
            ]),
            max_size=12,
        ).map("".join)
    )  # fmt: skip
    def test_pieces_of_entries_in_any_order_are_an_entry(self, text):
        found = borme_acts.read_entry(text, DAY)
        assert set(found.kinds) <= set(borme_acts.IMPORTANCE)
        assert all(officer.name for officer in found.officers)
