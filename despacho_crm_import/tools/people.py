"""Which names are of a person: agendas mix them with companies and do not say so.

The given names are the usual ones in the lists of the statistical institutes, in the
languages of Spain. A name with a doubt is no person's. Nothing here touches a database.
"""

import re

from odoo.addons.despacho_crm.tools.legal_form import split_legal_form
from odoo.addons.despacho_crm.tools.territory import plain

from .keys import name_key, phone_digits

_GIVEN_NAMES = frozenset(
    """
    aaron abel abril adela adolfo adria adrian adriana agustin agustina aida ainara ainhoa aitana aitor alba albert
    alberto alejandra alejandro alex alexandra alexia alfonso alfredo alicia alvaro amalia amaia amparo ana anais
    andrea andres andreu angel angela angeles angels anna anselmo anton antoni antonia antonio araceli ariadna
    armando arnau arturo ascension asier asuncion aurelio aurora barbara bartolome beatriz begona belen benito berta
    bernardo bernat blanca borja bruno candela candelaria caridad carla carles carlos carlota carme carmelo carmen
    carmina carolina catalina caterina cecilia celia cesar christian clara claudia clemente concepcion conchita
    consuelo covadonga cristian cristina cristobal dani daniel daniela david diana diego dolors dolores domingo
    eduard eduardo elena elisa elisabet elisenda eloy elvira emilia emilio emma encarnacion enric enrique enriqueta
    ernest ernesto esperanza esteban esteve ester esther estefania eugenia eugenio eulalia eva fabian fatima federico
    felicia felipe feliu felix fermin fernando ferran fidel francesc francesca francisca francisco gabriel gabriela
    gemma gerard gerardo german gloria gonzalo gorka gregorio guadalupe guillem guillermo gustavo hector helena hugo
    ibai ignacio ignasi igor iker ildefonso imanol imma inaki ines inma inmaculada inigo irene iria iris isaac isabel
    isidro ismael itziar ivan jacinto jaime jaume javier jeronimo jesus joan joana joaquim joaquin joel jon jordi
    jorge jose josefa josefina josep josu juan juana judit judith julen julia julian juliana julio laia lara laura
    leandro leire leonor leticia lidia lluc lluis lola lorena lorenzo lourdes lucas lucia lucio luis luisa maider
    maite manel manoel manuel manuela mar marc marcel marcelino marcelo marcos margarita margarida maria mariana
    mariano maribel marina mario marisa marisol marta marti martin martina mateo mateu matias matilde mauricio maxim
    maximo mercedes merce meritxell miguel mikel milagros mireia miren miriam moises monica montse montserrat nadia
    naiara natalia natividad nekane neus nerea nicolas nil noa noelia noemi nora nuria olaia olga oriol oscar pablo
    paloma paola pascual patricia patricio pau paula paulino pedro pere pilar pol purificacion quim rafael ramiro
    ramon raquel raul rebeca remedios rene ricard ricardo rita robert roberto roc rocio rodolfo rodrigo roger rogelio
    roman rosa rosalia rosario rosendo ruben ruth sabina salvador samuel sandra santiago santi sara saul sebastia
    sebastian sergi sergio silvia simon sofia sonia soledad susana tamara tania tatiana teodoro teresa tomas toni
    trinidad unai uxue valentin valeria vanesa vanessa vera veronica vicenc vicent vicente vicenta victor victoria
    virginia xabier xavier xoan xose ximena yaiza yolanda yon zaira
    """.split()
)
_TITLES = frozenset("d da dna don dona dr dra sr sra en na".split())
_SHORT_MARIA = frozenset(("m", "ma"))
_PARTICLES = frozenset("de del la las los el els les i".split())
#: What follows the name of who founded a business.
_TRADE_WORDS = frozenset(
    """
    abogados abogado academia aceites advocats alimentacion apartamentos arquitectos arquitectura arquitectes asesor
    asesores asesoria asociados assessors associats auto autoescuela automoviles autos bar bodega bodegas boutique
    cafe cafeteria calzados carniceria carpinteria casa catering centro cia clinica comercial complementos compania
    construcciones construccions consultores consulting consultoria cristaleria cuina decoracion dental design
    distribuciones e electricidad energia estetica estudio estudios estudi eventos excavaciones exportaciones farmacia
    ferreteria fills finques fincas floristeria fontaneria forn fotografia fotografos fruteria fundacion fundacio
    garden germans gestoria grup group grupo herederos hereus herencia hermanas hermanos hijas hijos hnos hostal
    hotel imprenta industrias inmobiliaria instalaciones instalacions inversiones jardineria joyeria
    libreria limpiezas logistica maquinaria marmoles materiales mobles moda modas mode motor motos muebles notaria
    optica panaderia papeleria pasteleria patrimonial peluqueria perruqueria pinturas pizzeria productos promociones
    quesos reformas restaurant restaurante seguros serveis servicios shop sociedad store studio sucesores suministros
    supermercado taller tallers talleres taxi taxis telecomunicaciones textil tienda tintoreria tours transport
    transportes transports viajes vinos viuda vivero viveros y zapateria zapatos
    """.split()
)

