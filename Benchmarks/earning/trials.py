"""One recipe on one kind of features: forests trained with it, and what they make of what they have not met."""

import os
import shutil
from typing import NamedTuple

from earning import figures
from earning.sources import CHOOSE, FOLDS, JUDGE

NONE = "none"
# A level-invariant image has the chunk's own median as 0 dB.
FEATURES = {"plain": [], "level-invariant": ["--reference", "median"]}
POSITIVE = "GUN"
# Where the rows that a recipe is chosen by come from, and those that it is judged by.
HELD = "held"


class Trial(NamedTuple):
    """A recipe on a kind of features."""

    recipe: str
    features: str


class Trials:
    """Trains and judges; everything random has a seed."""

    def __init__(self, shotmark, sets, recipes, seeds, copies):
        self.shotmark, self.sets, self.recipes = shotmark, sets, recipes
        self.seeds, self.copies = range(seeds), copies

    def run(self):
        """Judged rows by (trial, where): held-out folds, `choose` and `judge`."""
        judged = {}
        for recipe in self.recipes:
            for features in FEATURES:
                judged[Trial(recipe, features), HELD] = []
            for fold in range(FOLDS):
                with self.augmented(recipe, f"fold-{fold}") as folder:
                    for features in FEATURES:
                        rows, = self.judge(folder, features, {folder: "test"})
                        judged[Trial(recipe, features), HELD].append(rows)
            with self.augmented(recipe, "whole") as folder:
                for features in FEATURES:
                    heard = {self.sets.place(role): "all" for role in (CHOOSE, JUDGE)}
                    for role, rows in zip((CHOOSE, JUDGE), self.judge(folder, features, heard)):
                        judged[Trial(recipe, features), role] = rows
        return {key: figures.joined(rows) if isinstance(rows, list) else rows for key, rows in judged.items()}

    def augmented(self, recipe, name):
        return Augmented(self, recipe, name)

    def judge(self, folder, features, heard):
        """Trains one forest a seed on `folder`, and has each judge every set in `heard`: a folder and its split."""
        files = {where: [] for where in heard}
        for seed in self.seeds:
            model = self.sets.place("model.safetensors")
            self.shotmark("train", "forest", folder, "--out", model, "--no-comparison", "--seed", str(seed),
                          *FEATURES[features])  # fmt: skip
            for number, (where, split) in enumerate(heard.items()):
                file = self.sets.place(f"probabilities-{number}-{seed}.csv")
                self.shotmark("evaluate", model, where, "--split", split, "--positive", POSITIVE, "--json",
                              "--probabilities", file)  # fmt: skip
                files[where].append(file)
        return [figures.read(each, POSITIVE) for each in files.values()]


class Augmented:
    """A set with a recipe's copies for as long as it is needed; the set itself where there is no recipe."""

    def __init__(self, trials, recipe, name):
        self.trials, self.recipe = trials, recipe
        self.set = trials.sets.place(name)
        self.folder = self.set if recipe == NONE else trials.sets.place("augmented")

    def __enter__(self):
        if self.recipe != NONE:
            shutil.rmtree(self.folder, ignore_errors=True)
            copies = ["--copies", str(self.trials.copies)] if self.trials.copies else []
            self.trials.shotmark("augment", self.set, self.trials.recipes[self.recipe], "--into", self.folder,
                                 "--seed", "1", *copies)  # fmt: skip
        return self.folder

    def __exit__(self, *_):
        if self.recipe != NONE:
            shutil.rmtree(self.folder, ignore_errors=True)


def recipes(folder, wanted):
    """Paths by name, `none` first: those wanted, or all there are."""
    found = {NONE: None}
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    found.update({name.removesuffix(".json"): os.path.join(folder, name) for name in names if name.endswith(".json")})
    strangers = [name for name in wanted or [] if name not in found]
    if strangers:
        raise ValueError(f"no recipe in {os.path.basename(folder)} is called {strangers[0]}")
    return {name: path for name, path in found.items() if not wanted or name in (NONE, *wanted)}
