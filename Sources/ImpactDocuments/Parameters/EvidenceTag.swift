/// Tags that say where a catalogue value comes from; see `Parameter.evidence`.
enum EvidenceTag {
  static let all = ["L", "L2", "D", "M", "J", "S"]
}

extension TableReader {
  /// An evidence tag, with a problem when it is not known.
  mutating func evidence(_ row: Int, _ column: Int) -> String {
    let text = text(row, column)
    if !EvidenceTag.all.contains(text) {
      report(
        row, column, "evidence `\(text)` is not known",
        expected: "one of \(EvidenceTag.all.joined(separator: ", "))")
    }
    return text
  }
}
