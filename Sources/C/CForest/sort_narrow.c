// Small nodes of two classes whose weight fits 15 bits: a row's weight and class travel with its code.
#include "narrow_score.h"
#include "sorted_codes.h"

INLINE i32x8 low_half(u16x16 v) {
  return __builtin_convertvector(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7), i32x8);
}

INLINE i32x8 high_half(u16x16 v) {
  return __builtin_convertvector(__builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15), i32x8);
}

/// All bits set where the code of `here` differs from that of `next`.
INLINE u16x16 boundary(u16x16 here, u16x16 next) { return (u16x16)((here >> 8) != (next >> 8)); }

INLINE void scan(
    const forest_two_class_node *node, const sorted_codes *codes, group_best *out, bool factored,
    bool constrained) {
  narrow_node scale = narrow_scale(node);
  narrow_best low = narrow_none(), high = narrow_none();
  u16x16 n = {0}, p = {0}, varying = {0};
  uint32_t count = node->rows.count;
  for (uint32_t i = 0; i + 1 < count; i++) {
    u16x16 key = codes->keys[i], tag = key & 0xFF, weight = tag >> 1;
    n += weight;
    p += weight & -(tag & 1);
    u16x16 cut = boundary(key, codes->keys[i + 1]);
    varying |= cut;
    if (constrained && (i + 1 < node->min_rows || count - i - 1 < node->min_rows)) continue;
    i32x8 low_n = low_half(n), low_p = low_half(p), high_n = high_half(n), high_p = high_half(p);
    i32x8 low_cut = -(low_half(cut) & 1), high_cut = -(high_half(cut) & 1);
    int32_t mark = (int32_t)i;
    narrow_try(&low, &scale, low_n, low_p, low_n | low_p << 16, mark, low_cut, factored, constrained);
    narrow_try(&high, &scale, high_n, high_p, high_n | high_p << 16, mark, high_cut, factored, constrained);
  }
  narrow_store(&low, out, 0);
  narrow_store(&high, out, 8);
  out->varying = 0;
  for (int lane = 0; lane < 16; lane++) {
    int32_t mark = lane < 8 ? low.mark[lane] : high.mark[lane - 8];
    out->code[lane] = mark < 0 ? 0 : ((const uint16_t *)&codes->keys[mark])[lane] >> 8;
    out->varying |= (uint32_t)(varying[lane] != 0) << lane;
  }
}

CLONES
void sort_narrow(
    const forest_two_class_node *node, const uint8_t *const *columns, uint32_t lanes, group_best *best) {
  uint8_t tags[FOREST_SMALL_NODE];
  for (uint32_t i = 0; i < node->rows.count; i++) {
    uint32_t word = node->narrow[row_at(node->rows.numbers, node->rows.wide, i)];
    tags[i] = (uint8_t)((word & 0xFFFF) << 1 | (word >> 16 != 0));
  }
  sorted_codes codes;
  sort_codes(&node->rows, columns, lanes, tags, &codes);
  SPECIALIZED(node, scan, node, &codes, best);
}
