#include "CImpactKernels.h"
#include "clones.h"
#include <math.h>

CLONES double impact_weighted_abs_sum(const double *w, const double *r, size_t n) {
  REORDER
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += w[i] * fabs(r[i]);
  return sum;
}

CLONES double impact_abs_sum(const double *r, size_t n) {
  REORDER
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += fabs(r[i]);
  return sum;
}

CLONES double impact_dot(const double *a, const double *b, size_t n) {
  REORDER
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

CLONES double impact_step(double *restrict r, const double *restrict v, double alpha, size_t n) {
  REORDER
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    r[i] -= alpha * v[i];
    sum += fabs(r[i]);
  }
  return sum;
}

CLONES void impact_two_dots(const double *t, const double *s, double *ts, double *tt, size_t n) {
  REORDER
  double with_s = 0, with_t = 0;
  for (size_t i = 0; i < n; i++) {
    with_s += t[i] * s[i];
    with_t += t[i] * t[i];
  }
  *ts = with_s;
  *tt = with_t;
}

CLONES double impact_bicgstab_update(double *restrict x, double *restrict r,
                                     const double *restrict p, const double *restrict t,
                                     const double *restrict shadow, double alpha, double omega,
                                     double *rho, size_t n) {
  REORDER
  double sum = 0, product = 0;
  for (size_t i = 0; i < n; i++) {
    x[i] += alpha * p[i] + omega * r[i];
    r[i] -= omega * t[i];
    sum += fabs(r[i]);
    product += shadow[i] * r[i];
  }
  *rho = product;
  return sum;
}

CLONES void impact_bicgstab_direction(double *restrict p, const double *restrict r,
                                      const double *restrict v, double beta, double omega,
                                      size_t n) {
  for (size_t i = 0; i < n; i++) p[i] = r[i] + beta * (p[i] - omega * v[i]);
}

CLONES void impact_subtract_from(double *restrict y, const double *restrict x, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = x[i] - y[i];
}

CLONES void impact_add(double *restrict y, const double *restrict x, double alpha, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] += alpha * x[i];
}

CLONES double impact_residual(double *restrict r, const double *restrict b,
                              const double *restrict x, const double *restrict ax, double *sum,
                              size_t n) {
  REORDER
  double total = 0, largest = 0;
  for (size_t i = 0; i < n; i++) {
    r[i] = b[i] - x[i] + ax[i];
    double size = fabs(r[i]);
    total += size;
    // A NaN is kept: the comparison is false for it.
    largest = size <= largest ? largest : size;
  }
  *sum = total;
  return largest;
}
