// Sums of products: some rows at a time against 16 filters, two products in one instruction.
#include "scaling.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LANES = INTEGER_LANES };

/// One row against 16 filters.
INLINE void plain_row(const int16_t *patch, size_t pairs, const int16_t *weights, int32_t *sums) {
  for (size_t i = 0; i < LANES; i++) sums[i] = 0;
  for (size_t pair = 0; pair < pairs; pair++, weights += 2 * LANES) {
    int32_t first = patch[2 * pair], second = patch[2 * pair + 1];
    for (size_t i = 0; i < LANES; i++)
      sums[i] = (int32_t)((uint32_t)sums[i] + (uint32_t)(first * weights[2 * i] + second * weights[2 * i + 1]));
  }
}

/// All rows against all filters, by a function for ROWS rows and one for a single row.
#define OVER_ROWS(ROWS, MANY, ONE)                                                                    \
  for (size_t first = 0; first < (size_t)scaling->filters; first += LANES) {                          \
    const int16_t *own = weights + first / LANES * pairs * 2 * LANES;                                 \
    size_t row = 0;                                                                                   \
    for (; row + ROWS <= rows; row += ROWS) {                                                         \
      int32_t sums[ROWS * LANES];                                                                     \
      MANY(patches + row * 2 * pairs, pairs, own, sums);                                              \
      for (size_t i = 0; i < ROWS; i++)                                                               \
        store(sums + i * LANES, scaling, first, codes + (row + i) * (size_t)scaling->filters);        \
    }                                                                                                 \
    for (; row < rows; row++) {                                                                       \
      int32_t sums[LANES];                                                                            \
      ONE(patches + row * 2 * pairs, pairs, own, sums);                                               \
      store(sums, scaling, first, codes + row * (size_t)scaling->filters);                            \
    }                                                                                                 \
  }

#define ARGUMENTS                                                                                     \
  const int16_t *patches, size_t rows, size_t pairs, const int16_t *weights, const integer_scaling *scaling, \
      int8_t *codes

static void plain(ARGUMENTS) { OVER_ROWS(1, plain_row, plain_row) }

#if defined(__x86_64__)

INLINE int32_t two(const int16_t *patch) {
  int32_t both;
  memcpy(&both, patch, sizeof both);
  return both;
}

#define AVX2 __attribute__((target("avx2")))

#define AVX2_ROWS(NAME, ROWS)                                                                         \
  AVX2 static inline __attribute__((always_inline)) void NAME(                                        \
      const int16_t *patch, size_t pairs, const int16_t *weights, int32_t *sums) {                    \
    __m256i low[ROWS], high[ROWS];                                                                    \
    for (size_t i = 0; i < ROWS; i++) low[i] = high[i] = _mm256_setzero_si256();                      \
    for (size_t pair = 0; pair < pairs; pair++, weights += 2 * LANES) {                               \
      __m256i first = _mm256_loadu_si256((const __m256i *)weights);                                   \
      __m256i second = _mm256_loadu_si256((const __m256i *)(weights + LANES));                        \
      for (size_t i = 0; i < ROWS; i++) {                                                             \
        __m256i own = _mm256_set1_epi32(two(patch + 2 * (i * pairs + pair)));                         \
        low[i] = _mm256_add_epi32(low[i], _mm256_madd_epi16(own, first));                             \
        high[i] = _mm256_add_epi32(high[i], _mm256_madd_epi16(own, second));                          \
      }                                                                                               \
    }                                                                                                 \
    for (size_t i = 0; i < ROWS; i++) {                                                               \
      _mm256_storeu_si256((__m256i *)(sums + i * LANES), low[i]);                                     \
      _mm256_storeu_si256((__m256i *)(sums + i * LANES + LANES / 2), high[i]);                        \
    }                                                                                                 \
  }

AVX2_ROWS(avx2_rows, 4)
AVX2_ROWS(avx2_row, 1)
AVX2 static void avx2(ARGUMENTS) { OVER_ROWS(4, avx2_rows, avx2_row) }

#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2")))

#define VNNI_ROWS(NAME, ROWS)                                                                         \
  VNNI static inline __attribute__((always_inline)) void NAME(                                        \
      const int16_t *patch, size_t pairs, const int16_t *weights, int32_t *sums) {                    \
    __m512i all[ROWS];                                                                                \
    for (size_t i = 0; i < ROWS; i++) all[i] = _mm512_setzero_si512();                                \
    for (size_t pair = 0; pair < pairs; pair++, weights += 2 * LANES) {                               \
      __m512i own = _mm512_loadu_si512(weights);                                                      \
      for (size_t i = 0; i < ROWS; i++)                                                               \
        all[i] = _mm512_dpwssd_epi32(all[i], own, _mm512_set1_epi32(two(patch + 2 * (i * pairs + pair)))); \
    }                                                                                                 \
    for (size_t i = 0; i < ROWS; i++) _mm512_storeu_si512(sums + i * LANES, all[i]);                  \
  }

VNNI_ROWS(vnni_rows, 8)
VNNI_ROWS(vnni_row, 1)
VNNI static void vnni(ARGUMENTS) { OVER_ROWS(8, vnni_rows, vnni_row) }

int32_t integer_level(void) {
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    return 2;
  return __builtin_cpu_supports("avx2") ? 1 : 0;
}

void integer_products(int32_t level, ARGUMENTS) {
  int32_t known = integer_level();
  switch (level < known ? level : known) {
  case 2: vnni(patches, rows, pairs, weights, scaling, codes); break;
  case 1: avx2(patches, rows, pairs, weights, scaling, codes); break;
  default: plain(patches, rows, pairs, weights, scaling, codes);
  }
}

#else

int32_t integer_level(void) { return 0; }

void integer_products(int32_t level, ARGUMENTS) {
  (void)level;
  plain(patches, rows, pairs, weights, scaling, codes);
}

#endif
