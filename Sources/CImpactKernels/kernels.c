#include "CImpactKernels.h"
#include <math.h>

double impact_weighted_abs_sum(const double *w, const double *r, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += w[i] * fabs(r[i]);
  return sum;
}
