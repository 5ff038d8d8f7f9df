// All weights in one row: gradients added up, and a step of Adam.
#include "lanes.h"

CLONES
double cdnn_add_gradients(float *const *gradients, int lanes, size_t from, size_t to) {
  // Sixteen sums side by side, added up in their order, are the same on every processor.
  double sums[16] = {0};
  for (size_t start = from; start < to; start += 16) {
    size_t count = to - start < 16 ? to - start : 16;
    float *own = gradients[0] + start;
    for (int lane = 1; lane < lanes; lane++) {
      const float *other = gradients[lane] + start;
      for (size_t i = 0; i < count; i++) own[i] += other[i];
    }
    for (size_t i = 0; i < count; i++) sums[i] += (double)own[i] * (double)own[i];
  }
  double sum = 0;
  for (int i = 0; i < 16; i++) sum += sums[i];
  return sum;
}

CLONES
void cdnn_adam_step(
    const cdnn_adam *adam, const float *gradients, float *restrict weights, float *restrict means,
    float *restrict squares, size_t from, size_t to) {
  float beta1 = adam->beta1, beta2 = adam->beta2, epsilon = adam->epsilon;
  float pace = adam->pace, decay = adam->decay, scale = adam->scale;
  for (size_t i = from; i < to; i++) {
    float slope = gradients[i] * scale;
    means[i] = beta1 * means[i] + (1 - beta1) * slope;
    squares[i] = beta2 * squares[i] + (1 - beta2) * slope * slope;
    float weight = weights[i] - decay * weights[i];
    weights[i] = weight - pace * means[i] / (__builtin_sqrtf(squares[i]) + epsilon);
  }
}
