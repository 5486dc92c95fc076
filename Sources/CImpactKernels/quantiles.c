#include <math.h>
#include <stdlib.h>
#include "CImpactKernels.h"

#define BINS 1024

static int ascending(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

/// The values of given ranks among n values, by one pass of counting and a sort of the bins that hold them.
void impact_order_statistics(const float *values, size_t n, const size_t *ranks, size_t count,
                             float *result, float *scratch) {
  float low = values[0], high = values[0];
  // Stays zero unless a value is not finite.
  float wild = 0;
  for (size_t j = 0; j < n; j++) {
    low = values[j] < low ? values[j] : low;
    high = values[j] > high ? values[j] : high;
    wild += values[j] * 0;
  }
  if (wild != 0 || !(low < high)) {
    for (size_t k = 0; k < count; k++) result[k] = wild == 0 ? low : NAN;
    return;
  }
  uint32_t places[BINS + 1] = {0};
  float scale = (float)(BINS - 1) / (high - low);
  if (!isfinite(scale)) {
    for (size_t j = 0; j < n; j++) scratch[j] = values[j];
    qsort(scratch, n, sizeof(float), ascending);
    for (size_t k = 0; k < count; k++) result[k] = scratch[ranks[k]];
    return;
  }
  for (size_t j = 0; j < n; j++) places[(uint32_t)((values[j] - low) * scale) + 1]++;
  for (size_t b = 0; b < BINS; b++) places[b + 1] += places[b];
  // The bins that hold a rank, gathered in one pass and sorted one by one.
  for (size_t k = 0; k < count;) {
    size_t lower = 0, upper = BINS;
    while (upper - lower > 1) {
      size_t middle = (lower + upper) / 2;
      if (places[middle] <= ranks[k]) lower = middle;
      else upper = middle;
    }
    size_t held = 0;
    for (size_t j = 0; j < n; j++) {
      scratch[held] = values[j];
      held += (uint32_t)((values[j] - low) * scale) == lower;
      if (held == places[lower + 1] - places[lower]) break;
    }
    qsort(scratch, held, sizeof(float), ascending);
    do {
      result[k] = scratch[ranks[k] - places[lower]];
      k++;
    } while (k < count && ranks[k] < places[lower + 1]);
  }
}
