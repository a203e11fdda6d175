"""Provinces by any of their names, by number and by postcode."""

import csv
from pathlib import Path

import pytest

from odoo.addons.despacho_crm.tools import territory

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "provincias_odoo.csv"


def official():
    with OFFICIAL.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_52_provinces_are_those_of_ine_and_odoo():
    assert len(territory.PROVINCES) == len(territory.BY_CODE) == 52
    for row in official():
        province = territory.PROVINCES[row["ine_cp_prefix"]]
        assert province.code == row["odoo_code"]
        for name in (row["ine_name"], row["odoo_name"], row["odoo_code"], row["ine_cp_prefix"], province.name):
            assert territory.find_province(name) == province, name


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Gerona", "17"), ("GIRONA", "17"), ("Lérida", "25"), ("lerida", "25"), ("Alicante", "03"), ("Alacant", "03"),
        ("Alicante/Alacant", "03"), ("Vizcaya", "48"), ("Bizkaia", "48"), ("Guipúzcoa", "20"), ("Álava", "01"),
        ("Araba/Álava", "01"), ("La Coruña", "15"), ("CORUÑA, LA", "15"), ("A Coruña (La Coruña)", "15"), ("Orense",
        "32"),
        ("Baleares", "07"), ("Illes Balears", "07"), ("Islas Baleares", "07"), ("Palmas, Las", "35"),
        ("S.C. TENERIFE", "38"),
        ("Sta. Cruz de Tenerife", "38"), ("Castelló", "12"), ("Castellón de la Plana", "12"), ("València", "46"),
        ("Rioja, La", "26"), ("Logroño", "26"), ("Nafarroa", "31"), ("Asturias (Principado de)", "33"),
        ("Prov. de Lugo", "27"),
        ("Provincia de Soria", "42"), ("Barcelona (España)", "08"), ("Madrid, Comunidad de", "28"), ("8", "08"),
        ("08", "08"),
        ("8001", "08"), ("08001", "08"), ("BCN", "08"), ("Santander", "39"),
    ],
)  # fmt: skip
def test_a_province_is_found_by_any_name_that_people_write(written, number):
    assert territory.find_province(written).number == number


@pytest.mark.parametrize("written", ["", "x", "Lisboa", "99", "53000", "00001", "Baix Llobregat", "-", "/"])
def test_what_is_no_province_is_none(written):
    assert territory.find_province(written) is None


def test_a_postcode_is_of_the_province_of_its_first_two_digits():
    assert territory.by_zip("03801").code == "A"
    assert territory.by_zip("53001") is territory.by_zip("3801") is territory.by_zip("") is None


def test_no_name_means_two_provinces():
    names = {}
    for line in territory._LINES:
        first, _, others = line.partition(": ")
        for name in (first.split(" ", 2)[2], first.split(" ", 2)[1], *others.split(", ")):
            assert names.setdefault(territory.plain(name), line) == line, name


