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

#if defined(__x86_64__)
#define WIDEST 2
#define ISA __attribute__((target("avx512f,avx512vl,avx512dq,fma")))
#define SET_NAME wide_dd
#define MATRIX double
#define VALUE double
#define FULL 8
#define NARROW 0
#include "panel_set.h"
#undef SET_NAME
#undef MATRIX
#define SET_NAME wide_fd
#define MATRIX float
#include "panel_set.h"
#undef SET_NAME
#undef VALUE
#undef FULL
#undef NARROW
#define SET_NAME wide_ff
#define VALUE float
#define FULL 16
#define NARROW 1
#include "panel_set.h"
#undef SET_NAME
#undef MATRIX
#undef VALUE
#undef FULL
#undef NARROW
#undef ISA

#undef WIDEST
#define WIDEST 1
#define ISA __attribute__((target("avx2,fma")))
#define SET_NAME middle_dd
#define MATRIX double
#define VALUE double
#define FULL 4
#define NARROW 0
#include "panel_set.h"
#undef SET_NAME
#undef MATRIX
#define SET_NAME middle_fd
#define MATRIX float
#include "panel_set.h"
#undef SET_NAME
#undef VALUE
#undef FULL
#undef NARROW
#define SET_NAME middle_ff
#define VALUE float
#define FULL 8
#define NARROW 0
#include "panel_set.h"
#undef SET_NAME
#undef MATRIX
#undef VALUE
#undef FULL
#undef NARROW
#undef ISA
#endif

#undef WIDEST
#define WIDEST 1
#define ISA
#define SET_NAME plain_dd
#define MATRIX double
#define VALUE double
#define FULL 2
#define NARROW 0
#include "panel_set.h"
#undef SET_NAME
#undef MATRIX
#define SET_NAME plain_fd
#define MATRIX float
#include "panel_set.h"
#undef SET_NAME
#undef VALUE
#undef FULL
#undef NARROW
#define SET_NAME plain_ff
#define VALUE float
#define FULL 4
#define NARROW 0
#include "panel_set.h"

#if defined(__x86_64__)
#define CHOOSE(PAIR, OPERATION, ...)                                                                      \
  switch (impact_kernel_level()) {                                                                        \
    case 2: wide_##PAIR##_##OPERATION(__VA_ARGS__); return;                                               \
    case 1: middle_##PAIR##_##OPERATION(__VA_ARGS__); return;                                             \
    default: plain_##PAIR##_##OPERATION(__VA_ARGS__); return;                                             \
  }
#else
#define CHOOSE(PAIR, OPERATION, ...) plain_##PAIR##_##OPERATION(__VA_ARGS__);
#endif

#define DOORS(PAIR, M, V)                                                                                        \
  void impact_panel_##PAIR(const M *t, size_t rows, size_t inner, const V *b, size_t ldb, V *c, size_t ldc,      \
                           size_t width, int add) {                                                              \
    CHOOSE(PAIR, product, t, rows, inner, b, ldb, c, ldc, width, add)                                            \
  }                                                                                                              \
  void impact_panel_transposed_##PAIR(const M *t, size_t rows, size_t inner, const V *b, size_t ldb, V *c,       \
                                      size_t ldc, size_t width, int add) {                                       \
    CHOOSE(PAIR, product_transposed, t, rows, inner, b, ldb, c, ldc, width, add)                                 \
  }                                                                                                              \
  void impact_panel_rows_##PAIR(const M *t, size_t ldt, size_t rows, size_t inner, const V *b, size_t ldb, V *c, \
                                size_t ldc, size_t width, int add) {                                             \
    CHOOSE(PAIR, rows_product, t, ldt, rows, inner, b, ldb, c, ldc, width, add)                                  \
  }                                                                                                              \
  void impact_panel_weighted_##PAIR(const M *t, size_t rows, size_t inner, size_t blocks, const int32_t *starts, \
                                    const V *weight, size_t ldw, const V *b, size_t ldb, const V *scale,         \
                                    size_t lds, V *c, size_t ldc, size_t width, int add) {                       \
    CHOOSE(PAIR, weighted_product, t, rows, inner, blocks, starts, weight, ldw, b, ldb, scale, lds, c, ldc,      \
           width, add)                                                                                           \
  }

DOORS(dd, double, double)
DOORS(fd, float, double)
DOORS(ff, float, float)
