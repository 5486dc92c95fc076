// Small kernels that OpenBLAS does not offer: products that read single precision and add up in double, products with
// narrow blocks of vectors, several vector operations in one pass over memory.
// Sizes are checked by the Swift callers; arrays of one call do not overlap.
//
// A tiled matrix has its rows in tiles of 8, filled up with zeros: entry (r, s) of an m×k matrix stands at
// (r / 8)·8·k + s·8 + r % 8. A panel is a block of vectors in row-major order whose width is a multiple of 8.
// Tiled matrices are kept as the sum of two single-precision parts, high and low: the high parts alone serve where
// few digits are needed and are half as much to read; both together carry 48 bits.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Sum of absolute values weighted by w: sum_i w[i] * |r[i]|. Used by the solver certificate.
double impact_weighted_abs_sum(const double *w, const double *r, size_t n);

/// Sum of absolute values.
double impact_abs_sum(const double *r, size_t n);

/// Inner product.
double impact_dot(const double *a, const double *b, size_t n);

/// r ← r − alpha v; returns the sum of |r|.
double impact_step(double *r, const double *v, double alpha, size_t n);

/// Writes t·s and t·t.
void impact_two_dots(const double *t, const double *s, double *ts, double *tt, size_t n);

/// x ← x + alpha p + omega r, then r ← r − omega t; returns the sum of |r|, writes shadow·r.
double impact_bicgstab_update(double *x, double *r, const double *p, const double *t,
                              const double *shadow, double alpha, double omega, double *rho,
                              size_t n);

/// p ← r + beta (p − omega v).
void impact_bicgstab_direction(double *p, const double *r, const double *v, double beta,
                               double omega, size_t n);

/// y ← x − y.
void impact_subtract_from(double *y, const double *x, size_t n);

/// y ← y + alpha x.
void impact_add(double *y, const double *x, double alpha, size_t n);

/// r ← b − x + ax; returns the largest |r|, writes the sum of |r|.
double impact_residual(double *r, const double *b, const double *x, const double *ax, double *sum,
                       size_t n);

/// The instruction set in use: 2 AVX-512, 1 AVX2 with FMA, 0 what every processor has.
int impact_kernel_level(void);

/// Uses no more than this level from now on, -1 for the best there is; returns the level in use. For tests.
int impact_limit_kernel_level(int level);

/// Name of the instruction set in use, for manifests.
const char *impact_kernel_name(void);

/// C ← T B, added to C when `add`, in double precision; T is high + low, or high alone when low is null.
/// T tiled rows×inner, B inner×width with ldb, C rows×width with ldc.
void impact_panel_d(const float *t, const float *low, size_t rows, size_t inner, const double *b, size_t ldb, double *c,
                    size_t ldc, size_t width, int add);

/// C ← Tᵀ B: B rows×width, C inner×width.
void impact_panel_transposed_d(const float *t, const float *low, size_t rows, size_t inner, const double *b, size_t ldb,
                               double *c, size_t ldc, size_t width, int add);

/// C(r,v) ← scale(r,v) Σ_z weight(z,v) Σ_{s in z} T(r,s) B(s,v): block z holds starts[2z + 1] columns from starts[2z].
/// All panels have `width` columns and no gaps.
void impact_panel_weighted_d(const float *t, const float *low, size_t rows, size_t inner, size_t blocks,
                             const int32_t *starts, const double *weight, const double *b, const double *scale, double *c,
                             size_t width, int add);

/// C ← T B, added to C when `add`, in single precision; low is not looked at.
/// T tiled rows×inner, B inner×width with ldb, C rows×width with ldc.
void impact_panel_f(const float *t, const float *low, size_t rows, size_t inner, const float *b, size_t ldb, float *c,
                    size_t ldc, size_t width, int add);

/// C ← Tᵀ B: B rows×width, C inner×width.
void impact_panel_transposed_f(const float *t, const float *low, size_t rows, size_t inner, const float *b, size_t ldb,
                               float *c, size_t ldc, size_t width, int add);

