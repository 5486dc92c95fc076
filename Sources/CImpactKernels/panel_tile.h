// Register tiles of panel products for one type of vectors and one register length; included several times.
//
// Needs: TILE_NAME, ISA (attribute of the instruction set), VALUE (type of the vectors), LANES (values of one register) and
// WIDENED (1 when VALUE is double). A tile is 8 rows of the result by one or two registers; it stays in registers while the
// inner loop runs.
#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)
#define LANE_VECTOR JOIN(TILE_NAME, vector)
#define INLINE ISA static inline __attribute__((always_inline))

typedef VALUE LANE_VECTOR __attribute__((vector_size(LANES * sizeof(VALUE)), aligned(sizeof(VALUE))));

// sum(r, v) += t(r, s) * b(s, v) for `inner` values of s; row r of the matrix starts at t + r * row.
INLINE void JOIN(TILE_NAME, accumulate)(const int wide, size_t inner, const VALUE *t, const size_t row, const size_t step,
                                        const VALUE *b, size_t ldb, LANE_VECTOR sum[8][2]) {
  for (size_t s = 0; s < inner; s++) {
    LANE_VECTOR x[2];
    for (int v = 0; v < wide; v++) x[v] = *(const LANE_VECTOR *)(b + s * ldb + v * LANES);
    const VALUE *from = t + s * step;
    __builtin_prefetch(from + AHEAD);
    for (int r = 0; r < 8; r++) {
      VALUE value = from[r * row];
      for (int v = 0; v < wide; v++) sum[r][v] += value * x[v];
    }
  }
}

INLINE void JOIN(TILE_NAME, clear)(const int wide, LANE_VECTOR sum[8][2]) {
  for (int r = 0; r < 8; r++)
    for (int v = 0; v < wide; v++) sum[r][v] = (LANE_VECTOR){0};
}

INLINE void JOIN(TILE_NAME, store)(const int wide, size_t rows, VALUE *c, size_t ldc, int add, LANE_VECTOR sum[8][2]) {
  for (int r = 0; r < 8; r++)
    for (int v = 0; v < wide; v++) {
      if ((size_t)r >= rows) continue;
      LANE_VECTOR *to = (LANE_VECTOR *)(c + r * ldc + v * LANES);
      *to = add ? *to + sum[r][v] : sum[r][v];
    }
}

// `count` columns of a tile as values: single precision as it lies, or widened to double with the low parts added.
INLINE const VALUE *JOIN(TILE_NAME, values)(size_t count, const float *high, const float *low, VALUE *buffer) {
#if WIDENED
  typedef float eight_floats __attribute__((vector_size(32), aligned(4)));
  typedef double eight_doubles __attribute__((vector_size(64), aligned(8)));
  for (size_t s = 0; s < count; s++) {
    __builtin_prefetch(high + s * 8 + AHEAD);
    eight_doubles value = __builtin_convertvector(*(const eight_floats *)(high + s * 8), eight_doubles);
    if (low) {
      __builtin_prefetch(low + s * 8 + AHEAD);
      value += __builtin_convertvector(*(const eight_floats *)(low + s * 8), eight_doubles);
    }
    *(eight_doubles *)(buffer + s * 8) = value;
  }
  return buffer;
#else
  (void)count, (void)low, (void)buffer;
  return high;
#endif
}

// A strip of B next to each other, so that its rows do not compete for the same places of the first cache.
INLINE void JOIN(TILE_NAME, pack)(const int wide, size_t inner, const VALUE *b, size_t ldb, LANE_VECTOR *packed) {
  for (size_t s = 0; s < inner; s++)
    for (int v = 0; v < wide; v++) packed[s * wide + v] = *(const LANE_VECTOR *)(b + s * ldb + v * LANES);
}

// C ← [C +] T B: rows of a tile of T lie next to each other.
INLINE void JOIN(TILE_NAME, forward)(const int wide, size_t rows, size_t inner, const float *t, const float *low,
                                     const VALUE *b, size_t ldb, VALUE *c, size_t ldc, int add) {
  LANE_VECTOR packed[PACKED_ROWS * 2] __attribute__((aligned(64)));
  VALUE buffer[WIDENED ? PACKED_ROWS * 8 : 1] __attribute__((aligned(64)));
  size_t part = part_of(inner);
  for (size_t first = 0; first < inner; first += part) {
    size_t count = inner - first < part ? inner - first : part;
    JOIN(TILE_NAME, pack)(wide, count, b + first * ldb, ldb, packed);
    for (size_t r = 0; r < rows; r += 8) {
      size_t at = r * inner + first * 8;
      LANE_VECTOR sum[8][2];
      JOIN(TILE_NAME, clear)(wide, sum);
      JOIN(TILE_NAME, accumulate)(wide, count, JOIN(TILE_NAME, values)(count, t + at, low ? low + at : 0, buffer), 1, 8,
                                  (const VALUE *)packed, wide * LANES, sum);
      JOIN(TILE_NAME, store)(wide, rows - r, c + r * ldc, ldc, add || first > 0, sum);
    }
  }
}

