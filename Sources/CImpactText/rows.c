#include "CImpactText.h"

#include <math.h>
#include <string.h>

// 10^0 to 10^22 are exact doubles (Clinger 1990).
static const double exact_powers[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// 5^0 to 5^27, the last below 2^63.
static const uint64_t powers_of_five[28] = {
    1ull, 5ull, 25ull, 125ull, 625ull, 3125ull, 15625ull, 78125ull, 390625ull, 1953125ull,
    9765625ull, 48828125ull, 244140625ull, 1220703125ull, 6103515625ull, 30517578125ull,
    152587890625ull, 762939453125ull, 3814697265625ull, 19073486328125ull, 95367431640625ull,
    476837158203125ull, 2384185791015625ull, 11920928955078125ull, 59604644775390625ull,
    298023223876953125ull, 1490116119384765625ull, 7450580596923828125ull};

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

// Whether eight bytes are all digits.
static inline int all_digits(uint64_t v) {
  return ((v & 0xF0F0F0F0F0F0F0F0ull) | (((v + 0x0606060606060606ull) & 0xF0F0F0F0F0F0F0F0ull) >> 4)) ==
         0x3333333333333333ull;
}

// The number that eight digits spell, the first byte leading.
static inline uint64_t eight_digits(uint64_t v) {
  const uint64_t mask = 0x000000FF000000FFull;
  v -= 0x3030303030303030ull;
  v = (v * 10) + (v >> 8);
  return (((v & mask) * 0x000F424000000064ull) + (((v >> 16) & mask) * 0x0000271000000001ull)) >> 32;
}

// m / 10^k for k <= 27: the quotient of m by 5^k carries at least 62 bits and the remainder becomes
// a sticky bit far below the rounding position, so that the conversion rounds once.
static double quotient(uint64_t mantissa, int decimals) {
  int shift_m = __builtin_clzll(mantissa);
  uint64_t power = powers_of_five[decimals];
  int shift_p = __builtin_clzll(power);
  uint64_t m = mantissa << shift_m, d = power << shift_p;
  unsigned __int128 wide = ((unsigned __int128)(m >> 1) << 64) | ((unsigned __int128)(m & 1) << 63);
  uint64_t q = (uint64_t)(wide / d);
  uint64_t r = (uint64_t)(wide % d);
  double rounded = (double)(r == 0 ? q : q | 1);
  return ldexp(rounded, shift_p - shift_m - 63 - decimals);
}

// Reads a plain decimal number that ends before `delimiter` or a line end; returns where it ends, or
// NULL when it is anything else.
static inline const uint8_t *number(const uint8_t *p, const uint8_t *end, uint8_t delimiter, double *out) {
  int negative = 0;
  if (p < end && *p == '-') {
    negative = 1;
    p++;
  }
  const uint8_t *first = p;
  uint64_t m = 0;
  while (p < end && is_digit(*p)) m = m * 10 + (uint64_t)(*p++ - '0');
  int64_t digits = p - first;
  if (digits == 0) return NULL;
  int64_t exponent = 0;
  if (p < end && *p == '.') {
    const uint8_t *point = ++p;
    if (end - p >= 8) {
      uint64_t v;
      memcpy(&v, p, 8);
      if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && all_digits(v)) {
        m = m * 100000000 + eight_digits(v);
        p += 8;
      }
    }
    while (p < end && is_digit(*p)) m = m * 10 + (uint64_t)(*p++ - '0');
    exponent = point - p;
    if (exponent == 0) return NULL;
    digits -= exponent;
  }
  if (digits > 19) {
    // Leading zeros carry nothing.
    const uint8_t *q = first;
    while (q < p && (*q == '0' || *q == '.')) {
      digits -= *q == '0';
      q++;
    }
    if (digits > 19) return NULL;
  }
  if (p < end && (*p | 0x20) == 'e') {
    p++;
    int minus = 0;
    if (p < end && (*p == '-' || *p == '+')) minus = *p++ == '-';
    const uint8_t *begin = p;
    int64_t power = 0;
    while (p < end && is_digit(*p) && p - begin < 4) power = power * 10 + (*p++ - '0');
    if (p == begin) return NULL;
    exponent += minus ? -power : power;
  }
  if (p < end && *p != delimiter && *p != '\n' && *p != '\r') return NULL;
  double value;
  if (m == 0) {
    value = 0;
  } else if (m <= 1ull << 53 && exponent >= -22 && exponent <= 22) {
    value = exponent < 0 ? (double)m / exact_powers[-exponent] : (double)m * exact_powers[exponent];
  } else if (exponent < 0 && exponent >= -27) {
    value = quotient(m, (int)-exponent);
  } else {
    return NULL;
  }
  *out = negative ? -value : value;
  return p;
}

