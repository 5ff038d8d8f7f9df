// Rows walk down trees, ten trees at a time, so that one's memory access hides behind the others'.
#include "keys.h"

enum { TOGETHER = 10 };

CLONES
bool forest_keys(const float *values, size_t count, int32_t *keys) {
  uint32_t strange = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    strange |= (bits & 0x7F800000u) == 0x7F800000u;
    keys[i] = key_of(values[i]);
  }
  return !strange;
}

#define WALKS(NAME, NODE)                                                                             \
  static void NAME##_ten(const NODE *const *roots, const int32_t *row, uint32_t *leaves) {            \
    const NODE *at[TOGETHER];                                                                         \
    for (int tree = 0; tree < TOGETHER; tree++) at[tree] = roots[tree];                               \
    uint32_t moved;                                                                                   \
    do {                                                                                              \
      moved = 0;                                                                                      \
      _Pragma("clang loop unroll(full)") for (int tree = 0; tree < TOGETHER; tree++) {                \
        const NODE *node = at[tree];                                                                  \
        uint32_t child = node->child;                                                                 \
        moved |= child;                                                                               \
        at[tree] = node + child + (row[node->feature] > node->key);                                   \
      }                                                                                               \
    } while (moved);                                                                                  \
    for (int tree = 0; tree < TOGETHER; tree++) leaves[tree] = (uint32_t)(at[tree] - roots[tree]);    \
  }                                                                                                   \
  static uint32_t NAME##_one(const NODE *root, const int32_t *row) {                                  \
    const NODE *node = root;                                                                          \
    while (node->child) node += node->child + (row[node->feature] > node->key);                       \
    return (uint32_t)(node - root);                                                                   \
  }                                                                                                   \
  void NAME(                                                                                          \
      const NODE *nodes, const uint32_t *starts, uint32_t tree_count, const int32_t *keys,            \
      size_t column_count, uint32_t row_count, size_t stride, uint32_t *leaves) {                     \
    uint32_t tree = 0;                                                                                \
    for (; tree + TOGETHER <= tree_count; tree += TOGETHER) {                                         \
      const NODE *roots[TOGETHER];                                                                    \
      for (int i = 0; i < TOGETHER; i++) roots[i] = nodes + starts[tree + i];                         \
      for (uint32_t row = 0; row < row_count; row++)                                                  \
        NAME##_ten(roots, keys + row * column_count, leaves + row * stride + tree);                   \
    }                                                                                                 \
    for (; tree < tree_count; tree++)                                                                 \
      for (uint32_t row = 0; row < row_count; row++)                                                  \
        leaves[row * stride + tree] = NAME##_one(nodes + starts[tree], keys + row * column_count);    \
  }

WALKS(forest_leaves, forest_node)
WALKS(forest_leaves_wide, forest_wide_node)
