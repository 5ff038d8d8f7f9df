"""Where everything lies, and how what both sides are measured on is made, once."""

import os
import shutil
import sys

from driver import augmentation, network, search
from driver.processes import Failure, run

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# How our side is built, and makes the forest's rows. {names} are filled in by `Places`.
OURS_BUILD = [
    ["swift", "build", "-c", "release", "--product", "shotmark", "--package-path", "{package}"],
    ["swift", "build", "-c", "release", "--product", "shotmark-bench", "--package-path", "{package}"],
]
OURS_SYNTHESISED_ROWS = [
    ["{bin}/shotmark", "synth", "--into", "{work}/synth", "--minutes", "15", "--seed", "1"],
    ["{bin}/shotmark", "slice", "{work}/synth/Annotations", "--root", "{work}/synth", "--into", "{work}/set"],
]
OURS_SHARED_ROWS = [
    ["{bin}/shotmark", "slice", "{data}/gundata/index.csv", "--starts", "--label", "GUN", "--root", "{data}",
     "--into", "{work}/set"],
    ["{bin}/shotmark", "slice", "--background-from", "{data}/envdata", "--background", "1500", "--label", "ENV",
     "--root", "{data}", "--into", "{work}/set"],
]  # fmt: skip
OURS_FEATURES = [["{bin}/shotmark", "features", "{work}/set", "--out", "{work}/X.npy"]]


class Places:
    """The folders that commands name in braces."""

    def __init__(self, options):
        package = os.path.dirname(HERE)
        self.names = {
            "package": package,
            "bin": os.path.join(package, ".build", "release"),
            "peers": os.path.join(HERE, ".peers"),
            "scripts": os.path.join(HERE, "peers"),
            "work": os.path.join(HERE, ".work"),
            "data": os.path.abspath(options.data or os.path.join(package, "..", "shared", "data")),
        }
        # What the works write.
        self.outputs = os.path.join(self.names["work"], f"output-{os.getpid()}")
        os.makedirs(self.names["work"], exist_ok=True)

    def fill(self, command, **more):
        return [argument.format(**self.names, **more) for argument in command]

    def has(self, *path):
        return os.path.exists(os.path.join(*self.fill(path)))


def is_prepared(work, places, python, options):
    """Makes what a work is measured on, once; says so where it cannot be."""
    make = [python, os.path.join(HERE, "peers", "make_inputs.py"), "--into", places.names["work"]]
    try:
        if work.startswith("slice") and not places.has("{data}", "gundata", "index.csv"):
            raise Failure("there are no shared recordings: name their folder with --data")
        if work in ("cut-hour", "pyramid") or work.startswith("detect-hour"):
            make_hour(places, make)
        if (work == "log-mel" or work.startswith(augmentation.FAMILY)) and not places.has("{work}", "chunks.npy"):
            run([*make, "chunks"])
        if work.startswith(augmentation.FAMILY):
            for name, file in (("images", "images.npy"), ("sounds", "sounds")):
                if not places.has("{work}", file):
                    run([*make, name])
        if work.startswith(("search", "network", "scan", "detect-hour", "int8-accuracy")) and not places.has("{work}", "grid-rows", "folds.csv"):
            make_grid_rows(places, make, options)
        if work == "scan-hour" and not places.has("{work}", "hour-44.wav"):
            run([*make, "hour-44"])
        if work in ("scan-hour", "detect-hour") and not places.has("{work}", "network.safetensors"):
            run(places.fill(network.TRAINING), stdout=sys.stderr)
        if work == "detect-hour-forest" and not places.has("{work}", "forest.safetensors"):
            run(places.fill(network.FOREST_TRAINING), stdout=sys.stderr)
        if work in ("int8-listening", "alarms-synth"):
            make_listening(work, places, make, options)
        if work.startswith("forest") and (options.forest_rows or not places.has("{work}", "rows.made")):
            make_rows(places, make, options)
        return True
    except Failure as failure:
        print(f"{work} is left out: {failure}", file=sys.stderr)
        return False


def make_hour(places, make):
    """An hour of 48 kHz stereo, once."""
    if places.has("{work}", "hour.csv"):
        return
    if shutil.disk_usage(places.names["work"]).free < 2 << 30:
        raise Failure("an hour of sound needs 2 GB of free disk")
    run([*make, "hour"])


def make_listening(work, places, make, options):
    """A network that knows synthesised and shared recordings, and what it listens to, once."""
    if not places.has("{work}", "rows.made"):
        make_rows(places, make, options)
    if work == "int8-listening" and not places.has("{work}", "ten-hours", "Annotations", "GUN.csv"):
        run(places.fill(network.TEN_HOURS[0]), stdout=sys.stderr)
    if not places.has("{work}", "listening.safetensors"):
        run(places.fill(network.TEN_HOURS[1]), stdout=sys.stderr)


def make_rows(places, make, options):
    """X.npy, y.npy and folds.csv of about 6000 chunks, from synthesised and (where they are there) shared recordings."""
    work = places.names["work"]
    if options.forest_rows:
        for name in ("X.npy", "y.npy", "folds.csv"):
            shutil.copyfile(os.path.join(options.forest_rows, name), os.path.join(work, name))
    elif options.peers_only:
        raise Failure("its rows are made by our side: name a folder with --forest-rows")
    else:
        for folder in ("set", "synth"):
            shutil.rmtree(os.path.join(work, folder), ignore_errors=True)
        shared = OURS_SHARED_ROWS if places.has("{data}", "gundata", "index.csv") else []
        for command in OURS_SYNTHESISED_ROWS + shared + OURS_FEATURES:
            run(places.fill(command), stdout=sys.stderr)
        run([*make, "forest"])
    open(os.path.join(work, "rows.made"), "w").close()


def make_grid_rows(places, make, options):
    """A set of the shared recordings, and its features, labels and folds in a folder of their own."""
    if not places.has("{data}", "gundata", "index.csv"):
        raise Failure("there are no shared recordings: name their folder with --data")
    if options.peers_only:
        raise Failure("its rows are made by our side: run it once with both")
    rows = os.path.join(places.names["work"], "grid-rows")
    for folder in (rows, os.path.join(places.names["work"], "grid")):
        shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(rows)
    for command in search.SHARED_ROWS:
        run(places.fill(command), stdout=sys.stderr)
    run([*make[:-1], rows, "forest"])
