// Convolutions and products of matrices by oneDNN, and the loops around them that need the processor's widest lanes.
//
// Images lie cell by cell, channels last: `[images, height, width, channels]`. Weights of a convolution lie
// `[filters, height, width, channels]`, of a depthwise one `[1, height, width, channels]`. Whatever can fail returns
// 0 or one of oneDNN's own numbers; nothing ends the process. Every call runs on the thread that makes it.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// There is not memory enough.
#define CDNN_NO_MEMORY 1

/// A convolution of images of one shape.
typedef struct {
  int64_t images, height, width, channels;
  int64_t out_height, out_width, filters;
  int64_t kernel_height, kernel_width, stride_height, stride_width, dilation_height, dilation_width;
  int64_t top, bottom, left, right;
  bool depthwise, biased, training, needs_input_gradient;
  /// Factor of negative sums; 1 leaves them as they are.
  float slope;
} cdnn_convolution_shape;

typedef struct cdnn_convolution cdnn_convolution;

int cdnn_convolution_create(
    const cdnn_convolution_shape *_Nonnull shape, cdnn_convolution *_Nullable *_Nonnull out);
void cdnn_convolution_destroy(cdnn_convolution *_Nullable convolution);
/// Takes over weights: those of before are no longer used.
int cdnn_convolution_load(cdnn_convolution *_Nonnull convolution, const float *_Nonnull weights);
int cdnn_convolution_forward(
    cdnn_convolution *_Nonnull convolution, const float *_Nonnull input, const float *_Nullable bias,
    float *_Nonnull output);
/// Gradients of weights and bias from that of the sums, before the activation.
int cdnn_convolution_backward_weights(
    cdnn_convolution *_Nonnull convolution, const float *_Nonnull input, const float *_Nonnull output_gradient,
    float *_Nonnull weight_gradient, float *_Nullable bias_gradient);
int cdnn_convolution_backward_input(
    cdnn_convolution *_Nonnull convolution, const float *_Nonnull output_gradient,
    float *_Nonnull input_gradient);

/// `output[rows, columns] = a · b` of matrices that lie row by row, `a` `[rows, inner]` or turned, `b` likewise.
int cdnn_product(
    bool turn_a, bool turn_b, int64_t rows, int64_t columns, int64_t inner, const float *_Nonnull a,
    const float *_Nonnull b, float *_Nonnull output);

// Of `[rows, channels]`.

/// Adds a bias and scales negative sums.
void cdnn_bias_activation(
    float *_Nonnull values, const float *_Nullable bias, size_t rows, size_t channels, float slope);
/// Gradients before an activation from those behind it; a result has the sign of its sum.
void cdnn_activation_backward(
    const float *_Nonnull results, float *_Nonnull gradient, size_t count, float slope);
void cdnn_column_sums(
    const float *_Nonnull values, size_t rows, size_t channels, float *_Nonnull sums);

/// What a dropout does: a cell is dropped where its own number, of 16 bits, lies below the threshold.
typedef struct {
  uint64_t key;
  /// The number of the first cell.
  uint32_t first;
  uint32_t threshold;
  float scale;
} cdnn_dropout;

/// Of values or of gradients, which are treated alike.
void cdnn_drop(
    const float *_Nonnull input, float *_Nonnull output, size_t count, const cdnn_dropout *_Nonnull dropout);

/// A pool over blocks without overlap, that may drop cells first. `places` tells of each result which cell of its
/// block it is, row by row, or 65,535 where that cell was dropped.
typedef struct {
  size_t images, height, width, channels, block_height, block_width;
} cdnn_pool;

void cdnn_max_pool(
    const cdnn_pool *_Nonnull pool, const cdnn_dropout *_Nullable dropout, const float *_Nonnull input,
    float *_Nonnull output, uint16_t *_Nullable places);
void cdnn_max_pool_backward(
    const cdnn_pool *_Nonnull pool, float scale, const float *_Nonnull gradient, const uint16_t *_Nonnull places,
    float *_Nonnull input_gradient);
/// A convolution whose results go through a max pool, on the way back: most gradients are 0, and are left out.
typedef struct cdnn_pooled_backward cdnn_pooled_backward;

/// Whether its numbers lie so that this is of use.
bool cdnn_pooled_backward_fits(const cdnn_convolution_shape *_Nonnull shape);
int cdnn_pooled_backward_create(
    const cdnn_convolution_shape *_Nonnull shape, size_t block_height, size_t block_width,
    cdnn_pooled_backward *_Nullable *_Nonnull out);
