/// Who works on the pieces of one operator application: one thread, threads of the system, or a team that waits.
struct Crew {
  /// Pieces of a loop.
  let count: Int
  private let team: WorkTeam?

  /// The thread that calls.
  static let alone = Crew(count: 1, team: nil)

  /// Threads of the system, woken for every loop.
  static func threads(_ count: Int) -> Crew { Crew(count: count, team: nil) }

  /// A team that is kept together for a whole solve.
  static func team(_ team: WorkTeam, _ count: Int) -> Crew { Crew(count: count, team: team) }

  /// Runs `body` over a fixed number of pieces of the range.
  func run(over range: Range<Int>, _ body: (Range<Int>) -> Void) {
    guard count > 1, let team else { return Pieces.run(count, over: range, body) }
    let pieces = min(count, range.count)
    guard pieces > 1 else {
      if !range.isEmpty { body(range) }
      return
    }
    team.run(pieces) { piece in
      body(
        range.lowerBound + range.count * piece / pieces..<range.lowerBound + range.count
          * (piece + 1) / pieces)
    }
  }
}
