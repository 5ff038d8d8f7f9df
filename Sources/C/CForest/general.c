// Nodes of any number of classes, by the Gini index or by entropy.
//
// Sums of squares are kept exactly, in 64 bits: weights sum up to less than 2³¹. Entropy is summed anew for each
// cut, in the order of the classes. So counting and sorting give the same bits.
#include "sorted_codes.h"

/// What lies left of a cut while it moves.
typedef struct {
  uint32_t *left;
  uint64_t left_squares, right_squares;
  uint32_t weight, rows;
} sweep;

/// The best cut of one column.
typedef struct {
  double score;
  uint32_t code, weight;
  bool varying;
} column_best;

double forest_xlog2x(double x) {
  if (!(x > 0)) return 0;
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  int64_t exponent = (int64_t)(bits >> 52) - 1023;
  bits = (bits & 0x000FFFFFFFFFFFFFu) | 0x3FF0000000000000u;
  double mantissa;
  memcpy(&mantissa, &bits, sizeof mantissa);
  if (mantissa > 1.4142135623730951) mantissa /= 2, exponent += 1;
  // log m = 2 artanh((m - 1) / (m + 1)), with |argument| below 0.172.
  double t = (mantissa - 1) / (mantissa + 1), square = t * t, series = 0;
  for (int k = 23; k >= 1; k -= 2) series = series * square + 1.0 / k;
  return x * ((double)exponent + 2 * t * series * 1.4426950408889634);
}

static double xlog2x(const forest_general_node *node, uint32_t x) {
  return x < node->table_count ? node->table[x] : forest_xlog2x(x);
}

/// What both sides keep of their purity; the higher, the purer.
static double score(const forest_general_node *node, const sweep *at) {
  uint32_t rest = node->total - at->weight;
  if (!node->table)
    return (double)at->left_squares / at->weight + (double)at->right_squares / rest;
  double left = 0, right = 0;
  for (uint32_t class = 0; class < node->class_count; class++) {
    left += xlog2x(node, at->left[class]);
    right += xlog2x(node, node->totals[class] - at->left[class]);
  }
  return (left - xlog2x(node, at->weight)) + (right - xlog2x(node, rest));
}

static void begin(const forest_general_node *node, sweep *at) {
  at->left = node->scratch + FOREST_BINS * (node->class_count + 1);
  memset(at->left, 0, node->class_count * sizeof *at->left);
  at->left_squares = at->right_squares = 0;
  at->weight = at->rows = 0;
  for (uint32_t class = 0; class < node->class_count; class++)
    at->right_squares += (uint64_t)node->totals[class] * node->totals[class];
}

INLINE void move(const forest_general_node *node, sweep *at, uint32_t class, uint32_t weight) {
  uint64_t left = at->left[class], right = node->totals[class] - left;
  at->left_squares += weight * (2 * left + weight);
  at->right_squares -= weight * (2 * right - weight);
  at->left[class] += weight;
  at->weight += weight;
}

static void try_cut(const forest_general_node *node, const sweep *at, uint32_t code, column_best *best) {
  uint32_t rest = node->rows.count - at->rows;
  if (rest == 0) return;
  best->varying = true;
  if (at->rows < node->min_rows || rest < node->min_rows) return;
  if (at->weight < node->min_weight || node->total - at->weight < node->min_weight) return;
  double value = score(node, at);
  if (best->weight != 0 && !(value > best->score)) return;
  *best = (column_best){value, code, at->weight, true};
}

/// Bin c holds `class_count` weights and, behind them, its number of rows.
static column_best count_column(const forest_general_node *node, const uint8_t *column, uint32_t levels) {
  uint32_t classes = node->class_count, stride = classes + 1, *bins = node->scratch;
  for (uint32_t i = 0; i < node->rows.count; i++) {
    uint32_t row = row_at(node->rows.numbers, node->rows.wide, i), *bin = bins + column[row] * stride;
    bin[node->labels[row]] += node->weights[row];
    bin[classes] += 1;
  }
  column_best best = {0};
  sweep at;
  begin(node, &at);
  for (uint32_t code = 0; code < levels; code++) {
    uint32_t *bin = bins + code * stride;
    if (bin[classes] == 0) continue;
    for (uint32_t class = 0; class < classes; class++)
      if (bin[class]) move(node, &at, class, bin[class]);
    at.rows += bin[classes];
    memset(bin, 0, stride * sizeof *bin);
    try_cut(node, &at, code, &best);
  }
  return best;
}

static column_best sweep_sorted(const forest_general_node *node, const sorted_codes *codes, uint32_t lane) {
  column_best best = {0};
  sweep at;
  begin(node, &at);
  for (uint32_t i = 0; i + 1 < node->rows.count; i++) {
    uint32_t key = ((const uint16_t *)&codes->keys[i])[lane];
    uint32_t next = ((const uint16_t *)&codes->keys[i + 1])[lane];
    uint32_t row = row_at(node->rows.numbers, node->rows.wide, key & 0xFF);
    move(node, &at, node->labels[row], node->weights[row]);
    at.rows += 1;
    if (key >> 8 != next >> 8) try_cut(node, &at, key >> 8, &best);
  }
  return best;
}

static void take(const column_best *column, forest_split *best) {
  if (column->weight != 0 && (best->candidate < 0 || column->score > best->score)) {
    best->score = column->score;
    best->candidate = (int32_t)best->seen;
    best->code = column->code;
    best->left_total = column->weight;
  }
  best->seen += 1;
  best->varying += column->varying;
}

CLONES
static void sort_group(
    const forest_general_node *node, const uint8_t *const *columns, uint32_t lanes, const uint8_t *tags,
    sorted_codes *codes) {
  sort_codes(&node->rows, columns, lanes, tags, codes);
}

void forest_split_general(
    const forest_general_node *node, const uint8_t *const *columns, const uint16_t *levels, uint32_t count,
    forest_split *best) {
  if (node->rows.count > FOREST_SMALL_NODE) {
    for (uint32_t j = 0; j < count; j++) {
      column_best column = count_column(node, columns[j], levels[j]);
      take(&column, best);
    }
    return;
  }
  uint8_t tags[FOREST_SMALL_NODE];
  for (uint32_t i = 0; i < FOREST_SMALL_NODE; i++) tags[i] = (uint8_t)i;
  for (uint32_t first = 0; first < count; first += 16) {
    uint32_t lanes = count - first < 16 ? count - first : 16;
    sorted_codes codes;
    sort_group(node, columns + first, lanes, tags, &codes);
    for (uint32_t lane = 0; lane < lanes; lane++) {
      column_best column = sweep_sorted(node, &codes, lane);
      take(&column, best);
    }
  }
}
