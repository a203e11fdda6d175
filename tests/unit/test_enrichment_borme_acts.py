"""The gazette of the registers of companies: what each entry says."""

from datetime import date

import pytest
from gazette import DAY, read_real
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.enrichment import borme_acts, borme_officers
from odoo.addons.despacho_crm.tools.enrichment.borme_vocabulary import ALARMING, IMPORTANCE

END = " Datos registrales. S 8 , H CC 11959, I/A 3 ( 1.09.26)."


@pytest.fixture(scope="module")
def real():
    return read_real()


def read(text):
    return borme_acts.read_entry(text + END, DAY)


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
        assert kind in IMPORTANCE

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
        assert not set(read(text).kinds) & ALARMING

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
        assert set(found.kinds) <= set(IMPORTANCE)
        assert all(officer.name for officer in found.officers)
