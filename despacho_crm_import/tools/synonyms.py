"""How Spanish, Catalan and English files call the columns of a contact.

Each word is a header as :func:`.headers.header_key` reduces it. The programs'
own codes (FactuSol, Sage, ContaPlus, Outlook, Google, LinkedIn, Holded) are
among them. A header that may mean several things is given under each of them,
with how likely it is.
"""

#: field: headers that mean nothing else.
EXACT = {
    "nif": """ifz; ifk; nan; n de documento; codigo nif; cod nif; codi nif; codigo cif; codigo nif cif;
        nif; cif; dni; nie; nif cif; cif nif; nif dni; dni nif; cif dni;
        dni cif; nif nie; nif cif nie;
        n i f; c i f; d n i; numero de identificacion fiscal; identificacion fiscal; id fiscal; codigo fiscal;
        documento; documento identidad; documento de identidad; numero documento; num documento; vat; vat number;
        vat no; tax id; tax number; nif iva; nif intracomunitario; nifcli; cifcli; cdnicif; cnif; nif titular;
        identificador fiscal; numero fiscal; codi fiscal; nif o cif; cif o nif; vat id; tin; vatnumber; dni nie""",
    "name": """izena; sozietatearen izena; bezeroa; razon social; rao social; nombre fiscal; nom fiscal;
        nombre o razon social; nom o rao social;
        nombre razon social; nombre y razon social; razon social o nombre; apellidos y nombre o razon social;
        apellidos nombre o razon social; fiscal name; legal name; company name; organization name; organisation name;
        nombre empresa; nombre de la empresa; nom empresa; nom de l empresa; nombre cliente; nombre del cliente;
        nom client; nom del client; denominacion; denominacion social; denominacio; denominacio social; nofcli;
        cnomcli; titulo cuenta; account name; customer name; client name; razonsocial; nombrefiscal; rsocial;
        nombre sociedad; sociedad; societat; titular; razon; r social; business name""",
    "trade_name": """nombre comercial; nom comercial; trade name; trading name; marca; marca comercial; rotulo;
        noccli; alias; nombre corto; nombrecomercial; cnomcom; rotul""",
    "first_name": """first name; given name; nombre de pila; nom de pila; firstname; nombre propio; primer nombre""",
    "last_name": """apellidos; apellido; cognoms; cognom; last name; surname; family name; lastname;
        primer apellido; apellido 1; primer cognom""",
    "contact_name": """persoa de contacto; persoa contacto; harremanetarako pertsona; kontaktua;
        persona de contacto; persona contacto; persona de contacte; persona contacte; contact person;
        contact name; nombre contacto; nombre de contacto; nombre del contacto; nom contacte; nom de contacte;
        contacto principal; interlocutor; responsable; percli; nombre persona contacto; contacto 1; attn;
        a la atencion;
        a la atencion de; representante; administrador; gerente""",
    "function": """cargo; puesto; puesto de trabajo; carrec; job title; job position; position; title; funcion;
        organization title; puesto cargo; cargo puesto; lloc de treball; role; profesion; professio; ocupacion""",
    "kind": """tipo de persona; tipo persona; persona fisica juridica; fisica juridica; tipus de persona;
        tipus persona; person type; company type; empresa o particular""",
    "street": """helbidea; enderezo; kalea; direccion; domicilio; domicilio fiscal; domicilio social;
        direccion fiscal; direccion postal;
        direccion completa; calle; via; adreca; domicili; domicili fiscal; domicili social; carrer; address; street;
        street address; domcli; calle del trabajo; business street; work street; business address; address 1 street;
        address 1; address line 1; direccion 1; direccion social; adreca fiscal; adreca postal; cdomicilio; senas;
        calle y numero; nombre via; nombre de la via; work address; address 1 formatted""",
    "street2": """direccion 2; domicilio 2; street 2; street2; address line 2; address 2; adreca 2; calle 2;
        complemento; piso; resto direccion; business street 2; calle del trabajo 2; piso y puerta; domicilio ampliado;
        address 1 extended address; escalera piso puerta""",
    "zip": """posta kodea; pk; cp; c p; codigo postal; cod postal; codpostal; codi postal; c postal; cpostal;
        codpost; postal; zip;
        zip code; zipcode; postal code; postcode; post code; dp; d p; distrito postal; districte postal; cpocli;
        ccodpos;
        codigo postal del trabajo; business postal code; address 1 postal code; cdgo postal; cod post""",
    "city": """pob; herria; concello; poblacion; poblacio; localidad; localitat; municipio; municipi; ciudad;
        ciutat; town; city; pueblo;
        pobcli; cpobcli; ciudad de trabajo; ciudad del trabajo; business city; address 1 city; termino municipal;
        poblacion fiscal; localidad o poblacion; municipality""",
    "state": """probintzia; lurraldea; provincia; prov; state; province; region; procli; cprovincia;
        comarca y provincia;
        provincia o estado de trabajo; provincia o estado del trabajo; business state; address 1 region;
        provincia estado; estado provincia; nombre provincia; county""",
    "country": """pais; country; paicli; pais region; pais o region; pais o region del trabajo;
        business country region;
        pais o region de trabajo; address 1 country; codigo pais; cod pais; country code; nacion; business country""",
    "phone": """tlf1; tel1; telf1; tfno1; telefonoa; numero de telefono; num telefono; numero telefono;
        numero de telefon; n telefono; telefono; telefon; tel; tlf; tfno; tf; telf; tlfno; telfno; phone;
        phone number; telephone; telefono 1;
        telefon 1; tel 1; telefonos; telefons; telefono fijo; fijo; fix; telefon fix; telcli; telef01; telefono01;
        telefono del trabajo; business phone; phone 1 value; telefono principal; primary phone; landline; tels;
        telefono de contacto; telefon de contacte; work phone; telefono movil fijo; telefono fijo movil; t; tfn;
        tefono;
        telf 1; tfno 1; telefono trabajo; telefono oficina; company main phone; tlf 1; telefono y movil; telef""",
    "mobile": """numero de telefono movil; numero de movil; num movil; mugikorra; sakelakoa; tlf movil 1;
        numero de mobil; movil; telefono movil; mobil; telefon mobil; mobile; mobile phone; cell; cell phone;
        cellphone;
    celular;
        tel movil; tlf movil; tfno movil; telf movil; movcli; movil 1; whatsapp; phone 2 value; n movil;
        movil contacto""",
    "email": """posta elektronikoa; e posta; correu e; enderezo electronico; email; e mail; mail; correo;
        correo electronico; correu; correu electronic; email address;
    e mail address;
        direccion de correo electronico; direccion de correo; emacli; email 1; e mail 1 value; e mail 1; correo e;
        mail 1; e correo; correos; emails; adreca electronica; a e; direccion de email; direccion de e mail; eml;
        correo electronico 1; direccion electronica; email principal""",
    "email2": """email 2; e mail 2; correo 2; segundo email; segundo correo; e mail 2 value; correo electronico 2;
    mail 2;
        direccion de correo electronico 2; direccion del correo electronico 2; e mail 2 address; second email;
        otro email; otro correo; email alternativo; email facturacion; email facturas""",
    "website": """web; pagina web; sitio web; website; web page; pagina; url; web site; lloc web; webcli; www;
        homepage;
        website 1 value; direccion web; internet""",
    "iban": """iban; cuenta bancaria; numero de cuenta; n cuenta; ccc; cuenta corriente; bank account; iban cuenta;
        compte bancari; numero cuenta; iban number; cta bancaria; cuenta iban; numero de cuenta bancaria; c c c;
        domiciliacion""",
    "activity": """actividad; activitat; cnae; cod cnae; codigo cnae; cnae 2009; cnae 2025; cnae principal; activity;
        sector; sector actividad; sector de actividad; actividad principal; industry; epigrafe; iae; epigrafe iae;
        actividad economica; objeto social; ramo; industry name; descripcion actividad; giro""",
    "employees": """empleados; n empleados; numero de empleados; num empleados; trabajadores; n trabajadores;
        numero de trabajadores; num trabajadores; employees; plantilla; treballadors; nombre de treballadors;
        number of employees; headcount; n treballadors; numero empleados; numero trabajadores""",
    "turnover": """facturacion; facturacion anual; ventas; cifra de negocio; cifra de negocios; cifra negocios;
    turnover;
        revenue; sales; ingresos; volumen de negocio; facturacio; import net; ingresos de explotacion; vendes;
        importe neto cifra de negocios; ventas anuales; annual revenue; volumen de negocios; volumen facturacion;
        importe neto de la cifra de negocios; ventas netas; ingresos explotacion; xifra de negocis; volum de negoci;
        import net de la xifra de negocis; operating revenue""",
    "tags": """etiquetas; etiquetes; tags; tag; categorias; categories; categoria; labels; grupo; grup; category;
    groups;
        group membership; clasificacion; clase; familia""",
    "date": """conectado el; fecha de conexion; data de creacio; fecha registro; data de alta; create date; fecha;
        fecha alta; fecha de alta; data d alta; data alta; falcli; date; created; created on;
    fecha creacion;
        fecha de creacion; connected on; fecha modificacion; fecha de modificacion; ultima modificacion;
        last modified;
        updated; actualizado; data; fecha actualizacion; fecha de actualizacion; f alta; alta; creado; creado el""",
    "interests": """interested in; interesado por; intereses del cliente; interes; intereses; servicio de interes;
        servicios de interes; servicios que le interesan;
        le interesa; interesado en; interesada en; interests; services of interest; interessos; serveis d interes;
        serveis que li interessen; interessat en; necesidades; needs""",
    "source": """origen; procedencia; fuente; source; origen del contacto; procedencia del contacto; canal; font""",
    "ref": """codigo; cod; cod cliente; codigo cliente; codigo de cliente; codcli; ref; referencia; reference; id;
        codi;
        codi client; n cliente; numero de cliente; num cliente; customer id; client id; codigo contable; subcuenta;
        cuenta contable; cuenta; cod contable; code; n; num; numero; id cliente; n expediente; expediente;
        external id;
        n client; codi de client; ccodcli; id externo; n orden; orden; customer code; compte; codigo interno""",
    "notes": """obs; oharrak; description; observ; observaciones; observacions; notas; notes; comentarios;
        comentaris; comments; comment; nota; note;
    obscli;
        anotaciones; remarks; comentario; informacion adicional; otros; altres; detalles; descripcion; mobservacion;
        informacion; otros datos""",
    # Known, and not for the base.
    "": """fax; telefax; faxcli; fax del trabajo; business fax; swift; bic; swift bic; bic swift; fecha de nacimiento;
        data de naixement; birthday; cumpleanos; photo; segundo nombre; middle name; departamento; department;
        forma de pago; tipo de iva; descuento; tarifa; vencimiento; dia de pago; e mail 1 label; phone 1 label;
        phone 2 label; e mail 2 label; website 1 label; address 1 label; sexo; edad; importe; total; saldo; debe;
        haber;
        tratamiento; name prefix; name suffix; nickname; file as; phonetic first name; phonetic last name;
        phonetic middle name; organization department; password; contrasena; clave""",
}

