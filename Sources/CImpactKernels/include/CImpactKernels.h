// Small kernels that OpenBLAS does not offer: several vector operations in one pass over memory.
// Sizes are checked by the Swift callers; arrays of one call do not overlap.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Sum of absolute values weighted by w: sum_i w[i] * |r[i]|. Used by the solver certificate.
double impact_weighted_abs_sum(const double *w, const double *r, size_t n);

/// Sum of absolute values.
double impact_abs_sum(const double *r, size_t n);

/// Inner product.
double impact_dot(const double *a, const double *b, size_t n);

/// r ← r − alpha v; returns the sum of |r|.
double impact_step(double *r, const double *v, double alpha, size_t n);

/// Writes t·s and t·t.
void impact_two_dots(const double *t, const double *s, double *ts, double *tt, size_t n);

/// x ← x + alpha p + omega r, then r ← r − omega t; returns the sum of |r|, writes shadow·r.
double impact_bicgstab_update(double *x, double *r, const double *p, const double *t,
                              const double *shadow, double alpha, double omega, double *rho,
                              size_t n);

/// p ← r + beta (p − omega v).
void impact_bicgstab_direction(double *p, const double *r, const double *v, double beta,
                               double omega, size_t n);

/// y ← x − y.
void impact_subtract_from(double *y, const double *x, size_t n);

/// y ← y + alpha x.
void impact_add(double *y, const double *x, double alpha, size_t n);

/// r ← b − x + ax; returns the largest |r|, writes the sum of |r|.
double impact_residual(double *r, const double *b, const double *x, const double *ax, double *sum,
                       size_t n);

/// target[t * width + q] ← source[order[q] * step + t] for q < n and t < count ≤ 8.
void impact_gather(double *target, size_t width, const double *source, size_t step,
                   const int32_t *order, size_t n, size_t count);

/// The reverse: target[order[q] * step + t] ← source[t * width + q].
void impact_scatter(double *target, size_t step, const double *source, size_t width,
                    const int32_t *order, size_t n, size_t count);
