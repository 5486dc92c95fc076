#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "CImpactKernels.h"

#define MOST_BINS 1024
#define MOST_RANKS 254

static int ascending(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

static void sort_values(float *values, size_t n) {
  if (n > 96) {
    qsort(values, n, sizeof(float), ascending);
    return;
  }
  for (size_t i = 1; i < n; i++) {
    float value = values[i];
    size_t j = i;
    for (; j > 0 && values[j - 1] > value; j--) values[j] = values[j - 1];
    values[j] = value;
  }
}

static void by_sorting(const float *values, size_t n, const size_t *ranks, size_t count, float *result, float *scratch) {
  memcpy(scratch, values, n * sizeof(float));
  sort_values(scratch, n);
  for (size_t k = 0; k < count; k++) result[k] = scratch[ranks[k]];
}

/// The values of given ranks (ascending) among n values: one pass counts them in bins, a second gathers the bins that
/// hold a rank, and these are sorted. `scratch` has room for n values.
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
  size_t bins = n < 2048 ? 256 : MOST_BINS;
  float scale = (float)(bins - 1) / (high - low);
  if (n <= 96 || count > MOST_RANKS || !isfinite(scale)) {
    by_sorting(values, n, ranks, count, result, scratch);
    return;
  }
  uint32_t places[MOST_BINS + 1];
  memset(places, 0, (bins + 1) * sizeof(uint32_t));
  for (size_t j = 0; j < n; j++) places[(uint32_t)((values[j] - low) * scale) + 1]++;
  for (size_t b = 0; b < bins; b++) places[b + 1] += places[b];
  // The bins that hold a rank, each with its part of `scratch`.
  uint8_t wanted[MOST_BINS];
  memset(wanted, 0, bins);
  uint32_t bin_of[MOST_RANKS + 1], next[MOST_RANKS + 1];
  uint32_t found = 0, room = 0;
  for (size_t k = 0, b = 0; k < count; k++) {
    while (places[b + 1] <= ranks[k]) b++;
    if (found == 0 || bin_of[found] != b) {
      bin_of[++found] = (uint32_t)b;
      next[found] = room;
      room += places[b + 1] - places[b];
      wanted[b] = (uint8_t)found;
    }
  }
  for (size_t j = 0; j < n; j++) {
    uint8_t place = wanted[(uint32_t)((values[j] - low) * scale)];
    if (place) scratch[next[place]++] = values[j];
  }
  size_t k = 0;
  for (uint32_t f = 1; f <= found; f++) {
    uint32_t b = bin_of[f], held = places[b + 1] - places[b];
    float *part = scratch + next[f] - held;
    sort_values(part, held);
    for (; k < count && ranks[k] < places[b + 1]; k++) result[k] = part[ranks[k] - places[b]];
  }
}
