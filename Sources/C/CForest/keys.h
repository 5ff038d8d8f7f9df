// Floats as whole numbers in the same order.
#pragma once
#include "lanes.h"

/// Of positive floats the sign is turned over, of negative ones all bits; -0 counts as 0.
INLINE uint32_t key_of(float value) {
  float canonical = value + 0.0f;
  int32_t bits;
  memcpy(&bits, &canonical, sizeof bits);
  return (uint32_t)bits ^ ((uint32_t)(bits >> 31) | 0x80000000u);
}

INLINE float value_of(uint32_t key) {
  uint32_t bits = key ^ (key & 0x80000000u ? 0x80000000u : 0xFFFFFFFFu);
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
