import Dispatch
import Synchronization

/// Tells a running computation that its result is no longer wanted.
final class CancellationFlag: Sendable {
  private let raised = Mutex(false)

  func raise() { raised.withLock { $0 = true } }

  /// Throws `CancellationError` once the flag is raised.
  func check() throws {
    if raised.withLock({ $0 }) { throw CancellationError() }
  }
}

/// Runs blocking computations off the cooperative pool: a BLAS call there would stop the host.
enum EngineThread {
  private static let queue = DispatchQueue(
    label: "TerritorialImpact.engine", qos: .userInitiated, attributes: .concurrent)

  static func run<T: Sendable>(
    _ body: @escaping @Sendable (CancellationFlag) throws -> T
  ) async throws -> T {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async { continuation.resume(with: Result { try body(flag) }) }
      }
    } onCancel: {
      flag.raise()
    }
  }
}
