import Dispatch
import Foundation

/// Lets a signal cancel the work in an orderly way; a second one ends the program at once.
enum Interruption {
  /// Ctrl-C, the usual request to end, and a terminal that is closed.
  static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Runs work that a signal cancels: it then throws `CancellationError`.
  ///
  /// Signals that were ignored before, as by `nohup`, stay ignored.
  static func cancelling<Value: Sendable>(
    on signals: [Int32] = signals, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    let watches = signals.compactMap { number in
      Watch(number) {
        if task.isCancelled { exit(75) }
        task.cancel()
      }
    }
    defer { for watch in watches { watch.end() } }
    return try await task.value
  }

  /// A signal that calls a function in place of its usual effect.
  private struct Watch {
    let number: Int32
    let source: any DispatchSourceSignal

    /// Nil when the signal is ignored already.
    init?(_ number: Int32, _ action: @escaping @Sendable () -> Void) {
      let ignore = unsafeBitCast(SIG_IGN, to: Int.self)
      guard unsafeBitCast(signal(number, SIG_IGN), to: Int.self) != ignore else { return nil }
      self.number = number
      source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: action)
      source.resume()
    }

    func end() {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }
}
