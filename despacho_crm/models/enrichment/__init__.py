from . import despacho_enrichment_provider
from . import despacho_enrichment_field
from . import despacho_enrichment_source
from . import despacho_enrichment_proposal
from . import despacho_enrichment_run
