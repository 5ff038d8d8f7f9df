// The loops of the random forest that need the processor's widest lanes.
//
// Codes are the bins of a column's values, one byte each, column-major: `columns[j][row]`; of large tables there is a
// copy row by row too: `columns[j][row × step]`. A node is a list of
// row numbers, ascending, 16 bits wide where the table has at most 65,536 rows and 32 bits beyond. Weights are
// whole numbers, so that a sum does not depend on its order and every path to a split gives the same one.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bins that a histogram has room for.
#define FOREST_BINS 256
/// Features that are looked at side by side.
#define FOREST_LANES 8
/// Rows up to which a node is sorted instead of counted.
#define FOREST_SMALL_NODE 64
/// Weight up to which a node of two classes is scored in 32 bits.
#define FOREST_NARROW_WEIGHT 32767

/// Row numbers, 16 or 32 bits wide; of the latter, a row's code lies `step` bytes behind that of the row before it.
typedef struct {
  const void *_Nonnull numbers;
  uint32_t count;
  bool wide;
  uint32_t step;
} forest_rows;

/// What a node of a tree with two classes knows before its split is sought.
///
/// Where `narrow` is there and `total` is at most `FOREST_NARROW_WEIGHT`, scores are single precision, else double.
typedef struct {
  forest_rows rows;
  /// Row → weight | weight of the second class << 16; null where a row's weight exceeds 127.
  const uint32_t *_Nullable narrow;
  /// Row → weight | weight of the second class << 32.
  const uint64_t *_Nonnull wide;
  /// Sum of the weights, and of the second class's.
  uint32_t total, positive;
  /// What a unit of weight counts in each class.
  double factor[2];
  /// Rows and weight (after `factor`) that either child needs.
  uint32_t min_rows;
  double min_weight;
} forest_two_class_node;

/// What a node of a tree with any number of classes knows before its split is sought.
typedef struct {
  forest_rows rows;
  /// Row → weight, row → class.
  const uint32_t *_Nonnull weights;
  const uint32_t *_Nonnull labels;
  /// Class → sum of the weights.
  const uint32_t *_Nonnull totals;
  uint32_t class_count;
  /// Sum of all weights.
  uint32_t total;
  /// x · log2 x of 0..<table_count, where entropy is wanted; null for the Gini index.
  const double *_Nullable table;
  uint32_t table_count;
  uint32_t min_rows;
  double min_weight;
  /// Room for `FOREST_BINS × (class_count + 1) + class_count` zeros; the bins are left as zeros.
  uint32_t *_Nonnull scratch;
} forest_general_node;

/// The best split so far. Begin with `forest_no_split`.
typedef struct {
  /// The score as a fraction: `score / divisor`; a score below 0 where there is none yet.
  double score, divisor;
  /// Which of the candidates, counted over all calls for the node.
  int32_t candidate;
  /// Codes up to this one go left.
  uint32_t code;
  /// Weight that goes left, and the second class's (two classes only).
  uint32_t left_total, left_positive;
  /// Candidates looked at, and those among them that are not the same for all rows of the node.
  uint32_t seen, varying;
  /// Whether both sides are pure, so that nothing can be better.
  bool perfect;
} forest_split;

/// A split that every other beats.
static inline forest_split forest_no_split(void) {
  return (forest_split){.score = -1, .divisor = 1, .candidate = -1};
}

/// Room that the kernels need, zeroed once, 32-byte aligned and left as zeros: bytes.
enum { FOREST_SCRATCH_BYTES = FOREST_BINS * FOREST_LANES * (8 + 4) };

/// Looks for a better split of a node among `count` columns, in their order; the first of equals wins.
///
/// `levels[j]` is the number of bins of column j. Stops early at a perfect split.
void forest_split_two_class(
    const forest_two_class_node *_Nonnull node, const uint8_t *_Nonnull const *_Nonnull columns,
    const uint16_t *_Nonnull levels, uint32_t count, void *_Nonnull scratch, forest_split *_Nonnull best);

/// The same for any number of classes and either criterion.
void forest_split_general(
    const forest_general_node *_Nonnull node, const uint8_t *_Nonnull const *_Nonnull columns,
    const uint16_t *_Nonnull levels, uint32_t count, forest_split *_Nonnull best);

/// x · log2 x of a whole number, the same on every machine.
double forest_xlog2x(double x);

/// Puts the rows with `column[row] <= code` first, keeping the order on either side.
///
/// `spare` has room for as many rows. Returns how many go left; `*next` becomes the lowest code that goes right.
uint32_t forest_partition(
    const forest_rows *_Nonnull rows, const uint8_t *_Nonnull column, uint32_t code, void *_Nonnull spare,
    uint32_t *_Nonnull next);

/// Copies codes row by row: `turned[row × step + column]` from `codes[column × stride + row]`, for some rows.
void forest_turn_codes(
    const uint8_t *_Nonnull codes, size_t stride, uint32_t column_count, uint32_t first, uint32_t end,
    size_t step, uint8_t *_Nonnull turned);

/// Columns that are turned at a time.
#define FOREST_BIN_WIDTH 16
/// The place of a row that is not selected.
#define FOREST_NOT_SELECTED 0xFFFFFFFFu

