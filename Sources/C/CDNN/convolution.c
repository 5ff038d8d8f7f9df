// oneDNN's convolutions, with the weights in the form that each of them prefers.
#include "include/CDNN.h"
#include <dnnl.h>
#include "lanes.h"
#include "picked_cells.h"
#include "threads.h"
#include <stdlib.h>
#include <string.h>

enum { FORWARD, WEIGHTS, INPUT, PASSES };

/// One direction of a convolution, and what it works on.
typedef struct {
  dnnl_primitive_t primitive;
  dnnl_memory_t weights, plain, scratch;
  /// Between the plain weights and the preferred ones; none where they are the same.
  dnnl_primitive_t reorder;
} pass;

struct cdnn_convolution {
  dnnl_engine_t engine;
  dnnl_stream_t stream;
  dnnl_memory_t input, output, bias;
  pass passes[PASSES];
  /// Of the whole images; the primitives' own is another where there are picked cells.
  cdnn_convolution_shape shape;
  /// The cells that are looked at, where that is not all of them.
  float *picked;
  void *blocks[2 * PASSES];
  int block_count;
};

#define TRY(call)                          \
  do {                                     \
    dnnl_status_t status = (call);         \
    if (status != dnnl_success) return (int)status; \
  } while (0)

/// Memory of oneDNN's for a description, owned by the convolution.
static int memory_for(cdnn_convolution *own, const dnnl_memory_desc_t *form, dnnl_memory_t *out) {
  size_t size = dnnl_memory_desc_get_size(form);
  void *block = NULL;
  if (posix_memalign(&block, 64, size ? size : 64) != 0) return CDNN_NO_MEMORY;
  memset(block, 0, size);
  own->blocks[own->block_count++] = block;
  return (int)dnnl_memory_create(out, form, own->engine, block);
}

typedef struct {
  dnnl_memory_desc_t input, output, plain, any, bias;
  dnnl_dims_t strides, dilations, before, behind;
} forms;

static int describe(const cdnn_convolution_shape *s, forms *f) {
  int64_t h = s->kernel_height, w = s->kernel_width, c = s->channels;
  dnnl_dims_t input = {s->images, c, s->height, s->width};
  dnnl_dims_t output = {s->images, s->filters, s->out_height, s->out_width};
  TRY(dnnl_memory_desc_init_by_tag(&f->input, 4, input, dnnl_f32, dnnl_nhwc));
  TRY(dnnl_memory_desc_init_by_tag(&f->output, 4, output, dnnl_f32, dnnl_nhwc));
  if (s->depthwise) {
    dnnl_dims_t sizes = {c, 1, 1, h, w}, strides = {1, c, c, w * c, c};
    TRY(dnnl_memory_desc_init_by_strides(&f->plain, 5, sizes, dnnl_f32, strides));
    TRY(dnnl_memory_desc_init_by_tag(&f->any, 5, sizes, dnnl_f32, dnnl_format_tag_any));
  } else {
    dnnl_dims_t sizes = {s->filters, c, h, w}, strides = {h * w * c, 1, w * c, c};
    TRY(dnnl_memory_desc_init_by_strides(&f->plain, 4, sizes, dnnl_f32, strides));
    TRY(dnnl_memory_desc_init_by_tag(&f->any, 4, sizes, dnnl_f32, dnnl_format_tag_any));
  }
  dnnl_dims_t filters = {s->filters};
  TRY(dnnl_memory_desc_init_by_tag(&f->bias, 1, filters, dnnl_f32, dnnl_a));
  dnnl_dims_t sides[] = {{s->stride_height, s->stride_width}, {s->dilation_height - 1, s->dilation_width - 1},
                         {s->top, s->left}, {s->bottom, s->right}};
  memcpy(f->strides, sides[0], sizeof(dnnl_dims_t));
  memcpy(f->dilations, sides[1], sizeof(dnnl_dims_t));
  memcpy(f->before, sides[2], sizeof(dnnl_dims_t));
  memcpy(f->behind, sides[3], sizeof(dnnl_dims_t));
  return 0;
}

/// Attributes: working memory is ours, so that threads do not share it, and an activation may follow.
static int attributes(float slope, dnnl_primitive_attr_t *out) {
  TRY(dnnl_primitive_attr_create(out));
  TRY(dnnl_primitive_attr_set_scratchpad_mode(*out, dnnl_scratchpad_mode_user));
  if (slope == 1) return 0;
  dnnl_post_ops_t after = NULL;
  TRY(dnnl_post_ops_create(&after));
  dnnl_status_t status = dnnl_post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, slope, 0);
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*out, after);
  dnnl_post_ops_destroy(after);
  return (int)status;
}

