"""How the known programs call the columns of what they write."""

from .headers import header_key


class Columns(dict):
    """{header_key: field}; ``titles``: {header_key: how the program writes it}."""

    def __init__(self):
        self.titles = {}


def _columns(text):
    """Return the :class:`Columns` of lines ``field: header; header``; the field ``-`` is none."""
    columns = Columns()
    for line in text.strip().splitlines():
        field, _, names = line.strip().partition(": ")
        for name in names.split(";"):
            columns[header_key(name)] = "" if field == "-" else field
            columns.titles[header_key(name)] = name.strip()
    return columns


HOLDED = _columns("""
    name: Fiscal name; Nombre fiscal
    trade_name: Trade name; Nombre comercial
    contact_name: Contact person; Persona de contacto
    nif: NIF
    email: Email
    phone: Phone; Teléfono
    mobile: Mobile; Móvil
    street: Address; Dirección
    city: Town; Población
    zip: Postal code; Código postal
    state: Province; Provincia
    country: Country; País
    iban: IBAN
    tags: Tags
    website: Website
    -: SWIFT
""")
FACTUSOL = _columns("""
    ref: CODCLI
    nif: NIFCLI
    name: NOFCLI
    trade_name: NOCCLI
    street: DOMCLI
    city: POBCLI
    zip: CPOCLI
    state: PROCLI
    country: PAICLI
    email: EMACLI
    phone: TELCLI
    mobile: MOVCLI
    website: WEBCLI
    notes: OBSCLI
    contact_name: PERCLI
    -: FAXCLI
""")
LEDGER = _columns("""
    ref: cod; código; subcuenta; cuenta; código cuenta; cod cuenta; código subcuenta; cuenta contable
    name: título; nombre; descripción; título cuenta; nombre cuenta; título subcuenta
    nif: nif; cif; nif cif; cif nif; dni; cnif
    street: domicilio; dirección
    city: población; localidad
    state: provincia
    zip: codpostal; codpost; código postal; cp
    phone: telef01; teléfono; telef02; teléfono 2
    email: email; e-mail; correo electrónico
    country: país
    -: fax01; fax; saldo; debe; haber; divisa; iva; departamento; proyecto
""")
OUTLOOK = _columns("""
    first_name: Nombre; Segundo nombre; First Name; Middle Name; Nom; Segon nom
    last_name: Apellidos; Last Name; Cognoms
    name: Organización; Compañía; Empresa; Company; Organització; Companyia
    function: Puesto; Cargo; Job Title; Càrrec; Lloc de treball
    street: Calle del trabajo; Business Street; Carrer de la feina; Carrer del treball
    street2: Calle del trabajo 2; Calle del trabajo 3; Business Street 2; Business Street 3
    city: Ciudad de trabajo; Ciudad del trabajo; Business City; Ciutat de la feina; Ciutat del treball
    state: Provincia o estado de trabajo; Provincia o estado del trabajo; Business State
    state: Província o estat de la feina; Província o estat del treball
    zip: Código postal del trabajo; Business Postal Code; Codi postal de la feina; Codi postal del treball
    country: País o región del trabajo; País o región de trabajo; Business Country/Region
    country: País o regió de la feina; País o regió del treball
    phone: Telèfon de la feina; Telèfon del treball; Telèfon de la feina 2; Telèfon particular
    phone: Teléfono del trabajo; Teléfono del trabajo 2; Teléfono particular; Teléfono principal de la compañía
    phone: Business Phone; Business Phone 2; Home Phone; Company Main Phone; Primary Phone
    mobile: Teléfono móvil; Mobile Phone; Telèfon mòbil
    email: Dirección de correo electrónico; E-mail Address; Adreça electrònica; Adreça de correu electrònic
    email2: Adreça electrònica 2; Adreça de correu electrònic 2; Adreça electrònica 3; Adreça de correu electrònic 3
    email2: Dirección de correo electrónico 2; Dirección del correo electrónico 2; E-mail 2 Address
    email2: Dirección de correo electrónico 3; Dirección del correo electrónico 3; E-mail 3 Address
    website: Página web; Web Page; Pàgina web
    tags: Categorías; Categories
    notes: Notas; Notes
    -: Tractament; Títol; Sufix; Departament; Aniversari; Fax de la feina; Fax del treball; Sexe; Prioritat; Privat
    -: Título; Tratamiento; Title; Sufijo; Suffix; Departamento; Department; Cumpleaños; Birthday; Fax del trabajo
    -: Business Fax; Número de fax del trabajo; Sexo; Gender; Prioridad; Priority; Privado; Private; Iniciales; Initials
""")
GOOGLE = _columns("""
    first_name: First Name; Given Name; Middle Name; Additional Name
    last_name: Last Name; Family Name
    name: Organization Name; Organization 1 - Name
    function: Organization Title; Organization 1 - Title
    email: E-mail 1 - Value
    email2: E-mail 2 - Value; E-mail 3 - Value; E-mail 4 - Value
    phone: Phone 1 - Value; Phone 3 - Value; Phone 4 - Value
    mobile: Phone 2 - Value
    street: Address 1 - Street
    street2: Address 1 - Extended Address
    city: Address 1 - City
    state: Address 1 - Region
    zip: Address 1 - Postal Code
    country: Address 1 - Country
    website: Website 1 - Value
    tags: Labels; Group Membership
    notes: Notes
    first_name: Nombre; Segundo nombre; Nombre de pila
    last_name: Apellidos; Apellido
    name: Nombre de la organización; Organización 1 - Nombre; Nombre de organización
    function: Cargo en la organización; Título de la organización; Cargo de la organización; Organización 1 - Cargo
    email: Correo electrónico 1 - Valor; E-mail 1 - Valor
    email2: Correo electrónico 2 - Valor; Correo electrónico 3 - Valor; E-mail 2 - Valor; E-mail 3 - Valor
    phone: Teléfono 1 - Valor; Teléfono 3 - Valor; Teléfono 4 - Valor
    mobile: Teléfono 2 - Valor
    street: Dirección 1 - Calle
    street2: Dirección 1 - Dirección ampliada; Dirección 1 - Dirección extendida
    city: Dirección 1 - Ciudad
    state: Dirección 1 - Región; Dirección 1 - Provincia
    zip: Dirección 1 - Código postal
    country: Dirección 1 - País
    website: Sitio web 1 - Valor
    tags: Etiquetas; Pertenencia a grupos
    notes: Notas
    -: Cumpleaños; Foto; Apodo; Departamento de la organización; Correo electrónico 1 - Etiqueta
    -: Correo electrónico 2 - Etiqueta; Teléfono 1 - Etiqueta; Teléfono 2 - Etiqueta; Dirección 1 - Etiqueta
    -: Dirección 1 - Apartado de correos; Dirección 1 - Formato; Sitio web 1 - Etiqueta; E-mail 1 - Etiqueta
    -: Name; Name Prefix; Name Suffix; Nickname; File As; Photo; Birthday; Organization Department
    -: Address 1 - Formatted; Organization 1 - Type; Organization 1 - Department
    -: E-mail 1 - Label; E-mail 2 - Label; Phone 1 - Label
    -: Phone 2 - Label; E-mail 1 - Type; E-mail 2 - Type; Phone 1 - Type; Phone 2 - Type; Address 1 - Label
    -: Address 1 - Type; Address 1 - PO Box; Website 1 - Label; Website 1 - Type; Phonetic First Name
    -: Phonetic Last Name; Phonetic Middle Name; Yomi Name; Initials; Gender; Location; Language
""")
LINKEDIN = _columns("""
    first_name: First Name; Nombre
    last_name: Last Name; Apellidos
    name: Company; Empresa
    function: Position; Cargo
    email: Email Address; Dirección de correo electrónico
    date: Connected On; Conectado el; Fecha de conexión
    notes: URL
""")
