"""Phone numbers out of the cells and fields where people write them.

Nothing here touches a database.
"""
