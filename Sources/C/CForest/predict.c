// Rows walk down trees.
//
// A row walks down up to 64 trees at a time, a few steps each, eight trees side by side, so that their accesses to
// memory hide each other; trees whose leaf is reached then drop out. Steps within a round need no test: a leaf leads
// to itself.
#include "keys.h"

enum { TOGETHER = 8, TREES = 64, FIRST_STEPS = 8, MORE_STEPS = 4 };

CLONES
bool forest_keys(const float *values, size_t count, uint32_t *keys) {
  uint32_t strange = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    strange |= (bits & 0x7F800000u) == 0x7F800000u;
    keys[i] = key_of(values[i]);
  }
  return !strange;
}

/// One step of one walk. The empty statement keeps sum and steps as they are written: left to itself, the compiler
/// spends three instructions more on a sum, and does all comparisons first, for which it has not registers enough.
#define STEP(node)                                                                                    \
  do {                                                                                                \
    uint32_t move = (uint32_t)(node)->child + ((node)->key < row[(node)->feature]);                   \
    __asm__ volatile("" : "+r"(move));                                                                \
    (node) += move;                                                                                   \
  } while (0)

#define WALKS(NAME, NODE)                                                                             \
  /* Eight walks, some steps each. */                                                                 \
  INLINE void NAME##_round(const NODE **at, const uint32_t *row, int steps) {                            \
    const NODE *a = at[0], *b = at[1], *c = at[2], *d = at[3];                                        \
    const NODE *e = at[4], *f = at[5], *g = at[6], *h = at[7];                                        \
    for (int step = 0; step < steps; step++) {                                                        \
      STEP(a); STEP(b); STEP(c); STEP(d); STEP(e); STEP(f); STEP(g); STEP(h);                         \
    }                                                                                                 \
    at[0] = a, at[1] = b, at[2] = c, at[3] = d, at[4] = e, at[5] = f, at[6] = g, at[7] = h;           \
  }                                                                                                   \
  /* Notes where each walk is, and keeps those that are not at a leaf. */                             \
  INLINE uint32_t NAME##_keep(                                                                        \
      const NODE **at, uint8_t *trees, uint32_t count, const NODE *nodes, uint32_t *leaves) {         \
    uint32_t kept = 0;                                                                                \
    for (uint32_t i = 0; i < count; i++) {                                                            \
      const NODE *node = at[i];                                                                       \
      uint8_t tree = trees[i];                                                                        \
      leaves[tree] = (uint32_t)(node - nodes);                                                        \
      at[kept] = node;                                                                                \
      trees[kept] = tree;                                                                             \
      kept += node->child != 0;                                                                       \
    }                                                                                                 \
    return kept;                                                                                      \
  }                                                                                                   \
  static void NAME##_row(                                                                             \
      const NODE *nodes, const uint32_t *starts, uint32_t count, const uint32_t *row, uint32_t *leaves) {\
    const NODE *at[TREES + TOGETHER];                                                                 \
    uint8_t trees[TREES];                                                                             \
    for (uint32_t i = 0; i < count; i++) at[i] = nodes + starts[i], trees[i] = (uint8_t)i;            \
    for (bool first = true; count > 0; first = false) {                                               \
      for (uint32_t i = count; i % TOGETHER != 0; i++) at[i] = at[0];                                 \
      for (uint32_t i = 0; i < count; i += TOGETHER) {                                                \
        if (first) NAME##_round(at + i, row, FIRST_STEPS);                                            \
        else NAME##_round(at + i, row, MORE_STEPS);                                                   \
      }                                                                                               \
      count = NAME##_keep(at, trees, count, nodes, leaves);                                           \
    }                                                                                                 \
  }                                                                                                   \
  void NAME(                                                                                          \
      const NODE *nodes, const uint32_t *starts, uint32_t tree_count, const uint32_t *keys,           \
      size_t column_count, uint32_t row_count, uint32_t *leaves) {                                    \
    uint32_t parts = (tree_count + TREES - 1) / TREES;                                                \
    for (uint32_t part = 0; part < parts; part++) {                                                   \
      uint32_t first = (uint64_t)tree_count * part / parts;                                           \
      uint32_t end = (uint64_t)tree_count * (part + 1) / parts;                                       \
      for (size_t row = 0; row < row_count; row++)                                                    \
        NAME##_row(nodes, starts + first, end - first, keys + row * column_count,                   \
                   leaves + row * tree_count + first);                                                \
    }                                                                                                 \
  }

WALKS(forest_leaves, forest_node)
WALKS(forest_leaves_wide, forest_wide_node)

void forest_mean_pairs(
    const double *second, const uint32_t *leaves, uint32_t tree_count, uint32_t row_count, double *means) {
  for (uint32_t first = 0; first < row_count; first += 4) {
    uint32_t rows = row_count - first < 4 ? row_count - first : 4;
    const uint32_t *line[4];
    for (uint32_t i = 0; i < 4; i++) line[i] = leaves + (size_t)(first + (i < rows ? i : 0)) * tree_count;
    // Each row's sum is in the order of the trees; four rows do not wait for each other.
    double sum[4] = {0, 0, 0, 0};
    for (uint32_t tree = 0; tree < tree_count; tree++)
      for (uint32_t i = 0; i < 4; i++) sum[i] += second[line[i][tree]];
    for (uint32_t i = 0; i < rows; i++) {
      double mean = sum[i] / tree_count;
      means[2 * (first + i)] = 1 - mean;
      means[2 * (first + i) + 1] = mean;
    }
  }
}
