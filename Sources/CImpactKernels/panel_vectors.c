// Operations on panels (row-major blocks of vectors) that solvers need, several in one pass over memory.
#include "CImpactKernels.h"
#include "clones.h"
#include <math.h>

CLONES void impact_panel_residual(double *restrict r, const double *restrict b, const double *restrict x,
                                  const double *restrict ax, size_t rows, size_t width, double *restrict sums,
                                  double *restrict largest) {
  for (size_t c = 0; c < width; c++) sums[c] = largest[c] = 0;
  for (size_t j = 0; j < rows; j++) {
    for (size_t c = 0; c < width; c++) {
      double value = b[j * width + c] - x[j * width + c] + ax[j * width + c];
      r[j * width + c] = value;
      double size = fabs(value);
      sums[c] += size;
      // A NaN is kept: the comparison is false for it.
      largest[c] = size <= largest[c] ? largest[c] : size;
    }
  }
}

CLONES void impact_panel_abs_sums(const double *restrict x, size_t rows, size_t width, double *restrict sums) {
  for (size_t c = 0; c < width; c++) sums[c] = 0;
  for (size_t j = 0; j < rows; j++)
    for (size_t c = 0; c < width; c++) sums[c] += fabs(x[j * width + c]);
}

CLONES void impact_panel_weighted_abs_sums(const double *restrict w, const double *restrict x, size_t rows,
                                           size_t width, double *restrict sums) {
  for (size_t c = 0; c < width; c++) sums[c] = 0;
  for (size_t j = 0; j < rows; j++) {
    double weight = w[j];
    for (size_t c = 0; c < width; c++) sums[c] += weight * fabs(x[j * width + c]);
  }
}

CLONES void impact_panel_narrowed(const double *restrict x, const double *restrict scale, float *restrict y,
                                  size_t rows, size_t width) {
  for (size_t j = 0; j < rows; j++)
    for (size_t c = 0; c < width; c++) y[j * width + c] = (float)(x[j * width + c] * scale[c]);
}

CLONES void impact_panel_add_widened(double *restrict x, const float *restrict d, const double *restrict scale,
                                     size_t rows, size_t width) {
  for (size_t j = 0; j < rows; j++)
    for (size_t c = 0; c < width; c++) x[j * width + c] += (double)d[j * width + c] * scale[c];
}

CLONES void impact_richardson_step(float *restrict d, float *restrict r, const float *restrict ar, float step,
                                   size_t n) {
  for (size_t i = 0; i < n; i++) {
    float value = r[i];
    d[i] += step * value;
    r[i] = value - step * (value - ar[i]);
  }
}

CLONES void impact_richardson_first(float *restrict m, const float *restrict r, const float *restrict ar, size_t n) {
  for (size_t i = 0; i < n; i++) m[i] = r[i] - ar[i];
}

CLONES void impact_richardson_second(float *restrict d, float *restrict r, const float *restrict m,
                                     const float *restrict am, float linear, float square, size_t n) {
  for (size_t i = 0; i < n; i++) {
    d[i] += linear * r[i] - square * m[i];
    r[i] -= linear * m[i] - square * (m[i] - am[i]);
  }
}
