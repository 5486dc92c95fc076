// Products of a tiled matrix and one vector, and of a dense matrix and one vector. Sums
// are always double. What they cost is the reading of the matrix, which single precision halves.
#include "CImpactKernels.h"
#include "clones.h"

typedef double eight __attribute__((vector_size(64)));
typedef float eight_floats __attribute__((vector_size(32), aligned(4)));

// Column `at` of a tile, widened. A macro: a function would return a vector that older instruction sets pass otherwise.
#define TILE_COLUMN(at)                                                    \
  (low ? __builtin_convertvector(*(const eight_floats *)(t + (at)), eight) + \
             __builtin_convertvector(*(const eight_floats *)(low + (at)), eight) \
       : __builtin_convertvector(*(const eight_floats *)(t + (at)), eight))

static inline __attribute__((always_inline)) void forward(const float *t, const float *low, size_t rows, size_t inner,
                                                          const double *b, double *c, int add) {
  for (size_t r = 0; r < rows; r += 8) {
    size_t at = r * inner, s = 0;
    eight sum[4] = {{0}};
    for (; s + 4 <= inner; s += 4)
      for (int q = 0; q < 4; q++) sum[q] += TILE_COLUMN(at + (s + q) * 8) * b[s + q];
    for (; s < inner; s++) sum[0] += TILE_COLUMN(at + s * 8) * b[s];
    eight all = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    for (size_t k = 0; k < 8 && r + k < rows; k++) c[r + k] = add ? c[r + k] + all[k] : all[k];
  }
}

// Columns go in strips whose partial sums stay in the first cache.
enum { STRIP = 512 };

static inline __attribute__((always_inline)) void backward(const float *t, const float *low, size_t rows, size_t inner,
                                                           const double *b, double *c, int add) {
  eight sums[STRIP];
  for (size_t first = 0; first < inner; first += STRIP) {
    size_t count = inner - first < STRIP ? inner - first : STRIP;
    for (size_t j = 0; j < count; j++) sums[j] = (eight){0};
    for (size_t r = 0; r < rows; r += 8) {
      eight x = {0};
      for (size_t k = 0; k < 8 && r + k < rows; k++) x[k] = b[r + k];
      for (size_t j = 0; j < count; j++) sums[j] += TILE_COLUMN(r * inner + (first + j) * 8) * x;
    }
    for (size_t j = 0; j < count; j++) {
      double all = 0;
      for (int k = 0; k < 8; k++) all += sums[j][k];
      c[first + j] = add ? c[first + j] + all : all;
    }
  }
}

CLONES void impact_tiled_vector(const float *t, const float *low, size_t rows, size_t inner, const double *b, double *c,
                                int add) {
  REORDER
  if (low) forward(t, low, rows, inner, b, c, add);
  else forward(t, 0, rows, inner, b, c, add);
}

CLONES void impact_tiled_vector_transposed(const float *t, const float *low, size_t rows, size_t inner, const double *b,
                                           double *c, int add) {
  REORDER
  if (low) backward(t, low, rows, inner, b, c, add);
  else backward(t, 0, rows, inner, b, c, add);
}

// 16 KB of each column.
enum { ROWS = 16384 / sizeof(double) };

// y ← A x for some rows of a column-major A; a points at the first of them in column 0.
CLONES void impact_dense_vector(const double *a, size_t lda, size_t rows, size_t columns, const double *x,
                                             double *y) {
  REORDER
  for (size_t first = 0; first < rows; first += ROWS) {
    size_t count = rows - first < ROWS ? rows - first : ROWS;
    double *restrict to = y + first;
    for (size_t i = 0; i < count; i++) to[i] = 0;
    size_t j = 0;
    for (; j + 8 <= columns; j += 8) {
      const double *from = a + first + j * lda;
      const double *w = x + j;
      for (size_t i = 0; i < count; i++) {
        double even = from[i] * w[0] + from[i + 2 * lda] * w[2] + from[i + 4 * lda] * w[4] +
                      from[i + 6 * lda] * w[6];
        double odd = from[i + lda] * w[1] + from[i + 3 * lda] * w[3] +
                     from[i + 5 * lda] * w[5] + from[i + 7 * lda] * w[7];
        to[i] += even + odd;
      }
    }
    for (; j < columns; j++) {
      const double *a0 = a + first + j * lda;
      double x0 = x[j];
      for (size_t i = 0; i < count; i++) to[i] += a0[i] * x0;
    }
  }
}

// y ← Aᵀ x for some columns of a column-major A; a points at the first of them.
CLONES void impact_dense_vector_transposed(const double *a, size_t lda, size_t rows, size_t columns,
                                                        const double *x, double *y) {
  REORDER
  size_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    const double *a0 = a + j * lda, *a1 = a0 + lda, *a2 = a1 + lda, *a3 = a2 + lda;
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (size_t i = 0; i < rows; i++) {
      s0 += a0[i] * x[i];
      s1 += a1[i] * x[i];
      s2 += a2[i] * x[i];
      s3 += a3[i] * x[i];
    }
    y[j] = s0, y[j + 1] = s1, y[j + 2] = s2, y[j + 3] = s3;
  }
  for (; j < columns; j++) {
    double s0 = 0;
    for (size_t i = 0; i < rows; i++) s0 += a[j * lda + i] * x[i];
    y[j] = s0;
  }
}
