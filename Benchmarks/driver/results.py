"""Figures become a table, and the table goes between the markers of RESULTS.md."""

import os
import statistics

BEGIN = "<!-- figures: begin (written by Benchmarks/run; what stands outside the markers is kept) -->"
END = "<!-- figures: end -->"
HEAD = """# Side by side with the peers

`Benchmarks/run` measures both sides in turns in one run. Ratios count; the seconds belong to the machine.

"""


class Side:
    """What one side gave over all turns."""

    def __init__(self):
        self.seconds, self.lines, self.failure = [], [], None

    def add(self, line):
        self.lines.append(line)
        self.seconds += line["repetitions"]

    @property
    def last(self):
        return self.lines[-1] if self.lines else None

    @property
    def rate(self):
        """Items a second, by the median duration; `None` where nothing was measured."""
        if not self.seconds:
            return None
        median = statistics.median(self.seconds)
        return self.last["items"] / median if median > 0 else None

    def words(self):
        """The median with its range, and the rate."""
        if self.failure or not self.seconds:
            return self.failure or "—"
        low, middle, high = min(self.seconds), statistics.median(self.seconds), max(self.seconds)
        batch = f", batch {self.last['batch']}" if "batch" in self.last else ""
        if self.last.get("processes", 1) > 1:
            batch += f", {self.last['processes']} processes"
        return f"{three(middle)} s ({three(low)}–{three(high)}), {three(self.rate)} {self.last['unit']}/s{batch}"


def three(number):
    """A number to three digits, without an exponent."""
    if number >= 999.5:
        return f"{round(number, 3 - len(str(round(number)))):,.0f}"
    return f"{number:.3g}" if number >= 1e-4 else f"{number:.7f}"


def speed_row(work, peer, ours, theirs, target, floor=None, floor_words=""):
    """A row of the table: work, ours, peer, ratio, target; `floor` is the rate that ours is given as a part of."""
    ratio = ours.rate / theirs.rate if ours.rate and theirs.rate else None
    part = f", {ours.rate / floor:.0%} of {floor_words}" if ours.rate and floor else ""
    return [
        work,
        ours.words(),
        f"{peer}: {theirs.words()}",
        f"{three(ratio)} ×{part}" if ratio else "—",
        "—" if not target else target if isinstance(target, str) else f"≥ {target:,} ×",
    ]


def own_words(line):
    """What a work says of itself in other figures than seconds; `None` where it does not."""
    if "words" in line:
        return line["words"]
    if "keys_per_onset" in line:
        return (
            f"{line['keys_per_onset']:.2f} keys and {line['seconds_per_onset']:.2f} simulated s for each of "
            f"{line['items']} onsets in {line['recordings']} recordings, precision {line['precision']:.3f} and recall "
            f"{line['recall']:.3f} at 5 ms"
        )
    if "worst_ms" in line:
        worst = sorted(line["worst_ms"].items(), key=lambda pair: -pair[1])[:4]
        named = ", ".join(f"{name.replace('_', ' ')} {three(milliseconds)} ms" for name, milliseconds in worst)
        return f"the slowest of {len(line['worst_ms'])} kinds: {named}"
    if "worst_of_2000_ms" in line:
        return f"{three(line['median_ms'])} ms, the worst of 2000 {three(line['worst_of_2000_ms'])} ms, at 300 × 100"
    return None


def agreement_rows(ours, theirs):
    """Rows that compare the figures of both forests, each the mean over its seeds."""
    rows = []
    for name, key, limit, relative in [
        ("accuracy", "accuracy", None, False),
        ("ROC AUC", "roc_auc", 0.005, False),
        ("log-loss", "log_loss", 0.02, True),
    ]:
        means = [
            statistics.mean(seed[key] for seed in side.last["seeds"]) if side.last else None for side in (ours, theirs)
        ]
        difference = None if None in means else means[0] - means[1]
        if difference is not None and relative:
            difference /= means[1]
        rows.append([
            f"forest agreement, {name}",
            ours.failure or ("—" if means[0] is None else f"{means[0]:.4f}"),
            "scikit-learn: " + (theirs.failure or ("—" if means[1] is None else f"{means[1]:.4f}")),
            "—" if difference is None else (f"{difference:+.2%}" if relative else f"{difference:+.4f}"),
            "—" if limit is None else (f"within {limit:.0%}" if relative else f"within {limit}"),
        ])
    return rows


def paired_rows(work, peer, ours, theirs):
    """Rows that compare the figures of both sides seed by seed: ours may be one standard error of the mean difference worse."""
    rows = []
    for name, key, sign in [("accuracy", "accuracy", 1), ("ROC AUC", "roc_auc", 1), ("log-loss", "log_loss", -1)]:
        both = [[seed[key] for seed in side.last["seeds"]] if side.last else None for side in (ours, theirs)]
        words = "—"
        if None not in both:
            differences = [a - b for a, b in zip(*both, strict=True)]
            mean, error = statistics.mean(differences), statistics.stdev(differences) / len(differences) ** 0.5
            words = f"{mean:+.4f} ± {error:.4f}" + ("" if sign * mean >= -error else ", worse")
        means = [side.failure or ("—" if own is None else f"{statistics.mean(own):.4f}")
                 for side, own in zip((ours, theirs), both)]  # fmt: skip
        rows.append([f"{work}, {name}", means[0], f"{peer}: {means[1]}", words, "not worse by more than one standard error"])
    return rows


def table(rows):
    """The rows as a Markdown table."""
    lines = [["work", "ours", "peer", "ratio", "target"], ["---"] * 5, *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


def merged(path, rows):
    """The rows of an earlier run with those of this one in their places: what was left out this time stays."""
    try:
        with open(path, encoding="utf-8") as file:
            figures = file.read().partition(BEGIN)[2].partition(END)[0]
    except FileNotFoundError:
        figures = ""
    lines = [line for line in figures.splitlines() if line.startswith("| ")][2:]
    known = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    # What a row is about: the work, and the peer's name before its figure.
    subject = lambda row: (row[0], row[2].partition(":")[0])  # noqa: E731
    fresh = {subject(row): row for row in rows}
    kept = [fresh.pop(subject(row), row) for row in known if len(row) == 5]
    return kept + list(fresh.values())


def write(path, text, first=BEGIN, last=END):
    """Puts `text` between two markers, and keeps all that stands outside them."""
    try:
        with open(path, encoding="utf-8") as file:
            old = file.read()
    except FileNotFoundError:
        old = HEAD
    begin = old.find(first)
    end = old.find(last, begin + 1)
    if begin >= 0 and end >= 0:
        before, after = old[:begin], old[end + len(last) :]
    else:
        before, after = old.rstrip("\n") + "\n\n", "\n"
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(f"{before}{first}\n\n{text}\n\n{last}{after}")
    os.replace(path + ".part", path)
