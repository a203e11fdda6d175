"""The acts that the gazette of the registers of companies publishes: how it calls them, and which says most.

Source: the entries of the first section of the BORME, and the Regulation of the Registers of Companies (RD
1784/1996, articles 386 to 388), which says what each kind of act publishes.
"""

#: Kind -> the headings that the gazette gives it, without accents; one that ends in * goes on with more words.
VOCABULARY = {
    "constitution": ("constitucion", "nueva sociedad", "primera inscripcion*"),
    "name_change": ("cambio de denominacion social", "cambio de denominacion"),
    "address_change": ("cambio de domicilio social", "cambio de domicilio", "traslado de domicilio"),
    "object_change": ("cambio de objeto social", "ampliacion del objeto social", "ampliacion de objeto social"),
    "appointment": ("nombramientos",),
    "reelection": ("reelecciones",),
    "cessation": ("ceses/dimisiones", "ceses", "dimisiones"),
    "revocation": ("revocaciones",),
    "cancelled_office": ("cancelaciones de oficio de nombramientos",),
    "powers": ("modificacion de poderes",),
    "sole_owner": (
        *("declaracion de unipersonalidad", "sociedad unipersonal", "cambio de identidad del socio unico"),
        *("cambio del socio unico", "cambio de socio unico"),
    ),
    "sole_owner_lost": ("perdida del caracter de unipersonalidad", "perdida de caracter de unipersonalidad"),
    "capital_increase": (
        *("ampliacion de capital", "acuerdo de ampliacion de capital social sin ejecutar*"),
        *("desembolso de dividendos pasivos", "desembolso de los dividendos pasivos"),
    ),
    "capital_reduction": ("reduccion de capital",),
    "dissolution": ("disolucion",),
    "extinction": ("extincion", "cancelacion de la hoja registral*"),
    "insolvency": ("situacion concursal", "suspension de pagos", "quiebra"),
    "bad_debt": ("credito incobrable", "anotacion preventiva. declaracion de deudor fallido", "deudor fallido"),
    "sheet_closed": ("cierre provisional*", "cierre de la hoja registral*", "cierre hoja registral*"),
    "sheet_reopened": ("reapertura hoja registral*", "reapertura de la hoja registral*"),
    "reactivation": ("reactivacion de la sociedad*",),
    "merger": (
        *("fusion por absorcion", "fusion por union", "fusion", "fusion transfronteriza"),
        *("cesion global de activo y pasivo", "cesion global del activo y pasivo"),
    ),
    "split": ("escision parcial", "escision total", "escision", "segregacion"),
    "transformation": ("transformacion de sociedad", "transformacion"),
    "branch": ("apertura de sucursal", "primera sucursal de sociedad extranjera", "sucursal", "cierre de sucursal"),
    "bylaws": (
        *("modificaciones estatutarias", "modificacion de duracion", "adaptacion de sociedad", "adaptacion ley*"),
        *("adaptada segun*", "emision de obligaciones"),
    ),
    "website": ("pagina web de la sociedad",),
    "sole_trader": ("empresario individual",),
    "erratum": ("fe de erratas",),
    "other": (
        *("otros conceptos", "articulo 378.5 del reglamento del registro mercantil*", "anotacion preventiva*"),
        "situacion de la sociedad",
    ),
    "registry_data": ("datos registrales",),
}
#: Of an entry with several acts, the one that says most; what is not here comes last.
IMPORTANCE = (
    *("extinction", "dissolution", "insolvency", "nif_revoked", "sheet_closed", "bad_debt", "constitution"),
    *("name_change", "transformation", "merger", "split", "address_change", "object_change", "sole_owner"),
    *("sole_owner_lost", "reactivation", "sheet_reopened", "capital_reduction", "capital_increase"),
    *("cessation", "appointment", "revocation", "cancelled_office", "reelection", "powers", "branch"),
    *("website", "bylaws", "sole_trader", "erratum", "other"),
)
#: What whoever looks after a client has to know at once.
ALARMING = frozenset(("extinction", "dissolution", "insolvency", "nif_revoked", "sheet_closed", "bad_debt"))
#: Acts whose text is anybody's prose: a number before a heading there makes it the title of an article.
PROSE = frozenset(("bylaws", "other", "object_change", "constitution"))
