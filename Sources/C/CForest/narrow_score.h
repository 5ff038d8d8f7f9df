// The score in single precision, eight columns side by side.
#pragma once
#include "group.h"

typedef struct {
  int32_t total, positive;
  float factor0, factor1, total_weight, min_weight;
} narrow_node;

/// The best cut of each lane: score and divisor, `mark` (where it lies), `sum` (what goes left).
typedef struct {
  f32x8 score, divisor;
  i32x8 mark, sum;
} narrow_best;

INLINE narrow_node narrow_scale(const forest_two_class_node *node) {
  narrow_node scale;
  scale.total = (int32_t)node->total;
  scale.positive = (int32_t)node->positive;
  scale.factor0 = (float)node->factor[0];
  scale.factor1 = (float)node->factor[1];
  scale.total_weight = (float)scale.total;
  scale.min_weight = (float)node->min_weight;
  return scale;
}

INLINE narrow_best narrow_none(void) {
  narrow_best none;
  none.score = (f32x8){0} - 1.0f;
  none.divisor = (f32x8){0} + 1.0f;
  none.mark = (i32x8){0} - 1;
  none.sum = (i32x8){0};
  return none;
}

INLINE f32x8 select_float(i32x8 mask, f32x8 yes, f32x8 no) {
  return (f32x8)(((i32x8)yes & mask) | ((i32x8)no & ~mask));
}

INLINE i32x8 select_integer(i32x8 mask, i32x8 yes, i32x8 no) { return (yes & mask) | (no & ~mask); }

/// Tries the cut that sends weight `n`, of it `p` of the second class, to the left.
INLINE void narrow_try(
    narrow_best *best, const narrow_node *node, i32x8 n, i32x8 p, i32x8 sum, int32_t mark, i32x8 allowed,
    bool factored, bool constrained) {
  f32x8 difference = __builtin_convertvector(p * node->total - n * node->positive, f32x8);
  f32x8 score = difference * difference;
  f32x8 left, right;
  if (factored) {
    i32x8 negative = n - p;
    f32x8 left0 = __builtin_convertvector(negative, f32x8) * node->factor0;
    f32x8 left1 = __builtin_convertvector(p, f32x8) * node->factor1;
    i32x8 rest0 = (node->total - node->positive) - negative, rest1 = node->positive - p;
    left = left0 + left1;
    right = __builtin_convertvector(rest0, f32x8) * node->factor0
        + __builtin_convertvector(rest1, f32x8) * node->factor1;
  } else {
    left = __builtin_convertvector(n, f32x8);
    right = node->total_weight - left;
  }
  f32x8 divisor = left * right;
  i32x8 better = (score * best->divisor > best->score * divisor) & allowed;
  if (constrained) better &= (left >= node->min_weight) & (right >= node->min_weight);
  best->score = select_float(better, score, best->score);
  best->divisor = select_float(better, divisor, best->divisor);
  best->mark = select_integer(better, (i32x8){0} + mark, best->mark);
  best->sum = select_integer(better, sum, best->sum);
}

/// Writes scores and sums of a group's lanes `first..<first + 8`; codes are the caller's.
INLINE void narrow_store(const narrow_best *best, group_best *out, int first) {
  for (int lane = 0; lane < FOREST_LANES; lane++) {
    uint32_t sum = (uint32_t)best->sum[lane];
    out->score[first + lane] = best->mark[lane] < 0 ? -1 : (double)best->score[lane];
    out->divisor[first + lane] = (double)best->divisor[lane];
    out->total[first + lane] = sum & 0xFFFF;
    out->positive[first + lane] = sum >> 16;
  }
}
