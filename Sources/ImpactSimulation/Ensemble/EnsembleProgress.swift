import Synchronization

/// How many systems of how many are done, over the whole ensemble.
final class EnsembleProgress: Sendable {
  private let done = Mutex(0)
  private let total: Int
  private let hear: @Sendable (Int, Int) -> Void

  init(of total: Int, _ hear: @escaping @Sendable (Int, Int) -> Void) {
    self.total = total
    self.hear = hear
  }

  func add(_ count: Int) {
    let now = done.withLock { done in
      done += count
      return done
    }
    hear(min(now, total), total)
  }
}
