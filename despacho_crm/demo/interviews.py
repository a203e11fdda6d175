"""What was said in some visits and meetings, what was agreed and what is next.

Nothing here touches a database.
"""

#: Of the calls of last spring: the visit to the first one who was interested.
SPRING = {
    "name": "Primera visita: cámaras y página web",
    "kind": "visit",
    "minutes_long": 50,
    "place": "En sus oficinas",
    "notes": """<p>Tienen cuatro cámaras en el almacén y un cartel antiguo, sin decir quién responde de las imágenes.
La página web pide el correo de quien se apunta a las ofertas y no explica para qué.</p>
<p>Nadie se lo ha revisado nunca: la informática se la lleva un autónomo, sin contrato de encargo.</p>""",
    "agreements": """<ul><li>Enviamos presupuesto de la adaptación y de la cuota anual.</li>
<li>Nos pasan la lista de programas y de quién entra en cada uno.</li></ul>""",
    "reaction": "interested",
    "chance": 70,
}
#: Of opportunities, the first with people of its own in each stage: (stage, days since, minutes, needs, steps).
#: A need is (what, kind, months until it comes up); a step is (what, days from today, external id of the type).
OF_OPPORTUNITIES = (
    (
        "opportunity_analysis",
        6,
        {
            "name": "Qué necesitan y quién se lo lleva hoy",
            "kind": "visit",
            "minutes_long": 75,
            "place": "En sus oficinas",
            "notes": """<p>Llevan tres años con su asesoría. Tardan días en contestarles y en julio presentaron tarde un
modelo: recargo de 180 €. La gerente quiere una persona de contacto y no un buzón.</p>
<p>Facturan con un programa propio y nos pueden dar los libros en Excel.</p>""",
            "agreements": """<ul><li>Les hacemos presupuesto cerrado por meses, con lo que incluye y lo que no.</li>
<li>Nos dejan ver las tres últimas declaraciones.</li></ul>""",
            "reaction": "interested",
            "chance": 60,
        },
        (
            ("Cambiar de asesoría antes del cierre del año", "need", 0),
            ("Recurrir el recargo de julio", "problem", 0),
            ("Revisar el alquiler de la nave, que vence", "file", 7),
        ),
        (
            ("Preparar el presupuesto por meses", 3, "mail.mail_activity_data_todo"),
            ("Llamar para saber si han reunido las declaraciones", 5, "mail.mail_activity_data_call"),
        ),
    ),
    (
        "opportunity_proposal",
        12,
        {
            "name": "Presentación de la propuesta",
            "kind": "office",
            "minutes_long": 60,
            "place": "Sala grande",
            "notes": """<p>Vinieron los dos socios. La cuota les parece bien; dudan de si las nóminas de los fijos
discontinuos van aparte. Comparan con otra asesoría, que es más barata pero no les visita.</p>""",
            "agreements": """<ul><li>Las nóminas de los fijos discontinuos van en la cuota hasta doce personas.</li>
<li>Deciden antes de fin de mes.</li></ul>""",
            "reaction": "undecided",
            "chance": 50,
        },
        (("Nóminas de fijos discontinuos", "need", 3),),
        (("Llamar por la respuesta a la propuesta", 6, "mail.mail_activity_data_call"),),
    ),
    (
        "opportunity_requested",
        1,
        {
            "name": "Videollamada: qué piden y para cuándo",
            "kind": "video",
            "minutes_long": 30,
            "notes": """<p>Abren otro local en marzo y quieren saber qué les cuesta contratar a cuatro personas.
Falta hablar con quien lleva la contabilidad.</p>""",
            "reaction": "information",
        },
        (("Contratar a cuatro personas en marzo", "interest", 4),),
        (("Enviar el cálculo del coste de cuatro contratos", 4, "mail.mail_activity_data_email"),),
    ),
)
#: Days until minutes are written out: those of yesterday are not.
WRITTEN_IN = 2
