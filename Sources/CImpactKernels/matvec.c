// Products of a matrix in double or single precision and one vector; sums are always double. What they cost is the
// reading of the matrix, which single precision halves.
#include "CImpactKernels.h"
#include "clones.h"

typedef double eight __attribute__((vector_size(64)));

#define MATRIX double
#define IMPACT_NAME(name) name##_dd
#include "matvec_pair.h"
#undef MATRIX
#undef IMPACT_NAME
#define MATRIX float
#define IMPACT_NAME(name) name##_fd
#include "matvec_pair.h"
