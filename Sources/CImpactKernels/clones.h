// Clones of a function for each generation of vector units, chosen at load time.
#pragma once
#if defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONES
#endif
// Sums may be reordered: the order is fixed by the build and the processor, not by the run.
#define REORDER _Pragma("clang fp reassociate(on) contract(fast)")
