// Register tiles of panel products for one pair of types and one vector length; included several times.
//
// Needs: TILE_NAME, ISA (attribute of the instruction set), MATRIX and VALUE (element types), LANES (values of
// one register). A tile is 8 rows of the result by one or two registers; it stays in registers while the
// inner loop runs.
#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)
#define LANE_VECTOR JOIN(TILE_NAME, vector)

typedef VALUE LANE_VECTOR __attribute__((vector_size(LANES * sizeof(VALUE)), aligned(sizeof(VALUE))));

// sum(r, v) over s of t(r, s) * b(s, v); row r of the matrix starts at t + offset[r].
ISA static inline __attribute__((always_inline)) void JOIN(TILE_NAME, accumulate)(
    const int wide, size_t inner, const MATRIX *t, const size_t *offset, size_t step, const VALUE *b, size_t ldb,
    LANE_VECTOR sum[8][2]) {
  for (size_t s = 0; s < inner; s++) {
    LANE_VECTOR x[2];
    for (int v = 0; v < wide; v++) x[v] = *(const LANE_VECTOR *)(b + s * ldb + v * LANES);
    const MATRIX *from = t + s * step;
    __builtin_prefetch(from + AHEAD);
    for (int r = 0; r < 8; r++) {
      VALUE value = (VALUE)from[offset[r]];
      for (int v = 0; v < wide; v++) sum[r][v] += value * x[v];
    }
  }
}

ISA static inline __attribute__((always_inline)) void JOIN(TILE_NAME, store)(
    const int wide, size_t rows, VALUE *c, size_t ldc, int add, LANE_VECTOR sum[8][2]) {
  if (rows >= 8) {
    for (int r = 0; r < 8; r++)
      for (int v = 0; v < wide; v++) {
        LANE_VECTOR *to = (LANE_VECTOR *)(c + r * ldc + v * LANES);
        *to = add ? *to + sum[r][v] : sum[r][v];
      }
  } else {
    for (int r = 0; r < 8; r++)
      for (int v = 0; v < wide; v++) {
        if ((size_t)r >= rows) continue;
        LANE_VECTOR *to = (LANE_VECTOR *)(c + r * ldc + v * LANES);
        *to = add ? *to + sum[r][v] : sum[r][v];
      }
  }
}

// A strip of B next to each other, so that its rows do not compete for the same places of the first cache.
ISA static inline __attribute__((always_inline)) void JOIN(TILE_NAME, pack)(
    const int wide, size_t inner, const VALUE *b, size_t ldb, LANE_VECTOR *packed) {
  for (size_t s = 0; s < inner; s++)
    for (int v = 0; v < wide; v++) packed[s * wide + v] = *(const LANE_VECTOR *)(b + s * ldb + v * LANES);
}

// How much of the inner dimension goes together: equal parts of at most PACKED_ROWS, in whole tiles.
ISA static inline size_t JOIN(TILE_NAME, part)(size_t inner) {
  size_t parts = (inner + PACKED_ROWS - 1) / PACKED_ROWS;
  size_t part = parts > 0 ? (inner + parts - 1) / parts : inner;
  return (part + 7) / 8 * 8;
}

