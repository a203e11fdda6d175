"""The web domain of a company, from its e-mail address: unless the address is one of those given to everybody.

Nothing here touches a database.
"""

import re

from ..matching.words import FREE_MAIL

#: Whoever has one of these names gives addresses to everybody, whatever the country (hotmail.fr, yahoo.com.mx...).
_PROVIDERS = frozenset(
    "gmail googlemail hotmail outlook live msn windowslive yahoo ymail rocketmail icloud aol aim gmx yandex zoho "
    "proton protonmail mail inbox email tutanota hushmail fastmail mailinator yopmail lycos rediffmail naver qq "
    "163 126 libero virgilio tiscali wanadoo orange sfr laposte terra telefonica movistar vodafone facebook "
    "instagram linkedin twitter tiktok youtube google wordpress blogspot wixsite example".split()
)
#: Networks and portals of Spain that give, or gave, addresses to their clients.
_SPANISH = frozenset(
    "ono.com ya.com telepolis.com telepolis.es telecable.es telecable.com euskaltel.net euskaltel.com euskalnet.net "
    "mundo-r.net mundo-r.com mundor.com r.com.es jazztel.es jazzfree.com arrakis.es arsys.es infonegocio.com "
    "inicia.es navegalia.com eresmas.com mixmail.com latinmail.com correo.es correos.es retevision.es retemail.es "
    "auna.com menta.net supercable.es able.es teleline.es ctv.es airtel.net amena.com simyo.es pepephone.com "
    "masmovil.es yoigo.com lowi.es digimobil.es parlem.cat adamo.es guifi.net cablemurcia.com cableworld.es "
    "eurosur.org interbook.net lander.es redestb.es bitmailer.net nexo.es grn.es cat.org telefonica.net".split()
)
#: Addresses that a profession, a chamber or an administration gives to its members: the page is not theirs.
_BODIES = re.compile(
    r"(?:^|\.)(?:abogac[ií]a|icab|icam|icav|icasv|icapalencia|economistas|economistes|gestores|coaatm?|cop|coac|"
    r"colegio\w*|col-?legi\w*|procuradores|titulados|graduadosocial|graduatsocial|gobierno|junta\w*|gencat|xtec|gva|"
    r"euskadi|xunta|edu)\.(?:es|cat|com|org|net|eus|gal)$"
)
_DOMAIN = re.compile(r"^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$")
#: Second levels under which anybody may have a name: the domain has three parts.
_SECOND = frozenset(("com", "org", "net", "nom", "gob", "edu", "co", "gov", "ac"))
#: In front of the domain of a company: its server of mail and not the domain.
_SERVERS = frozenset(("mail", "correo", "smtp", "pop", "imap", "email", "e-mail", "webmail", "info"))


def web_domain(email):
    """Return the domain of the company that has ``email``, '' when the address tells nothing of it.

    ``email``: ``info@empresa.es``, as people write it.
    """
    if not email or email.count("@") != 1 or email.strip().startswith("@"):
        return ""
    domain = email.rpartition("@")[2].strip(" <>.,;").lower()
    if not _DOMAIN.match(domain):
        return ""
    labels = domain.split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) == 2 else 2
    if len(labels) > size and labels[0] in _SERVERS:
        domain, labels = ".".join(labels[1:]), labels[1:]
    root = ".".join(labels[-size:])
    if root in FREE_MAIL or root in _SPANISH or domain in FREE_MAIL or labels[-size] in _PROVIDERS:
        return ""
    return "" if _BODIES.search(domain) else domain
