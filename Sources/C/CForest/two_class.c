// The best split of a node of two classes, group by group.
#include "group.h"

/// Takes over what beats the best so far, lane by lane in the order of the candidates.
static void take(
    const forest_two_class_node *node, const group_best *group, uint32_t lanes, bool narrow,
    forest_split *best) {
  for (uint32_t lane = 0; lane < lanes; lane++) {
    double score = group->score[lane], divisor = group->divisor[lane];
    bool better = narrow
        ? (float)score * (float)best->divisor > (float)best->score * (float)divisor
        : score * best->divisor > best->score * divisor;
    if (score < 0 || !better) continue;
    best->score = score;
    best->divisor = divisor;
    best->candidate = (int32_t)(best->seen + lane);
    best->code = group->code[lane];
    best->left_total = group->total[lane];
    best->left_positive = group->positive[lane];
  }
  best->seen += lanes;
  best->varying += (uint32_t)__builtin_popcount(group->varying & ((1u << lanes) - 1));
  uint32_t n = best->left_total, p = best->left_positive;
  uint32_t rest = node->total - n, rest_positive = node->positive - p;
  best->perfect = best->candidate >= 0 && (p == 0 || p == n) && (rest_positive == 0 || rest_positive == rest);
}

static uint32_t most_levels(const uint16_t *levels, uint32_t lanes) {
  uint32_t most = 0;
  for (uint32_t lane = 0; lane < lanes; lane++)
    if (levels[lane] > most) most = levels[lane];
  return most;
}

void forest_split_two_class(
    const forest_two_class_node *node, const uint8_t *const *columns, const uint16_t *levels, uint32_t count,
    void *scratch, forest_split *best) {
  bool narrow = node->narrow && node->total <= FOREST_NARROW_WEIGHT;
  bool small = node->rows.count <= FOREST_SMALL_NODE;
  uint32_t step = small ? 2 * FOREST_LANES : FOREST_LANES;
  group_best group;
  for (uint32_t first = 0; first < count && !best->perfect; first += step) {
    uint32_t lanes = count - first < step ? count - first : step;
    uint32_t bins = most_levels(levels + first, lanes);
    if (small && narrow) sort_narrow(node, columns + first, lanes, &group);
    else if (small) sort_wide(node, columns + first, lanes, &group);
    else if (narrow) count_narrow(node, columns + first, lanes, bins, scratch, &group);
    else count_wide(node, columns + first, lanes, bins, scratch, &group);
    take(node, &group, lanes, narrow, best);
  }
}
