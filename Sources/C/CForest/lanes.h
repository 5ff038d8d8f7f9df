// Vectors of one register's width, and the clones that use it.
#pragma once
#include "include/CForest.h"
#include <string.h>

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && !(defined(__has_feature) && __has_feature(thread_sanitizer))
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

#define INLINE static inline __attribute__((always_inline))

// Vectors are handed to functions that are inlined always, so no call convention is ever at stake.
#pragma clang diagnostic ignored "-Wpsabi"

typedef uint8_t u8x16 __attribute__((vector_size(16), may_alias));
typedef uint16_t u16x8 __attribute__((vector_size(16), may_alias));
typedef uint16_t u16x16 __attribute__((vector_size(32), may_alias));
typedef uint32_t u32x8 __attribute__((vector_size(32), may_alias));
typedef int32_t i32x8 __attribute__((vector_size(32), may_alias));
typedef float f32x8 __attribute__((vector_size(32), may_alias));
typedef uint64_t u64x4 __attribute__((vector_size(32), may_alias));
typedef int64_t i64x4 __attribute__((vector_size(32), may_alias));
typedef double f64x4 __attribute__((vector_size(32), may_alias));
