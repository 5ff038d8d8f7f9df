"""What the figures were measured on, in words that name no person and no folder."""

import os
import platform
import subprocess


def first_line(*command):
    """The first line that a command prints; empty where it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return (done.stdout or done.stderr).strip().partition("\n")[0]


def value(path, name, separator):
    """What stands behind `name` in a file of names and values."""
    try:
        with open(path) as file:
            for line in file:
                key, _, rest = line.partition(separator)
                if key.strip() == name:
                    return rest.strip().strip('"')
    except OSError:
        pass
    return ""


def describe(python, packages):
    """Lines of `(what, value)`: processor, cores, memory, system, compilers and the versions of the peers that are there."""
    memory = value("/proc/meminfo", "MemTotal", ":").split()
    ask = (
        "import sys; from importlib.metadata import distributions; "
        "v = {d.metadata['Name']: d.version for d in distributions()}; "
        "print(', '.join(p + ' ' + v[p] for p in sys.argv[1:] if p in v))"
    )
    return [
        ("processor", value("/proc/cpuinfo", "model name", ":") or platform.machine()),
        ("cores", str(len(os.sched_getaffinity(0)))),
        ("memory", f"{int(memory[0]) / 2**20:.0f} GiB" if memory else "not known"),
        ("system", f"{value('/etc/os-release', 'PRETTY_NAME', '=') or platform.system()}, Linux {platform.release().partition('-')[0]}"),
        ("Swift", first_line("swift", "--version")),
        ("Python", first_line(python, "--version").removeprefix("Python ")),
        ("peers", first_line(python, "-c", ask, *packages)),
    ]
