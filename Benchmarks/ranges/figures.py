"""Matching of onsets, F, and how sure it is."""

import numpy as np

RATE = 16_000


def matched(estimated, reference, collar):
    """Pairs of a maximum one-to-one matching, |difference| ≤ `collar` samples."""
    estimated, reference = sorted(estimated), sorted(reference)
    first = second = pairs = 0
    while first < len(estimated) and second < len(reference):
        gap = estimated[first] - reference[second]
        if abs(gap) <= collar:
            pairs, first, second = pairs + 1, first + 1, second + 1
        elif gap < 0:
            first += 1
        else:
            second += 1
    return pairs


def counts(estimated, truth, milliseconds):
    """By path: true positives, false positives, false negatives."""
    found = {}
    for path, onsets in truth.items():
        pairs = matched(estimated.get(path, []), onsets, milliseconds * RATE // 1000)
        found[path] = np.array([pairs, len(estimated.get(path, [])) - pairs, len(onsets) - pairs])
    return found


def f(total):
    return 2 * total[0] / max(1, 2 * total[0] + total[1] + total[2])


def summary(estimated, truth, groups, draws=2000):
    """F at 50 and 5 ms pooled over all, each with its 95 % interval from drawing whole groups anew."""
    generator = np.random.default_rng(0)
    text = []
    for milliseconds in (50, 5):
        by_path = counts(estimated, truth, milliseconds)
        names = sorted(set(groups.values()))
        sums = np.array([sum(by_path[path] for path in by_path if groups[path] == name) for name in names])
        drawn = [f(sums[generator.integers(0, len(names), len(names))].sum(axis=0)) for _ in range(draws)]
        low, high = np.percentile(drawn, [2.5, 97.5])
        total = sums.sum(axis=0)
        text.append(f"{f(total):.3f} ({low:.3f}–{high:.3f}; {total[0]}/{total[1]}/{total[2]})")
    return text


def poisson_bound(count):
    """The one-sided 95 % bound of a count that was met."""
    from scipy.stats import chi2

    return chi2.ppf(0.95, 2 * (count + 1)) / 2