#: header: how likely each field is; the other columns decide.
AMBIGUOUS = {
    "nombre": {"name": 0.8, "first_name": 0.7, "contact_name": 0.6, "trade_name": 0.3},
    "nom": {"name": 0.8, "first_name": 0.7, "contact_name": 0.6, "trade_name": 0.3},
    "name": {"name": 0.8, "first_name": 0.6, "contact_name": 0.6, "trade_name": 0.3},
    "titulo": {"name": 0.8, "function": 0.4},
    "empresa": {"name": 0.95, "trade_name": 0.5},
    "companyia": {"name": 0.95, "trade_name": 0.5},
    "compania": {"name": 0.95, "trade_name": 0.5},
    "company": {"name": 0.95, "trade_name": 0.5},
    "organizacion": {"name": 0.95, "trade_name": 0.5},
    "organitzacio": {"name": 0.95, "trade_name": 0.5},
    "organization": {"name": 0.95, "trade_name": 0.5},
    "entidad": {"name": 0.9, "trade_name": 0.4},
    "entitat": {"name": 0.9, "trade_name": 0.4},
    "cliente": {"name": 0.85, "ref": 0.3, "contact_name": 0.2},
    "client": {"name": 0.85, "ref": 0.3, "contact_name": 0.2},
    "customer": {"name": 0.85, "ref": 0.3},
    "clientes": {"name": 0.85},
    "proveedor": {"name": 0.8},
    "contacto": {"contact_name": 0.9, "name": 0.6},
    "contacte": {"contact_name": 0.9, "name": 0.6},
    "contact": {"contact_name": 0.9, "name": 0.6},
    "nombre y apellidos": {"name": 0.8, "contact_name": 0.79},
    "apellidos y nombre": {"name": 0.8, "contact_name": 0.79},
    "apellidos nombre": {"name": 0.8, "contact_name": 0.79},
    "nom i cognoms": {"name": 0.8, "contact_name": 0.79},
    "cognoms i nom": {"name": 0.8, "contact_name": 0.79},
    "nombre completo": {"name": 0.8, "contact_name": 0.79},
    "nom complet": {"name": 0.8, "contact_name": 0.79},
    "full name": {"name": 0.8, "contact_name": 0.79},
    "display name": {"name": 0.8, "contact_name": 0.79},
    "persona": {"contact_name": 0.8, "name": 0.5},
    "nombre 2": {"trade_name": 0.6},
    "nombre2": {"trade_name": 0.6},
    "telefono 2": {"mobile": 0.6, "phone": 0.5},
    "telefon 2": {"mobile": 0.6, "phone": 0.5},
    "tel 2": {"mobile": 0.6, "phone": 0.5},
    "telf 2": {"mobile": 0.6, "phone": 0.5},
    "tlf 2": {"mobile": 0.6, "phone": 0.5},
    "telef02": {"mobile": 0.6, "phone": 0.5},
    "tlf2": {"mobile": 0.6, "phone": 0.5},
    "tel2": {"mobile": 0.6, "phone": 0.5},
    "telf2": {"mobile": 0.6, "phone": 0.5},
    "tfno2": {"mobile": 0.6, "phone": 0.5},
    "otro telefono": {"mobile": 0.6, "phone": 0.5},
    "telefono particular": {"phone": 0.6, "mobile": 0.4},
    "home phone": {"phone": 0.6, "mobile": 0.4},
    "business phone 2": {"mobile": 0.3, "phone": 0.3},
    "tipo": {"kind": 0.5, "tags": 0.4},
    "tipus": {"kind": 0.5, "tags": 0.4},
    "type": {"kind": 0.5, "tags": 0.4},
    "zona": {"tags": 0.4},
    "estado": {"tags": 0.3, "state": 0.3},
}

