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
