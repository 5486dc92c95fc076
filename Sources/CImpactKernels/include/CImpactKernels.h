// Small kernels that OpenBLAS does not offer. Sizes are checked by the Swift callers.
#pragma once
#include <stddef.h>

/// Sum of absolute values weighted by w: sum_i w[i] * |r[i]|. Used by the solver certificate.
double impact_weighted_abs_sum(const double *w, const double *r, size_t n);
