// Small nodes of two classes with any weight: a row's place in the node travels with its code.
#include "sorted_codes.h"
#include "wide_score.h"

/// Four lanes, from `first` on.
INLINE void scan_four(
    const forest_two_class_node *node, const sorted_codes *codes, const uint64_t *words, int first,
    group_best *out, bool factored, bool constrained) {
  wide_node scale = wide_scale(node);
  wide_best best = wide_none();
  u64x4 sum = {0};
  i64x4 varying = {0};
  uint32_t count = node->rows.count;
  for (uint32_t i = 0; i + 1 < count; i++) {
    const uint16_t *here = (const uint16_t *)&codes->keys[i] + first;
    const uint16_t *next = (const uint16_t *)&codes->keys[i + 1] + first;
    u64x4 word;
    i64x4 cut;
    for (int lane = 0; lane < 4; lane++) {
      word[lane] = words[here[lane] & 0xFF];
      cut[lane] = -(int64_t)(here[lane] >> 8 != next[lane] >> 8);
    }
    sum += word;
    varying |= cut;
    if (constrained && (i + 1 < node->min_rows || count - i - 1 < node->min_rows)) continue;
    wide_try(&best, &scale, sum, (int64_t)i, cut, factored, constrained);
  }
  wide_store(&best, out, first);
  for (int lane = 0; lane < 4; lane++) {
    int64_t mark = best.mark[lane];
    out->code[first + lane] = mark < 0 ? 0 : ((const uint16_t *)&codes->keys[mark])[first + lane] >> 8;
    out->varying |= (uint32_t)(varying[lane] != 0) << (first + lane);
  }
}

INLINE void scan(
    const forest_two_class_node *node, const sorted_codes *codes, const uint64_t *words, uint32_t lanes,
    group_best *out, bool factored, bool constrained) {
  out->varying = 0;
  for (int first = 0; first < (int)lanes; first += 4)
    scan_four(node, codes, words, first, out, factored, constrained);
}

CLONES
void sort_wide(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, group_best *best) {
  uint8_t tags[FOREST_SMALL_NODE];
  uint64_t words[FOREST_SMALL_NODE];
  for (uint32_t i = 0; i < node->rows.count; i++) {
    tags[i] = (uint8_t)i;
    words[i] = node->wide[row_at(node->rows.numbers, node->rows.wide, i)];
  }
  sorted_codes codes;
  sort_codes(&node->rows, columns, lanes, tags, &codes);
  SPECIALIZED(node, scan, node, &codes, words, lanes, best);
}
