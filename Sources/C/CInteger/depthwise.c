// Each channel by itself.
#include "scaling.h"

CLONES
void integer_depthwise(
    const int16_t *patches, size_t rows, size_t cells, const int16_t *weights, const integer_scaling *scaling,
    int8_t *codes) {
  size_t channels = (size_t)scaling->filters;
  for (size_t row = 0; row < rows; row++) {
    for (size_t first = 0; first < channels; first += INTEGER_LANES) {
      int32_t sums[INTEGER_LANES] = {0};
      size_t left = channels - first;
      if (left >= INTEGER_LANES) {
        for (size_t cell = 0; cell < cells; cell++) {
          const int16_t *patch = patches + (row * cells + cell) * channels + first;
          const int16_t *own = weights + cell * channels + first;
          for (size_t i = 0; i < INTEGER_LANES; i++)
            sums[i] = (int32_t)((uint32_t)sums[i] + (uint32_t)((int32_t)patch[i] * own[i]));
        }
      } else {
        for (size_t cell = 0; cell < cells; cell++)
          for (size_t i = 0; i < left; i++) {
            size_t place = cell * channels + first + i;
            sums[i] = (int32_t)((uint32_t)sums[i] +
                                (uint32_t)((int32_t)patches[row * cells * channels + place] * weights[place]));
          }
      }
      store(sums, scaling, first, codes + row * channels);
    }
  }
}
