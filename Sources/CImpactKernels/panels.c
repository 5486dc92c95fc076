// Products of a matrix and a panel (a block of vectors in row-major order), with run-time choice of the instruction set.
//
// OpenBLAS packs both factors of every product, which costs more than the product when a block has few columns; and it
// has no product that reads single precision and adds up in double. These kernels read the matrix once, in tiles
// of 8 rows, and the panel as it lies.
#include "CImpactKernels.h"

#pragma clang fp contract(fast)

// Rows of a strip that are copied together: 32 KB of the widest strip.
enum { PACKED_ROWS = 256 };

// How many values ahead a tile is fetched: without it the products of large matrices run at half the speed.
enum { AHEAD = 512 };

// How much of the inner dimension goes together: equal parts of at most PACKED_ROWS, in whole tiles.
static inline size_t part_of(size_t inner) {
  size_t parts = (inner + PACKED_ROWS - 1) / PACKED_ROWS;
  size_t part = parts > 0 ? (inner + parts - 1) / parts : inner;
  return (part + 7) / 8 * 8;
}

#if defined(__x86_64__)
#define ISA __attribute__((target("avx512f,avx512vl,avx512dq,fma")))
#define WIDEST 2
#define SET_NAME wide_d
#define VALUE double
#define WIDENED 1
#define FULL 8
#define NARROW 0
#include "panel_set.h"
#define SET_NAME wide_f
#define VALUE float
#define WIDENED 0
#define FULL 16
#define NARROW 1
#include "panel_set.h"
#undef WIDEST
#undef ISA

#define ISA __attribute__((target("avx2,fma")))
#define WIDEST 1
#define SET_NAME middle_d
#define VALUE double
#define WIDENED 1
#define FULL 4
#define NARROW 0
#include "panel_set.h"
#define SET_NAME middle_f
#define VALUE float
#define WIDENED 0
#define FULL 8
#define NARROW 0
#include "panel_set.h"
#undef WIDEST
#undef ISA
#endif

#define ISA
#define WIDEST 1
#define SET_NAME plain_d
#define VALUE double
#define WIDENED 1
#define FULL 2
#define NARROW 0
#include "panel_set.h"
#define SET_NAME plain_f
#define VALUE float
#define WIDENED 0
#define FULL 4
#define NARROW 0
#include "panel_set.h"
#undef WIDEST
#undef ISA

#if defined(__x86_64__)
#define CHOOSE(TYPE, OPERATION, ...)                           \
  switch (impact_kernel_level()) {                             \
    case 2: wide_##TYPE##_##OPERATION(__VA_ARGS__); return;    \
    case 1: middle_##TYPE##_##OPERATION(__VA_ARGS__); return;  \
    default: plain_##TYPE##_##OPERATION(__VA_ARGS__); return;  \
  }
#else
#define CHOOSE(TYPE, OPERATION, ...) plain_##TYPE##_##OPERATION(__VA_ARGS__);
#endif

#define DOORS(TYPE, V)                                                                                          \
  void impact_panel_##TYPE(const float *t, const float *low, size_t rows, size_t inner, const V *b, size_t ldb, \
                           V *c, size_t ldc, size_t width, int add) {                                           \
    CHOOSE(TYPE, product, t, low, rows, inner, b, ldb, c, ldc, width, add)                                      \
  }                                                                                                             \
  void impact_panel_transposed_##TYPE(const float *t, const float *low, size_t rows, size_t inner, const V *b,  \
                                      size_t ldb, V *c, size_t ldc, size_t width, int add) {                    \
    CHOOSE(TYPE, product_transposed, t, low, rows, inner, b, ldb, c, ldc, width, add)                           \
  }                                                                                                             \
  void impact_panel_weighted_##TYPE(const float *t, const float *low, size_t rows, size_t inner, size_t blocks, \
                                    const int32_t *starts, const V *weight, const V *b, const V *scale, V *c,   \
                                    size_t width, int add) {                                                    \
    CHOOSE(TYPE, weighted_product, t, low, rows, inner, blocks, starts, weight, b, scale, c, width, add)        \
  }

DOORS(d, double)
DOORS(f, float)
