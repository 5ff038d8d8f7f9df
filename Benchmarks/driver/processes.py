"""Runs a command that prints one line of JSON."""

import json
import subprocess
import time


class Failure(Exception):
    """A command that could not do its work; the text says which and why."""


def run(command, **options):
    """Runs a command to its end, its messages shown as they come."""
    try:
        done = subprocess.run(command, check=False, **options)
    except OSError as error:
        raise Failure(f"{command[0]}: {error.strerror}") from error
    if done.returncode != 0:
        raise Failure(f"{' '.join(command[:2])} ended with {done.returncode}")
    return done


def measure(command):
    """The JSON line that a measuring command prints last."""
    done = run(command, stdout=subprocess.PIPE, text=True)
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    try:
        line = json.loads(lines[-1])
        line["repetitions"], line["items"], line["unit"]
        return line
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise Failure(f"{' '.join(command[:2])} printed no result") from error


def timed(command, items, unit):
    """The line of JSON that a command would print if it measured itself: its time from its start to its end."""
    begin = time.perf_counter()
    run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {"repetitions": [time.perf_counter() - begin], "items": items, "unit": unit}