/// C(r,v) ← scale(r,v) Σ_z weight(z,v) Σ_{s in z} T(r,s) B(s,v): block z holds starts[2z + 1] columns from starts[2z].
/// All panels have `width` columns and no gaps.
void impact_panel_weighted_f(const float *t, const float *low, size_t rows, size_t inner, size_t blocks,
                             const int32_t *starts, const float *weight, const float *b, const float *scale, float *c,
                             size_t width, int add);

/// c ← T b, added to c when `add`, for a tiled T = high + low, or high alone when low is null; sums are double.
void impact_tiled_vector(const float *t, const float *low, size_t rows, size_t inner, const double *b, double *c, int add);

/// c ← Tᵀ b.
void impact_tiled_vector_transposed(const float *t, const float *low, size_t rows, size_t inner, const double *b,
                                    double *c, int add);

/// y ← A x for some rows of a column-major A; a points at the first of them in column 0.
void impact_dense_vector(const double *a, size_t lda, size_t rows, size_t columns, const double *x, double *y);

/// y ← Aᵀ x for some columns of a column-major A; a points at the first of them.
void impact_dense_vector_transposed(const double *a, size_t lda, size_t rows, size_t columns, const double *x, double *y);

/// r ← b − x + ax by entry; writes Σ|r| and max |r| of every column of the panel.
void impact_panel_residual(double *r, const double *b, const double *x, const double *ax, size_t rows, size_t width,
                           double *sums, double *largest);

/// Writes Σ|x| of every column.
void impact_panel_abs_sums(const double *x, size_t rows, size_t width, double *sums);

/// Writes Σ_j w[j] |x[j]| of every column.
void impact_panel_weighted_abs_sums(const double *w, const double *x, size_t rows, size_t width, double *sums);

/// y ← x · scale by column, rounded to single precision.
void impact_panel_narrowed(const double *x, const double *scale, float *y, size_t rows, size_t width);

/// x ← x + d · scale by column.
void impact_panel_add_widened(double *x, const float *d, const double *scale, size_t rows, size_t width);

/// One Richardson step with a real root 1/step: d ← d + step r, then r ← r − step (r − ar).
void impact_richardson_step(float *d, float *r, const float *ar, float step, size_t n);

/// m ← r − ar.
void impact_richardson_first(float *m, const float *r, const float *ar, size_t n);

/// The step of a pair of conjugate roots a ± bi with linear = 2a / (a² + b²) and square = 1 / (a² + b²), where
/// m = (I − A) r: d ← d + linear r − square m, then r ← r − linear m + square (m − am).
void impact_richardson_second(float *d, float *r, const float *m, const float *am, float linear, float square, size_t n);

/// Tells the processor that a loop waits.
void impact_spin_pause(void);

/// Lets another thread run.
void impact_yield(void);

/// Lets the process keep what it frees, in one pool for all threads; nothing without the GNU C library.
void impact_keep_memory(void);

/// result[k] ← the value of rank ranks[k] (ascending, counted from 0) among n ≥ 1 values; NaN where one is not finite.
/// `scratch` holds 3n/2 + 2 values.
void impact_order_statistics(const float *values, size_t n, const size_t *ranks, size_t count,
                             float *result, float *scratch);

/// result[k] ← (1 + slope·x[k])^exponent, to about 1e-13.
///
/// Returns how many |slope·x[k]| are large or not a number; zero says that all bases are far from zero.
size_t impact_powers(const float *x, double slope, double exponent, double *result, size_t n);

/// y ← a∘b + c∘d.
void impact_sum_of_products(double *y, const double *a, const double *b, const double *c, const double *d, size_t n);

/// y ← a − b.
void impact_difference(double *y, const double *a, const double *b, size_t n);

/// y ← y + factor·a, a from a place on.
void impact_add_part(double *y, const double *a, size_t from, double factor, size_t n);

/// y ← y + a∘b, both from a place on.
void impact_add_products(double *y, const double *a, const double *b, size_t from, size_t n);

/// y ← a∘b, y and a from a place on.
void impact_part_products(double *y, const double *a, size_t from, const double *b, size_t n);

/// y ← factor·max(0, a)∘b, all from a place on.
void impact_positive_products(double *y, const double *a, const double *b, size_t from, double factor, size_t n);