// C ← [C +] Tᵀ B for the same T (rows × inner): C has `inner` rows.
INLINE void JOIN(TILE_NAME, transposed)(const int wide, size_t rows, size_t inner, const float *t, const float *low,
                                        const VALUE *b, size_t ldb, VALUE *c, size_t ldc, int add) {
  LANE_VECTOR packed[PACKED_ROWS * 2] __attribute__((aligned(64)));
  // Up to 8 columns; what is missing in the last tile stays zero.
  VALUE block[64] __attribute__((aligned(64))) = {0};
  size_t part = part_of(rows);
  for (size_t first = 0; first < rows; first += part) {
    size_t count = rows - first < part ? rows - first : part;
    JOIN(TILE_NAME, pack)(wide, count, b + first * ldb, ldb, packed);
    for (size_t j = 0; j < inner; j += 8) {
      size_t columns = inner - j < 8 ? inner - j : 8;
      LANE_VECTOR sum[8][2];
      JOIN(TILE_NAME, clear)(wide, sum);
      for (size_t r = 0; r < count; r += 8) {
        size_t at = (first + r) * inner + j * 8;
        const VALUE *from = JOIN(TILE_NAME, values)(columns, t + at, low ? low + at : 0, block);
        if (columns < 8 && from != block) {
          for (size_t k = 0; k < columns * 8; k++) block[k] = from[k];
          from = block;
        }
        JOIN(TILE_NAME, accumulate)(wide, count - r < 8 ? count - r : 8, from, 8, 1,
                                    (const VALUE *)packed + r * wide * LANES, wide * LANES, sum);
      }
      JOIN(TILE_NAME, store)(wide, inner - j, c + j * ldc, ldc, add || first > 0, sum);
      if (columns < 8)
        for (int k = 0; k < 64; k++) block[k] = 0;
    }
  }
}

// C(r, v) ← [C +] scale(r, v) * sum over blocks z of weight(z, v) * sum over s in z of t(r, s) * b(s, v).
INLINE void JOIN(TILE_NAME, weighted)(const int wide, size_t rows, size_t inner, const float *t, const float *low,
                                      size_t blocks, const int32_t *starts, const VALUE *weight, const VALUE *b,
                                      const VALUE *scale, VALUE *c, size_t width, int add) {
  VALUE buffer[WIDENED ? PACKED_ROWS * 8 : 1] __attribute__((aligned(64)));
  for (size_t r = 0; r < rows; r += 8) {
    LANE_VECTOR total[8][2];
    JOIN(TILE_NAME, clear)(wide, total);
    for (size_t z = 0; z < blocks; z++) {
      size_t first = (size_t)starts[2 * z], end = first + (size_t)starts[2 * z + 1];
      LANE_VECTOR sum[8][2];
      JOIN(TILE_NAME, clear)(wide, sum);
      for (size_t s = first; s < end; s += PACKED_ROWS) {
        size_t count = end - s < PACKED_ROWS ? end - s : PACKED_ROWS;
        size_t at = r * inner + s * 8;
        JOIN(TILE_NAME, accumulate)(wide, count, JOIN(TILE_NAME, values)(count, t + at, low ? low + at : 0, buffer), 1,
                                    8, b + s * width, width, sum);
      }
      for (int v = 0; v < wide; v++) {
        LANE_VECTOR w = *(const LANE_VECTOR *)(weight + z * width + v * LANES);
        for (int k = 0; k < 8; k++) total[k][v] += w * sum[k][v];
      }
    }
    for (int k = 0; k < 8; k++)
      for (int v = 0; v < wide; v++)
        if (r + k < rows) total[k][v] *= *(const LANE_VECTOR *)(scale + (r + k) * width + v * LANES);
    JOIN(TILE_NAME, store)(wide, rows - r, c + r * width, width, add, total);
  }
}
#undef LANE_VECTOR
#undef INLINE
