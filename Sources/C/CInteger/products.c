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

/// Sums of one row's 16 filters from `first` on become codes: by SCALED where all 16 are filters, and rounded twice.
#define STORE(SCALED, SUMS, CODES)                                                                    \
  if (!scaling->rounded_once && (size_t)scaling->filters - first >= LANES) SCALED(SUMS, scaling, first, (CODES) + first); \
  else store(SUMS, scaling, first, CODES)

/// All rows against all filters, by a function for ROWS rows and one for a single row.
#define OVER_ROWS(ROWS, MANY, ONE, SCALED)                                                                    \
  for (size_t first = 0; first < (size_t)scaling->filters; first += LANES) {                          \
    const int16_t *own = weights + first / LANES * pairs * 2 * LANES;                                 \
    size_t row = 0;                                                                                   \
    for (; row + ROWS <= rows; row += ROWS) {                                                         \
      int32_t sums[ROWS * LANES];                                                                     \
      MANY(patches + row * 2 * pairs, pairs, own, sums);                                              \
      for (size_t i = 0; i < ROWS; i++)                                                               \
        STORE(SCALED, sums + i * LANES, codes + (row + i) * (size_t)scaling->filters);                \
    }                                                                                                 \
    for (; row < rows; row++) {                                                                       \
      int32_t sums[LANES];                                                                            \
      ONE(patches + row * 2 * pairs, pairs, own, sums);                                               \
      STORE(SCALED, sums, codes + row * (size_t)scaling->filters);                                    \
    }                                                                                                 \
  }

#define ARGUMENTS                                                                                     \
  const int16_t *patches, size_t rows, size_t pairs, const int16_t *weights, const integer_scaling *scaling, \
      int8_t *codes

static void plain(ARGUMENTS) { OVER_ROWS(1, plain_row, plain_row, scaled_twice) }

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

/// Eight products, rounded twice, as in `scaled_twice`.
AVX2 static inline __attribute__((always_inline)) __m256i avx2_product(
    const int32_t *sums, const integer_scaling *scaling, size_t first) {
  __m256i shift = _mm256_loadu_si256((const __m256i *)(scaling->shifts + first));
  __m256i multiplier = _mm256_loadu_si256((const __m256i *)(scaling->multipliers + first));
  __m256i bias = _mm256_loadu_si256((const __m256i *)(scaling->bias + first));
  __m256i none = _mm256_setzero_si256(), one = _mm256_set1_epi32(1), half = _mm256_set1_epi64x(1 << 30);
  __m256i right = _mm256_max_epi32(_mm256_sub_epi32(none, shift), none);
  __m256i sum = _mm256_add_epi32(_mm256_loadu_si256((const __m256i *)sums), bias);
  sum = _mm256_sllv_epi32(sum, _mm256_max_epi32(shift, none));
  // Bits 31 to 62 of the products: of even lanes to the lower half, of odd ones to the upper.
  __m256i even = _mm256_add_epi64(_mm256_mul_epi32(sum, multiplier), half);
  __m256i odd = _mm256_mul_epi32(_mm256_srli_epi64(sum, 32), _mm256_srli_epi64(multiplier, 32));
  odd = _mm256_add_epi64(odd, half);
  __m256i high = _mm256_blend_epi32(_mm256_srli_epi64(even, 31), _mm256_slli_epi64(odd, 1), 0xAA);
  __m256i mask = _mm256_sub_epi32(_mm256_sllv_epi32(one, right), one);
  __m256i threshold = _mm256_add_epi32(_mm256_srli_epi32(mask, 1), _mm256_srli_epi32(high, 31));
  __m256i more = _mm256_cmpgt_epi32(_mm256_and_si256(high, mask), threshold);
  __m256i code = _mm256_sub_epi32(_mm256_srav_epi32(high, right), more);
  code = _mm256_add_epi32(code, _mm256_set1_epi32(scaling->zero));
  return _mm256_max_epi32(code, _mm256_set1_epi32(scaling->lowest));
}

AVX2 static inline __attribute__((always_inline)) void avx2_scaled(
    const int32_t *sums, const integer_scaling *scaling, size_t first, int8_t *codes) {
  __m256i low = avx2_product(sums, scaling, first);
  __m256i high = avx2_product(sums + LANES / 2, scaling, first + LANES / 2);
  // Packing goes by halves of 128 bits.
  __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
  __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
  _mm_storeu_si128((__m128i *)codes, bytes);
}

AVX2_ROWS(avx2_rows, 4)
AVX2_ROWS(avx2_row, 1)
AVX2 static void avx2(ARGUMENTS) { OVER_ROWS(4, avx2_rows, avx2_row, avx2_scaled) }

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

/// Sixteen codes, as `avx2_scaled`.
VNNI static inline __attribute__((always_inline)) void vnni_scaled(
    const int32_t *sums, const integer_scaling *scaling, size_t first, int8_t *codes) {
  __m512i shift = _mm512_loadu_si512(scaling->shifts + first);
  __m512i multiplier = _mm512_loadu_si512(scaling->multipliers + first);
  __m512i none = _mm512_setzero_si512(), one = _mm512_set1_epi32(1), half = _mm512_set1_epi64(1 << 30);
  __m512i right = _mm512_max_epi32(_mm512_sub_epi32(none, shift), none);
  __m512i sum = _mm512_add_epi32(_mm512_loadu_si512(sums), _mm512_loadu_si512(scaling->bias + first));
  sum = _mm512_sllv_epi32(sum, _mm512_max_epi32(shift, none));
  __m512i even = _mm512_add_epi64(_mm512_mul_epi32(sum, multiplier), half);
  __m512i odd = _mm512_mul_epi32(_mm512_srli_epi64(sum, 32), _mm512_srli_epi64(multiplier, 32));
  odd = _mm512_add_epi64(odd, half);
  __m512i high = _mm512_mask_blend_epi32(0xAAAA, _mm512_srli_epi64(even, 31), _mm512_slli_epi64(odd, 1));
  __m512i mask = _mm512_sub_epi32(_mm512_sllv_epi32(one, right), one);
  __m512i threshold = _mm512_add_epi32(_mm512_srli_epi32(mask, 1), _mm512_srli_epi32(high, 31));
  __mmask16 more = _mm512_cmpgt_epi32_mask(_mm512_and_si512(high, mask), threshold);
  __m512i code = _mm512_srav_epi32(high, right);
  code = _mm512_mask_add_epi32(code, more, code, one);
  code = _mm512_add_epi32(code, _mm512_set1_epi32(scaling->zero));
  code = _mm512_max_epi32(code, _mm512_set1_epi32(scaling->lowest));
  _mm_storeu_si128((__m128i *)codes, _mm512_cvtsepi32_epi8(code));
}

VNNI_ROWS(vnni_rows, 8)
VNNI_ROWS(vnni_row, 1)
VNNI static void vnni(ARGUMENTS) { OVER_ROWS(8, vnni_rows, vnni_row, vnni_scaled) }

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