void cdnn_pooled_backward_destroy(cdnn_pooled_backward *_Nullable backward);
/// Of `pooled` results, their `places` and the `gradient` by them, which becomes that before the activation; `scale` is
/// the dropout's.
void cdnn_pooled_backward_run(
    cdnn_pooled_backward *_Nonnull backward, const float *_Nonnull input, const float *_Nonnull weights,
    const float *_Nonnull pooled, const uint16_t *_Nonnull places, float scale, float *_Nonnull gradient,
    float *_Nonnull weight_gradient, float *_Nullable bias_gradient, float *_Nullable input_gradient);

/// A convolution of images of one channel, its activation, a dropout and a max pool in one.
typedef struct cdnn_single_channel cdnn_single_channel;

/// Whether it can be computed so.
bool cdnn_single_channel_fits(const cdnn_convolution_shape *_Nonnull shape);
int cdnn_single_channel_create(
    const cdnn_convolution_shape *_Nonnull shape, size_t block_height, size_t block_width,
    cdnn_single_channel *_Nullable *_Nonnull out);
void cdnn_single_channel_destroy(cdnn_single_channel *_Nullable layer);
void cdnn_single_channel_load(cdnn_single_channel *_Nonnull layer, const float *_Nonnull weights);
void cdnn_single_channel_forward(
    cdnn_single_channel *_Nonnull layer, const float *_Nonnull input, const float *_Nonnull bias,
    const cdnn_dropout *_Nullable dropout, float *_Nonnull output, uint16_t *_Nullable places);
void cdnn_single_channel_backward(
    cdnn_single_channel *_Nonnull layer, const float *_Nonnull input, const float *_Nonnull output,
    const uint16_t *_Nonnull places, float scale, const float *_Nonnull gradient,
    float *_Nonnull weight_gradient, float *_Nonnull bias_gradient);

/// Over `[images, cells, channels]`.
void cdnn_global_max(
    size_t images, size_t cells, size_t channels, const float *_Nonnull input, float *_Nonnull output,
    uint32_t *_Nullable places);
void cdnn_global_max_backward(
    size_t images, size_t cells, size_t channels, const float *_Nonnull gradient,
    const uint32_t *_Nonnull places, float *_Nonnull input_gradient);
void cdnn_global_mean(
    size_t images, size_t cells, size_t channels, const float *_Nonnull input, float *_Nonnull output);
void cdnn_global_mean_backward(
    size_t images, size_t cells, size_t channels, const float *_Nonnull gradient,
    float *_Nonnull input_gradient);

/// Sums and sums of squares of each channel: `sums` `[2, channels]`.
void cdnn_moments(const float *_Nonnull values, size_t rows, size_t channels, double *_Nonnull sums);
/// `values · factor + shift`, negative ones times the slope.
void cdnn_normalise(
    const float *_Nonnull values, size_t rows, size_t channels, const float *_Nonnull factor,
    const float *_Nonnull shift, float slope, float *_Nonnull output);
/// Of the gradient before the activation, which it becomes, the sums and the sums of its products with the
/// normalised values (`values · inverse − offset`): `sums` `[2, channels]`.
void cdnn_normalise_sums(
    const float *_Nonnull values, const float *_Nonnull results, float *_Nonnull gradient, size_t rows,
    size_t channels, const float *_Nonnull inverse, const float *_Nonnull offset, float slope,
    double *_Nonnull sums);
/// `gradient · a + values · b + c`.
void cdnn_normalise_backward(
    const float *_Nonnull values, const float *_Nonnull gradient, size_t rows, size_t channels,
    const float *_Nonnull a, const float *_Nonnull b, const float *_Nonnull c, float *_Nonnull output);

// Of all weights.

/// Adds up the lanes' gradients into the first; returns the sum of their squares.
double cdnn_add_gradients(float *_Nonnull const *_Nonnull gradients, int lanes, size_t from, size_t to);

typedef struct {
  float beta1, beta2, epsilon, pace, decay, scale;
} cdnn_adam;

void cdnn_adam_step(
    const cdnn_adam *_Nonnull adam, const float *_Nonnull gradients, float *_Nonnull weights,
    float *_Nonnull means, float *_Nonnull squares, size_t from, size_t to);

/// Threads that work on the same step and wait for each other within it.
typedef struct cdnn_team cdnn_team;

cdnn_team *_Nullable cdnn_team_create(int threads);
void cdnn_team_destroy(cdnn_team *_Nullable team);
/// Calls `work` on `active` threads, of which the caller is the first, and returns when all are done.
void cdnn_team_run(
    cdnn_team *_Nonnull team, int active, void (*_Nonnull work)(void *_Nonnull context, int lane),
    void *_Nonnull context);
/// Waits until all active threads have come here.
void cdnn_team_wait(cdnn_team *_Nonnull team);
