"""The model's figures beside the baselines', and its alarms in sound without shots."""

import os
import shutil
import tempfile

import soundfile

from . import baselines, figures, material, trials

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)


def show(name, found, truth, groups):
    fifty, five = figures.summary(found, truth, groups)
    print(f"| {name} | {fifty} | {five} |", flush=True)


def compare(options, work, judged, found):
    """The model's figures, and the baselines beside them."""
    truth, groups, list_ = judged.onsets, dict(judged.rows), judged.rows
    print("| detector | F at 50 ms (95 %; TP/FP/FN) | F at 5 ms |\n|---|---|---|")
    for threshold in THRESHOLDS:
        show(f"model for onsets, threshold {threshold}", trials.above(found, threshold), truth, groups)
    shotmark, bench = (os.path.join(options.build, name) for name in ("shotmark", "shotmark-bench"))
    loud = baselines.loudness(list_, baselines.candidate_levels(bench, work, list_))
    best = max(range(-20, 0), key=lambda level: figures.f(
        sum(figures.counts(trials.above(loud, level), truth, 50).values())))  # fmt: skip
    show(f"loudness alone, best level ({best} dB)", trials.above(loud, best), truth, groups)
    show("shotmark onsets", baselines.onsets(shotmark, work, list_), truth, groups)
    if options.no_peers:
        return
    for delta in (0.07, 0.3, 0.5):
        show(f"librosa, delta {delta}", baselines.librosa_onsets(work, list_, delta), truth, groups)
    if shutil.which("aubioonset"):
        show("aubio hfc", baselines.aubio_onsets(work, list_), truth, groups)
    else:
        print("aubioonset is not here (Debian: aubio-tools)")


def report_alarms(work, found):
    for name, wanted in (("environment", False), ("fireworks", True)):
        paths = [path for path in found if is_firework(path) == wanted]
        hours = sum(soundfile.info(os.path.join(work, path)).duration for path in paths) / 3600
        for threshold in THRESHOLDS:
            count = sum(len(trials.above({path: found[path]}, threshold)[path]) for path in paths)
            bound = figures.poisson_bound(count) / hours
            print(f"{name}: {hours:.3f} h, threshold {threshold}: {count} alarms, at most {bound:.0f} an hour (95 %)")


def is_firework(path):
    """ESC's class 48, which its file names end with, and what says so."""
    return "fireworks" in path or path.rsplit(".", 1)[0].endswith("-48")


def run(options):
    """Learns, judges, and prints the tables."""
    work = options.work or tempfile.mkdtemp()
    os.makedirs(work, exist_ok=True)
    shotmark, bench = (os.path.join(options.build, name) for name in ("shotmark", "shotmark-bench"))
    learnt = [material.synthesised(shotmark, work, "ranges", options.train_seeds, options.minutes)]
    if options.noise_seeds:
        learnt.append(material.synthesised(shotmark, work, "noises", options.noise_seeds, options.minutes))
    learnt.append(material.guns(options.data, work))
    real, ambient = material.filled(options.data, work), material.backgrounds(options.data, work)
    sensors = sorted(set(dict(real.rows).values()))
    found, alarms = {}, {}
    for place, sensor in enumerate(sensors):
        held = [row for row in real.rows if row[1] == sensor]
        quiet = [row for row in ambient.rows if material.fold(row[1], len(sensors)) == place]
        training = [*learnt, real.without(lambda row: row in held), ambient.without(lambda row: row in quiet)]
        judged = trials.judged(bench, work, training, held + quiet)
        found |= {path: judged[path] for path, _ in held}
        alarms |= {path: judged[path] for path, _ in quiet}
    print("\nReal ranges, one sensor left out at a time\n")
    compare(options, work, real, found)
    show("the gate's edge, unfilled", baselines.gate_edges(options.data, real.onsets), real.onsets, dict(real.rows))
    judge = material.synthesised(shotmark, work, "ranges", options.judge_seeds, options.minutes)
    judged = trials.judged(bench, work, [*learnt, real, ambient], judge.rows)
    print(f"\nSynthesised ranges, seeds {options.judge_seeds}\n")
    compare(options, work, judge, judged)
    print("\nReal sound without shots, by sources that were not learnt from\n")
    report_alarms(work, alarms)
