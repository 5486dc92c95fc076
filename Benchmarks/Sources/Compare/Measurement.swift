import BenchmarkSubjects
import Foundation
import ImpactNumerics
import TerritorialImpact

/// What one measuring child reports to its parent.
struct Measurement: Codable {
  var dimension: Int
  var seconds: Double
  /// First value of the comparison: the sum of the solution, million EUR.
  var sum: Double
  /// Certified bound on the sum of absolute errors, million EUR; nil for dense LU.
  var errorBound: Double?
  var iterations: Int?
  /// Seconds to make what is made once: the operator with its certificate, or the dense matrix.
  var preparation: Double
}

/// The two ways to solve the system of an economy, each measured in a process of its own.
enum Measuring: String {
  case structured, dense

  func run(quick: Bool) throws -> Measurement {
    let whole = try Economy.shipped(.euNUTS2)
    let economy = quick ? whole.limited(to: whole.largestCountry) : whole
    let (subject, preparation) = try Self.timed { try SolveSubject(economy) }
    switch self {
    case .structured: return try structured(subject, preparation)
    case .dense: return try dense(subject)
    }
  }

  /// The fastest of eleven solves, after one that warms up.
  private func structured(_ subject: SolveSubject, _ preparation: Double) throws -> Measurement {
    var best = try Self.timed { try subject.solve() }
    for _ in 0..<11 {
      let next = try Self.timed { try subject.solve() }
      if next.seconds < best.seconds { best = next }
    }
    return Measurement(
      dimension: subject.dimension, seconds: best.seconds,
      sum: best.value.x.values.reduce(0, +), errorBound: best.value.errorBound[0],
      iterations: best.value.iterations[0], preparation: preparation)
  }

  /// One factorization with one solve.
  private func dense(_ subject: SolveSubject) throws -> Measurement {
    let (inputs, preparation) = try Self.timed { subject.denseInputs() }
    let (x, seconds) = try Self.timed {
      try LUFactorization.leontief(inputs).solve(subject.rightHandSide)
    }
    return Measurement(
      dimension: subject.dimension, seconds: seconds, sum: x.values.reduce(0, +),
      errorBound: nil, iterations: nil, preparation: preparation)
  }

  private static func timed<Value>(_ body: () throws -> Value) rethrows
    -> (value: Value, seconds: Double)
  {
    let start = ContinuousClock.now
    let value = try body()
    let duration = (ContinuousClock.now - start).components
    return (value, Double(duration.seconds) + Double(duration.attoseconds) * 1e-18)
  }
}
