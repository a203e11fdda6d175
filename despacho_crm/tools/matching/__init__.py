"""Whether two records are of the same company or person.

Pure Python, no database::

    normalise   what people write -> what can be compared
    tokens      how common each word of a name is
    name_model  how much two names say that they are of the same holder, in bits
    keys        hashed keys: who is worth comparing with whom
    doubt       what no bits outweigh: the signs that a person has to look
    groups      what hangs together by pairs
    score       bits per field, their sum and the decision
    lookup      what to ask a census for, whose names are indexed by their words
    compare     bits of the fields of two records, one pair at a time
"""
