"""What the register of companies published of late: of clients and prospects, and of new companies."""

from datetime import date, timedelta

from ..tools import territory
from ..tools.enrichment.borme import Document, Entry

#: Days ago, what was published of the n-th company with a legal form of the register.
_OF_OURS = (
    (1, 3, "Disolución. Voluntaria. Nombramientos. Liquidador: {officer}."),
    (2, 7, "Cambio de domicilio social. C/ DE LA INDUSTRIA 24 BAJOS ({town})."),
    (2, 9, "Ceses/Dimisiones. Adm. Unico: {officer}. Nombramientos. Adm. Solid.: {officer};SERRA PUIG MARTA."),
    (6, 12, "Situación concursal. Procedimiento concursal 214/2026. Auto de declaración de concurso. Voluntario."),
    (8, 15, "Declaración de unipersonalidad. Socio único: {officer}. Nombramientos. Adm. Unico: {officer}."),
    (9, 20, "Cambio de denominación social. {name} GRUP SL."),
)
_NEW = (
    (1, "FORN DE LA PLAÇA NOVA SL", "Fabricación y venta de pan y pastelería", "3.000,00", "VILA ROCA JOAN"),
    (1, "DATA LLEVANT CONSULTING SL", "Consultoría informática y análisis de datos", "6.000,00", "FERRER COSTA ANNA"),
    (3, "REFORMES INTEGRALS EL PONT SL", "Reformas de viviendas y locales", "3.000,00", "SOLER MAS PERE"),
    (7, "CLINICA DENTAL SOMRIURES SLP", "Odontología y ortodoncia", "12.000,00", "PLANA VIDAL LAIA"),
)
_OFFICERS = ("RIBAS SALA JORDI", "MORENO GIL CARMEN", "PUJOL BOSCH ALBERT", "ORTEGA LEON PILAR", "COSTA FONT NURIA")
_END = " Datos registrales. S 8 , H {}, I/A {} ({:%d.%m.%y})."


def load(loader):
    acts = loader.env["despacho.registry.act"]
    acts._match_ready()
    registered = ("sl", "sa", "slp")
    companies = [one for one in loader.partners.values() if one.legal_form in registered and one.state_id]
    if not companies:
        return
    by_code = territory.BY_CODE
    for index, (ago, place, said) in enumerate(_OF_OURS):
        partner = companies[place % len(companies)]
        officer = _OFFICERS[index % len(_OFFICERS)]
        name = (partner.name or "").upper()
        text = said.format(officer=officer, town=(partner.city or "").upper(), name=name.partition(" ")[0])
        _publish(acts, ago, by_code[partner.state_id.code], name, text, index)
    home = by_code.get(loader.company.state_id.code) or by_code[companies[0].state_id.code]
    for index, (ago, name, aim, capital, officer) in enumerate(_NEW, start=len(_OF_OURS)):
        day = date.today() - timedelta(days=ago)
        text = (
            f"Constitución. Comienzo de operaciones: {day:%d.%m.%y}. Objeto social: {aim}. "
            f"Domicilio: C/ MAJOR {index} ({home.name.upper()}). Capital: {capital} Euros. "
            f"Nombramientos. Adm. Unico: {officer}."
        )
        _publish(acts, ago, home, name, text, index)
    _note_work(loader.env, acts)


def _note_work(env, acts):
    """The source says when it read all that, and how much it found."""
    provider = env["despacho.registry.day"]._get_provider()
    published = acts.search([])
    if provider and published:
        run = provider._start_run()
        run.write({"end": run.start, "asked": len(published), "found": len(published)})


def _publish(acts, ago, province, name, text, index):
    day = date.today() - timedelta(days=ago)
    document = Document(f"BORME-A-{day:%Y}-{int(f'{day:%j}')}-{province.number}", province.name)
    end = _END.format(f"{province.code} {41000 + index}", index + 2, day)
    acts._come(day, document, [Entry(400100 + index, name, "", text + end)])
