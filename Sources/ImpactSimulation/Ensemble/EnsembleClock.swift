import Foundation
import Synchronization

/// Where the time of an ensemble goes, wall seconds; it says nothing about results.
public struct EnsembleTiming: Sendable, Hashable, Codable {
  /// The sample in full and the coordinates that it makes.
  public var sample = 0.0
  /// Levers of draws that are solved in coordinates: seconds of all threads over the number of cores.
  public var levers = 0.0
  /// Prices and output in coordinates, in the same way.
  public var coordinates = 0.0
  /// Draws in full beside the sample.
  public var full = 0.0
  /// Percentiles.
  public var bands = 0.0
  /// Multiplications and additions of the matrix products in coordinates, 10⁹.
  public var operations = 0.0
}

/// Adds up the time of an ensemble's parts.
final class EnsembleClock: Sendable {
  private let state = Mutex(EnsembleTiming())

  var timing: EnsembleTiming { state.withLock { $0 } }

  /// How many threads work side by side.
  let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)

  /// Adds the time of `work` to a part.
  func measure<Value>(
    _ part: any (WritableKeyPath<EnsembleTiming, Double> & Sendable), _ work: () throws -> Value
  ) rethrows -> Value {
    try measure(part, weight: 1, work)
  }

  /// Adds the time of `work` to a part that all cores work on side by side.
  func measureShared<Value>(
    _ part: any (WritableKeyPath<EnsembleTiming, Double> & Sendable), _ work: () throws -> Value
  ) rethrows -> Value {
    try measure(part, weight: 1 / Double(cores), work)
  }

  private func measure<Value>(
    _ part: any (WritableKeyPath<EnsembleTiming, Double> & Sendable), weight: Double,
    _ work: () throws -> Value
  ) rethrows -> Value {
    let start = ContinuousClock.now
    defer {
      let passed = (ContinuousClock.now - start).components
      let seconds = Double(passed.seconds) + 1e-18 * Double(passed.attoseconds)
      state.withLock { $0[keyPath: part] += weight * seconds }
    }
    return try work()
  }

  /// Counts operations of matrix products.
  func count(_ operations: Double) { state.withLock { $0.operations += 1e-9 * operations } }
}
