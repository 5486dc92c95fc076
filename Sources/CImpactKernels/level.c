#include "CImpactKernels.h"
#include <stdatomic.h>

// -1: not chosen yet.
static _Atomic int chosen = -1;
// A limit of the thread that set it: tests compare levels while other threads go on computing.
static _Thread_local int limit = -1;

static int best(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    return 2;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 1;
#endif
  return 0;
}

int impact_kernel_level(void) {
  int level = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (level < 0) {
    level = best();
    atomic_store_explicit(&chosen, level, memory_order_relaxed);
  }
  return limit >= 0 && limit < level ? limit : level;
}

int impact_limit_kernel_level(int level) {
  limit = level;
  return impact_kernel_level();
}

const char *impact_kernel_name(void) {
  switch (impact_kernel_level()) {
    case 2: return "AVX-512";
    case 1: return "AVX2";
    default: return "baseline";
  }
}
