"""Two campaigns for data protection: that of last spring, sealed, and that of this autumn, being designed.

Nothing here touches a database.
"""

LINE = "datos"
SPRING = {
    "title": "Protección de datos: primavera",
    "objective": "Que las sociedades que ya son clientes nos encarguen la adaptación y el mantenimiento.",
    "strategy": "<p>Primero una carta con un caso real; a las tres semanas, una llamada a quien no contestó.</p>",
    "reasons": "<p>Ya confían en nosotros para los impuestos, y una sanción les cuesta más que diez años de cuota.</p>",
    "target_recipients": 120,
    "target_responses": 15,
    "target_leads": 6,
    "target_clients": 3,
    "target_revenue": 3000,
    "budget": 400,
    "lessons": "<p>Quien recibe la carta y después la llamada contesta el doble que quien solo recibe la carta.</p>",
    "mistakes": "<p>Empezar en la semana de la renta: nadie tenía tiempo para atendernos.</p>",
}
LETTER = {
    "name": "Carta: su empresa y la protección de datos",
    "channel": "post",
    "subject": "Su empresa y la protección de datos",
    "body": """<p>Estimado cliente:</p>
<p>La Agencia Española de Protección de Datos ha sancionado este año a empresas como la suya por cosas tan sencillas
como una cámara mal señalizada o un correo con todas las direcciones a la vista.</p>
<p>Le ofrecemos revisar en una mañana qué le falta y dejarlo resuelto por una cuota fija.</p>
<p>Si le interesa, llámenos o devuélvanos esta carta con su teléfono.</p>""",
    "strategy": "<p>Una carta firmada por la socia: una sola página.</p>",
    "cost": 96,
    "lessons": "<p>El ejemplo de la cámara es lo que más recuerdan al llamarles.</p>",
    "mistakes": "<p>Faltaba el teléfono directo: llamaban a centralita y se perdían.</p>",
}
CALLS = {
    "name": "Llamadas a quien no contestó la carta",
    "channel": "call",
    "script": """<p>Le llamo por la carta que le enviamos hace tres semanas sobre la protección de datos.</p>
<ul><li>¿Tienen cámaras, página web o una lista de correo de clientes?</li>
<li>¿Quién se lo revisó por última vez?</li>
<li>En una mañana le decimos qué falta. ¿Le va bien la semana que viene?</li></ul>""",
    "strategy": "<p>Solo a quien recibió la carta y no dijo nada, y siempre por la mañana.</p>",
    "cost": 180,
    "lessons": "<p>Entre las diez y las doce contestan el doble.</p>",
    "mistakes": "<p>Llamar sin tener la carta delante.</p>",
}
AUTUMN = {
    "title": "Protección de datos: otoño",
    "objective": "Llegar a las sociedades que en primavera no contestaron, y a los clientes nuevos.",
    "strategy": "<p>Un correo corto a quien lo consiente, y una visita a quien en primavera pidió información.</p>",
    "reasons": "<p>La carta funcionó, pero faltaba el teléfono directo; quien pidió información merece una visita.</p>",
    "target_recipients": 80,
    "target_responses": 12,
    "target_leads": 5,
    "target_clients": 2,
    "target_revenue": 2400,
    "budget": 250,
}
MAIL = {
    "name": "Correo: ¿su web cumple?",
    "channel": "email",
    "subject": "¿Su página web cumple con la protección de datos?",
    "body": """<p>Hola:</p>
<p>¿Sabe qué hace su página web con los datos de quien la visita? En diez minutos se lo decimos, sin coste.</p>
<p>Conteste a este correo con la dirección de su página y le enviamos el resultado esta misma semana.</p>""",
    "strategy": "<p>Correo de cinco líneas con una sola pregunta. Sale un martes a las diez.</p>",
    "exclude_days": 0,
}
VISITS = {
    "name": "Visitas a quien pidió información en primavera",
    "channel": "visit",
    "script": """<ul><li>Qué ha cambiado desde la primavera.</li><li>Enseñar el informe de ejemplo.</li>
<li>Dejar el presupuesto hecho, con la cuota del año.</li></ul>""",
    "strategy": "<p>Preguntaron y no les dimos seguimiento: es el error de la primavera que más pesa.</p>",
    "cost": 60,
}
#: One of so many signed that they want our news by e-mail, with these words.
CONSENTED = 3
CONSENT = "Autorizo a Tresvalls a enviarme por correo electrónico información sobre sus servicios."
NOTES = (
    "Repetir la idea de la carta, con el teléfono directo de quien lo lleva.",
    "Llamar de diez a doce. Que quien llama tenga la carta delante.",
)
#: (each so many recipients, what they answered, how it came, in their words), of the letter and of the calls.
LETTER_ANSWERS = (
    (17, "interested", "post", "Tenemos cámaras y no sabemos si el cartel está bien. Llámennos."),
    (13, "information", "typed", "Llamó preguntando cuánto cuesta."),
    (23, "not_interested", "post", "Nos lo lleva un cuñado."),
)
CALLS_ANSWERS = (
    (7, "interested", "call", "Quiere que vayamos antes de fin de mes."),
    (4, "not_interested", "call", "Lo tienen contratado con otra firma."),
    (5, "later", "call", "Que le llamemos después del verano."),
    (9, "information", "call", "Que le enviemos un ejemplo de informe."),
)
