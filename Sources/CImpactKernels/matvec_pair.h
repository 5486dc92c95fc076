// Products of a matrix and one vector for one type of matrix; included once for each. Needs MATRIX and PAIR.
// The vector and all sums are double.

typedef MATRIX IMPACT_NAME(matrix_eight) __attribute__((vector_size(8 * sizeof(MATRIX)), aligned(sizeof(MATRIX))));

// c ← [c +] T b for a tiled T: tile q holds rows 8q to 8q + 7, column after column.
CLONES void IMPACT_NAME(impact_tiled_vector)(const MATRIX *t, size_t rows, size_t inner, const double *b, double *c,
                                             int add) {
  REORDER
  for (size_t r = 0; r < rows; r += 8) {
    const MATRIX *from = t + r * inner;
    double sum[4][8] = {{0}};
    size_t s = 0;
    for (; s + 4 <= inner; s += 4)
      for (int q = 0; q < 4; q++)
        for (int k = 0; k < 8; k++) sum[q][k] += (double)from[(s + q) * 8 + k] * b[s + q];
    for (; s < inner; s++)
      for (int k = 0; k < 8; k++) sum[0][k] += (double)from[s * 8 + k] * b[s];
    double all[8];
    for (int k = 0; k < 8; k++) all[k] = (sum[0][k] + sum[1][k]) + (sum[2][k] + sum[3][k]);
    size_t count = rows - r < 8 ? rows - r : 8;
    if (add)
      for (size_t k = 0; k < count; k++) c[r + k] += all[k];
    else
      for (size_t k = 0; k < count; k++) c[r + k] = all[k];
  }
}

enum { IMPACT_NAME(STRIP) = 512 };

// c ← [c +] Tᵀ b for the same T; columns go in strips whose partial sums stay in the first cache.
CLONES void IMPACT_NAME(impact_tiled_vector_transposed)(const MATRIX *t, size_t rows, size_t inner, const double *b,
                                                        double *c, int add) {
  REORDER
  eight sums[IMPACT_NAME(STRIP)];
  for (size_t first = 0; first < inner; first += IMPACT_NAME(STRIP)) {
    size_t count = inner - first < IMPACT_NAME(STRIP) ? inner - first : IMPACT_NAME(STRIP);
    for (size_t j = 0; j < count; j++) sums[j] = (eight){0};
    for (size_t r = 0; r < rows; r += 8) {
      double x[8] = {0};
      for (size_t k = 0; k < 8 && r + k < rows; k++) x[k] = b[r + k];
      eight shared;
      __builtin_memcpy(&shared, x, sizeof shared);
      const IMPACT_NAME(matrix_eight) *from = (const void *)(t + r * inner + first * 8);
      for (size_t j = 0; j < count; j++) sums[j] += __builtin_convertvector(from[j], eight) * shared;
    }
    for (size_t j = 0; j < count; j++) {
      double all = 0;
      for (int k = 0; k < 8; k++) all += sums[j][k];
      c[first + j] = add ? c[first + j] + all : all;
    }
  }
}

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