#: In what the amounts under a title are, where not in euros, and what goes with it.
THOUSANDS = frozenset("mil miles milers k th thousand thousands".split())
MILLIONS = frozenset("m mm mill millon millones milio milions million millions".split())
UNITS = frozenset(("de", "en", "d", "eur", "euro", "euros")) | THOUSANDS | MILLIONS

#: Words that say whose data it is and not what: «Teléfono cliente», «E-mail empresa».
QUALIFIERS = frozenset(
    """cliente client empresa fiscal fiscales social principal contacto contacte contact trabajo treball del de la
    el los las d l i y el work business oficina despacho titular sociedad 1 company customer profesional
    professional facturacion billing primary main""".split()
)

#: target: {field: headers that mean it in a file of that target, whatever they mean in others}.
OF_TARGETS = {
    "lead": {
        "subject": """asunto; assumpte; subject; tema; oportunidad; oportunitat; opportunity; lead; nombre del lead;
            lead name; opportunity name; deal name; nombre de la oportunidad; titulo; motivo; motiu;
            motivo de la consulta; motivo del contacto""",
        "description": """descripcion; descripcio; description; mensaje; missatge; message; consulta; texto; text;
            que necesita; necesidad; peticion; peticio; solicitud; inquiry; enquiry; pregunta""",
        "medium": """medio; mitja; medium; canal; channel; utm medium; canal de entrada; via de entrada""",
        "campaign": """campana; campanya; campaign; utm campaign; feria; fira; fair; trade show; evento; esdeveniment;
            event; nombre de la feria; nombre de la campana; form; form name; formulario; formulari""",
        "source": """utm source; traffic source; lead source; origen del lead; original source""",
        "interests": """servicio; servei; service; servicios; serveis; services; servicio solicitado;
            servicio de interes; producto; product""",
        "expected_revenue": """importe; import; importe estimado; importe previsto; ingresos esperados;
            ingresos previstos; presupuesto; pressupost; valor; valor estimado; expected revenue; amount;
        deal value; deal amount; value;
            potencial; honorarios; honorarios estimados""",
    },
    "billing": {
        "amount": """importe; import; imports; importe total; total; total facturado; total facturat; facturado;
            facturat; facturacion; facturacio; ventas; venta; vendes; base; base imponible; base imposable;
            importe neto; import net; neto; net; subtotal; importe anual; import anual; total anual; total ventas;
            importe operaciones; importe de las operaciones; importe de operaciones; importe anual de las operaciones;
            importe total operaciones; importe facturado; total factura; total sin iva; importe sin iva;
            base imponible total; total base imponible; total base; importe base; importe con iva; total con iva;
            total iva incluido; amount; net amount; untaxed amount; sales; revenue; euros; cifra; volumen; acumulado;
            honorarios; facturacion anual; ventas netas; ventas totales; total general; impbas; totfac""",
        "year": """ano; any; ejercicio; exercici; year; periodo; anualidad; ano fiscal; ejercicio fiscal; ano factura;
            anio; fiscal year""",
        "date": """fecha; fecha factura; fecha de factura; fecha de la factura; fecha emision; fecha de emision;
            fecha expedicion; data; data factura; data de factura; date; invoice date; f factura; ffactura; fecfac""",
        "service": """servicio; servei; service; servicios; linea; linea de servicio; departamento; area; seccion;
            concepto; concepte; articulo; article; producto; producte; product; familia; descripcion; descripcio;
            description; tipo de servicio; tipo servicio; item; categoria; cuota; concept; servicio facturado""",
        "name": """declarado; nombre declarado; denominacion declarado; apellidos y nombre o denominacion;
            apellidos y nombre denominacion o razon social; contact; contacto""",
        "nif": """nif declarado; nif del declarado; nif operador; cif cliente; contact id""",
        "": """numero; num; n; n factura; no factura; num factura; numero factura; numero de factura; factura; serie;
            serie y numero; documento; invoice number; number; tags; etiquetas; iva; cuota iva; irpf; retencion;
            estado; vencimiento; forma de pago; cobrado; pendiente""",
    },
    "census": {
        "cnae": """cnae; cod cnae; codigo cnae; codi cnae; cnae 2009; cnae 2025; cnae09; cnae25; cnae2009; cnae2025;
            cnae principal; cnae primario; cnae 1; cnae rev 2; cod cnae 2009; codigo cnae 2009; codigo cnae 2025;
            cod cnae 2025; codi ccae; ccae; cnae 93; clase cnae; actividad cnae; nace; nace code; sector cnae""",
        "cnae_year": """clasificacion; clasificacion cnae; clasificacion del cnae; clasificacion de actividades;
            classificacio; classificacio del cnae; version cnae; version del cnae; ano cnae; ano del cnae;
            classification; classification of the cnae""",
        "activity": """actividad; activitat; activity; actividad principal; activitat principal; descripcion cnae;
            desc cnae; cnae descripcion; literal cnae; texto cnae; descripcion actividad; objeto social;
            objecte social; descripcion de la actividad; sector; epigrafe; descripcion""",
        "legal_form": """forma juridica; forma social; tipo de sociedad; tipo sociedad; tipus de societat;
            legal form; company form; forma legal; naturaleza juridica; personalidad juridica""",
        "founded": """fecha constitucion; fecha de constitucion; data constitucio; data de constitucio; constitucion;
            fecha creacion; fecha de creacion; fecha inicio; fecha de inicio; inicio de actividad; fecha fundacion;
            fecha inicio actividad; ano constitucion; ano de constitucion; ano de creacion; ano fundacion; fundada;
            founded; founded on; incorporation date; date of incorporation; f constitucion; antiguedad; any creacio""",
        "employees": """empleados; num empleados; numero empleados; numero de empleados; n empleados; no empleados;
            trabajadores; numero de trabajadores; num trabajadores; n trabajadores; plantilla; treballadors; empleats;
            plantilla media; ultimo numero empleados; total empleados; employees; headcount; staff""",
        "turnover": """facturacion; ventas; cifra de negocios; cifra negocios; cifra de ventas; importe neto;
            importe neto de la cifra de negocios; ingresos; ingresos de explotacion; facturacio; volum de negoci;
            volumen de negocio; volumen de negocios; ventas eur; facturacion eur; turnover; revenue; sales;
            operating revenue; incn; ultimas ventas""",
        "date": """fecha; fecha actualizacion; fecha de actualizacion; actualizado; actualizado el;
            ultima actualizacion; fecha datos; fecha de los datos; data actualitzacio; updated; last update;
            fecha dato""",
    },
}
