"""The works of the grid search: the original project's grid, as an engine in memory and as a command with all its files."""

import statistics

from driver.works import Command, Peer, Work

# 509 chunks with a shot and 1720 without; a search leaves the test split out, so that it is about 2000.
SHARED_ROWS = [
    ["{bin}/shotmark", "slice", "{data}/gundata/index.csv", "--starts", "--label", "GUN", "--root", "{data}",
     "--into", "{work}/grid"],
    ["{bin}/shotmark", "slice", "--background-from", "{data}/envdata", "--background", "1720", "--label", "ENV",
     "--root", "{data}", "--into", "{work}/grid"],
    ["{bin}/shotmark", "features", "{work}/grid", "--out", "{work}/grid-rows/X.npy"],
]  # fmt: skip
ROWS = ["--features", "{work}/grid-rows/X.npy", "--labels", "{work}/grid-rows/y.npy",
        "--folds", "{work}/grid-rows/folds.csv"]  # fmt: skip
# scikit-learn is given no weights; so neither is ours.
GRID = ["--max-depth", "10,20,30,35", "--min-samples-split", "5,7,10,12,15", "--folds", "manifest", "--no-weights"]
COMMAND = ["{bin}/shotmark", "search", "forest", "{work}/grid", *GRID, "--out", "{into}"]
FITS = 100

WORKS = [
    Work("search-grid", "the original's grid, 20 points × 5 folds", "grid_search.py", ROWS,
         [Peer("scikit-learn", [], 1)], 800,
         commands=(
             Command("the same as a command, files and all, no model trained", [*COMMAND, "--no-refit"], FITS, "fits", 300),
             Command("the same as a command, models trained too", COMMAND, FITS, "fits", 300),
         )),
    Work("search-agreement", "agreement of the grids", "grid_search.py", ROWS,
         [Peer("scikit-learn", ["--agreement"], 1)], 0.005, once=True, on_demand=True),
]  # fmt: skip


def agreement_rows(ours, theirs, target):
    """The largest difference over the points, each the mean over its seeds."""
    ours_means, theirs_means = means(ours), means(theirs)
    largest = "—"
    if ours_means and theirs_means:
        largest = f"{max(abs(a - b) for a, b in zip(ours_means, theirs_means, strict=True)):.4f}"
    return [[
        "agreement of the grids: the largest difference of a point's accuracy", words(ours, ours_means),
        "scikit-learn: " + words(theirs, theirs_means), largest, f"within {target}",
    ]]  # fmt: skip


def means(side):
    """The mean of each point over the seeds; `None` where nothing was found."""
    return [statistics.mean(point) for point in zip(*side.last["means"], strict=True)] if side.last else None


def words(side, found):
    if not found:
        return side.failure or "—"
    return f"{min(found):.4f} to {max(found):.4f} over {len(found)} points, {len(side.last['means'])} seeds"
