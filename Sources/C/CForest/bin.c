// One column's values as codes of at most 255 bins.
//
// Values are counted in many buckets of equal width, and bins are made of whole buckets. A bucket that holds more
// than a bin's share is divided in the same way. Columns of few distinct values are sorted instead.
#include "bin_column.h"

enum { MOST_HEAVY = 8, MOST_DEPTH = 3 };

/// Buckets that hold more than a bin's share.
typedef struct {
  uint32_t count;
  uint32_t buckets[MOST_HEAVY];
} heavy_buckets;

/// Least value and width of a bucket; `false` where a value is not finite.
INLINE bool measure(bin_column *c) {
  float least = c->values[0], greatest = least;
  uint32_t strange = 0;
  for (uint32_t i = 0; i < c->count; i++) {
    float value = c->values[i];
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    strange |= (bits & 0x7F800000u) == 0x7F800000u;
    least = value < least ? value : least;
    greatest = value > greatest ? value : greatest;
  }
  float range = greatest - least;
  c->least = least;
  c->bucket_count = 256;
  while (c->bucket_count < c->count / 2 && c->bucket_count < FOREST_BIN_BUCKETS) c->bucket_count *= 2;
  // Ranges beyond what a float divides well: everything into the first bucket, right but slow.
  c->scale = range > 1e-30f && range < 1e38f ? (float)(c->bucket_count - 1) / range : 0;
  return !strange;
}

/// A value's bucket never lies below that of a lesser value: subtraction, product and truncation keep the order.
INLINE void find_buckets(bin_column *c) {
  float least = c->least, scale = c->scale;
  if (scale == 0) memset(c->buckets, 0, c->count * sizeof *c->buckets);
  else
    for (uint32_t i = 0; i < c->count; i++)
      c->buckets[i] = (uint16_t)(int32_t)((c->values[i] - least) * scale);
}

CLONES
static bool prepare(bin_column *c) {
  if (!measure(c)) return false;
  find_buckets(c);
  return true;
}

/// Counts the buckets; `starts[b]` becomes the number of values in buckets below b. Returns the filled buckets.
static uint32_t count_buckets(bin_column *c, uint32_t max_bins, heavy_buckets *heavy) {
  uint32_t *counts = c->starts, place = 0, filled = 0, share = c->count / max_bins + 1;
  memset(counts, 0, (c->bucket_count + 1) * sizeof *counts);
  for (uint32_t i = 0; i < c->count; i++) counts[c->buckets[i]] += 1;
  heavy->count = 0;
  for (uint32_t bucket = 0; bucket <= c->bucket_count; bucket++) {
    uint32_t here = counts[bucket];
    counts[bucket] = place;
    place += here;
    filled += here > 0;
    if (here <= share) continue;
    if (heavy->count < MOST_HEAVY) heavy->buckets[heavy->count] = bucket;
    heavy->count += 1;
  }
  return filled;
}

static uint32_t bin_column_at(bin_column *c, uint32_t max_bins, int depth, uint8_t *codes);

/// Divides the values of one bucket among at most `max_bins` bins from `bin` on; returns how many they took.
static uint32_t divide(
    bin_column *c, uint32_t bucket, uint32_t bin, uint32_t max_bins, int depth, uint8_t *codes) {
  uint32_t count = c->starts[bucket + 1] - c->starts[bucket], found = 0;
  float *values = c->spare;
  uint32_t *rows = (uint32_t *)(values + count + 1);
  uint8_t *part_codes = (uint8_t *)(rows + count + 1);
  for (uint32_t i = 0; i < c->count; i++) {
    // Written always, kept where it belongs here: cheaper than a branch that nobody can foresee.
    values[found] = c->values[i];
    rows[found] = i;
    found += c->buckets[i] == bucket;
  }
  uintptr_t room = ((uintptr_t)(part_codes + count) + 63) & ~(uintptr_t)63;
  bin_column part = bin_column_in((void *)room, values, count);
  uint32_t bins = bin_column_at(&part, max_bins, depth + 1, part_codes);
  for (uint32_t i = 0; i < count; i++) codes[rows[i]] = (uint8_t)(bin + part_codes[i]);
  return bins;
}

