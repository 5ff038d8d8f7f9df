// The score in double precision, four columns side by side.
#pragma once
#include "group.h"

typedef struct {
  double total, positive, factor0, factor1, min_weight;
  uint64_t whole_total, whole_positive;
} wide_node;

/// The best cut of each lane: score and divisor, `mark` (where it lies), `sum` (what goes left).
typedef struct {
  f64x4 score, divisor;
  i64x4 mark, sum;
} wide_best;

INLINE wide_node wide_scale(const forest_two_class_node *node) {
  return (wide_node){node->total,      node->positive, node->factor[0], node->factor[1],
                     node->min_weight, node->total,    node->positive};
}

INLINE wide_best wide_none(void) {
  wide_best none;
  none.score = (f64x4){0} - 1.0;
  none.divisor = (f64x4){0} + 1.0;
  none.mark = (i64x4){0} - 1;
  none.sum = (i64x4){0};
  return none;
}

/// Numbers below 2³² as doubles: put behind 2⁵²'s exponent, they are the last bits of 2⁵² + number.
INLINE f64x4 wide_double(u64x4 numbers) { return (f64x4)(numbers | 0x4330000000000000u) - 0x1p52; }

/// Numbers below 2⁶³ as doubles, rounded once: the high half behind 2⁸⁴'s exponent, the low half as above.
INLINE f64x4 wide_rounded(u64x4 numbers) {
  f64x4 high = (f64x4)((numbers >> 32) | 0x4530000000000000u) - (0x1p84 + 0x1p52);
  return high + (f64x4)((numbers & 0xFFFFFFFFu) | 0x4330000000000000u);
}

INLINE f64x4 select_double(i64x4 mask, f64x4 yes, f64x4 no) {
  return (f64x4)(((i64x4)yes & mask) | ((i64x4)no & ~mask));
}

/// Tries the cut that sends `sum` (weight | second class's weight << 32) to the left.
INLINE void wide_try(
    wide_best *best, const wide_node *node, u64x4 sum, int64_t mark, i64x4 allowed, bool factored,
    bool constrained) {
  f64x4 n = wide_double(sum & 0xFFFFFFFFu), p = wide_double(sum >> 32);
  u64x4 gain = (sum >> 32) * node->whole_total, loss = (sum & 0xFFFFFFFFu) * node->whole_positive;
  u64x4 negative = (u64x4)((i64x4)(gain - loss) < 0);
  f64x4 difference = wide_rounded(((gain - loss) ^ negative) - negative);
  f64x4 score = difference * difference;
  f64x4 left = n, right = node->total - n;
  if (factored) {
    f64x4 rest0 = (node->total - node->positive) - (n - p), rest1 = node->positive - p;
    left = (n - p) * node->factor0 + p * node->factor1;
    right = rest0 * node->factor0 + rest1 * node->factor1;
  }
  f64x4 divisor = left * right;
  i64x4 better = (score * best->divisor > best->score * divisor) & allowed;
  if (constrained) better &= (left >= node->min_weight) & (right >= node->min_weight);
  best->score = select_double(better, score, best->score);
  best->divisor = select_double(better, divisor, best->divisor);
  best->mark = ((i64x4){0} + mark & better) | (best->mark & ~better);
  best->sum = ((i64x4)sum & better) | (best->sum & ~better);
}

/// Writes scores and sums of a group's lanes `first..<first + 4`; codes are the caller's.
INLINE void wide_store(const wide_best *best, group_best *out, int first) {
  for (int lane = 0; lane < 4; lane++) {
    uint64_t sum = (uint64_t)best->sum[lane];
    out->score[first + lane] = best->mark[lane] < 0 ? -1 : best->score[lane];
    out->divisor[first + lane] = best->divisor[lane];
    out->total[first + lane] = (uint32_t)sum;
    out->positive[first + lane] = (uint32_t)(sum >> 32);
  }
}
