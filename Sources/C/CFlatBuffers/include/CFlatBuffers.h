// FlatBuffers for Swift: tables by the numbers of their fields, from the leaves to the root.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#define _Nonnull
#define _Nullable
#endif

/// A buffer that is being built.
typedef struct flat_builder flat_builder;

/// An empty buffer; null where there is no memory.
flat_builder *_Nullable flat_create(size_t capacity);
/// Frees it.
void flat_destroy(flat_builder *_Nonnull builder);

/// Where things lie that are written: all of them may be named more than once.
uint32_t flat_string(flat_builder *_Nonnull builder, const char *_Nonnull text);
uint32_t flat_bytes(
    flat_builder *_Nonnull builder, const uint8_t *_Nullable bytes, size_t count, size_t alignment);
uint32_t flat_int32s(flat_builder *_Nonnull builder, const int32_t *_Nullable numbers, size_t count);
uint32_t flat_int64s(flat_builder *_Nonnull builder, const int64_t *_Nullable numbers, size_t count);
uint32_t flat_floats(flat_builder *_Nonnull builder, const float *_Nullable numbers, size_t count);
uint32_t flat_tables(flat_builder *_Nonnull builder, const uint32_t *_Nullable tables, size_t count);

/// Begins a table; its fields are added before it ends, by number, and none where they have their default.
uint32_t flat_begin(flat_builder *_Nonnull builder);
void flat_add_int8(flat_builder *_Nonnull builder, uint16_t field, int8_t value, int8_t standard);
void flat_add_int32(flat_builder *_Nonnull builder, uint16_t field, int32_t value, int32_t standard);
void flat_add_float(flat_builder *_Nonnull builder, uint16_t field, float value, float standard);
void flat_add_offset(flat_builder *_Nonnull builder, uint16_t field, uint32_t offset);
uint32_t flat_end(flat_builder *_Nonnull builder, uint32_t begin);

/// Writes the root and four letters that say what the file is.
void flat_finish(flat_builder *_Nonnull builder, uint32_t root, const char *_Nonnull identifier);
/// The finished bytes, until the builder is freed.
const uint8_t *_Nonnull flat_data(const flat_builder *_Nonnull builder, size_t *_Nonnull count);

#ifdef __cplusplus
}
#undef _Nonnull
#undef _Nullable
#endif