/// A bin is closed once it holds its share of what is left, and before a heavy bucket. Returns the bins.
static uint32_t assign_buckets(
    bin_column *c, uint32_t max_bins, const heavy_buckets *heavy, int depth, uint8_t *codes) {
  const uint32_t *starts = c->starts;
  uint32_t bin = 0, bucket = 0, next_heavy = 0;
  while (starts[bucket] < c->count) {
    uint32_t left = c->count - starts[bucket], bins_left = max_bins - bin;
    uint32_t target = starts[bucket] + (left + bins_left - 1) / bins_left, end = bucket + 1;
    uint32_t stop = next_heavy < heavy->count ? heavy->buckets[next_heavy] : c->bucket_count;
    while (starts[end] < target) end += 1;
    if (stop < end && bins_left > 1 && starts[stop] == starts[bucket]) {
      uint32_t here = starts[stop + 1] - starts[stop], rest = left - here;
      uint32_t part = (uint32_t)(((uint64_t)here * bins_left + left / 2) / left);
      if (part > bins_left - (rest > 0)) part = bins_left - (rest > 0);
      memset(c->first + bucket, 255, stop + 1 - bucket);
      bin += divide(c, stop, bin, part, depth, codes);
      bucket = stop + 1;
      next_heavy += 1;
      continue;
    }
    if (stop < end && bins_left > 1) end = stop;
    memset(c->first + bucket, (int)bin, end - bucket);
    bin += 1;
    bucket = end;
  }
  return bin;
}

/// Codes of a column's values; a heavy bucket's have been written while it was divided.
static void encode_buckets(const bin_column *c, bool has_heavy, uint8_t *codes) {
  if (!has_heavy)
    for (uint32_t i = 0; i < c->count; i++) codes[i] = c->first[c->buckets[i]];
  else
    for (uint32_t i = 0; i < c->count; i++) {
      uint8_t code = c->first[c->buckets[i]];
      codes[i] = code == 255 ? codes[i] : code;
    }
}

static uint32_t bin_column_at(bin_column *c, uint32_t max_bins, int depth, uint8_t *codes) {
  if (max_bins == 1) {
    memset(codes, 0, c->count);
    return 1;
  }
  if (!prepare(c)) return 0;
  heavy_buckets heavy;
  uint32_t filled = count_buckets(c, max_bins, &heavy);
  if (filled <= max_bins || heavy.count > MOST_HEAVY || depth == MOST_DEPTH)
    return bin_sorted(c, max_bins, codes);
  uint32_t bins = assign_buckets(c, max_bins, &heavy, depth, codes);
  encode_buckets(c, heavy.count > 0, codes);
  return bins;
}

/// Cuts halfway between the outermost values of neighbouring bins.
static void cut(const bin_column *c, uint32_t bins, const uint8_t *codes, float *cuts) {
  float least[FOREST_BINS], greatest[FOREST_BINS];
  for (uint32_t bin = 0; bin < bins; bin++) least[bin] = __builtin_inff(), greatest[bin] = -__builtin_inff();
  for (uint32_t i = 0; i < c->count; i++) {
    float value = c->values[i];
    uint32_t code = codes[i];
    least[code] = value < least[code] ? value : least[code];
    greatest[code] = value > greatest[code] ? value : greatest[code];
  }
  for (uint32_t bin = 0; bin + 1 < bins; bin++) {
    float middle = (float)(((double)greatest[bin] + (double)least[bin + 1]) / 2);
    cuts[bin] = middle < least[bin + 1] ? middle : greatest[bin];
  }
}

size_t forest_bin_scratch(uint32_t count) {
  size_t room = 4096;
  for (int depth = 0; depth <= MOST_DEPTH; depth++)
    room += (FOREST_BIN_BUCKETS + 64) * (sizeof(uint32_t) + 1) + (count + 64) * (size_t)24;
  return room;
}

uint32_t forest_bin(
    const float *values, uint32_t count, uint32_t max_bins, void *scratch, uint8_t *codes, float *cuts) {
  if (count == 0) return 0;
  bin_column c = bin_column_in(scratch, values, count);
  uint32_t bins = bin_column_at(&c, max_bins, 0, codes);
  if (bins > 0) cut(&c, bins, codes, cuts);
  return bins;
}

void forest_turn(
    const float *values, uint32_t row_count, size_t column_count, uint32_t width, float *turned) {
  for (uint32_t row = 0; row < row_count; row++) {
    const float *line = values + row * column_count;
    if (row + 16 < row_count) __builtin_prefetch(line + 16 * column_count);
    if (width == FOREST_BIN_WIDTH)
      for (uint32_t column = 0; column < FOREST_BIN_WIDTH; column++)
        turned[column * (size_t)row_count + row] = line[column];
    else
      for (uint32_t column = 0; column < width; column++)
        turned[column * (size_t)row_count + row] = line[column];
  }
}

void forest_turn_rows(
    const float *values, const uint32_t *rows, uint32_t row_count, size_t column_count, uint32_t width,
    float *turned) {
  for (uint32_t row = 0; row < row_count; row++) {
    const float *line = values + rows[row] * column_count;
    if (row + 16 < row_count) __builtin_prefetch(values + rows[row + 16] * column_count);
    for (uint32_t column = 0; column < width; column++) turned[column * (size_t)row_count + row] = line[column];
  }
}
