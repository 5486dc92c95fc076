#include "CImpactKernels.h"
#include <stdint.h>
#include "clones.h"

CLONES void impact_copy_runs(const double *restrict values, const struct impact_run *restrict runs, size_t count,
                             float *restrict copied) {
  for (size_t k = 0; k < count; k++) {
    const double *from = values + runs[k].from;
    float *to = copied + runs[k].to;
    for (size_t j = 0; j < (size_t)runs[k].count; j++) to[j] = (float)from[j];
  }
}

CLONES int impact_any_nonzero(const double *values, const struct impact_run *runs, size_t count) {
  size_t found = 0;
  for (size_t k = 0; k < count; k++) {
    const double *from = values + runs[k].from;
    for (size_t j = 0; j < (size_t)runs[k].count; j++) found += from[j] != 0;
  }
  return found > 0;
}

CLONES void impact_changed_part(const double *changes, const ptrdiff_t *places, size_t n, ptrdiff_t *first,
                                ptrdiff_t *last) {
  ptrdiff_t low = PTRDIFF_MAX, high = PTRDIFF_MIN;
  for (size_t k = 0; k < n; k++) {
    ptrdiff_t least = changes[k] != 0 ? places[k] : PTRDIFF_MAX, most = changes[k] != 0 ? places[k] : PTRDIFF_MIN;
    low = least < low ? least : low;
    high = most > high ? most : high;
  }
  *first = low;
  *last = high;
}

void impact_add_at(double *restrict sums, const double *restrict changes, const ptrdiff_t *restrict places, size_t n) {
  for (size_t k = 0; k < n; k++)
    if (changes[k] != 0) sums[places[k]] += changes[k];
}

// Sums that are worked out side by side.
#define SIDE 64

CLONES size_t impact_falling_sums(const float *restrict least, const float *restrict x,
                                  const int32_t *restrict groups, size_t length, int32_t *restrict falling) {
  size_t found = 0;
  const int32_t *next = groups;
  while (next < groups + length) {
    const int32_t *group = next;
    size_t count = (size_t)group[0], sums = (size_t)group[1];
    for (size_t first = 0; first < count; first += SIDE) {
      size_t some = count - first < SIDE ? count - first : SIDE;
      float sum[SIDE], low[SIDE], part[SIDE];
      for (size_t j = 0; j < some; j++) sum[j] = least[sums + first + j];
      next = group + 2;
      for (int32_t whole = *next++; whole > 0; whole--) {
        const float *term = x + *next++ + first;
        for (size_t j = 0; j < some; j++) sum[j] += term[j];
      }
      int32_t sets = *next++;
      for (int32_t s = 0; s < sets; s++) {
        for (size_t j = 0; j < some; j++) part[j] = 0;
        for (int32_t terms = *next++; terms > 0; terms--) {
          const float *term = x + *next++ + first;
          for (size_t j = 0; j < some; j++) part[j] += term[j];
        }
        for (size_t j = 0; j < some; j++) low[j] = s == 0 || part[j] < low[j] ? part[j] : low[j];
      }
      if (sets > 0)
        for (size_t j = 0; j < some; j++) sum[j] += low[j];
      size_t faults = 0;
      for (size_t j = 0; j < some; j++) faults += !(sum[j] >= 0);
      if (faults == 0) continue;
      for (size_t j = 0; j < some; j++)
        if (!(sum[j] >= 0)) falling[found++] = (int32_t)(sums + first + j);
    }
  }
  return found;
}
