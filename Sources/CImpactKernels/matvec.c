// Products of a tiled matrix and one vector, and of a dense matrix in double or single precision and one vector. Sums
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

#define MATRIX double
#define IMPACT_NAME(name) name##_dd
#include "dense_vector.h"
#undef MATRIX
#undef IMPACT_NAME
#define MATRIX float
#define IMPACT_NAME(name) name##_fd
#include "dense_vector.h"
