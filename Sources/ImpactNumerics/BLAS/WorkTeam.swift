import CImpactKernels
import Dispatch
import Synchronization

/// Threads that wait, spinning, for the next loop: a start costs under a microsecond and not tens of them.
///
/// The first thread that arrives leads and runs the work; others help with pieces as they come. The leader
/// never waits for a thread that has not taken a piece, so one thread alone is enough.
final class WorkTeam: @unchecked Sendable {
  /// Loop number, pieces and next piece in 32, 16 and 16 bits: one exchange takes a piece of one loop.
  private let ticket = Atomic<UInt64>(0)
  private let finished = Atomic<Int>(0)
  private let over = Atomic<Bool>(false)
  /// Written by the leader before `ticket` announces a loop and after all its pieces are finished; read only by
  /// those who took a piece.
  private var work: ((Int) -> Void)?

  /// Runs `body` with a team of `members` threads.
  static func with<Result>(_ members: Int, _ body: (WorkTeam) -> Result) -> Result {
    let team = WorkTeam()
    let led = Atomic<Bool>(false)
    var result: Result?
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      nonisolated(unsafe) let store = { (value: Result) in result = value }
      DispatchQueue.concurrentPerform(iterations: members) { _ in
        if led.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged {
          store(body(team))
          team.over.store(true, ordering: .releasing)
        } else {
          team.help()
        }
      }
    }
    guard let result else { preconditionFailure("the leader of a team returns a result") }
    return result
  }

  /// One loop of fewer than 65,536 pieces; called by the leader only.
  func run(_ count: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      work = body
      finished.store(0, ordering: .relaxed)
      let number = (ticket.load(ordering: .relaxed) >> 32) &+ 1
      ticket.store(number << 32 | UInt64(count) << 16, ordering: .releasing)
      while takePiece() {}
      // Pieces that others took are under way.
      while finished.load(ordering: .acquiring) < count { impact_spin_pause() }
      work = nil
    }
  }

  /// Takes and runs one piece of the loop that is open; false when there is none.
  private func takePiece() -> Bool {
    let current = ticket.load(ordering: .acquiring)
    let (count, piece) = (current >> 16 & 0xFFFF, current & 0xFFFF)
    guard piece < count else { return false }
    // Succeeds only while this loop is open and the piece is free, so `work` is this loop's.
    guard
      ticket.compareExchange(
        expected: current, desired: current + 1, ordering: .acquiringAndReleasing
      ).exchanged
    else { return true }
    work?(Int(piece))
    finished.add(1, ordering: .releasing)
    return true
  }

  /// Helps until the leader is done; gives the processor away when there is nothing to do for long.
  private func help() {
    var idle = 0
    while !over.load(ordering: .acquiring) {
      if takePiece() {
        idle = 0
      } else if idle < 2_000 {
        idle += 1
        impact_spin_pause()
      } else {
        impact_yield()
      }
    }
  }
}
