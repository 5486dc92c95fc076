import Dispatch
import Foundation

/// Lets Ctrl-C cancel the work in an orderly way; a second Ctrl-C ends the program at once.
enum Interruption {
  /// Runs work that an interrupt cancels: it then throws `CancellationError`.
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if task.isCancelled { exit(75) }
      task.cancel()
    }
    source.resume()
    defer {
      source.cancel()
      signal(SIGINT, SIG_DFL)
    }
    let value = try await task.value
    if task.isCancelled { throw CancellationError() }
    return value
  }
}
