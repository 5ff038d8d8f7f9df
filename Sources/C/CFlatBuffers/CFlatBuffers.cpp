#include "include/CFlatBuffers.h"

#include <flatbuffers/flatbuffers.h>

#include <new>
#include <vector>

struct flat_builder {
  explicit flat_builder(size_t capacity) : own(capacity) {}
  flatbuffers::FlatBufferBuilder own;
};

namespace {

// A field's place in a table's list of offsets.
flatbuffers::voffset_t slot(uint16_t field) { return static_cast<flatbuffers::voffset_t>(4 + 2 * field); }

template <typename Number>
uint32_t vector(flat_builder *builder, const Number *numbers, size_t count) {
  return builder->own.CreateVector(numbers, count).o;
}

}  // namespace

flat_builder *flat_create(size_t capacity) { return new (std::nothrow) flat_builder(capacity); }

void flat_destroy(flat_builder *builder) { delete builder; }

uint32_t flat_string(flat_builder *builder, const char *text) { return builder->own.CreateString(text).o; }

uint32_t flat_bytes(flat_builder *builder, const uint8_t *bytes, size_t count, size_t alignment) {
  builder->own.ForceVectorAlignment(count, sizeof *bytes, alignment);
  return vector(builder, bytes, count);
}

uint32_t flat_int32s(flat_builder *builder, const int32_t *numbers, size_t count) {
  return vector(builder, numbers, count);
}

uint32_t flat_int64s(flat_builder *builder, const int64_t *numbers, size_t count) {
  return vector(builder, numbers, count);
}

uint32_t flat_floats(flat_builder *builder, const float *numbers, size_t count) {
  return vector(builder, numbers, count);
}

uint32_t flat_tables(flat_builder *builder, const uint32_t *tables, size_t count) {
  std::vector<flatbuffers::Offset<void>> offsets(tables, tables + count);
  return builder->own.CreateVector(offsets.data(), count).o;
}

uint32_t flat_begin(flat_builder *builder) { return builder->own.StartTable(); }

void flat_add_int8(flat_builder *builder, uint16_t field, int8_t value, int8_t standard) {
  builder->own.AddElement<int8_t>(slot(field), value, standard);
}

void flat_add_int32(flat_builder *builder, uint16_t field, int32_t value, int32_t standard) {
  builder->own.AddElement<int32_t>(slot(field), value, standard);
}

void flat_add_float(flat_builder *builder, uint16_t field, float value, float standard) {
  builder->own.AddElement<float>(slot(field), value, standard);
}

void flat_add_offset(flat_builder *builder, uint16_t field, uint32_t offset) {
  builder->own.AddOffset(slot(field), flatbuffers::Offset<void>(offset));
}

uint32_t flat_end(flat_builder *builder, uint32_t begin) { return builder->own.EndTable(begin); }

void flat_finish(flat_builder *builder, uint32_t root, const char *identifier) {
  builder->own.Finish(flatbuffers::Offset<void>(root), identifier);
}

const uint8_t *flat_data(const flat_builder *builder, size_t *count) {
  *count = builder->own.GetSize();
  return builder->own.GetBufferPointer();
}
