#include <math.h>
#include <string.h>
#include "CImpactKernels.h"
#include "clones.h"

// Order statistics of many values, exact. Values fall in bins of equal width; bins are what vectors count fast:
//
//     B(b) = number of values in bins below b,   the value of rank r lies in the bin b with B(b) <= r < B(b + 1)
//
// A table of every eighth value says where b is about; counts of all values confirm it or narrow the search. Then the
// values of that bin are gathered and selected from.

/// Parts of the one function below, so that they are cloned with it.
#define INLINE static inline __attribute__((always_inline))
#define MOST_BINS 1024
/// Values that are sorted by insertion.
#define FEW 24
#define LANES 32
/// Counters of 16 bits in a vector of 256.
#define COUNTERS 16
/// Values that fill the table of a long array: every so many-th one.
#define STEP 8
/// Blocks that a count of 16 bits holds.
#define MOST_BLOCKS 32767
/// Narrowings by the table; then the search halves what is left.
#define BY_TABLE 8

static void insert_all(float *values, size_t n) {
  for (size_t i = 1; i < n; i++) {
    float value = values[i];
    size_t j = i;
    for (; j > 0 && values[j - 1] > value; j--) values[j] = values[j - 1];
    values[j] = value;
  }
}

/// Puts the value of a rank in its place, lower ones before it and higher ones after it (Hoare 1961).
static void select_rank(float *values, size_t n, size_t rank) {
  while (n > FEW) {
    float a = values[0], b = values[n / 2], c = values[n - 1];
    float pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
    size_t i = 0, j = n - 1;
    for (;; i++, j--) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i >= j) break;
      float value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
    // Values before i are at most the pivot, those from j + 1 on at least.
    if (rank <= j) {
      n = j + 1;
    } else {
      values += j + 1;
      rank -= j + 1;
      n -= j + 1;
    }
  }
  insert_all(values, n);
}

/// The values of ranks from `first` to below `first + n` among n values that hold these ranks; returns how many.
static size_t select_all(float *values, size_t n, const size_t *ranks, size_t count, size_t first, float *result) {
  size_t k = 0, done = 0;
  for (; k < count && ranks[k] < first + n; k++) {
    size_t rank = ranks[k] - first;
    if (rank >= done) select_rank(values + done, n - done, rank - done);
    result[k] = values[rank];
    done = rank + 1;
  }
  return k;
}

struct bounds {
  float low, high;
  /// Zero unless a value is not finite.
  float wild;
};

INLINE struct bounds bounds(const float *values, size_t n) {
  float low[LANES], high[LANES], wild[LANES];
  for (size_t l = 0; l < LANES; l++) {
    low[l] = high[l] = values[0];
    wild[l] = 0;
  }
  size_t j = 0;
  for (; j + LANES <= n; j += LANES) {
    for (size_t l = 0; l < LANES; l++) {
      float x = values[j + l];
      low[l] = x < low[l] ? x : low[l];
      high[l] = x > high[l] ? x : high[l];
      wild[l] += x * 0;
    }
  }
  struct bounds all = {low[0], high[0], wild[0]};
  for (size_t l = 1; l < LANES; l++) {
    all.low = low[l] < all.low ? low[l] : all.low;
    all.high = high[l] > all.high ? high[l] : all.high;
    all.wild += wild[l];
  }
  for (; j < n; j++) {
    all.low = values[j] < all.low ? values[j] : all.low;
    all.high = values[j] > all.high ? values[j] : all.high;
    all.wild += values[j] * 0;
  }
  return all;
}

INLINE void fill_bins(const float *values, size_t n, float low, float scale, int16_t *bins) {
  for (size_t j = 0; j < n; j++) bins[j] = (int16_t)(int32_t)((values[j] - low) * scale);
}

