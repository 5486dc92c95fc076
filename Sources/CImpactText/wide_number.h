// Reads short numbers sixteen bytes at a time, without a branch that depends on their length.
//
// The digits of a token are moved next to each other, right-aligned, and joined pairwise: tens and
// units, hundreds, ten thousands (as in Lemire, "Number parsing at a gigabyte per second", 2021).

#include <tmmintrin.h>

#define WIDE __attribute__((target("ssse3")))

// gather[point][length]: where each of sixteen digits comes from; point 16 is no point.
static uint8_t gather[17][16][16] __attribute__((aligned(16)));

__attribute__((constructor)) static void fill_gather(void) {
  for (int point = 0; point <= 16; point++) {
    for (int length = 0; length < 16; length++) {
      int digits = point < 16 ? length - 1 : length;
      for (int k = 0; k < 16; k++) gather[point][length][k] = 0x80;
      if (point < 16 && point >= length) continue;
      for (int t = 0; t < digits; t++) {
        gather[point][length][16 - digits + t] = (uint8_t)(t < point ? t : t + 1);
      }
    }
  }
}

// As `number`; what is longer or odd in any way is left to it. At most 15 digits: below 2^53.
WIDE static inline const uint8_t *wide_number(
    const uint8_t *start, const uint8_t *end, uint8_t delimiter, double *out) {
  if (end - start < 17) return number(start, end, delimiter, out);
  // Branches and masks only: where the next number starts must not wait for a load.
  const uint8_t *p = start;
  if (__builtin_expect(*start == '-', 0)) p++;
  __m128i text = _mm_loadu_si128((const __m128i *)p);
  __m128i digits = _mm_sub_epi8(text, _mm_set1_epi8('0'));
  // Unsigned digits above 9: saturating subtraction leaves something.
  __m128i rest = _mm_subs_epu8(digits, _mm_set1_epi8(9));
  uint32_t others =
      (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(rest, _mm_setzero_si128())) ^ 0xFFFF;
  uint32_t points = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('.')));
  uint32_t lowest = others & (0u - others);
  uint32_t after = (others ^ (points & lowest)) | 0x10000;
  uint32_t length = (uint32_t)__builtin_ctz(after);
  uint32_t first = (uint32_t)__builtin_ctz(others | 0x10000);
  uint32_t has_point = (points & lowest) != 0;
  uint8_t stop = p[length & 15];
  // No digit before or after the point, a longer number, an exponent, a space: the careful way.
  int odd = (first == 0) | (length == 16) | (has_point & (length == first + 1)) |
            ((stop != delimiter) & (stop != '\n') & (stop != '\r'));
  if (__builtin_expect(odd, 0)) return number(start, end, delimiter, out);
  uint32_t point = has_point ? first : 16;
  __m128i order = _mm_load_si128((const __m128i *)gather[point][length]);
  __m128i row = _mm_shuffle_epi8(digits, order);
  __m128i pairs = _mm_maddubs_epi16(
      row, _mm_setr_epi8(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
  __m128i fours = _mm_madd_epi16(pairs, _mm_setr_epi16(100, 1, 100, 1, 100, 1, 100, 1));
  // Values up to 9999 fit signed 16 bits.
  __m128i packed = _mm_packs_epi32(fours, fours);
  __m128i eights =
      _mm_madd_epi16(packed, _mm_setr_epi16(10000, 1, 10000, 1, 10000, 1, 10000, 1));
  uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
  uint64_t mantissa = (both & 0xFFFFFFFF) * 100000000 + (both >> 32);
  uint32_t decimals = has_point * (length - first - 1);
  double value = (double)(int64_t)mantissa / exact_powers[decimals];
  *out = p == start ? value : -value;
  return p + length;
}
