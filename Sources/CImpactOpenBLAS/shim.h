// One door to the two C libraries: CBLAS from OpenBLAS and LAPACKE.
// LAPACKE's C99 complex types are not used here; the structure form keeps the header importable.
#pragma once
#include <cblas.h>
#ifndef LAPACK_COMPLEX_STRUCTURE
#define LAPACK_COMPLEX_STRUCTURE
#endif
#include <lapacke.h>
