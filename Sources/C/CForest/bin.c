// One column's values as codes of at most 255 bins.
#include "keys.h"

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, PASSES = 3 };

/// Sorts words by their upper half (radix sort, lowest digit first); the result is in the returned one of the two.
static uint64_t *sort_words(uint64_t *words, uint64_t *spare, uint32_t count) {
  uint32_t counts[PASSES][DIGITS];
  memset(counts, 0, sizeof counts);
  for (uint32_t i = 0; i < count; i++)
    for (int pass = 0; pass < PASSES; pass++)
      counts[pass][words[i] >> (32 + pass * DIGIT_BITS) & (DIGITS - 1)] += 1;
  for (int pass = 0; pass < PASSES; pass++) {
    int shift = 32 + pass * DIGIT_BITS;
    uint32_t *places = counts[pass], place = 0;
    if (places[words[0] >> shift & (DIGITS - 1)] == count) continue;
    for (int digit = 0; digit < DIGITS; digit++) {
      uint32_t here = places[digit];
      places[digit] = place;
      place += here;
    }
    for (uint32_t i = 0; i < count; i++) spare[places[words[i] >> shift & (DIGITS - 1)]++] = words[i];
    uint64_t *sorted = spare;
    spare = words;
    words = sorted;
  }
  return words;
}

static float value_at(const uint64_t *words, uint32_t index) {
  return value_of((int32_t)((uint32_t)(words[index] >> 32) ^ 0x80000000u));
}

/// Halfway between two values, never reaching the upper one.
static float halfway(float low, float high) {
  float middle = (float)(((double)low + (double)high) / 2);
  return middle < high ? middle : low;
}

static uint32_t count_distinct(const uint64_t *words, uint32_t count, uint32_t limit) {
  uint32_t distinct = 1;
  for (uint32_t i = 1; i < count && distinct <= limit; i++) distinct += words[i] >> 32 != words[i - 1] >> 32;
  return distinct;
}

/// A bin is closed once it holds its share of the values that are left; equal values are never divided.
static uint32_t assign(
    const uint64_t *words, uint32_t count, uint32_t max_bins, uint8_t *codes, float *cuts) {
  bool exact = count_distinct(words, count, max_bins) <= max_bins;
  uint32_t bin = 0, start = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0 && words[i] >> 32 != words[i - 1] >> 32) {
      uint64_t bins_left = max_bins - bin;
      if (exact || (bins_left > 1 && (i - start) * bins_left >= count - start)) {
        cuts[bin++] = halfway(value_at(words, i - 1), value_at(words, i));
        start = i;
      }
    }
    codes[(uint32_t)words[i]] = (uint8_t)bin;
  }
  return bin + 1;
}

uint32_t forest_bin(
    const float *values, uint32_t count, uint32_t max_bins, uint64_t *scratch, uint8_t *codes, float *cuts) {
  if (count == 0) return 0;
  bool finite = true;
  for (uint32_t i = 0; i < count; i++) {
    finite &= values[i] - values[i] == 0;
    scratch[i] = (uint64_t)((uint32_t)key_of(values[i]) ^ 0x80000000u) << 32 | i;
  }
  if (!finite) return 0;
  return assign(sort_words(scratch, scratch + count, count), count, max_bins, codes, cuts);
}