/// B(b) and B(b + 1).
INLINE void count_below(const int16_t *bins, size_t n, int16_t b, size_t *below, size_t *through) {
  size_t first = 0, second = 0, j = 0;
  int16_t next = (int16_t)(b + 1);
  while (j + COUNTERS <= n) {
    int16_t less[COUNTERS] = {0}, most[COUNTERS] = {0};
    size_t blocks = (n - j) / COUNTERS;
    if (blocks > MOST_BLOCKS) blocks = MOST_BLOCKS;
    for (size_t k = 0; k < blocks; k++, j += COUNTERS) {
      for (size_t l = 0; l < COUNTERS; l++) {
        less[l] += bins[j + l] < b;
        most[l] += bins[j + l] < next;
      }
    }
    for (size_t l = 0; l < COUNTERS; l++) {
      first += (size_t)less[l];
      second += (size_t)most[l];
    }
  }
  for (; j < n; j++) {
    first += bins[j] < b;
    second += bins[j] < next;
  }
  *below = first;
  *through = second;
}

/// Gathers the values of bin b; `result` has room for one more.
INLINE void gather(const float *values, const int16_t *bins, size_t n, int16_t b, float *result) {
  size_t found = 0, j = 0;
  for (; j + LANES <= n; j += LANES) {
    int16_t any = 0;
    for (size_t l = 0; l < LANES; l++) any |= bins[j + l] == b;
    if (!any) continue;
    for (size_t l = 0; l < LANES; l++) {
      result[found] = values[j + l];
      found += bins[j + l] == b;
    }
  }
  for (; j < n; j++) {
    result[found] = values[j];
    found += bins[j] == b;
  }
}

/// Running sums of the table: `sums[b]` counts every `step`-th value in bins below b.
static void fill_table(const int16_t *bins, size_t n, size_t step, uint32_t *sums, size_t count) {
  memset(sums, 0, (count + 1) * sizeof(uint32_t));
  for (size_t j = 0; j < n; j += step) sums[bins[j] + 1]++;
  for (size_t b = 0; b < count; b++) sums[b + 1] += sums[b];
}

/// The last bin with sums[bin] <= target, between two bins.
static size_t bin_of(const uint32_t *sums, int64_t target, size_t first, size_t last) {
  while (first < last) {
    size_t middle = (first + last + 1) / 2;
    if ((int64_t)sums[middle] <= target) first = middle; else last = middle - 1;
  }
  return first;
}

struct bin {
  size_t number, below, through;
};

/// The bin that holds a rank; it is not below `start`.
INLINE struct bin find_bin(const int16_t *bins, size_t n, const uint32_t *sums, size_t step, size_t rank,
                           size_t start, size_t last) {
  struct bin found;
  int64_t target = (int64_t)(rank / step);
  for (int round = 0;; round++) {
    found.number = round < BY_TABLE ? bin_of(sums, target, start, last) : (start + last) / 2;
    count_below(bins, n, (int16_t)found.number, &found.below, &found.through);
    if (rank < found.below) {
      last = found.number - 1;
    } else if (rank >= found.through) {
      start = found.number + 1;
    } else {
      return found;
    }
    target = (int64_t)sums[found.number] + ((int64_t)rank - (int64_t)found.below) / (int64_t)step;
  }
}

CLONES void impact_order_statistics(const float *values, size_t n, const size_t *ranks, size_t count,
                             float *result, float *scratch) {
  struct bounds all = bounds(values, n);
  if (all.wild != 0 || !(all.low < all.high)) {
    for (size_t k = 0; k < count; k++) result[k] = all.wild == 0 ? all.low : NAN;
    return;
  }
  size_t most = n < 2048 ? 256 : MOST_BINS, step = n < 4096 ? 1 : STEP;
  float scale = (float)(most - 1) / (all.high - all.low);
  if (n <= FEW || !isfinite(scale)) {
    memcpy(scratch, values, n * sizeof(float));
    select_all(scratch, n, ranks, count, 0, result);
    return;
  }
  int16_t *bins = (int16_t *)(scratch + n + 1);
  fill_bins(values, n, all.low, scale, bins);
  uint32_t sums[MOST_BINS + 1];
  fill_table(bins, n, step, sums, most);
  size_t start = 0;
  for (size_t k = 0; k < count;) {
    struct bin found = find_bin(bins, n, sums, step, ranks[k], start, most - 1);
    gather(values, bins, n, (int16_t)found.number, scratch);
    k += select_all(scratch, found.through - found.below, ranks + k, count - k, found.below, result + k);
    start = found.number + 1;
  }
}
