// A column while it is binned.
#pragma once
#include "lanes.h"

typedef struct {
  const float *values;
  uint32_t count;
  float least, scale;
  uint32_t bucket_count;
  /// Bucket → the number of values in lower buckets; one entry more than buckets.
  uint32_t *starts;
  /// Values bucket by bucket.
  float *dealt;
  /// Value → bucket.
  uint16_t *buckets;
  /// Bucket → bin.
  uint8_t *first;
  /// Room for parts of the column.
  void *spare;
} bin_column;

INLINE bin_column bin_column_in(void *scratch, const float *values, uint32_t count) {
  bin_column c = {.values = values, .count = count};
  c.starts = scratch;
  c.dealt = (float *)(c.starts + FOREST_BIN_BUCKETS + 1);
  c.buckets = (uint16_t *)(c.dealt + count);
  c.first = (uint8_t *)(c.buckets + count);
  c.spare = (void *)(((uintptr_t)(c.first + FOREST_BIN_BUCKETS) + 63) & ~(uintptr_t)63);
  return c;
}

/// Codes of a column whose buckets have been counted, by sorting its values. Returns the number of bins.
uint32_t bin_sorted(bin_column *column, uint32_t max_bins, uint8_t *codes);
