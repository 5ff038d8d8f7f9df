"""What a work and a peer are declared as."""

from typing import NamedTuple


class Peer(NamedTuple):
    """One peer of a work: its name, what its script is given besides, and how often a turn repeats the work.

    `needs` names the groups of packages that it takes besides those of all peers (peers/requirements-GROUP.txt).
    """

    name: str
    arguments: list
    times: int
    needs: tuple = ()


class Command(NamedTuple):
    """A work as the built command does it, from its first file to its last; compared with the work's first peer.

    `{into}` among the words is a new folder each time.
    """

    title: str
    words: list
    items: int
    unit: str
    target: int | None = None


class Work(NamedTuple):
    """One work: our subcommand, its title, the peers' script, what both sides are given, and the ratio aimed at.

    `target` is a ratio, words or (for an agreement) the largest difference; `floor` the work whose speed this one's is
    given as a part of, in the words `floor_words`: that of its peer, or our own where it has none. `times` is how often a
    turn repeats our side. What is drawn from seeds, not measured, is done `once`; `on_demand` only when named.
    """

    name: str
    title: str
    script: str
    arguments: list
    peers: list
    target: int | float | str | None = None
    writes: bool = False
    floor: str | None = None
    floor_words: str = "numpy's copying"
    times: int = 5
    once: bool = False
    on_demand: bool = False
    commands: tuple = ()
