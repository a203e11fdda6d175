"""Fictional people: names by language and sex, streets, numbers that nobody holds.

Nothing here touches a database.
"""

import re
import unicodedata
from typing import NamedTuple

from ..tools import nif
from .geography import PHONE_AREAS, language

FIRST_NAMES = {
    "es": (
        "Laura Marta Carmen Lucía Ana Pilar Cristina Raquel Beatriz Silvia Elena Rocío Teresa Inés Sofía Alba Noelia",
        "Antonio Javier David Sergio Alejandro Miguel Fernando Rafael Daniel Pablo Luis Álvaro Ramón Andrés Rubén Hugo",
    ),
    "ca": (
        "Montserrat Núria Mireia Anna Laia Marta Mercè Roser Gemma Berta Júlia Ariadna Carme Eulàlia Dolors Clàudia",
        "Jordi Marc Xavier Josep Albert Pau Oriol Joan Ramon Martí Arnau Lluís Enric Narcís Gerard Eudald Ferran",
    ),
    "eu": (
        "Ainhoa Nerea Maite Itziar Leire Amaia Miren Olatz Garazi Uxue",
        "Iker Mikel Aitor Jon Unai Gorka Ander Josu Xabier Beñat",
    ),
    "gl": (
        "Uxía Sabela Iria Noa Antía Carme Rosalía Xiana Aldara Lúa",
        "Xoán Brais Anxo Xurxo Roi Iago Antón Breixo Manuel Xabier",
    ),
    "foreign": (
        "Fatima Salma Ioana Elena Oksana Mariana Chiara Amelie Sofie Precious",
        "Youssef Mohamed Andrei Mihai Oleksandr Thiago Matteo Julien Lukas Ibrahima",
    ),
}
SURNAMES = {
    "es": (
        "Romero Navarro Molina Ortega Castaño Rubiales Cano Prieto Calvo Gallego Vidales Méndez Cordero Arroyo Lozano "
        "Guerrero Peñalver Cabrera Herranz Montero Hidalgo Ibáñez Santamarta Carrasco Pastrana Merino Robledo Escribano"
    ),
    "ca": (
        "Puig Vila Serra Soler Roca Pujol Font Bosch Riera Casadevall Masó Ferrer Planas Coll Sala Batlle Torrent Mir "
        "Costa Fàbrega Juanola Teixidor Busquets Noguer Prat Corominas Vilanova Pagès Brugué Carbonell Llach Oliveras "
        "Ribas Surroca Ventura Xargay Güell Marcè Bonet Pla Quintana Rovira Saguer Tarrés Darnés Grabulosa Canals"
    ),
    "eu": (
        "Agirre Etxeberria Zabala Mendizabal Goikoetxea Arrizabalaga Uriarte Ibarra Elorza Larrañaga Otxoa Bilbao "
        "Iturralde Garmendia"
    ),
    "gl": "Castro Rial Piñeiro Otero Lamas Seoane Vilariño Fontán Mouriño Carballo Freire Pazos Loureiro Outeiro",
    "foreign": "Benali Haddad Popescu Ionescu Kovalenko Silva Moretti Lefebvre Keller Diallo Osei El-Idrissi Marin",
}
STREETS = {
    "es": (
        "Calle Mayor|Calle de la Estación|Avenida de la Constitución|Calle del Molino|Calle de la Fuente|"
        "Paseo de la Alameda|Calle de los Olivos|Plaza de la Villa|Calle del Horno|Avenida del Parque|"
        "Calle de la Ermita|Ronda del Río|Travesía del Prado|Calle de los Tejedores|Camino de la Vega"
    ),
    "ca": (
        "Carrer Major|Carrer de la Riera|Passeig de l'Estació|Carrer del Molí|Carrer de la Font|Avinguda del Ter|"
        "Plaça de la Vila|Carrer dels Teixidors|Carrer de les Hortes|Carrer Nou|Ronda de Ponent|Carrer de l'Església|"
        "Carrer del Forn|Carrer de la Creu|Avinguda dels Països|Carrer del Rec|Passatge dels Tallers|Carrer de Dalt"
    ),
    "eu": "Kale Nagusia|Iturri kalea|Geltoki kalea|Errota kalea|Zubi kalea|Ibai kalea|Eliza plaza|Mendi etorbidea",
    "gl": "Rúa Maior|Rúa da Fonte|Rúa do Muíño|Avenida da Estación|Praza da Vila|Rúa da Ponte|Rúa do Forno|Rúa Nova",
}
ESTATES = {
    "es": "Polígono Industrial La Vega",
    "ca": "Polígon Industrial Pla de Dalt",
    "eu": "Iturralde Industrialdea",
    "gl": "Polígono Industrial do Outeiro",
}
_NOT_IN_MAIL = re.compile(r"[^a-z0-9]+")
#: How often a name of each language is met, by the language of the place.
_MIX = {
    "es": (("es", 82), ("ca", 6), ("eu", 3), ("gl", 4), ("foreign", 5)),
    "ca": (("ca", 60), ("es", 29), ("gl", 2), ("foreign", 9)),
    "eu": (("eu", 62), ("es", 32), ("foreign", 6)),
    "gl": (("gl", 60), ("es", 35), ("foreign", 5)),
}


