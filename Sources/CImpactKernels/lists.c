#include "CImpactKernels.h"
#include "clones.h"

CLONES void impact_sum_of_products(double *restrict y, const double *restrict a, const double *restrict b,
                                   const double *restrict c, const double *restrict d, size_t n) {
  for (size_t k = 0; k < n; k++) y[k] = a[k] * b[k] + c[k] * d[k];
}

CLONES void impact_difference(double *restrict y, const double *restrict a, const double *restrict b, size_t n) {
  for (size_t k = 0; k < n; k++) y[k] = a[k] - b[k];
}

CLONES void impact_add_part(double *restrict y, const double *restrict a, size_t from, double factor, size_t n) {
  for (size_t k = 0; k < n; k++) y[k] += factor * a[from + k];
}

CLONES void impact_add_products(double *restrict y, const double *restrict a, const double *restrict b, size_t from,
                                size_t n) {
  for (size_t k = 0; k < n; k++) y[k] += a[from + k] * b[from + k];
}

CLONES void impact_part_products(double *restrict y, const double *restrict a, size_t from, const double *restrict b,
                                 size_t n) {
  for (size_t k = 0; k < n; k++) y[from + k] = a[from + k] * b[k];
}

CLONES void impact_positive_products(double *restrict y, const double *restrict a, const double *restrict b, size_t from,
                                     double factor, size_t n) {
  for (size_t k = from; k < from + n; k++) y[k] = factor * (a[k] > 0 ? a[k] : 0) * b[k];
}

CLONES void impact_masked_products(double *restrict y, const double *restrict a, const double *restrict mask, size_t from,
                                   const double *restrict b, double factor, int add, size_t n) {
  if (add) {
    for (size_t k = 0; k < n; k++) y[k] += factor * a[from + k] * b[k] * mask[from + k];
  } else {
    for (size_t k = 0; k < n; k++) y[k] = factor * a[from + k] * b[k] * mask[from + k];
  }
}

CLONES size_t impact_quotients(double *restrict y, const double *restrict a, size_t start, const double *restrict b,
                               size_t from, double most, size_t n) {
  size_t missing = 0;
  for (size_t k = 0; k < n; k++) {
    double above = a[start + k], below = b[from + k], quotient = above / below;
    y[k] = below > 0 ? (quotient < most ? quotient : most) : 0;
    missing += above != 0 && !(below > 0);
  }
  return missing;
}

CLONES void impact_take(double *restrict left, double *restrict room, size_t n) {
  for (size_t k = 0; k < n; k++) {
    double wanted = left[k], all = room[k];
    left[k] = wanted < all ? 0 : wanted - all;
    room[k] = all > 0 ? (wanted < all ? wanted / all : 1) : 0;
  }
}

CLONES void impact_lower(double *restrict y, const double *restrict a, size_t n) {
  for (size_t k = 0; k < n; k++) y[k] = a[k] < y[k] ? a[k] : y[k];
}
