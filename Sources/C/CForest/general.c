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

/// The best cut of one column: `score / divisor`; a divisor of 0 where there is none.
typedef struct {
  double score, divisor;
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

/// What both sides keep of their purity, the higher, the purer: Σ squares / weight of either side as one fraction, or
/// the entropies.
INLINE void rate(const forest_general_node *node, const sweep *at, double *score, double *divisor) {
  uint32_t rest = node->total - at->weight;
  if (!node->table) {
    // Squares are below 2⁶³, and signed numbers become doubles in one instruction.
    double left = (double)(int64_t)at->left_squares, right = (double)(int64_t)at->right_squares;
    *score = left * rest + right * at->weight;
    *divisor = (double)at->weight * rest;
    return;
  }
  double left = 0, right = 0;
  for (uint32_t class = 0; class < node->class_count; class++) {
    left += xlog2x(node, at->left[class]);
    right += xlog2x(node, node->totals[class] - at->left[class]);
  }
  *score = (left - xlog2x(node, at->weight)) + (right - xlog2x(node, rest));
  *divisor = 1;
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

INLINE void try_cut(const forest_general_node *node, const sweep *at, uint32_t code, column_best *best) {
  uint32_t rest = node->rows.count - at->rows;
  if (rest == 0) return;
  best->varying = true;
  if (at->rows < node->min_rows || rest < node->min_rows) return;
  if (at->weight < node->min_weight || node->total - at->weight < node->min_weight) return;
  double score, divisor;
  rate(node, at, &score, &divisor);
  if (best->divisor != 0 && !(score * best->divisor > best->score * divisor)) return;
  *best = (column_best){score, divisor, code, at->weight, true};
}

/// Bin c holds `class_count` weights and, behind them, its number of rows.
static column_best count_column(const forest_general_node *node, const uint8_t *column, uint32_t levels) {
  uint32_t classes = node->class_count, stride = classes + 1, *bins = node->scratch;
  for (uint32_t i = 0; i < node->rows.count; i++) {
    uint32_t row = row_at(node->rows.numbers, node->rows.wide, i);
    uint32_t *bin = bins + column[code_at(&node->rows, node->rows.wide, row)] * stride;
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

/// Rows up to which a column is sorted instead of counted: going over a row costs about as much as going over the
/// classes of a bin costs for `SORTED_PER_CLASS` classes.
enum { SORTED_PER_CLASS = 36 };

/// Sorts a column's rows by their codes (counting sort) and sweeps over them.
static column_best sort_column(const forest_general_node *node, const uint8_t *column, uint32_t levels) {
  uint32_t places[FOREST_BINS + 1] = {0};
  uint32_t *sorted = node->scratch;
  const void *numbers = node->rows.numbers;
  bool wide = node->rows.wide;
  for (uint32_t i = 0; i < node->rows.count; i++)
    places[column[code_at(&node->rows, wide, row_at(numbers, wide, i))] + 1] += 1;
  for (uint32_t code = 0; code < levels; code++) places[code + 1] += places[code];
  for (uint32_t i = 0; i < node->rows.count; i++) {
    uint32_t row = row_at(numbers, wide, i);
    sorted[places[column[code_at(&node->rows, wide, row)]]++] = row;
  }
  column_best best = {0};
  sweep at;
  begin(node, &at);
  for (uint32_t i = 0; i + 1 < node->rows.count; i++) {
    uint32_t row = sorted[i];
    move(node, &at, node->labels[row], node->weights[row]);
    at.rows += 1;
    uint32_t code = column[code_at(&node->rows, wide, row)];
    if (code != column[code_at(&node->rows, wide, sorted[i + 1])]) try_cut(node, &at, code, &best);
  }
  memset(sorted, 0, node->rows.count * sizeof *sorted);
  return best;
}

static void take(const column_best *column, forest_split *best) {
  if (column->divisor != 0
      && (best->candidate < 0 || column->score * best->divisor > best->score * column->divisor)) {
    best->score = column->score;
    best->divisor = column->divisor;
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
    bool sorts = node->rows.count <= SORTED_PER_CLASS * (uint64_t)node->class_count;
    for (uint32_t j = 0; j < count; j++) {
      column_best column = sorts ? sort_column(node, columns[j], levels[j])
                                 : count_column(node, columns[j], levels[j]);
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
