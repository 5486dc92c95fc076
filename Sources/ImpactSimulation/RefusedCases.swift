import ImpactDiagnostics

/// Which of several cases their levers refuse, and why.
///
/// Draws leave such cases out and solve the others; a run reports the first.
struct RefusedCases: Error {
  /// By index of the case.
  let reasons: [Int: any Error]

  /// The reason of the first case.
  var first: (any Error)? { reasons.min { $0.key < $1.key }?.value }

  /// The members of a list that stand for refused cases, and the others.
  func parted<Member>(_ members: [Member]) -> (refused: [Member], others: [Member]) {
    var parts: (refused: [Member], others: [Member]) = ([], [])
    for (index, member) in members.enumerated() {
      if reasons[index] == nil { parts.others.append(member) } else { parts.refused.append(member) }
    }
    return parts
  }

  /// Throws where some of the cases failed; what is no refusal is thrown as it is.
  static func check<Value>(_ found: [Result<Value, any Error>]) throws {
    var reasons: [Int: any Error] = [:]
    for (index, result) in found.enumerated() {
      guard case .failure(let error) = result else { continue }
      guard error is ProblemReport || error is SimulationError else { throw error }
      reasons[index] = error
    }
    if !reasons.isEmpty { throw RefusedCases(reasons: reasons) }
  }
}
