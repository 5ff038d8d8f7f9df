// Loops that the compiler turns into vectors of the widest registers.
#pragma once
#include "include/CDNN.h"
#include <stdlib.h>
#include <string.h>

// No sum and product is made one: the results do not depend on the processor.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && !(defined(__has_feature) && __has_feature(thread_sanitizer))
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

#define INLINE static inline __attribute__((always_inline))

// Vectors are handed to functions that are inlined always, so no call convention is ever at stake.
#pragma clang diagnostic ignored "-Wpsabi"

enum { LANES = 16 };
typedef float f32x16 __attribute__((vector_size(64), aligned(4), may_alias));
typedef uint32_t u32x16 __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t i32x16 __attribute__((vector_size(64), aligned(4), may_alias));
typedef uint16_t u16x16 __attribute__((vector_size(32), aligned(2), may_alias));

static const u32x16 each = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

/// A cell's own 16 bits under a key, from the finaliser of MurmurHash3 over its number (of a number or of a vector).
#define DROPOUT_BITS(word, key)                                                             \
  do {                                                                                      \
    (word) = ((word) ^ (uint32_t)(key)) * 0x9E3779B1u;                                      \
    (word) = ((word) ^ (word) >> 16 ^ (uint32_t)((key) >> 32)) * 0x85EBCA6Bu;               \
    (word) = ((word) ^ (word) >> 13) * 0xC2B2AE35u;                                         \
    (word) >>= 16;                                                                          \
  } while (0)

/// Zeros that vectors may be read from, with room for one more behind them; NULL without memory.
static inline void *zeros(size_t count, size_t size) {
  void *block = NULL;
  size_t bytes = count * size + 64;
  if (posix_memalign(&block, 64, bytes) != 0) return NULL;
  memset(block, 0, bytes);
  return block;
}

INLINE f32x16 choose(i32x16 which, f32x16 yes, f32x16 no) {
  return (f32x16)(((i32x16)yes & which) | ((i32x16)no & ~which));
}

/// Sixteen cells from one on with dropout: those that are dropped are 0, and marked as such.
INLINE f32x16 drop(f32x16 value, uint32_t cell, const cdnn_dropout *dropout, u32x16 *mark) {
  u32x16 bits = each + cell;
  DROPOUT_BITS(bits, dropout->key);
  i32x16 dropped = (i32x16)(bits < dropout->threshold);
  *mark |= (u32x16)dropped;
  return choose(dropped, (f32x16){0}, value * dropout->scale);
}

/// Keeps a block's highest numbers and where they were met; what is no number stays.
INLINE void keep_highest(f32x16 value, u32x16 mark, bool is_first, f32x16 *best, u32x16 *place) {
  i32x16 takes = (i32x16)(value > *best) | (i32x16)(value != value);
  if (is_first) takes = (i32x16){0} - 1;
  *best = choose(takes, value, *best);
  *place = (mark & (u32x16)takes) | (*place & ~(u32x16)takes);
}