/// A column's values in order: each pair holds how far the value's key lies above the least one, and the row below it.
typedef struct {
  const uint64_t *_Nonnull pairs;
  uint32_t count;
  uint32_t least;
} forest_sorted_column;

/// Sorts a column; `room` has place for twice its values and holds the result. Returns whether all are finite.
bool forest_sort_column(
    const float *_Nonnull values, uint32_t count, uint64_t *_Nonnull room,
    forest_sorted_column *_Nonnull column);

/// Bins the values of a selection of rows: `codes[places[row]]` by ascending value, at most `max_bins` (2...255) bins,
/// each value its own where they suffice, else bins of about equal counts. `cuts[k]` becomes a value between bins k
/// and k + 1. Without `places` all rows are selected; `room` has place for one pair more than the column.
///
/// Returns the number of bins.
uint32_t forest_bin(
    const forest_sorted_column *_Nonnull column, const uint32_t *_Nullable places, uint32_t max_bins,
    uint64_t *_Nonnull room, uint8_t *_Nonnull codes, float *_Nonnull cuts);

/// Copies `width` columns of a table of rows, one after the other: `turned[column × row_count + row]`.
void forest_turn(
    const float *_Nonnull values, uint32_t row_count, size_t column_count, uint32_t width,
    float *_Nonnull turned);

/// A node as prediction walks it: keys up to `key` go to `node + child`, others to the one behind it.
/// A leaf has the highest key and no child, so that it leads to itself.
typedef struct {
  uint32_t key;
  uint16_t feature;
  uint16_t child;
} forest_node;

/// The same where features or children need more than 16 bits.
typedef struct {
  uint32_t key;
  uint32_t feature;
  uint32_t child;
} forest_wide_node;

/// Whole numbers in the order of the values; -0 counts as 0. Returns whether all values are finite.
bool forest_keys(const float *_Nonnull values, size_t count, uint32_t *_Nonnull keys);

/// The leaf of each row in each tree: `leaves[row × tree_count + tree]`, counted through all nodes.
///
/// `keys` are `row_count` rows of `column_count`; `starts[tree]` is the first node of a tree.
void forest_leaves(
    const forest_node *_Nonnull nodes, const uint32_t *_Nonnull starts, uint32_t tree_count,
    const uint32_t *_Nonnull keys, size_t column_count, uint32_t row_count, uint32_t *_Nonnull leaves);
void forest_leaves_wide(
    const forest_wide_node *_Nonnull nodes, const uint32_t *_Nonnull starts, uint32_t tree_count,
    const uint32_t *_Nonnull keys, size_t column_count, uint32_t row_count, uint32_t *_Nonnull leaves);

/// The means over the trees of two classes' probabilities, `means[row × 2 + class]`, summed in the order of the trees:
/// `leaves` as above, `second[node]` the second class's probability.
void forest_mean_pairs(
    const double *_Nonnull second, const uint32_t *_Nonnull leaves, uint32_t tree_count, uint32_t row_count,
    double *_Nonnull means);

/// A node of a tree from which other trees are read: keys up to `key` go to `left`, others to the node behind it.
/// A leaf has the highest key and leads to itself.
typedef struct {
  uint32_t key;
  uint32_t feature;
  uint32_t left;
  /// Distinct rows that came by while the tree was grown.
  uint32_t rows;
} forest_plane_node;

/// Trees that were grown as far as any of the others, one behind the other.
typedef struct {
  const forest_plane_node *_Nonnull nodes;
  /// `[nodes, kept]`.
  const double *_Nonnull probabilities;
  uint32_t kept;
  /// Node → fall of impurity of its split, 0 at a leaf; null where no rule asks.
  const double *_Nullable decreases;
  /// Tree → its first node; children are counted from there.
  const uint64_t *_Nonnull starts;
} forest_plane_trees;

/// Rules that end a walk early, and cells: combinations of one rule of each kind.
typedef struct {
  /// Levels below the root, rising.
  const uint32_t *_Nonnull depths;
  uint32_t depth_count;
  /// Rows that a node needs to be split, falling.
  const uint32_t *_Nonnull splits;
  uint32_t split_count;
  /// Fall of impurity that a split needs, rising.
  const double *_Nonnull decreases;
  uint32_t decrease_count;
  /// `[cells, 3]`: which depth, which number of rows, which decrease.
  const uint32_t *_Nonnull cells;
  uint32_t cell_count;
} forest_plane_rules;

/// Trees that are walked side by side.
#define FOREST_PLANE_PATHS 4

/// Walks a row down the trees `first..<end`, and adds to `sums[cell × kept …]`, tree by tree, the probabilities of the
/// node where the cell's rules end the walk. `paths` has room for `FOREST_PLANE_PATHS` times `length`, the deepest
/// tree's depth + 1, `stops` for all rules.
void forest_plane_add(
    const forest_plane_trees *_Nonnull trees, uint32_t first, uint32_t end, const uint32_t *_Nonnull keys,
    const forest_plane_rules *_Nonnull rules, uint32_t *_Nonnull paths, uint32_t length,
    uint32_t *_Nonnull stops, double *_Nonnull sums);
