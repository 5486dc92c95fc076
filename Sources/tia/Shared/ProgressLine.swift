import Foundation
import Synchronization

/// How far a long computation is, on one line of a terminal that is overwritten; nothing elsewhere.
final class ProgressLine: Sendable {
  private let isShown: Bool
  private let start = ContinuousClock.now
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// Seconds before a line is worth showing, and between two of them.
  private static let pause = Duration.milliseconds(500)

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  /// Shows the share that is done and the time that is left at the same speed.
  func show(done: Int, of total: Int) {
    guard isShown, done > 0 else { return }
    let now = ContinuousClock.now
    let isDue = last.withLock { last in
      guard now - (last ?? start) >= Self.pause || done == total && last != nil else {
        return false
      }
      last = now
      return true
    }
    guard isDue else { return }
    let passed = Double((now - start).components.seconds)
    let left = Int((passed * Double(total - done) / Double(done)).rounded(.up))
    let text =
      done == total
      ? "\r\u{1B}[K" : "\r\u{1B}[K\(100 * done / total) % of the draws, \(left) s left"
    try? FileHandle.standardError.write(contentsOf: Array(text.utf8))
  }
}