/// A primitive of a description, its weights' form, working memory, and the way there from the plain weights or, of
/// their gradient, back.
static int build(
    cdnn_convolution *own, int which, dnnl_primitive_desc_t form, dnnl_query_t weights,
    const dnnl_memory_desc_t *plain) {
  pass *p = &own->passes[which];
  TRY(dnnl_primitive_create(&p->primitive, form));
  const dnnl_memory_desc_t *scratch = dnnl_primitive_desc_query_md(form, dnnl_query_scratchpad_md, 0);
  if (!scratch) return dnnl_runtime_error;
  int status = memory_for(own, scratch, &p->scratch);
  if (status) return status;
  const dnnl_memory_desc_t *preferred = dnnl_primitive_desc_query_md(form, weights, 0);
  if (!preferred) return dnnl_runtime_error;
  TRY(dnnl_memory_create(&p->plain, plain, own->engine, NULL));
  if (dnnl_memory_desc_equal(preferred, plain))
    return (int)dnnl_memory_create(&p->weights, plain, own->engine, NULL);
  status = memory_for(own, preferred, &p->weights);
  if (status) return status;
  bool back = which == WEIGHTS;
  dnnl_primitive_desc_t way = NULL;
  TRY(dnnl_reorder_primitive_desc_create(
      &way, back ? preferred : plain, own->engine, back ? plain : preferred, own->engine, NULL));
  dnnl_status_t made = dnnl_primitive_create(&p->reorder, way);
  dnnl_primitive_desc_destroy(way);
  return (int)made;
}

static int build_backward(
    cdnn_convolution *own, const cdnn_convolution_shape *s, forms *f, dnnl_primitive_desc_t forward) {
  dnnl_primitive_attr_t attribute = NULL;
  int status = attributes(1, &attribute);
  for (int which = WEIGHTS; which <= INPUT && !status; which++) {
    if (which == INPUT && !s->needs_input_gradient) break;
    dnnl_convolution_desc_t description;
    status = which == WEIGHTS
        ? (int)dnnl_dilated_convolution_backward_weights_desc_init(
              &description, dnnl_convolution_direct, &f->input, &f->any, s->biased ? &f->bias : NULL,
              &f->output, f->strides, f->dilations, f->before, f->behind)
        : (int)dnnl_dilated_convolution_backward_data_desc_init(
              &description, dnnl_convolution_direct, &f->input, &f->any, &f->output, f->strides, f->dilations,
              f->before, f->behind);
    dnnl_primitive_desc_t form = NULL;
    if (!status) status = (int)dnnl_primitive_desc_create(&form, &description, attribute, own->engine, forward);
    if (!status)
      status = build(
          own, which, form, which == WEIGHTS ? dnnl_query_diff_weights_md : dnnl_query_weights_md, &f->plain);
    if (form) dnnl_primitive_desc_destroy(form);
  }
  if (attribute) dnnl_primitive_attr_destroy(attribute);
  return status;
}

static int build_all(cdnn_convolution *own, const cdnn_convolution_shape *s) {
  forms f;
  TRY(dnnl_engine_create(&own->engine, dnnl_cpu, 0));
  TRY(dnnl_stream_create(&own->stream, own->engine, dnnl_stream_default_flags));
  int status = describe(s, &f);
  if (status) return status;
  TRY(dnnl_memory_create(&own->input, &f.input, own->engine, NULL));
  TRY(dnnl_memory_create(&own->output, &f.output, own->engine, NULL));
  TRY(dnnl_memory_create(&own->bias, &f.bias, own->engine, NULL));
  dnnl_convolution_desc_t description;
  TRY(dnnl_dilated_convolution_forward_desc_init(
      &description, s->training ? dnnl_forward_training : dnnl_forward_inference, dnnl_convolution_direct,
      &f.input, &f.any, s->biased ? &f.bias : NULL, &f.output, f.strides, f.dilations, f.before, f.behind));
  dnnl_primitive_attr_t attribute = NULL;
  status = attributes(s->slope, &attribute);
  dnnl_primitive_desc_t forward = NULL;
  if (!status) status = (int)dnnl_primitive_desc_create(&forward, &description, attribute, own->engine, NULL);
  if (!status) status = build(own, FORWARD, forward, dnnl_query_weights_md, &f.plain);
  if (!status && s->training) status = build_backward(own, s, &f, forward);
  if (forward) dnnl_primitive_desc_destroy(forward);
  if (attribute) dnnl_primitive_attr_destroy(attribute);
  return status;
}

int cdnn_convolution_create(const cdnn_convolution_shape *shape, cdnn_convolution **out) {
  *out = NULL;
  cdnn_convolution *own = calloc(1, sizeof *own);
  if (!own) return CDNN_NO_MEMORY;
  // A primitive is laid out for as many threads as there are when it is made.
  int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  own->shape = *shape;
  int status = CDNN_NO_MEMORY;
  if (!picks_cells(shape)) {
    status = build_all(own, shape);
  } else if ((own->picked = zeros(picked_count(shape), sizeof(float)))) {
    cdnn_convolution_shape form = of_picked(*shape);
    status = build_all(own, &form);
  }
  omp_set_num_threads(threads);
  if (status)
    cdnn_convolution_destroy(own);
  else
    *out = own;
  return status;
}

