"""The e-mail address of a company tells its web domain, unless everybody gets addresses there."""

import pytest

from odoo.addons.despacho_crm.tools.enrichment.mail_domain import web_domain


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("info@talleresvega.es", "talleresvega.es"),
        ("Info@Talleres-Vega.COM", "talleres-vega.com"),
        ("ana@bcn.vega.cat", "bcn.vega.cat"),
        ("ana@mail.vega.cat", "vega.cat"),
        ("ana@vega.com.es", "vega.com.es"),
        ("ana@vega.co.uk", "vega.co.uk"),
        ("Ana <ana@vega.es>", "vega.es"),
    ],
)
def test_the_domain_is_that_of_the_company(email, domain):
    assert web_domain(email) == domain


@pytest.mark.parametrize(
    "email",
    [
        *("vega@gmail.com", "vega@hotmail.es", "vega@hotmail.fr", "vega@yahoo.com.mx", "vega@outlook.cat"),
        *("vega@ono.com", "vega@movistar.es", "vega@orange.es", "vega@ya.com", "vega@telepolis.com"),
        *("vega@vodafone.es", "vega@euskalnet.net", "vega@terra.es", "vega@telefonica.net", "vega@mundo-r.com"),
        *("ana@icab.cat", "ana@abogacia.es", "vega@correo.gencat.cat"),
        *("", None, "vega", "vega@", "@vega.es", "a@b@vega.es", "vega@vega", "vega@10.0.0.1", "vega@ve ga.es"),
    ],
)
def test_it_tells_nothing_where_everybody_gets_addresses_or_it_is_none(email):
    assert web_domain(email) == ""
