// Sums become codes; inlined into loops for each processor.
#pragma once
#include "include/CInteger.h"
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__) && !(defined(__has_feature) && __has_feature(thread_sanitizer))
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

INLINE int8_t code(int32_t product, const integer_scaling *scaling) {
  int32_t code = (int32_t)((uint32_t)product + (uint32_t)scaling->zero);
  code = code < scaling->lowest ? scaling->lowest : code;
  return (int8_t)(code > 127 ? 127 : code);
}

/// INTEGER_LANES codes. The product of 32 bits is rounded to the nearest, halves upwards; the shift rounds halves away
/// from zero.
INLINE void scaled_twice(const int32_t *sums, const integer_scaling *scaling, size_t first, int8_t *codes) {
  for (size_t i = 0; i < INTEGER_LANES; i++) {
    int32_t shift = scaling->shifts[first + i];
    int32_t left = shift > 0 ? shift : 0, right = shift > 0 ? 0 : -shift;
    int32_t sum = (int32_t)((uint32_t)sums[i] + (uint32_t)scaling->bias[first + i]);
    int64_t product = (int64_t)(int32_t)((uint32_t)sum << left) * scaling->multipliers[first + i];
    int32_t high = (int32_t)((product + (1 << 30)) >> 31);
    int32_t mask = (int32_t)(((uint32_t)1 << right) - 1);
    int32_t threshold = (mask >> 1) + (high < 0);
    codes[i] = code((high >> right) + ((high & mask) > threshold), scaling);
  }
}

/// INTEGER_LANES codes, rounded to the nearest once, halves upwards.
INLINE void scaled_once(const int32_t *sums, const integer_scaling *scaling, size_t first, int8_t *codes) {
  for (size_t i = 0; i < INTEGER_LANES; i++) {
    int32_t right = 31 - scaling->shifts[first + i];
    int32_t sum = (int32_t)((uint32_t)sums[i] + (uint32_t)scaling->bias[first + i]);
    int64_t product = (int64_t)sum * scaling->multipliers[first + i];
    codes[i] = code((int32_t)((product + ((int64_t)1 << (right - 1))) >> right), scaling);
  }
}

INLINE void scaled(const int32_t *sums, const integer_scaling *scaling, size_t first, int8_t *codes) {
  if (scaling->rounded_once) scaled_once(sums, scaling, first, codes);
  else scaled_twice(sums, scaling, first, codes);
}

/// The codes of one row's filters from `first` on; of the last lanes only those that are filters.
INLINE void store(const int32_t *sums, const integer_scaling *scaling, size_t first, int8_t *codes) {
  size_t left = (size_t)scaling->filters - first;
  if (left >= INTEGER_LANES) {
    scaled(sums, scaling, first, codes + first);
  } else {
    int8_t own[INTEGER_LANES];
    scaled(sums, scaling, first, own);
    memcpy(codes + first, own, left);
  }
}
