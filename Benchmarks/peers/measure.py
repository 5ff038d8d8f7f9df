"""Measures a piece of work with its imports and caches warm."""

import argparse
import json
import statistics
import time

# Seconds from which on a first repetition counts.
LONG = 10


def arguments(description, *names):
    """Parses `--repetitions` and the named options, each of which must be given."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--repetitions", type=int, default=3)
    for name in names:
        parser.add_argument("--" + name, required=True)
    return parser.parse_args()


def seconds(repetitions, body, before=lambda: None):
    """The duration of each repetition of `body`; `before` is not measured.

    One more comes first and is not counted, unless it takes so long that a cold start no longer matters.
    """
    durations = []
    while len(durations) < repetitions + 1:
        before()
        begin = time.perf_counter()
        body()
        durations.append(time.perf_counter() - begin)
        if len(durations) == repetitions and durations[0] > LONG:
            return durations
    return durations[1:]


def best(candidates, repetitions, body):
    """The candidate whose median duration is the lowest, with its durations."""
    measured = [(candidate, seconds(repetitions, lambda: body(candidate))) for candidate in candidates]
    return min(measured, key=lambda pair: statistics.median(pair[1]))


def report(name, repetitions, items, unit, **more):
    """Prints the result as one line of JSON."""
    print(json.dumps({"name": name, "repetitions": repetitions, "items": items, "unit": unit, **more}), flush=True)
