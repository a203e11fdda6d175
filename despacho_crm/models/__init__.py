from . import firm  # the others say there what their firms decide
from . import document
from . import activity
from . import identity
from . import lifecycle
from . import billing  # what was invoiced elsewhere counts in the relation
from . import matching
from . import merge
from . import need
from . import pipeline
from . import completion
from . import census
from . import segmentation  # the census is found by its activities
from . import campaign
from . import recipient  # what was approved of an action, frozen
from . import privacy
from . import consent
from . import opposition  # wherever somebody says no, it holds everywhere
from . import robinson
from . import balancing
from . import relation
from . import person
from . import quality
from . import origin
from . import enrichment
from . import registry  # what the registers say, through the providers
from . import segment
from . import feeding
from . import rights
from . import mailing
from . import response
from . import calling
from . import results  # what came of actions
from . import interview
from . import dossier  # interviews are kept in it
from . import post
from . import engagement  # what each fee includes, signed by the client
from . import unchanged