class Person(NamedTuple):
    """``sex``: ``f`` or ``m``; ``origin``: language of the name, ``foreign`` included."""

    first: str
    surnames: str
    sex: str
    origin: str

    @property
    def name(self):
        return f"{self.first} {self.surnames}"


def slug(text, joint=""):
    """Return ``text`` as it goes into a domain or a mailbox."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_IN_MAIL.sub(joint, plain).strip(joint or None)


def make_person(rng, where):
    """Return a :class:`Person` of a province whose language is ``where``."""
    origin = rng.choices(*zip(*_MIX[where], strict=True))[0]
    sex = rng.choice("fm")
    first = rng.choice(FIRST_NAMES[origin][sex == "m"].split())
    if origin == "foreign":
        return Person(first, rng.choice(SURNAMES["foreign"].split()), sex, origin)
    second = origin if rng.random() < 0.6 else rng.choice(("es", where))
    surnames = [rng.choice(SURNAMES[origin].split()), rng.choice(SURNAMES[second].split())]
    return Person(first, " ".join(surnames), sex, origin)


def make_street(rng, where, industrial=False):
    """Return a street with its number; ``industrial``: in an industrial estate."""
    if industrial:
        plot = {"es": "parcela", "gl": "parcela", "ca": "parcel·la", "eu": "partzela"}[where]
        return f"{ESTATES[where]}, {plot} {rng.randint(1, 60)}"
    street = f"{rng.choice(STREETS[where].split('|'))}, {rng.randint(1, 140)}"
    if rng.random() < 0.4:
        street += f", {rng.randint(1, 5)}º {rng.choice(('1ª', '2ª', 'A', 'B'))}"
    return street


def make_landline(rng, province):
    """Return a phone of ``province``, of the block that begins with 00 after the area."""
    area = PHONE_AREAS[province]
    digits = (area + "00" + f"{rng.randrange(10**6):06}")[:9]
    return f"+34 {digits[:3]} {digits[3:5]} {digits[5:7]} {digits[7:]}"


def make_mobile(rng):
    """Return a mobile phone, of a block that no operator uses."""
    digits = f"{rng.randrange(10**6):06}"
    return f"+34 749 {digits[:2]} {digits[2:4]} {digits[4:]}"


class NifMaker:
    """Valid numbers, each given once, that nobody holds.

    Legal persons get digits of blocks that no province has ever had; people get
    DNI and NIE above the last ones issued.
    """

    _BLOCKS = ("51", "69", "77")

    def __init__(self, rng):
        self._rng = rng
        self._given = set()

    def entity(self, letter):
        """Return a number of class ``letter``, one of ``nif.ENTITY_LETTERS``."""
        return self._unique(lambda: nif.make_spanish(letter, self._rng.choice(self._BLOCKS) + self._digits(5)))

    def person(self, foreign=False):
        """Return a DNI, or a NIE when ``foreign``."""
        if foreign:
            return self._unique(lambda: nif.make_spanish("Z", "9" + self._digits(6)))
        return self._unique(lambda: nif.make_spanish("", "9" + self._rng.choice("0123456") + self._digits(6)))

    def _digits(self, count):
        return f"{self._rng.randrange(10**count):0{count}}"

    def _unique(self, make):
        number = make()
        while number in self._given:
            number = make()
        self._given.add(number)
        return number


def local_language(town):
    """Return the language of the names in ``town``."""
    return language(town.province)