#: How what somebody is in a company begins.
_FUNCTIONS = frozenset(
    """
    administracion administrador administradora administradors apoderada apoderado asesor asesora cap ceo cfo comercial
    comptable contabilidad contable coordinador coordinadora coo cto dir direccion directiva directivo director
    directora dpto dueno duena encargada encargado facturacion gerencia gerent gerente jefa jefe presidenta
    presidente president propietaria propietario recepcion representante responsable rrhh secretaria secretario socia
    socio soci titular tecnica tecnico tresorer tesorera tesorero vicepresidenta vicepresidente
    """.split()
)
_BETWEEN_PEOPLE = re.compile(r"\s*(?:[;\n|]|\s/\s|/(?=[^\W\d_]{3}))\s*")
_AND = re.compile(r"\s+(?:y|e|i)\s+", re.I)
_AFTER = re.compile(r"^(?P<name>[^(]+?)\s*\((?P<inside>[^()]+)\)$|^(?P<first>.+?)(?:\s+-\s+|\s*[,:]\s*)(?P<last>.+)$")


def split_people(text):
    """Return [(name, what they are in the company or '')] of whom ``text`` names, one at least.

    ``Ana Puig (gerente) / Jordi Vila`` are two; what may be one name («Ana Puig y Vila») is one.
    """
    people = []
    for piece in filter(None, _BETWEEN_PEOPLE.split(text)):
        halves = _AND.split(piece)
        together = len(halves) > 1 and all(looks_like_person(_with_function(half)[0]) for half in halves)
        people += [_with_function(half.strip()) for half in (halves if together else [piece])]
    return people or [(text, "")]


def _with_function(text):
    """Return ``(name, function)`` of one person, the function as it was written."""
    found = _AFTER.match(text)
    if found:
        one, other = found["name"] or found["first"], found["inside"] or found["last"]
        if _is_function(other) and not _is_function(one):
            return one.strip(), other.strip()
        if found["first"] and _is_function(one) and not _is_function(other):
            return other.strip(), one.strip()
    return text, ""


def _is_function(text):
    return plain(text).split(" ")[0] in _FUNCTIONS


def looks_like_person(name):
    """Whether ``name`` is a given name with one surname or more, in this order or after a comma."""
    if split_legal_form(name)[1] or any(map(str.isdigit, name)) or "&" in name:
        return False
    surnames, comma, given = name.partition(",")
    words = plain(f"{given} {surnames}" if comma else name).split()
    if words and words[0] in _TITLES:
        words = words[1:]
    own = [word for word in words if word not in _PARTICLES]
    if not 2 <= len(own) <= 6 or _TRADE_WORDS.intersection(words):
        return False
    first = own[1] if own[0] in _SHORT_MARIA else own[0]
    return first in _GIVEN_NAMES and words[0] == own[0]


def is_person(values):
    """Whether a row or a record, {field: value}, is of a natural person, as far as it says."""
    name = values.get("name") or ""
    return values.get("kind") == "person" or (
        looks_like_person(name) and name_key(values.get("contact_name") or name) == name_key(name)
    )


def are_homonyms(one, other):
    """Whether what two persons of one name say of e-mail and phone tells them apart."""
    if not is_person(one) or not is_person(other):
        return False
    mails, phones = (_get_addresses(one), _get_addresses(other)), (_get_phones(one), _get_phones(other))
    if mails[0] & mails[1] or phones[0] & phones[1]:
        return False
    return all(mails) or all(phones)


def _get_addresses(values):
    return {values[name].lower() for name in ("email", "email2") if values.get(name)}


def _get_phones(values):
    return {phone_digits(values[name]) for name in ("phone", "mobile") if values.get(name)}
