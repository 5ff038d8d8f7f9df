// A column's values as codes of at most 255 bins.
//
// The values of all rows are sorted once; the bins of any selection of rows, of the folds of a cross-validation for
// one, are then read off that order, exactly as if only these rows were there.
#include "keys.h"

enum { MOST_DIGITS = 4, MOST_DIGIT_BITS = 11 };

/// Keys into `pairs`, each with its row below it; returns the least, and whether all values are finite.
CLONES
static bool make_pairs(const float *values, uint32_t count, uint64_t *pairs, uint32_t *least, uint32_t *range) {
  uint32_t strange = 0, lowest = 0xFFFFFFFFu, highest = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t bits, key = key_of(values[i]);
    memcpy(&bits, &values[i], sizeof bits);
    strange |= (bits & 0x7F800000u) == 0x7F800000u;
    lowest = key < lowest ? key : lowest;
    highest = key > highest ? key : highest;
    pairs[i] = (uint64_t)key << 32 | i;
  }
  for (uint32_t i = 0; i < count; i++) pairs[i] -= (uint64_t)lowest << 32;
  *least = lowest;
  *range = highest - lowest;
  return !strange;
}

/// Sorts by the upper half, digit by digit from the lowest; equal ones stay in order. Returns where the result is.
static uint64_t *sort_pairs(uint64_t *pairs, uint64_t *spare, uint32_t count, uint32_t range) {
  uint32_t bits = range ? 32 - (uint32_t)__builtin_clz(range) : 0;
  uint32_t width = count < 1024 ? 8 : MOST_DIGIT_BITS, digits = (bits + width - 1) / width;
  if (digits > 0) width = (bits + digits - 1) / digits;
  uint32_t starts[MOST_DIGITS][1 << MOST_DIGIT_BITS], mask = (1u << width) - 1;
  for (uint32_t digit = 0; digit < digits; digit++) memset(starts[digit], 0, sizeof(uint32_t) << width);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t key = (uint32_t)(pairs[i] >> 32);
    for (uint32_t digit = 0; digit < digits; digit++) starts[digit][key >> digit * width & mask] += 1;
  }
  for (uint32_t digit = 0; digit < digits; digit++) {
    uint32_t *start = starts[digit], place = 0;
    for (uint32_t i = 0; i <= mask; i++) {
      uint32_t here = start[i];
      start[i] = place;
      place += here;
    }
    for (uint32_t i = 0; i < count; i++)
      spare[start[(uint32_t)(pairs[i] >> 32) >> digit * width & mask]++] = pairs[i];
    uint64_t *sorted = spare;
    spare = pairs;
    pairs = sorted;
  }
  return pairs;
}

bool forest_sort_column(const float *values, uint32_t count, uint64_t *room, forest_sorted_column *column) {
  uint32_t range;
  bool finite = make_pairs(values, count, room, &column->least, &range);
  column->pairs = sort_pairs(room, room + count, count, range);
  column->count = count;
  return finite;
}

INLINE uint32_t key_at(const uint64_t *pairs, uint32_t place) { return (uint32_t)(pairs[place] >> 32); }

/// The first place from `place` on where another value begins.
INLINE uint32_t next_value(const uint64_t *pairs, uint32_t count, uint32_t place) {
  if (place == 0) return 0;
  while (place < count && key_at(pairs, place) == key_at(pairs, place - 1)) place++;
  return place;
}

static bool has_more_values(const uint64_t *pairs, uint32_t count, uint32_t limit) {
  uint32_t values = 1;
  for (uint32_t i = 1; i < count && values <= limit; i++) values += key_at(pairs, i) != key_at(pairs, i - 1);
  return values > limit;
}

/// Values that alone are more than a bin's share: where the next of them begins and ends.
typedef struct {
  uint32_t begin, end, seen;
} heavy_value;

/// Looks on behind `heavy->seen`: such a value covers two neighbouring multiples of half its least number.
static void find_heavy(const uint64_t *pairs, uint32_t count, uint32_t least, heavy_value *heavy) {
  uint32_t step = least / 2;
  for (uint32_t place = heavy->seen; place + step < count; place += step) {
    if (key_at(pairs, place) != key_at(pairs, place + step)) continue;
    uint32_t begin = place, end = place + step + 1;
    while (begin > 0 && key_at(pairs, begin - 1) == key_at(pairs, place)) begin--;
    while (end < count && key_at(pairs, end) == key_at(pairs, place)) end++;
    heavy->seen = end;
    if (end - begin < least) {
      place = end - step;
      continue;
    }
    heavy->begin = begin;
    heavy->end = end;
    return;
  }
  heavy->begin = heavy->end = heavy->seen = count;
}

/// Ends bins between values: once one holds its share of what is left, and before and behind a value that alone is
/// more than a bin's share. `ends[bin]` becomes the place behind a bin. Returns the bins.
static uint32_t divide(const uint64_t *pairs, uint32_t count, uint32_t max_bins, uint32_t *ends) {
  uint32_t bins = 0, start = 0, least = count / max_bins + 1;
  bool exact = !has_more_values(pairs, count, max_bins);
  heavy_value heavy = {0};
  if (!exact) find_heavy(pairs, count, least, &heavy);
  while (start < count) {
    uint32_t left = count - start, bins_left = max_bins - bins, end;
    if (exact) {
      end = next_value(pairs, count, start + 1);
    } else if (bins_left == 1) {
      end = count;
    } else if (heavy.begin == start) {
      end = heavy.end;
      find_heavy(pairs, count, least, &heavy);
    } else {
      end = start + (left + bins_left - 1) / bins_left;
      if (end > heavy.begin) end = heavy.begin;
      end = next_value(pairs, count, end);
      if (end > heavy.begin) end = heavy.begin;
    }
    ends[bins++] = end;
    start = end;
  }
  return bins;
}

/// The pairs of a selection, with places within it below them.
static uint32_t select_pairs(const forest_sorted_column *column, const uint32_t *places, uint64_t *selected) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < column->count; i++) {
    uint64_t pair = column->pairs[i];
    uint32_t place = places[(uint32_t)pair];
    // Written always, kept where it belongs to the selection: cheaper than a branch that nobody can foresee.
    selected[found] = (pair & ~(uint64_t)0xFFFFFFFFu) | place;
    found += place != FOREST_NOT_SELECTED;
  }
  return found;
}

uint32_t forest_bin(
    const forest_sorted_column *column, const uint32_t *places, uint32_t max_bins, uint64_t *room,
    uint8_t *codes, float *cuts) {
  const uint64_t *pairs = column->pairs;
  uint32_t count = column->count, ends[FOREST_BINS];
  if (places) {
    count = select_pairs(column, places, room);
    pairs = room;
  }
  if (count == 0) return 0;
  uint32_t bins = divide(pairs, count, max_bins, ends);
  for (uint32_t bin = 0, place = 0; bin < bins; bin++) {
    for (; place < ends[bin]; place++) codes[(uint32_t)pairs[place]] = (uint8_t)bin;
    if (bin + 1 == bins) break;
    // Halfway between the outermost values of neighbouring bins.
    float below = value_of(column->least + key_at(pairs, place - 1));
    float above = value_of(column->least + key_at(pairs, place));
    float middle = (float)(((double)below + (double)above) / 2);
    cuts[bin] = middle < above ? middle : below;
  }
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
