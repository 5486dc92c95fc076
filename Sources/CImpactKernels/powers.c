#include <math.h>
#include <stdint.h>
#include <string.h>
#include "CImpactKernels.h"
#include "clones.h"

// (1 + a)^e = exp(e log(1 + a)) with series that vectors follow without branches:
//
//     log(1 + a) = 2 (s + s^3/3 + s^5/5 + ...),   s = a/(2 + a)
//     exp(y) = 2^k exp(r),   k = round(y/log 2),   r = y - k log 2
//
// For |a| <= 1/2 the first thirteen terms of both leave less than 1e-14 of the logarithm. Others take pow.

#define LARGEST 0.5
/// Twice the largest |y|: far from where a result of 64 bits ends.
#define WIDEST 600.0
/// Adding it rounds to a whole number, which then stands in the low bits.
#define ROUNDING 0x1.8p52
#define LOG2_HIGH 0x1.62e42fefa3800p-1
#define LOG2_LOW 0x1.ef35793c76730p-45

CLONES size_t impact_powers(const float *restrict x, double slope, double exponent, double *restrict result, size_t n) {
  double most = WIDEST / 2 / fabs(exponent), large = LARGEST < most ? LARGEST : most;
  size_t others = 0;
  for (size_t k = 0; k < n; k++) {
    double a = slope * (double)x[k], s = a / (2 + a), q = s * s;
    // Not a number, as well as large ones.
    others += !(fabs(a) <= large);
    double odd = 1.0 / 25;
    odd = odd * q + 1.0 / 23;
    odd = odd * q + 1.0 / 21;
    odd = odd * q + 1.0 / 19;
    odd = odd * q + 1.0 / 17;
    odd = odd * q + 1.0 / 15;
    odd = odd * q + 1.0 / 13;
    odd = odd * q + 1.0 / 11;
    odd = odd * q + 1.0 / 9;
    odd = odd * q + 1.0 / 7;
    odd = odd * q + 1.0 / 5;
    odd = odd * q + 1.0 / 3;
    odd = odd * q + 1;
    double y = exponent * 2 * s * odd;
    double shifted = y * M_LOG2E + ROUNDING, whole = shifted - ROUNDING;
    double r = (y - whole * LOG2_HIGH) - whole * LOG2_LOW;
    double sum = 1 + r * (1.0 / 12);
    sum = 1 + sum * r * (1.0 / 11);
    sum = 1 + sum * r * (1.0 / 10);
    sum = 1 + sum * r * (1.0 / 9);
    sum = 1 + sum * r * (1.0 / 8);
    sum = 1 + sum * r * (1.0 / 7);
    sum = 1 + sum * r * (1.0 / 6);
    sum = 1 + sum * r * (1.0 / 5);
    sum = 1 + sum * r * (1.0 / 4);
    sum = 1 + sum * r * (1.0 / 3);
    sum = 1 + sum * r * (1.0 / 2);
    sum = 1 + sum * r;
    uint64_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 1023) << 52;
    double scale;
    memcpy(&scale, &bits, sizeof scale);
    result[k] = sum * scale;
  }
  for (size_t k = 0; others > 0 && k < n; k++) {
    double a = slope * (double)x[k];
    if (!(fabs(a) <= large)) result[k] = pow(1 + a, exponent);
  }
  return others;
}
