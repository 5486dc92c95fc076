// Panel products of all widths for one type of vectors and one instruction set; included several times.
//
// Needs: SET_NAME, ISA, VALUE, WIDENED, FULL (values of a full register), WIDEST (registers side by side that leave room for
// eight rows) and NARROW (1 when a register of 8 values is needed for what is left of a multiple of 8).
#define TILE_NAME JOIN(SET_NAME, full)
#define LANES FULL
#include "panel_tile.h"
#undef TILE_NAME
#undef LANES
#if NARROW
#define TILE_NAME JOIN(SET_NAME, narrow)
#define LANES 8
#include "panel_tile.h"
#undef TILE_NAME
#undef LANES
#endif
#define FULL_TILE JOIN(SET_NAME, full)
#define NARROW_TILE JOIN(SET_NAME, narrow)

#if NARROW
#define LAST_STRIP(OPERATION, ...) \
  for (; v < width; v += 8) JOIN(NARROW_TILE, OPERATION)(1, __VA_ARGS__)
#else
#define LAST_STRIP(OPERATION, ...)
#endif
#define STRIPS(OPERATION, ...)                                                              \
  size_t v = 0;                                                                             \
  if (WIDEST == 2)                                                                          \
    for (; v + 2 * FULL <= width; v += 2 * FULL) JOIN(FULL_TILE, OPERATION)(2, __VA_ARGS__); \
  for (; v + FULL <= width; v += FULL) JOIN(FULL_TILE, OPERATION)(1, __VA_ARGS__);          \
  LAST_STRIP(OPERATION, __VA_ARGS__);

ISA static void JOIN(SET_NAME, product)(const float *t, const float *low, size_t rows, size_t inner, const VALUE *b,
                                        size_t ldb, VALUE *c, size_t ldc, size_t width, int add) {
  STRIPS(forward, rows, inner, t, low, b + v, ldb, c + v, ldc, add)
}

ISA static void JOIN(SET_NAME, product_transposed)(const float *t, const float *low, size_t rows, size_t inner,
                                                   const VALUE *b, size_t ldb, VALUE *c, size_t ldc, size_t width,
                                                   int add) {
  STRIPS(transposed, rows, inner, t, low, b + v, ldb, c + v, ldc, add)
}

ISA static void JOIN(SET_NAME, weighted_product)(const float *t, const float *low, size_t rows, size_t inner,
                                                 size_t blocks, const int32_t *starts, const VALUE *weight,
                                                 const VALUE *b, const VALUE *scale, VALUE *c, size_t width, int add) {
  STRIPS(weighted, rows, inner, t, low, blocks, starts, weight + v, b + v, scale + v, c + v, width, add)
}

#undef FULL_TILE
#undef NARROW_TILE
#undef LAST_STRIP
#undef STRIPS

#undef SET_NAME
#undef VALUE
#undef WIDENED
#undef FULL
#undef NARROW
