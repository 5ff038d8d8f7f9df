// Small nodes: the codes of sixteen columns are sorted side by side, since there are fewer rows than bins.
#pragma once
#include "group.h"

/// Codes in the high byte, `tags[i]` of row i in the low byte; behind the node's rows keys above all others.
typedef struct {
  u16x16 keys[FOREST_SMALL_NODE + 8];
} sorted_codes;

INLINE void compare_exchange(u16x16 *low, u16x16 *high) {
  u16x16 a = *low, b = *high;
  *low = __builtin_elementwise_min(a, b);
  *high = __builtin_elementwise_max(a, b);
}

// Batcher's odd-even merge sort (1968): either half is sorted, then the halves are merged by distances 2ᵏ.

INLINE void sort_four(u16x16 *k) {
  compare_exchange(&k[0], &k[1]), compare_exchange(&k[2], &k[3]);
  compare_exchange(&k[0], &k[2]), compare_exchange(&k[1], &k[3]);
  compare_exchange(&k[1], &k[2]);
}

INLINE void sort_eight(u16x16 *k) {
  sort_four(k), sort_four(k + 4);
  compare_exchange(&k[0], &k[4]), compare_exchange(&k[1], &k[5]);
  compare_exchange(&k[2], &k[6]), compare_exchange(&k[3], &k[7]);
  compare_exchange(&k[2], &k[4]), compare_exchange(&k[3], &k[5]);
  compare_exchange(&k[1], &k[2]), compare_exchange(&k[3], &k[4]), compare_exchange(&k[5], &k[6]);
}

/// One step of merging sorted runs of `run` keys: exchanges at `distance`, within each pair of runs.
INLINE void merge_step(u16x16 *keys, uint32_t count, uint32_t run, uint32_t distance) {
  for (uint32_t start = distance % run; start + distance < count; start += 2 * distance) {
    if (distance < run && (start + distance) % (2 * run) == 0) continue;
    uint32_t rest = count - start - distance, length = rest < distance ? rest : distance;
    for (uint32_t i = start; i < start + length; i++) compare_exchange(&keys[i], &keys[i + distance]);
  }
}

/// Sorts the first `count` keys of each lane; up to the next of 2, 4 and multiples of 8 there must be keys above all.
INLINE void sort_lanes(u16x16 *keys, uint32_t count) {
  if (count <= 2) return compare_exchange(&keys[0], &keys[1]);
  if (count <= 4) return sort_four(keys);
  for (uint32_t start = 0; start < count; start += 8) sort_eight(keys + start);
  for (uint32_t run = 8; run < count; run *= 2)
    for (uint32_t distance = run; distance >= 1; distance /= 2) merge_step(keys, count, run, distance);
}

INLINE void load_codes(
    const forest_rows *rows, const uint8_t *const *columns, uint32_t lanes, bool wide,
    const uint8_t *tags, sorted_codes *codes) {
  uint32_t count = rows->count, padded = count < 8 ? 8 : (count + 8) & ~7u;
  for (uint32_t i = 0; i < count; i++) {
    uint8_t line[16] __attribute__((aligned(16))) = {0};
    size_t at = code_at(rows, wide, row_at(rows->numbers, wide, i));
    if (lanes == 16)
      for (uint32_t lane = 0; lane < 16; lane++) line[lane] = columns[lane][at];
    else
      for (uint32_t lane = 0; lane < lanes; lane++) line[lane] = columns[lane][at];
    u16x16 wide_line = __builtin_convertvector(*(const u8x16 *)line, u16x16);
    codes->keys[i] = (wide_line << 8) | (uint16_t)tags[i];
  }
  for (uint32_t i = count; i < padded; i++) codes->keys[i] = ~(u16x16){0};
}

INLINE void sort_codes(
    const forest_rows *rows, const uint8_t *const *columns, uint32_t lanes, const uint8_t *tags,
    sorted_codes *codes) {
  if (rows->wide)
    load_codes(rows, columns, lanes, true, tags, codes);
  else
    load_codes(rows, columns, lanes, false, tags, codes);
  sort_lanes(codes->keys, rows->count);
}
