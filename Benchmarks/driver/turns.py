"""Ours and the peers in turns, and the rows of the table that come of it."""

import os
import sys

from driver import results, search
from driver.processes import Failure, measure, timed
from driver.works import Peer

OURS = "{bin}/shotmark-bench"
PEERS = "{peers}/bin/python"
# How often a turn repeats a command, after once that is not counted.
COMMAND_TIMES = 5


def in_turns(work, places, options, missing):
    """Runs ours, as an engine and as commands, and each peer in turns.

    A side that fails once is not asked again, nor one whose peers are missing. Returns the sides, ours first, and those
    of the commands.
    """
    sides = [results.Side() for _ in range(1 + len(work.peers))]
    commands = [results.Side() for _ in work.commands]
    for side, peer in zip(sides[1:], work.peers):
        if missing.intersection(peer.needs):
            side.failure = "cannot be installed"
    for turn in range(1 if work.once else max(1, options.rounds)):
        if not options.peers_only:
            time_commands(work, turn, commands, places)
        for number, side in enumerate(sides):
            # Only the first peer is aimed at; the others take minutes, and come once.
            if side.failure or (number == 0 and options.peers_only) or (number > 1 and turn > 0):
                continue
            peer = work.peers[number - 1] if number else Peer("ours", [], work.times)
            command = [PEERS, os.path.join(places.names["scripts"], work.script)] if number else [OURS, work.name]
            # Nothing is deleted before the end of the run, for the sake of the works that follow.
            into = ["--into", os.path.join(places.outputs, f"{work.name}-{turn}-{number}")] if work.writes else []
            command += [*work.arguments, *into, *peer.arguments, "--repetitions", str(peer.times)]
            print(f"{work.name}, turn {turn + 1}: {peer.name}", file=sys.stderr)
            try:
                # What the other side has left to be written is not for this one to wait for.
                os.sync()
                side.add(measure(places.fill(command)))
            except Failure as failure:
                print(f"error: {failure}", file=sys.stderr)
                side.failure = "failed"
    return sides, commands


def time_commands(work, turn, sides, places):
    """Our side as whole commands, each into new folders."""
    for number, (command, side) in enumerate(zip(work.commands, sides)):
        print(f"{work.name}, turn {turn + 1}: {command.title}", file=sys.stderr)
        for repetition in range(1 + COMMAND_TIMES):
            into = os.path.join(places.outputs, f"{work.name}-{turn}-command-{number}-{repetition}")
            os.makedirs(places.outputs, exist_ok=True)
            if side.failure:
                break
            try:
                os.sync()
                line = timed(places.fill(command.words, into=into), command.items, command.unit)
                if repetition:
                    side.add(line)
            except Failure as failure:
                print(f"error: {failure}", file=sys.stderr)
                side.failure = "failed"


def rows_of(work, sides, commands, floor=None):
    """The table's rows for one work; the ratio aimed at is one to the first peer."""
    ours, theirs = sides[0], sides[1:]
    if work.name == "forest-agreement":
        return results.agreement_rows(ours, theirs[0])
    if work.name == "network-agreement":
        return results.paired_rows(work.title, work.peers[0].name, ours, theirs[0])
    if work.name == "search-agreement":
        return search.agreement_rows(ours, theirs[0], work.target)
    if not theirs:
        return [[work.title, ours.words(), "—", "—", work.target or "—"]]
    return [
        results.speed_row(
            work.title, peer.name, ours, side, None if number else work.target, floor, work.floor_words
        )
        for number, (peer, side) in enumerate(zip(work.peers, theirs))
    ] + [
        results.speed_row(command.title, work.peers[0].name, side, theirs[0], command.target)
        for command, side in zip(work.commands, commands)
    ]
