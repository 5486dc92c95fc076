/// Finds the name a writer most likely meant.
package enum NearestName {
  /// The candidate with the smallest edit distance to `name`, letter case apart.
  ///
  /// Nil when even the nearest differs in more than a third of its letters. Ties go to the first in
  /// sorted order.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(name.lowercased())
    guard !letters.isEmpty, letters.count <= 100 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates.sorted() {
      let other = Array(candidate.lowercased())
      let allowed = max(1, max(letters.count, other.count) / 3)
      guard abs(letters.count - other.count) <= allowed else { continue }
      let distance = editDistance(letters, other)
      guard distance <= allowed, distance < best?.distance ?? Int.max else { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// Number of insertions, deletions, replacements and swaps of neighbours that turn one word into
  /// the other (optimal string alignment).
  package static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        let replace = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var distance = min(replace, previous[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          distance = min(distance, beforePrevious[j - 2] + 1)
        }
        row.append(distance)
      }
      (beforePrevious, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