typedef struct {
  const uint8_t *text;
  const uint8_t *end;
  uint8_t delimiter;
  impact_text_fault *faults;
  int64_t fault_capacity;
  int64_t fault_count;
} reader;

static void report(reader *r, int kind, int64_t row, int64_t column, const uint8_t *start, const uint8_t *end) {
  if (r->fault_count < r->fault_capacity) {
    impact_text_fault *fault = &r->faults[r->fault_count];
    fault->row = row;
    fault->column = column;
    fault->start = start - r->text;
    fault->end = end - r->text;
    fault->kind = kind;
  }
  r->fault_count++;
}

static inline int ends_line(const uint8_t *p, const uint8_t *end) {
  return p >= end || *p == '\n' || (*p == '\r' && (p + 1 >= end || p[1] == '\n'));
}

// End of a field with its quotes; *open is set when a quote is not closed on the line.
static const uint8_t *field_end(const reader *r, const uint8_t *p, int *open) {
  if (p < r->end && *p == '"') {
    p++;
    for (;;) {
      if (p >= r->end || *p == '\n') {
        *open = 1;
        return p;
      }
      if (*p == '"') {
        if (p + 1 < r->end && p[1] == '"') {
          p++;
        } else {
          p++;
          break;
        }
      }
      p++;
    }
  }
  while (p < r->end && *p != r->delimiter && !ends_line(p, r->end)) p++;
  return p;
}

// Counts the fields from the start of a line and reports that they are not as many as expected.
static const uint8_t *ragged(reader *r, int64_t row, const uint8_t *line) {
  int64_t fields = 1;
  int open = 0;
  const uint8_t *p = field_end(r, line, &open);
  while (p < r->end && *p == r->delimiter) {
    fields++;
    p = field_end(r, p + 1, &open);
  }
  report(r, IMPACT_TEXT_RAGGED_LINE, row, fields, line, p);
  return p;
}

#define ROW_TARGET
#define ROW_NAME(name) name##_plain
#define ROW_NUMBER number
#include "row_loop.h"
#undef ROW_TARGET
#undef ROW_NAME
#undef ROW_NUMBER

#if defined(__x86_64__)
#include "wide_number.h"
#define ROW_TARGET __attribute__((target("ssse3")))
#define ROW_NAME(name) name##_wide
#define ROW_NUMBER wide_number
#include "row_loop.h"
#endif

impact_text_result impact_text_rows(
    const uint8_t *text, int64_t length, impact_text_layout layout, double *values, int64_t *spans,
    int64_t *line_of_row, int64_t capacity, impact_text_fault *faults, int64_t fault_capacity) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("ssse3"))
    return rows_wide(
        text, length, layout, values, spans, line_of_row, capacity, faults, fault_capacity);
#endif
  return rows_plain(
      text, length, layout, values, spans, line_of_row, capacity, faults, fault_capacity);
}

int64_t impact_text_lines(const uint8_t *text, int64_t length) {
  int64_t lines = 0;
  const uint8_t *p = text, *end = text + length;
  while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
    lines++;
    p++;
  }
  return lines;
}

void impact_text_sums(
    const double *matrix, int64_t rows, int64_t columns, double *row_sums, double *column_sums) {
  for (int64_t j = 0; j < columns; j++) {
    const double *column = matrix + j * rows;
    // Four partial sums: one alone would wait for each addition.
    double sum = 0, parts[4] = {0, 0, 0, 0};
    int64_t i = 0;
    for (; i + 4 <= rows; i += 4) {
      for (int64_t k = 0; k < 4; k++) {
        row_sums[i + k] += column[i + k];
        parts[k] += column[i + k];
      }
    }
    for (; i < rows; i++) {
      row_sums[i] += column[i];
      sum += column[i];
    }
    sum += (parts[0] + parts[1]) + (parts[2] + parts[3]);
    column_sums[j] += sum;
  }
}

void impact_text_scatter(
    const double *values, int64_t rows, int64_t numbers, double *const *bases,
    const int64_t *targets) {
  // Tiles of eight columns: a cache line of each row of the source at a time.
  for (int64_t left = 0; left < numbers; left += 8) {
    int64_t right = left + 8 < numbers ? left + 8 : numbers;
    for (int64_t j = left; j < right; j++) {
      double *base = bases[j];
      if (base == 0) continue;
      const double *column = values + j;
      for (int64_t i = 0; i < rows; i++) {
        if (targets[i] >= 0) base[targets[i]] = column[i * numbers];
      }
    }
  }
}
