// Products of a dense column-major matrix and one vector for one type of matrix; included once for each.
// Needs MATRIX and IMPACT_NAME.

enum { IMPACT_NAME(ROWS) = 2048 };

// y ← A x for some rows of a column-major A; a points at the first of them in column 0.
CLONES void IMPACT_NAME(impact_dense_vector)(const MATRIX *a, size_t lda, size_t rows, size_t columns, const double *x,
                                             double *y) {
  REORDER
  for (size_t first = 0; first < rows; first += IMPACT_NAME(ROWS)) {
    size_t count = rows - first < IMPACT_NAME(ROWS) ? rows - first : IMPACT_NAME(ROWS);
    double *restrict to = y + first;
    for (size_t i = 0; i < count; i++) to[i] = 0;
    size_t j = 0;
    for (; j + 4 <= columns; j += 4) {
      const MATRIX *a0 = a + first + j * lda, *a1 = a0 + lda, *a2 = a1 + lda, *a3 = a2 + lda;
      double x0 = x[j], x1 = x[j + 1], x2 = x[j + 2], x3 = x[j + 3];
      for (size_t i = 0; i < count; i++)
        to[i] += (double)a0[i] * x0 + (double)a1[i] * x1 + (double)a2[i] * x2 + (double)a3[i] * x3;
    }
    for (; j < columns; j++) {
      const MATRIX *a0 = a + first + j * lda;
      double x0 = x[j];
      for (size_t i = 0; i < count; i++) to[i] += (double)a0[i] * x0;
    }
  }
}

// y ← Aᵀ x for some columns of a column-major A; a points at the first of them.
CLONES void IMPACT_NAME(impact_dense_vector_transposed)(const MATRIX *a, size_t lda, size_t rows, size_t columns,
                                                        const double *x, double *y) {
  REORDER
  size_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    const MATRIX *a0 = a + j * lda, *a1 = a0 + lda, *a2 = a1 + lda, *a3 = a2 + lda;
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (size_t i = 0; i < rows; i++) {
      s0 += (double)a0[i] * x[i];
      s1 += (double)a1[i] * x[i];
      s2 += (double)a2[i] * x[i];
      s3 += (double)a3[i] * x[i];
    }
    y[j] = s0, y[j + 1] = s1, y[j + 2] = s2, y[j + 3] = s3;
  }
  for (; j < columns; j++) {
    double s0 = 0;
    for (size_t i = 0; i < rows; i++) s0 += (double)a[j * lda + i] * x[i];
    y[j] = s0;
  }
}
