"""The pages of the desk, for what holds on every one of them."""

from tests.browser.live_desk import LiveDesk

# By name: the address, with {grid}, {house} and {person} for records of the world.
EVERY = {
    "home": "/",
    "grids": "/desk/grid/",
    "houses": "/desk/house/",
    "persons": "/desk/person/?category=registered&q=样例&sort=-name",
    "columns": "/desk/person/?columns=age,name,id_number&saved=all&choosing=1",
    "an empty list": "/desk/person/?q=无此人",
    "removed records": "/desk/person/?removed=1",
    "a new grid": "/desk/grid/new",
    "a new house": "/desk/house/new?grid={grid}",
    "a new person": "/desk/person/new?house={house}",
    "a person's form": "/desk/person/{person}/edit",
    "a grid": "/desk/grid/{grid}",
    "a house": "/desk/house/{house}",
    "a person": "/desk/person/{person}",
    "jobs": "/jobs/",
    "recent": "/recent",
    "notices": "/notices",
    "account": "/account",
    "help": "/help/",
    "a page of help": "/help/lists",
    "password": "/account/password",
    "not found": "/desk/person/99999",
}
# Those on which people spend their day.
MAIN = ("home", "persons", "a new house", "a new person", "a person's form", "a house", "a person")


def address(desk: LiveDesk, name: str) -> str:
    """Where a page is."""
    place = desk.places["130730100002"]
    return EVERY[name].format(grid=place.grids[0], house=place.houses[1], person=place.persons[5])
