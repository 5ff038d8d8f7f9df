// Many trees read off the one that was grown furthest.
//
// A tree grown under stricter rules is the top of one grown under looser rules: every node splits as it does there, or
// not at all. So a row's leaf in any of them lies on the row's path through the largest.
#include "lanes.h"

/// Fills `path` from the root to the leaf; returns the number of steps.
INLINE uint32_t walk(const forest_plane_node *nodes, const uint32_t *keys, uint32_t *path) {
  uint32_t node = 0, steps = 0;
  path[0] = 0;
  while (nodes[node].feature >= 0) {
    node = nodes[node].left + (nodes[node].key < keys[nodes[node].feature]);
    path[++steps] = node;
  }
  return steps;
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

void forest_plane_add(
    const forest_plane_tree *tree, const uint32_t *keys, const forest_plane_rules *rules, uint32_t *path,
    uint32_t *stops, double *sums) {
  uint32_t steps = walk(tree->nodes, keys, path);
  uint32_t *by_depth = stops, *by_rows = by_depth + rules->depth_count, *by_decrease = by_rows + rules->split_count;
  for (uint32_t rule = 0; rule < rules->depth_count; rule++)
    by_depth[rule] = rules->depths[rule] < steps ? rules->depths[rule] : steps;
  stop_by_rows(tree->nodes, path, steps, rules, by_rows);
  stop_by_decrease(tree->decreases, path, steps, rules, by_decrease);
  const uint32_t *cell = rules->cells;
  for (uint32_t i = 0; i < rules->cell_count; i++, cell += 3) {
    uint32_t stop = by_depth[cell[0]];
    if (by_rows[cell[1]] < stop) stop = by_rows[cell[1]];
    if (by_decrease[cell[2]] < stop) stop = by_decrease[cell[2]];
    const double *probabilities = tree->probabilities + (size_t)path[stop] * tree->kept;
    for (uint32_t label = 0; label < tree->kept; label++) sums[i * tree->kept + label] += probabilities[label];
  }
}
