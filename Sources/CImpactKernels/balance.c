#include <math.h>

#include "CImpactKernels.h"
#include "clones.h"

// Sums and products are rounded one by one, in the order in which they stand: results do not depend on the processor.
#pragma clang fp contract(off) reassociate(off)

enum { BLOCK = 8 };

// Scales rows r..<r+m of a table by columns and then to their totals; adds them to the sums of columns.
// Returns the largest relative gap of a row, or INFINITY at the first row that must not be empty and is.
static inline __attribute__((always_inline)) double scale_rows(double *restrict table, size_t n, size_t width,
                                                               const double *restrict totals,
                                                               const double *restrict factors, double *restrict sums,
                                                               size_t r, size_t m, double gap) {
  double sum[BLOCK], scale[BLOCK];
  int empty = 0;
  for (size_t i = 0; i < m; i++) sum[i] = 0;
  for (size_t k = 0; k < width; k++) {
    const double *column = table + k * n + r;
    for (size_t i = 0; i < m; i++) {
      double value = column[i] * factors[k];
      sum[i] = sum[i] + value;
    }
  }
  for (size_t i = 0; i < m; i++) {
    double total = totals[r + i];
    empty |= total > 0 && !(sum[i] > 0);
    double wide = fabs(sum[i] / total - 1);
    gap = total > 0 && wide > gap ? wide : gap;
    scale[i] = total > 0 ? total / sum[i] : 1;
  }
  // Rows before the empty one are scaled, it and those behind it are left.
  if (empty) {
    for (size_t i = 0; i < m && !(totals[r + i] > 0 && !(sum[i] > 0)); i++) {
      for (size_t k = 0; k < width; k++) table[k * n + r + i] = table[k * n + r + i] * factors[k] * scale[i];
    }
    return INFINITY;
  }
  for (size_t k = 0; k < width; k++) {
    double *column = table + k * n + r;
    double all = sums[k];
    for (size_t i = 0; i < m; i++) column[i] = column[i] * factors[k] * scale[i];
    for (size_t i = 0; i < m; i++) all = all + column[i];
    sums[k] = all;
  }
  return gap;
}

CLONES double impact_balance(double *restrict table, size_t n, size_t width, const double *restrict totals,
                             const double *restrict columns, double tolerance, size_t rounds) {
  double sums[IMPACT_BALANCE_COLUMNS], factors[IMPACT_BALANCE_COLUMNS];
  for (size_t k = 0; k < width; k++) {
    double all = 0;
    for (size_t r = 0; r < n; r++) all = all + table[k * n + r];
    sums[k] = all;
  }
  double gap = INFINITY;
  for (size_t round = 0; round < rounds && gap > tolerance; round++) {
    for (size_t k = 0; k < width; k++) {
      factors[k] = columns[k] > 0 && sums[k] > 0 ? columns[k] / sums[k] : 1;
      sums[k] = 0;
    }
    gap = 0;
    size_t r = 0;
    for (; r + BLOCK <= n; r += BLOCK) {
      gap = scale_rows(table, n, width, totals, factors, sums, r, BLOCK, gap);
      if (isinf(gap)) return gap;
    }
    for (; r < n; r++) {
      gap = scale_rows(table, n, width, totals, factors, sums, r, 1, gap);
      if (isinf(gap)) return gap;
    }
  }
  return gap;
}