/// y ← factor·a∘b∘mask, added to y when `add`; a and the mask from a place on.
void impact_masked_products(double *y, const double *a, const double *mask, size_t from, const double *b, double factor,
                            int add, size_t n);

/// y ← min(most, a/b), a and b from places on; 0 where b is not above zero. Returns how many of these have an a that is
/// not zero.
size_t impact_quotients(double *y, const double *a, size_t start, const double *b, size_t from, double most, size_t n);

/// Takes what is left out of rooms, as far as these go: left ← max(0, left − room), room ← the share of it that is taken.
void impact_take(double *left, double *room, size_t n);

/// Most columns of a table that is balanced.
enum { IMPACT_BALANCE_COLUMNS = 16 };

/// Balances a table of n rows, column by column at `k * n + r`, to totals of rows and columns by turns.
///
/// Ends at a relative gap of rows or after so many rounds; returns the gap left, or infinity where a row with a
/// total above zero is empty.
double impact_balance(double *table, size_t n, size_t width, const double *totals, const double *columns,
                      double tolerance, size_t rounds);

/// y ← min(y, a).
void impact_lower(double *y, const double *a, size_t n);

/// One changed purchase: what hangs on `level` reaches `target`, times delta.
struct impact_term {
  int32_t level, target;
  float delta;
};

/// y[target] ← y[target] + delta·x[level] for all terms and columns; the other way round when `transposed`.
void impact_terms(const struct impact_term *terms, size_t count, const float *x, size_t ldx, float *y, size_t ldy,
                  size_t columns, int transposed);

/// A change of many draws: what hangs on `level` reaches `target`, times a column of factors.
struct impact_drawn_term {
  int32_t level, target, column;
};

/// met[target] ← met[target] + factors[column]·level for all terms, each a row of `width` draws.
void impact_meet(const struct impact_drawn_term *terms, size_t count, const float *factors, const float *levels,
                 float *met, size_t width);

/// y[w] ← y[w] + Σ_c level[c]·sums[c][w] for w < size, each a row of `width` draws.
void impact_expand(const float *sums, size_t levels, size_t size, const float *level, float *y, size_t width);

/// level[c] ← Σ_w sums[c][w]·y[w] over w < size, each a row of `width` draws.
void impact_contract(const float *sums, size_t levels, size_t size, const float *y, float *level, size_t width);

/// columns[order[m] * ldc + j] ← rows[j * count + m]: a matrix transposed, its columns in another order.
void impact_transpose_ordered(const float *rows, size_t lines, size_t count, const int32_t *order, float *columns,
                              size_t ldc);

/// S ← S + X W: S rows×count in double precision, X rows×columns in single, W columns×count.
void impact_add_weighted(double *sums, size_t lds, const float *x, size_t ldx, size_t rows, size_t columns,
                         const double *weights, size_t ldw, size_t count);

/// Values that stand one after the other in two lists.
struct impact_run {
  int32_t from, to, count;
};

/// copied[to + j] ← values[from + j] for all runs.
void impact_copy_runs(const double *values, const struct impact_run *runs, size_t count, float *copied);

/// Whether values[from + j] is not zero anywhere in some runs.
int impact_any_nonzero(const double *values, const struct impact_run *runs, size_t count);

/// Writes the c with least[c] + Σ_{m in whole(c)} x[m] + min_s Σ_{m in set_s(c)} x[m] < 0; returns how many there are.
///
/// Sums side by side make a group: how many, the first c, how many terms are whole and these for the first c, how many
/// sets and for each of them how many terms and these. `falling` has room for all c.
size_t impact_falling_sums(const float *least, const float *x, const int32_t *groups, size_t length, int32_t *falling);

/// The least and the largest of the places whose change is not zero; the largest lies below the least where there is none.
void impact_changed_part(const double *changes, const ptrdiff_t *places, size_t n, ptrdiff_t *first, ptrdiff_t *last);

/// sums[places[k]] ← sums[places[k]] + changes[k] where a change is not zero.
void impact_add_at(double *sums, const double *changes, const ptrdiff_t *places, size_t n);