void cdnn_convolution_destroy(cdnn_convolution *own) {
  if (!own) return;
  for (int i = 0; i < PASSES; i++) {
    pass *p = &own->passes[i];
    if (p->primitive) dnnl_primitive_destroy(p->primitive);
    if (p->reorder) dnnl_primitive_destroy(p->reorder);
    if (p->weights) dnnl_memory_destroy(p->weights);
    if (p->plain) dnnl_memory_destroy(p->plain);
    if (p->scratch) dnnl_memory_destroy(p->scratch);
  }
  if (own->input) dnnl_memory_destroy(own->input);
  if (own->output) dnnl_memory_destroy(own->output);
  if (own->bias) dnnl_memory_destroy(own->bias);
  if (own->stream) dnnl_stream_destroy(own->stream);
  if (own->engine) dnnl_engine_destroy(own->engine);
  for (int i = 0; i < own->block_count; i++) free(own->blocks[i]);
  free(own->picked);
  free(own);
}

/// Images as the primitives take them.
static void *taken(cdnn_convolution *own, const float *images) {
  if (!own->picked) return (void *)images;
  pick(&own->shape, images, own->picked);
  return own->picked;
}

/// Weights between their two forms.
static int turn(cdnn_convolution *own, pass *p, dnnl_memory_t from, dnnl_memory_t to) {
  dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
  return (int)dnnl_primitive_execute(p->reorder, own->stream, 2, arguments);
}

int cdnn_convolution_load(cdnn_convolution *own, const float *weights) {
  for (int which = FORWARD; which <= INPUT; which += INPUT - FORWARD) {
    pass *p = &own->passes[which];
    if (!p->primitive) continue;
    TRY(dnnl_memory_set_data_handle(p->reorder ? p->plain : p->weights, (void *)weights));
    if (!p->reorder) continue;
    int status = turn(own, p, p->plain, p->weights);
    if (status) return status;
  }
  return 0;
}

int cdnn_convolution_forward(cdnn_convolution *own, const float *input, const float *bias, float *output) {
  pass *p = &own->passes[FORWARD];
  TRY(dnnl_memory_set_data_handle(own->input, taken(own, input)));
  TRY(dnnl_memory_set_data_handle(own->output, output));
  TRY(dnnl_memory_set_data_handle(own->bias, (void *)bias));
  dnnl_exec_arg_t arguments[] = {
      {DNNL_ARG_SRC, own->input}, {DNNL_ARG_WEIGHTS, p->weights}, {DNNL_ARG_DST, own->output},
      {DNNL_ARG_SCRATCHPAD, p->scratch}, {DNNL_ARG_BIAS, own->bias}};
  return (int)dnnl_primitive_execute(p->primitive, own->stream, bias ? 5 : 4, arguments);
}

int cdnn_convolution_backward_weights(
    cdnn_convolution *own, const float *input, const float *output_gradient, float *weight_gradient,
    float *bias_gradient) {
  pass *p = &own->passes[WEIGHTS];
  if (!p->primitive) return dnnl_invalid_arguments;
  TRY(dnnl_memory_set_data_handle(own->input, taken(own, input)));
  TRY(dnnl_memory_set_data_handle(own->output, (void *)output_gradient));
  TRY(dnnl_memory_set_data_handle(own->bias, bias_gradient));
  TRY(dnnl_memory_set_data_handle(p->reorder ? p->plain : p->weights, weight_gradient));
  dnnl_exec_arg_t arguments[] = {
      {DNNL_ARG_SRC, own->input}, {DNNL_ARG_DIFF_DST, own->output}, {DNNL_ARG_DIFF_WEIGHTS, p->weights},
      {DNNL_ARG_SCRATCHPAD, p->scratch}, {DNNL_ARG_DIFF_BIAS, own->bias}};
  TRY(dnnl_primitive_execute(p->primitive, own->stream, bias_gradient ? 5 : 4, arguments));
  return p->reorder ? turn(own, p, p->weights, p->plain) : 0;
}

int cdnn_convolution_backward_input(
    cdnn_convolution *own, const float *output_gradient, float *input_gradient) {
  pass *p = &own->passes[INPUT];
  if (!p->primitive) return dnnl_invalid_arguments;
  TRY(dnnl_memory_set_data_handle(own->output, (void *)output_gradient));
  TRY(dnnl_memory_set_data_handle(own->input, own->picked ? own->picked : input_gradient));
  dnnl_exec_arg_t arguments[] = {
      {DNNL_ARG_DIFF_SRC, own->input}, {DNNL_ARG_WEIGHTS, p->weights}, {DNNL_ARG_DIFF_DST, own->output},
      {DNNL_ARG_SCRATCHPAD, p->scratch}};
  TRY(dnnl_primitive_execute(p->primitive, own->stream, 4, arguments));
  if (own->picked) put_back(&own->shape, own->picked, input_gradient);
  return 0;
}

int cdnn_product(
    bool turn_a, bool turn_b, int64_t rows, int64_t columns, int64_t inner, const float *a, const float *b,
    float *output) {
  return (int)dnnl_sgemm(
      turn_a ? 'T' : 'N', turn_b ? 'T' : 'N', rows, columns, inner, 1, a, turn_a ? rows : inner, b,
      turn_b ? inner : columns, 0, output, columns);
}
