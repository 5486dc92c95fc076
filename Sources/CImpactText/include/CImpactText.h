// The inner loop of the reader of numeric tables: text to numbers, and numbers to their places.
//
// Nothing here allocates, and nothing is kept between calls.
#ifndef C_IMPACT_TEXT_H
#define C_IMPACT_TEXT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What is wrong with a place in the text.
enum {
  // The cell is no plain decimal number: the caller looks at it again.
  IMPACT_TEXT_ODD_CELL = 1,
  // The line has another number of fields; `column` holds how many.
  IMPACT_TEXT_RAGGED_LINE = 2,
  // A quote is not closed on its line.
  IMPACT_TEXT_OPEN_QUOTE = 3,
};

typedef struct {
  int64_t row;     // row among those of the call
  int64_t column;  // column of the number, or the number of fields of a ragged line
  int64_t start;   // bytes of the cell in the text
  int64_t end;
  int32_t kind;
} impact_text_fault;

typedef struct {
  uint8_t delimiter;
  int64_t labels;   // text fields at the start of each line
  int64_t numbers;  // numeric fields after them
} impact_text_layout;

typedef struct {
  int64_t rows;        // rows read
  int64_t consumed;    // bytes of text used up
  int64_t lines;       // line ends among them
  int64_t faults;      // faults found, which may be more than were kept
} impact_text_result;

// Reads whole lines of `labels` texts and `numbers` decimal numbers.
//
// values: capacity * numbers entries, row by row. spans: capacity * labels pairs of start and end.
// starts: capacity places where the lines begin; line_of_row: capacity line numbers, counted from 0.
// Stops when `capacity` rows are read. Empty lines are stepped over. The text ends with a line end
// or with the last cell. A bad cell holds 0.
impact_text_result impact_text_rows(
    const uint8_t *text, int64_t length, impact_text_layout layout, double *values, int64_t *spans,
    int64_t *line_of_row, int64_t capacity, impact_text_fault *faults, int64_t fault_capacity);

// Line feeds in a text.
int64_t impact_text_lines(const uint8_t *text, int64_t length);

// Adds the entries of each row of a column-major matrix to `row_sums`, and those of each column to
// `column_sums`, always in the same order.
void impact_text_sums(
    const double *matrix, int64_t rows, int64_t columns, double *row_sums, double *column_sums);

// Puts row i, column j of `values` to bases[j][targets[i]], where neither is missing: a NULL base
// is a column that is not wanted, a negative target a row that is not.
void impact_text_scatter(
    const double *values, int64_t rows, int64_t numbers, double *const *bases,
    const int64_t *targets);

#ifdef __cplusplus
}
#endif

#endif
