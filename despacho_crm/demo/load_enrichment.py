"""What a list of the census and the data themselves fill in and propose: some companies moved, others have a page."""

#: Every so many companies the census says something else of.
_EACH = 17
_MOST = 12
_STREETS = ("Carrer de la Indústria 24", "Avinguda de Catalunya 8, baixos", "Carrer Nou 51", "Polígon Sud, nau 7")


def load(loader):
    env = loader.env
    companies = [one for one in loader.partners.values() if one.is_company and one.nif_key and one.zip]
    chosen = companies[::_EACH][:_MOST]
    env["despacho.census.company"].create(
        [
            {
                "nif_key": partner.nif_key,
                "name": partner.name.upper(),
                "street": _STREETS[index % len(_STREETS)] if index % 3 == 0 else partner.street,
                "zip": partner.zip,
                "city": partner.city,
                "state_id": partner.state_id.id,
                "phone": f"+34 972 60 11 {10 + index}" if index % 2 else partner.phone,
                "source": "Listado de la cámara de comercio",
                "data_date": "2026-03-01",
            }
            for index, partner in enumerate(chosen)
        ]
    )
    providers, queue = env["despacho.enrichment.provider"], env["despacho.enrichment.queue"]
    every = providers.search([("active", "=", True)])
    while queue._feed(every):
        pass
    for provider in every.filtered(lambda one: one._get_source()._is_local):
        run = provider._start_run()
        while provider._work(run)[0]:
            pass
