#include "CImpactKernels.h"
#include "clones.h"

void impact_terms(const struct impact_term *terms, size_t count, const float *x, size_t ldx, float *y, size_t ldy,
                  size_t columns, int transposed) {
  for (size_t c = 0; c < columns; c++) {
    const float *from = x + c * ldx;
    float *to = y + c * ldy;
    if (transposed) {
      for (size_t e = 0; e < count; e++) to[terms[e].level] += terms[e].delta * from[terms[e].target];
    } else {
      for (size_t e = 0; e < count; e++) to[terms[e].target] += terms[e].delta * from[terms[e].level];
    }
  }
}

CLONES void impact_meet(const struct impact_drawn_term *restrict terms, size_t count, const float *restrict factors,
                        const float *restrict levels, float *restrict met, size_t width) {
  for (size_t m = 0; m < count; m++) {
    const float *by = factors + (size_t)terms[m].column * width, *from = levels + (size_t)terms[m].level * width;
    float *to = met + (size_t)terms[m].target * width;
    for (size_t j = 0; j < width; j++) to[j] += by[j] * from[j];
  }
}

CLONES void impact_expand(const float *restrict sums, size_t levels, size_t size, const float *restrict level,
                          float *restrict y, size_t width) {
  for (size_t c = 0; c < levels; c++)
    for (size_t w = 0; w < size; w++)
      for (size_t j = 0; j < width; j++) y[w * width + j] += level[c * width + j] * sums[(c * size + w) * width + j];
}

CLONES void impact_contract(const float *restrict sums, size_t levels, size_t size, const float *restrict y,
                            float *restrict level, size_t width) {
  for (size_t c = 0; c < levels; c++) {
    float *to = level + c * width;
    for (size_t j = 0; j < width; j++) to[j] = 0;
    for (size_t w = 0; w < size; w++)
      for (size_t j = 0; j < width; j++) to[j] += sums[(c * size + w) * width + j] * y[w * width + j];
  }
}

// Rows and columns of a tile: one cache line of values.
#define TILE 16

void impact_transpose_ordered(const float *restrict rows, size_t lines, size_t count, const int32_t *restrict order,
                              float *restrict columns, size_t ldc) {
  for (size_t j = 0; j < lines; j += TILE) {
    size_t high = lines - j < TILE ? lines - j : TILE;
    for (size_t m = 0; m < count; m += TILE) {
      size_t wide = count - m < TILE ? count - m : TILE;
      float tile[TILE][TILE];
      for (size_t r = 0; r < high; r++)
        for (size_t k = 0; k < wide; k++) tile[k][r] = rows[(j + r) * count + m + k];
      for (size_t k = 0; k < wide; k++) {
        float *to = columns + (size_t)order[m + k] * ldc + j;
        for (size_t r = 0; r < high; r++) to[r] = tile[k][r];
      }
    }
  }
}

// Rows that stay in the first cache while all columns pass.
#define ROWS 256

CLONES void impact_add_weighted(double *restrict sums, size_t lds, const float *restrict x, size_t ldx, size_t rows,
                                size_t columns, const double *restrict weights, size_t ldw, size_t count) {
  double part[ROWS];
  for (size_t first = 0; first < rows; first += ROWS) {
    size_t some = rows - first < ROWS ? rows - first : ROWS;
    for (size_t l = 0; l < count; l++) {
      for (size_t r = 0; r < some; r++) part[r] = 0;
      for (size_t c = 0; c < columns; c++) {
        double weight = weights[c + l * ldw];
        if (weight == 0) continue;
        const float *from = x + c * ldx + first;
        for (size_t r = 0; r < some; r++) part[r] += weight * (double)from[r];
      }
      double *to = sums + l * lds + first;
      for (size_t r = 0; r < some; r++) to[r] += part[r];
    }
  }
}
