// Columns with few distinct values, or whose values crowd in few buckets.
#include "bin_column.h"

static void sift_down(float *heap, uint32_t root, uint32_t count) {
  float value = heap[root];
  for (uint32_t child; (child = 2 * root + 1) < count; root = child) {
    if (child + 1 < count && heap[child + 1] > heap[child]) child += 1;
    if (!(heap[child] > value)) break;
    heap[root] = heap[child];
  }
  heap[root] = value;
}

/// Sorts few values by insertion, many by a heap, which no order of them can slow down.
static void sort_values(float *values, uint32_t count) {
  if (count <= 32) {
    for (uint32_t i = 1; i < count; i++) {
      float value = values[i];
      uint32_t place = i;
      for (; place > 0 && values[place - 1] > value; place--) values[place] = values[place - 1];
      values[place] = value;
    }
    return;
  }
  for (uint32_t root = count / 2; root-- > 0;) sift_down(values, root, count);
  for (uint32_t end = count - 1; end > 0; end--) {
    float greatest = values[0];
    values[0] = values[end];
    values[end] = greatest;
    sift_down(values, 0, end);
  }
}

/// Deals the values into their buckets and sorts these: all values are in order then.
static void sort_column(bin_column *c) {
  // Each bucket's start moves to its end while it is filled.
  for (uint32_t i = 0; i < c->count; i++) c->dealt[c->starts[c->buckets[i]]++] = c->values[i];
  for (uint32_t bucket = 0, start = 0; bucket < c->bucket_count; start = c->starts[bucket++])
    sort_values(c->dealt + start, c->starts[bucket] - start);
}

static uint32_t count_distinct(const float *sorted, uint32_t count, uint32_t limit) {
  uint32_t distinct = 1;
  for (uint32_t i = 1; i < count && distinct <= limit; i++) distinct += sorted[i] != sorted[i - 1];
  return distinct;
}

static uint32_t run_end(const float *sorted, uint32_t count, uint32_t start) {
  uint32_t end = start + 1;
  while (end < count && sorted[end] == sorted[start]) end += 1;
  return end;
}

/// Ends bins between runs of equal values: once one holds its share of what is left, and before and behind a run
/// that alone is more than a bin's share. `last[bin]` becomes the greatest value of a bin.
static uint32_t divide_runs(const bin_column *c, uint32_t max_bins, float *last) {
  const float *sorted = c->dealt;
  bool exact = count_distinct(sorted, c->count, max_bins) <= max_bins, was_heavy = false;
  uint32_t bin = 0, start = 0;
  for (uint32_t run = 0, end; run < c->count; run = end) {
    end = run_end(sorted, c->count, run);
    bool is_heavy = (uint64_t)(end - run) * max_bins > c->count;
    bool is_full = (uint64_t)(run - start) * (max_bins - bin) >= c->count - start;
    if (run > start && bin + 1 < max_bins && (exact || is_full || is_heavy || was_heavy)) {
      last[bin++] = sorted[run - 1];
      start = run;
    }
    was_heavy = is_heavy;
  }
  return bin + 1;
}

uint32_t bin_sorted(bin_column *c, uint32_t max_bins, uint8_t *codes) {
  float last[FOREST_BINS];
  sort_column(c);
  uint32_t bins = divide_runs(c, max_bins, last);
  for (uint32_t i = 0; i < c->count; i++) {
    uint32_t low = 0, high = bins - 1;
    while (low < high) {
      uint32_t middle = (low + high) / 2;
      if (c->values[i] > last[middle]) low = middle + 1;
      else high = middle;
    }
    codes[i] = (uint8_t)low;
  }
  return bins;
}
