// Floats as whole numbers in the same order.
#pragma once
#include "lanes.h"

/// Positive floats are ordered as their bits; of negative ones all bits but the sign are turned over.
INLINE int32_t key_of(float value) {
  float canonical = value + 0.0f;
  int32_t bits;
  memcpy(&bits, &canonical, sizeof bits);
  return bits ^ (int32_t)((uint32_t)(bits >> 31) >> 1);
}

INLINE float value_of(int32_t key) {
  int32_t bits = key ^ (int32_t)((uint32_t)(key >> 31) >> 1);
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