// C ← [C +] T B for a tiled T: rows of a tile lie next to each other.
ISA static inline __attribute__((always_inline)) void JOIN(TILE_NAME, forward)(
    const int wide, size_t rows, size_t inner, const MATRIX *t, const VALUE *b, size_t ldb, VALUE *c, size_t ldc,
    int add) {
  const size_t offset[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  LANE_VECTOR packed[PACKED_ROWS * 2] __attribute__((aligned(64)));
  size_t part = JOIN(TILE_NAME, part)(inner);
  for (size_t first = 0; first < inner; first += part) {
    size_t count = inner - first < part ? inner - first : part;
    JOIN(TILE_NAME, pack)(wide, count, b + first * ldb, ldb, packed);
    for (size_t r = 0; r < rows; r += 8) {
      LANE_VECTOR sum[8][2];
      for (int k = 0; k < 8; k++)
        for (int v = 0; v < wide; v++) sum[k][v] = (LANE_VECTOR){0};
      JOIN(TILE_NAME, accumulate)(wide, count, t + r * inner + first * 8, offset, 8, (const VALUE *)packed,
                                  wide * LANES, sum);
      JOIN(TILE_NAME, store)(wide, rows - r, c + r * ldc, ldc, add || first > 0, sum);
    }
  }
}

// C ← [C +] Tᵀ B for the same tiled T (rows × inner): C has `inner` rows.
ISA static inline __attribute__((always_inline)) void JOIN(TILE_NAME, transposed)(
    const int wide, size_t rows, size_t inner, const MATRIX *t, const VALUE *b, size_t ldb, VALUE *c, size_t ldc,
    int add) {
  LANE_VECTOR packed[PACKED_ROWS * 2] __attribute__((aligned(64)));
  size_t part = JOIN(TILE_NAME, part)(rows);
  for (size_t first = 0; first < rows; first += part) {
    size_t count = rows - first < part ? rows - first : part;
    JOIN(TILE_NAME, pack)(wide, count, b + first * ldb, ldb, packed);
    for (size_t j = 0; j < inner; j += 8) {
      size_t offset[8];
      for (size_t k = 0; k < 8; k++) offset[k] = (j + k < inner ? k : inner - 1 - j) * 8;
      LANE_VECTOR sum[8][2];
      for (int k = 0; k < 8; k++)
        for (int v = 0; v < wide; v++) sum[k][v] = (LANE_VECTOR){0};
      for (size_t r = 0; r < count; r += 8)
        JOIN(TILE_NAME, accumulate)(wide, count - r < 8 ? count - r : 8, t + (first + r) * inner + j * 8, offset, 1,
                                    (const VALUE *)packed + r * wide * LANES, wide * LANES, sum);
      JOIN(TILE_NAME, store)(wide, inner - j, c + j * ldc, ldc, add || first > 0, sum);
    }
  }
}

// C ← [C +] T B where T is row-major with ldt, or the rows of a panel: any layout by rows.
ISA static inline __attribute__((always_inline)) void JOIN(TILE_NAME, by_rows)(
    const int wide, size_t rows, size_t inner, const MATRIX *t, size_t ldt, const VALUE *b, size_t ldb, VALUE *c,
    size_t ldc, int add) {
  LANE_VECTOR packed[PACKED_ROWS * 2] __attribute__((aligned(64)));
  size_t part = JOIN(TILE_NAME, part)(inner);
  for (size_t first = 0; first < inner; first += part) {
    size_t count = inner - first < part ? inner - first : part;
    JOIN(TILE_NAME, pack)(wide, count, b + first * ldb, ldb, packed);
    for (size_t r = 0; r < rows; r += 8) {
      size_t offset[8];
      for (size_t k = 0; k < 8; k++) offset[k] = (r + k < rows ? k : rows - 1 - r) * ldt;
      LANE_VECTOR sum[8][2];
      for (int k = 0; k < 8; k++)
        for (int v = 0; v < wide; v++) sum[k][v] = (LANE_VECTOR){0};
      JOIN(TILE_NAME, accumulate)(wide, count, t + r * ldt + first, offset, 1, (const VALUE *)packed, wide * LANES,
                                  sum);
      JOIN(TILE_NAME, store)(wide, rows - r, c + r * ldc, ldc, add || first > 0, sum);
    }
  }
}

// C(r, v) ← [C +] rowScale(r, v) * sum over blocks z of weight(z, v) * sum over s in z of t(r, s) * b(s, v).
ISA static inline __attribute__((always_inline)) void JOIN(TILE_NAME, weighted)(
    const int wide, size_t rows, size_t inner, const MATRIX *t, size_t blocks, const int32_t *starts,
    const VALUE *weight, size_t ldw, const VALUE *b, size_t ldb, const VALUE *scale, size_t lds, VALUE *c, size_t ldc,
    int add) {
  const size_t offset[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  for (size_t r = 0; r < rows; r += 8) {
    LANE_VECTOR total[8][2];
    for (int k = 0; k < 8; k++)
      for (int v = 0; v < wide; v++) total[k][v] = (LANE_VECTOR){0};
    for (size_t z = 0; z < blocks; z++) {
      size_t first = (size_t)starts[2 * z], count = (size_t)starts[2 * z + 1];
      LANE_VECTOR sum[8][2];
      for (int k = 0; k < 8; k++)
        for (int v = 0; v < wide; v++) sum[k][v] = (LANE_VECTOR){0};
      JOIN(TILE_NAME, accumulate)(wide, count, t + r * inner + first * 8, offset, 8, b + first * ldb, ldb, sum);
      for (int v = 0; v < wide; v++) {
        LANE_VECTOR w = *(const LANE_VECTOR *)(weight + z * ldw + v * LANES);
        for (int k = 0; k < 8; k++) total[k][v] += w * sum[k][v];
      }
    }
    for (int k = 0; k < 8; k++)
      for (int v = 0; v < wide; v++)
        if (r + k < rows) total[k][v] *= *(const LANE_VECTOR *)(scale + (r + k) * lds + v * LANES);
    JOIN(TILE_NAME, store)(wide, rows - r, c + r * ldc, ldc, add, total);
  }
}
#undef LANE_VECTOR
