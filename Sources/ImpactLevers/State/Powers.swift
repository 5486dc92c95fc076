import Foundation

/// x to the power y; here so that only this file needs the C library.
func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

/// e to the power x.
func exponential(_ x: Double) -> Double { exp(x) }

/// Γ(x).
func gamma(of x: Double) -> Double { tgamma(x) }

/// The natural logarithm of x.
func logarithm(_ x: Double) -> Double { log(x) }

/// Φ(z), the standard normal law.
func normalProbability(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }
