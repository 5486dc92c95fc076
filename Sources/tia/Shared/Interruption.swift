import Dispatch
import Foundation
import Synchronization

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
    // Watches stand before the work begins: a signal in between would be lost.
    let gate = Gate()
    var watches: [Watch] = []
    for number in signals {
      if let watch = await Watch.standing(number, { gate.signal() }) { watches.append(watch) }
    }
    let ended = watches
    defer { for watch in ended { watch.end() } }
    let task = Task { try await work() }
    gate.open { task.cancel() }
    return try await task.value
  }

  /// Passes the first signal on to the work, and ends the program at the second.
  private final class Gate: Sendable {
    private struct State {
      var cancel: (@Sendable () -> Void)?
      var count = 0
    }

    private let state = Mutex(State())

    func signal() {
      let (cancel, count) = state.withLock { state in
        state.count += 1
        return (state.cancel, state.count)
      }
      if count > 1 { exit(75) }
      cancel?()
    }

    /// Names what to cancel; a signal that came before cancels at once.
    func open(_ cancel: @escaping @Sendable () -> Void) {
      let isLate = state.withLock { state in
        state.cancel = cancel
        return state.count > 0
      }
      if isLate { cancel() }
    }
  }

  /// A signal that calls a function in place of its usual effect.
  private struct Watch {
    let number: Int32
    let source: any DispatchSourceSignal

    /// A watch the system knows of; nil when the signal is ignored already.
    static func standing(
      _ number: Int32, _ action: @escaping @Sendable () -> Void
    ) async -> Watch? {
      let ignore = unsafeBitCast(SIG_IGN, to: Int.self)
      guard unsafeBitCast(signal(number, SIG_IGN), to: Int.self) != ignore else { return nil }
      // A queue of its own: common ones wait while all cores work on draws.
      let queue = DispatchQueue(label: "signal \(number)", qos: .userInteractive)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler(handler: action)
      await withCheckedContinuation { (registered: CheckedContinuation<Void, Never>) in
        source.setRegistrationHandler { registered.resume() }
        source.resume()
      }
      return Watch(number: number, source: source)
    }

    func end() {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }
}