#: number of the province: how its people, its neighbours, the old maps, the programs and the English write it.
SPELLINGS = {
    "01": "Álava; Araba; Araba/Álava; Araba-Álava; Àlaba; ALAVA; VI; Vitoria; ES-VI; Provincia de Álava",
    "02": "Albacete; ALBACETE; AB; Albacet",
    "03": "Alicante; Alacant; Alicante/Alacant; Alacant/Alicante; Alakant; ALICANTE (ALACANT); A",
    "04": "Almería; Almeria; ALMERÍA; AL",
    "05": "Ávila; Avila; AV; Àvila",
    "06": "Badajoz; BADAJOZ; BA; Badaxoz; Badajos",
    "07": "Baleares; Balears; Illes Balears; Balears, Illes; Islas Baleares; Baleares (Islas); BALEARS (ILLES); PM; "
          "IB; Balearic Islands; Illas Baleares; Balear Uharteak; Mallorca",
    "08": "Barcelona; BARCELONA; B; Bcn; Bartzelona; Barcelon; Barcelna",
    "09": "Burgos; BU; Provincia de Burgos",
    "10": "Cáceres; Caceres; Càceres; CC",
    "11": "Cádiz; Cadiz; Cadis; Kadiz; CA; Cádis",
    "12": "Castellón; Castelló; Castellón/Castelló; Castelló/Castellón; Castellón de la Plana; Castelló de la Plana; "
          "CS; Castellon; Kastello",
    "13": "Ciudad Real; CIUDAD REAL; C. Real; CR; Ciutat Reial; Cidade Real; Cdad. Real",
    "14": "Córdoba; Cordoba; Còrdova; Kordoba; CO",
    "15": "A Coruña; La Coruña; Coruña; Coruña, A; CORUÑA (A); CORUÑA, LA; Coruna; La Corunya; Corunna; C; A CORUNA",
    "16": "Cuenca; Conca; CU",
    "17": "Girona; Gerona; GIRONA; GI; GE; Xirona; Girona (Gerona)",
    "18": "Granada; GR; GRANADA",
    "19": "Guadalajara; GU; GUADALAJ",
    "20": "Gipuzkoa; Guipúzcoa; GUIPUZCOA; Guipuzkoa; Guipúscoa; SS; San Sebastián; Donostia; Gipuzkoa/Guipúzcoa",
    "21": "Huelva; H; HUELVA",
    "22": "Huesca; Osca; Uesca; HU",
    "23": "Jaén; Jaen; Xaén; J",
    "24": "León; Leon; Lleó; Llión; LE",
    "25": "Lleida; Lérida; Lerida; L; Lleida (Lérida); LLEIDA",
    "26": "La Rioja; Rioja, La; RIOJA (LA); Rioja; Logroño; Logrono; LO; Errioxa; A Rioxa",
    "27": "Lugo; LU; LUGO",
    "28": "Madrid; MADRID; M; Comunidad de Madrid; Madril; Mad; Madrid (España); Provincia de Madrid",
    "29": "Málaga; Malaga; Màlaga; MA",
    "30": "Murcia; Múrcia; MU; Región de Murcia; Murcia (Región de); Murtzia",
    "31": "Navarra; Nafarroa; NA; Navarra/Nafarroa; Comunidad Foral de Navarra; Navarre",
    "32": "Ourense; Orense; OR; OU; OURENSE",
    "33": "Asturias; Asturies; Oviedo; O; Principado de Asturias; Asturias (Principado de); Astúries",
    "34": "Palencia; Palència; P",
    "35": "Las Palmas; Palmas, Las; PALMAS (LAS); GC; Las Palmas de Gran Canaria; Gran Canaria; Les Palmes; As Palmas",
    "36": "Pontevedra; PO; PONTEVEDRA; Pontevedr",
    "37": "Salamanca; SA; SALAMANCA",
    "38": "Santa Cruz de Tenerife; Tenerife; S.C. Tenerife; S/C de Tenerife; Sta. Cruz de Tenerife; TF; "
          "SANTA CRUZ DE TENE; S.C.Tenerife; Santa Creu de Tenerife; STA CRUZ TENERIFE; Sta. Cruz Tfe.",
    "39": "Cantabria; Santander; Cantàbria; S; Kantabria",
    "40": "Segovia; Segòvia; SG",
    "41": "Sevilla; Seville; SE; SEVILLA",
    "42": "Soria; Sòria; SO",
    "43": "Tarragona; T; TARRAGON; Tarragonna",
    "44": "Teruel; Terol; TE",
    "45": "Toledo; TO; TOLEDO",
    "46": "Valencia; València; Valencia/València; València/Valencia; V; Vlc; Valentzia; VALENCIA (ESPAÑA)",
    "47": "Valladolid; VA; VALLADOLI; Valladolit",
    "48": "Bizkaia; Vizcaya; Biscaia; BI; Bizkaia/Vizcaya; Bilbao; VIZCAYA; Biscay",
    "49": "Zamora; ZA; ZAMORA",
    "50": "Zaragoza; Saragossa; Z; ZARAGOZA; Zaragosa; Saragosa",
    "51": "Ceuta; CE; CEUTA",
    "52": "Melilla; ME; MELILLA; Mellila",
}  # fmt: skip


def test_the_fifty_two_provinces_are_known_by_each_of_their_usual_spellings():
    assert set(SPELLINGS) == set(territory.PROVINCES)
    for number, spellings in SPELLINGS.items():
        for written in (number, f"{number}001", *spellings.split(";")):
            found = territory.find_province(written) or territory.likely_province(written.strip())
            assert found and found.number == number, written


def test_what_may_be_two_provinces_or_none_is_none():
    words = "Santa; Castilla; Andalucía; Lugones; Cataluña; Canarias; Baix Llobregat; Galicia; País Vasco; Leone; xyz; "
    for written in words.split("; "):
        assert not territory.likely_province(written), written
