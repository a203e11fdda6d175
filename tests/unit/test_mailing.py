"""What somebody says in their answer to an e-mail, and what is known of a message that was handed over."""

from email.message import EmailMessage

import pytest

from odoo.addons.despacho_crm.tools.mailing.reply import asks_out, is_automatic, own_words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>Me interesa.</p><blockquote><p>Estimado cliente</p></blockquote>", "Me interesa."),
        ('<div>Sí</div><div data-o-mail-quote="1">El texto de antes</div>', "Sí"),
        ("<p>BAJA</p><p>El lun, 3 nov 2026, Gestoría (info@firma.es) escribió:</p><p>Hola</p>", "BAJA"),
        ("<p>Bien</p><p>-----Mensaje original-----</p><p>Hola</p>", "Bien"),
        ("<p>Hola</p><p>&gt; lo de antes</p>", "Hola"),
        ("Llámenme el lunes<br>Gracias", "Llámenme el lunes\nGracias"),
        ("<style>p {}</style><p>Hola</p>", "Hola"),
        ("", ""),
    ],
)
def test_of_an_answer_only_their_own_words_are_kept(body, words):
    assert own_words(body) == words


@pytest.mark.parametrize("text", ["BAJA", "Baja.", "  darme de baja", "Unsubscribe", "Déme de baja\nGracias"])
def test_who_asks_for_no_more_in_the_first_line_is_understood(text):
    assert asks_out(text)


@pytest.mark.parametrize(
    "text", ["", "¿Puedo darme de baja de autónomos en enero?", "Me interesa\nBAJA", "La baja de mi empleado"]
)
def test_who_speaks_of_another_baja_is_not_unsubscribed(text):
    assert not asks_out(text)


@pytest.mark.parametrize(
    ("header", "value"),
    [("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes"), ("Precedence", "auto_reply")],
)
def test_a_machine_that_answers_is_recognised(header, value):
    message = EmailMessage()
    message[header] = value
    assert is_automatic(message)


def test_a_person_who_answers_is_no_machine():
    message = EmailMessage()
    message["Auto-Submitted"] = "no"
    assert not is_automatic(message)
