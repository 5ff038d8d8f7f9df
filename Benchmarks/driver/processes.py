"""Runs a command that prints one line of JSON."""

import json
import os
import subprocess
import tempfile
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


def measure_memory(command, limit):
    """The JSON line that a command prints last, with the most memory that it had at once, in bytes, as `memory`.

    `None` where it takes more than `limit` seconds.
    """
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        end, status = time.monotonic() + limit, None
        while status is None:
            pid, ended, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                status = os.waitstatus_to_exitcode(ended)
            elif time.monotonic() > end:
                process.kill()
                os.wait4(process.pid, 0)
                return None
            else:
                time.sleep(0.05)
        process.returncode = status
        if status != 0:
            raise Failure(f"{' '.join(command[:2])} ended with {status}")
        out.seek(0)
        # Linux counts in kilobytes.
        return {**json.loads(out.read().splitlines()[-1]), "memory": usage.ru_maxrss * 1024}


def timed(command, items, unit):
    """The line of JSON that a command would print if it measured itself: its time from its start to its end."""
    begin = time.perf_counter()
    run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {"repetitions": [time.perf_counter() - begin], "items": items, "unit": unit}
