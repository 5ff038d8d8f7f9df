// Many trees read off the one that was grown furthest.
//
// A tree grown under stricter rules is the top of one grown under looser rules: every node splits as it does there, or
// not at all. So a row's leaf in any of them lies on the row's path through the largest.
#include "lanes.h"

enum { TOGETHER = FOREST_PLANE_PATHS };

/// Walks down some trees side by side, so that their accesses to memory hide each other: fills a path each from the
/// root to the leaf, `length` apart, and notes its steps. A leaf leads to itself.
INLINE void walk(
    const forest_plane_trees *trees, const uint64_t *starts, uint32_t count, const uint32_t *keys,
    uint32_t *paths, uint32_t length, uint32_t *steps) {
  uint32_t at[TOGETHER] = {0};
  for (uint32_t i = 0; i < count; i++) paths[i * length] = steps[i] = 0;
  for (uint32_t step = 1, moved = 1; moved; step++) {
    moved = 0;
    for (uint32_t i = 0; i < count; i++) {
      const forest_plane_node *node = trees->nodes + starts[i] + at[i];
      uint32_t next = node->left + (node->key < keys[node->feature]), moves = next != at[i];
      // Behind a leaf the path is not written: there may be no room.
      if (step < length) paths[i * length + step] = next;
      at[i] = next;
      steps[i] += moves;
      moved |= moves;
    }
  }
}

/// Rows only become fewer along a path: the place where each number is missed first.
INLINE void stop_by_rows(
    const forest_plane_node *nodes, const uint32_t *path, uint32_t steps, const forest_plane_rules *rules,
    uint32_t *stops) {
  uint32_t step = 0;
  for (uint32_t rule = 0; rule < rules->split_count; rule++) {
    while (step < steps && nodes[path[step]].rows >= rules->splits[rule]) step++;
    stops[rule] = step;
  }
}

/// Falls of impurity rise and fall along a path: the looser rules are looked at first, and end a walk last.
INLINE void stop_by_decrease(
    const double *decreases, const uint32_t *path, uint32_t steps, const forest_plane_rules *rules,
    uint32_t *stops) {
  // scikit-learn's tolerance: the least difference between doubles around 1.
  const double tolerance = 0x1p-52;
  uint32_t end = steps;
  for (uint32_t rule = 0; rule < rules->decrease_count; rule++) {
    // Without such a rule nothing is compared while a tree is grown either.
    if (decreases && rules->decreases[rule] > 0)
      for (uint32_t step = 0; step < end; step++)
        if (decreases[path[step]] + tolerance < rules->decreases[rule]) end = step;
    stops[rule] = end;
  }
}

/// Adds what one tree says.
INLINE void add(
    const forest_plane_trees *trees, uint64_t start, const uint32_t *path, uint32_t steps,
    const forest_plane_rules *rules, uint32_t *stops, double *sums) {
  uint32_t *by_depth = stops, *by_rows = by_depth + rules->depth_count, *by_decrease = by_rows + rules->split_count;
  for (uint32_t rule = 0; rule < rules->depth_count; rule++)
    by_depth[rule] = rules->depths[rule] < steps ? rules->depths[rule] : steps;
  stop_by_rows(trees->nodes + start, path, steps, rules, by_rows);
  stop_by_decrease(trees->decreases ? trees->decreases + start : 0, path, steps, rules, by_decrease);
  const uint32_t *cell = rules->cells;
  for (uint32_t i = 0; i < rules->cell_count; i++, cell += 3) {
    uint32_t stop = by_depth[cell[0]];
    if (by_rows[cell[1]] < stop) stop = by_rows[cell[1]];
    if (by_decrease[cell[2]] < stop) stop = by_decrease[cell[2]];
    const double *probabilities = trees->probabilities + (start + path[stop]) * trees->kept;
    for (uint32_t label = 0; label < trees->kept; label++) sums[i * trees->kept + label] += probabilities[label];
  }
}

void forest_plane_add(
    const forest_plane_trees *trees, uint32_t first, uint32_t end, const uint32_t *keys,
    const forest_plane_rules *rules, uint32_t *paths, uint32_t length, uint32_t *stops, double *sums) {
  uint32_t steps[TOGETHER];
  for (uint32_t tree = first; tree < end; tree += TOGETHER) {
    const uint64_t *starts = trees->starts + tree;
    uint32_t count = end - tree < TOGETHER ? end - tree : TOGETHER;
    if (count == TOGETHER) walk(trees, starts, TOGETHER, keys, paths, length, steps);
    else walk(trees, starts, count, keys, paths, length, steps);
    for (uint32_t i = 0; i < count; i++)
      add(trees, starts[i], paths + i * length, steps[i], rules, stops, sums);
  }
}
