#include "CImpactKernels.h"
#if defined(__GLIBC__)
#include <limits.h>
#include <malloc.h>
#endif

void impact_keep_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
}
