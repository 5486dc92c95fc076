#include "CImpactKernels.h"
#include <math.h>

// One clone for each generation of vector units, chosen at load time.
#if defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONES
#endif
// Sums may be reordered: the order is fixed by the build, not by the run.
#define REORDER _Pragma("clang fp reassociate(on)")

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

// Eight at a time is the usual case; with the count known the inner loop is unrolled. The stride
// is too long for the hardware to see what comes next.
enum { AHEAD = 12 };

void impact_gather(double *restrict target, size_t width, const double *restrict source,
                   size_t step, const int32_t *restrict order, size_t n, size_t count) {
  if (count == 8) {
    for (size_t q = 0; q < n; q++) {
      const double *from = source + (size_t)order[q] * step;
      if (q + AHEAD < n) {
        const double *next = source + (size_t)order[q + AHEAD] * step;
        __builtin_prefetch(next);
        __builtin_prefetch(next + 7);
      }
      for (size_t t = 0; t < 8; t++) target[t * width + q] = from[t];
    }
    return;
  }
  for (size_t q = 0; q < n; q++) {
    const double *from = source + (size_t)order[q] * step;
    for (size_t t = 0; t < count; t++) target[t * width + q] = from[t];
  }
}

void impact_scatter(double *restrict target, size_t step, const double *restrict source,
                    size_t width, const int32_t *restrict order, size_t n, size_t count) {
  if (count == 8) {
    for (size_t q = 0; q < n; q++) {
      double *to = target + (size_t)order[q] * step;
      if (q + AHEAD < n) {
        const double *next = target + (size_t)order[q + AHEAD] * step;
        __builtin_prefetch(next, 1);
        __builtin_prefetch(next + 7, 1);
      }
      for (size_t t = 0; t < 8; t++) to[t] = source[t * width + q];
    }
    return;
  }
  for (size_t q = 0; q < n; q++) {
    double *to = target + (size_t)order[q] * step;
    for (size_t t = 0; t < count; t++) to[t] = source[t * width + q];
  }
}
