"""The choice, which looks at nothing of what is judged by, and the figures as Markdown."""

import numpy as np

from earning import figures
from earning.sources import CHOOSE, JUDGE
from earning.trials import HELD, NONE, Trial

AUC, RECALL, MATCHED, MATCHED_RECALL = range(len(figures.NAMES))
BEGIN = "<!-- earning: begin (written by Benchmarks/earns-its-keep; what stands outside the markers is kept) -->"
END = "<!-- earning: end -->"
RULE = (
    "Chosen by the mean of two level-matched AUCs, that of the sources held out in turn and that of the other ears to "
    "choose by; nothing else was looked at. All recipes are then judged, so that one can see what the choice was worth."
)


def merit(judged, trial):
    """What a trial is chosen by."""
    # NaN, where levels cannot be matched, is never the highest.
    values = [judged[trial, where].figures(judged[trial, where].weights)[MATCHED] for where in (HELD, CHOOSE)]
    return float(np.nan_to_num(np.mean(values), nan=-1))


def merits_of(judged):
    """The merit of every trial."""
    return {trial: merit(judged, trial) for trial, where in judged if where == CHOOSE}


def chosen(merits):
    """The trial with the highest merit on each kind of features, the highest of all first.

    Of equals the first stays, and without a recipe comes first: none is chosen without being better.
    """
    best = {}
    for trial, value in merits.items():
        if trial.features not in best or value > merits[best[trial.features]]:
            best[trial.features] = trial
    return sorted(best.values(), key=lambda trial: -merits[trial])


def spoken(choice):
    """The choice in words."""
    first, *others = (f"{trial.recipe} on {trial.features} features" for trial in choice)
    return first + "".join(f"; otherwise {other}" for other in others)


def text(judged, choice, merits):
    """The section between the markers."""
    trials = list(merits)
    base = {trial: judged[Trial(NONE, trial.features), JUDGE] for trial in trials}
    range_only = {trial: judged[trial, JUDGE].select(is_range(judged[trial, JUDGE])) for trial in trials}
    draws = {id(base[trial]): base[trial].resampled() for trial in trials}
    first = [row(trial, judged, merits, trial in choice) for trial in trials]
    second = [judged_row(trial, judged[trial, JUDGE], base[trial], draws[id(base[trial])], range_only[trial], trial in choice)
              for trial in trials]  # fmt: skip
    return "\n\n".join([
        "## Does a recipe earn its keep?",
        RULE + " Each figure is the mean over the forests of several seeds; in brackets 95 % of 1000 resamples of the "
        f"recordings. Chosen: **{spoken(choice)}**.",
        "What was learnt from and chosen by: " + words(judged, (HELD, CHOOSE)) + ".",
        table(["recipe", "features", "held-out AUC", "matched", "other ears' AUC", "matched", "merit"], first),
        "What was judged by, once: " + words(judged, (JUDGE,)) + ". *Range alone* leaves the other background out, so "
        "that a sensor's sound gives nothing away.",
        table(["recipe", "features", "AUC", "AUC, levels matched", "recall at 1 % false alarms", "the same, levels matched",
               "range alone, AUC", "matched AUC against none"], second),
    ])  # fmt: skip


def row(trial, judged, merits, bold):
    cells = [trial.recipe, trial.features]
    for where in (HELD, CHOOSE):
        values = judged[trial, where].figures(judged[trial, where].weights)
        cells += [three(values[AUC]), three(values[MATCHED])]
    return mark([*cells, three(merits[trial])], bold)


def judged_row(trial, rows, base, base_draws, range_only, bold):
    values, draws = rows.figures(rows.weights), rows.resampled()
    low, high = figures.interval(draws)
    cells = [trial.recipe, trial.features]
    cells += [spread(values[f], low[f], high[f]) for f in (AUC, MATCHED, RECALL, MATCHED_RECALL)]
    near, far = figures.interval(range_only.resampled())
    cells.append(spread(range_only.figures(range_only.weights)[AUC], near[AUC], far[AUC]))
    if trial.recipe == NONE:
        return mark([*cells, "—"], bold)
    # The same recordings are drawn for both, so that what is hard for both does not blur the difference.
    difference = values - base.figures(base.weights)
    low, high = figures.interval(draws - base_draws)
    return mark([*cells, spread(difference[MATCHED], low[MATCHED], high[MATCHED], "+.3f")], bold)


def is_range(rows):
    """Which rows are of recordings with shots, or of those recordings' own background."""
    shot = set(rows.recordings[rows.truth == 1])
    return np.array([name in shot for name in rows.recordings])


def words(judged, places):
    """How much there is of each."""
    names = {HELD: "held-out sources", CHOOSE: "other ears to choose by", JUDGE: "other ears to judge by"}
    said = []
    for where in places:
        rows = next(rows for (_, place), rows in judged.items() if place == where)
        shots = int((rows.truth == 1).sum())
        said.append(f"{names[where]}: {shots} chunks with a shot and {len(rows.truth) - shots} without, of "
                    f"{len(rows.names)} recordings, {len(set(rows.recordings[rows.truth == 1]))} of them with shots")  # fmt: skip
    return "; ".join(said)


def three(value, form=".3f"):
    return format(value, form) if np.isfinite(value) else "—"


def spread(value, low, high, form=".3f"):
    return f"{three(value, form)} ({three(low, form)} to {three(high, form)})"


def mark(cells, bold):
    return [f"**{cells[0]}**", f"**{cells[1]}**", *cells[2:]] if bold else cells


def table(head, rows):
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *rows])
