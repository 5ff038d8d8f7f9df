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


class Work(NamedTuple):
    """One work: our subcommand, its title, the peers' script, what both sides are given, and the ratio aimed at.

    `target` is a ratio or words; `floor` the work whose speed this one's is given as a part of, in the words
    `floor_words`: that of its peer, or our own where it has none. `times` is how often a turn repeats our side.
    """

    name: str
    title: str
    script: str
    arguments: list
    peers: list
    target: int | str | None = None
    writes: bool = False
    floor: str | None = None
    floor_words: str = "numpy's copying"
    times: int = 5
