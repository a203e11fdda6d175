"""The search for duplicates on several machines: Splink on Spark, with our keys, weights and tables.

    python -m despacho_crm.tools.matching.spark --dsn dbname=despacho

From wheels, where the addon lies inside Odoo: ``python -m odoo.addons.despacho_crm.tools.matching.spark``. It needs the
extra ``spark`` and no running Odoo. What the nightly job has read is compared all with all, and what is found is
proposed, as that job does. ::

    cli         arguments, and what is told
    words       in Spanish and in English
    java        where Java is
    database    PostgreSQL: what is compared, out; what is found, in
    frames      what is compared, as Spark knows it
    settings    keys and weights as Splink says them
    weigh       names to the last decimal, doubts and the decision
    search      all of it together
"""
