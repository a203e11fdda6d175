"""The thirty people of the firm, their departments and what they may do.

Nothing here touches a database.
"""

from dataclasses import dataclass

from .people import make_mobile, make_person, slug

FIRM_NAME = "Tresvalls Asesores y Abogados, S.L.P."
FIRM_DOMAIN = "tresvalls.example"
FIRM_TOWN = ("17", "Girona", "17002")
FIRM_STREET = "Carrer de la Riera, 12"

#: Department -> name of its team.
DEPARTMENTS = {
    "direccion": "Dirección",
    "fiscal": "Fiscal y contable",
    "laboral": "Laboral",
    "juridico": "Jurídico y mercantil",
    "negocio": "Desarrollo de negocio",
    "administracion": "Administración",
}
#: Service line -> department that does it; the rest are of ``juridico``.
LINE_DEPARTMENT = {
    "fiscal": "fiscal",
    "contable": "fiscal",
    "comunidades": "fiscal",
    "auditoria": "fiscal",
    "laboral": "laboral",
    "extranjeria": "laboral",
    "subvenciones": "negocio",
    "consultoria": "negocio",
}
#: Login of who shows the demo: Odoo's own administrator plays the partner who looks for business.
PRESENTER = "admin"
#: (department, title of a woman, title of a man, role, how many).
#: Roles: manager, steward, user, invoicing (no CRM).
_POSTS = (
    ("direccion", "Socia directora", "Socio director", "manager", 1),
    ("direccion", "Socia", "Socio", "manager", 2),
    ("fiscal", "Jefa de fiscal", "Jefe de fiscal", "user", 1),
    ("fiscal", "Asesora fiscal", "Asesor fiscal", "user", 5),
    ("fiscal", "Contable", "Contable", "user", 4),
    ("laboral", "Jefa de laboral", "Jefe de laboral", "user", 1),
    ("laboral", "Asesora laboral", "Asesor laboral", "user", 3),
    ("laboral", "Técnica de nóminas", "Técnico de nóminas", "user", 3),
    ("juridico", "Abogada", "Abogado", "user", 4),
    ("negocio", "Socia de expansión", "Socio de expansión", "manager", 1),
    ("negocio", "Responsable de datos", "Responsable de datos", "steward", 1),
    ("negocio", "Consultora", "Consultor", "user", 1),
    ("administracion", "Facturación", "Facturación", "invoicing", 2),
    ("administracion", "Recepción", "Recepción", "user", 1),
)


@dataclass
class Member:
    """One of the staff; ``login`` is the password too."""

    login: str
    name: str
    email: str
    function: str
    department: str
    role: str
    phone: str


def make_staff(rng):
    """Return the staff, each with a login of its own."""
    staff, surnames = [], set()
    for department, woman, man, role, count in _POSTS:
        for _post in range(count):
            person = make_person(rng, "ca")
            while person.origin == "foreign" or person.surnames.split()[0] in surnames:
                person = make_person(rng, "ca")
            surnames.add(person.surnames.split()[0])
            function = woman if person.sex == "f" else man
            login = f"{slug(person.first)}.{slug(person.surnames.split()[0])}"
            email = f"{login}@{FIRM_DOMAIN}"
            if (department, role) == ("negocio", "manager"):
                login = PRESENTER
            staff.append(Member(login, person.name, email, function, department, role, make_mobile(rng)))
    return staff
