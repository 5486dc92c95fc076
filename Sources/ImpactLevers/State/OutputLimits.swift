extension LeverState {
  /// Lets at most `share` of the output be made that would be made otherwise; the lowest share holds.
  ///
  ///     x ≤ share·x₁,  x₁ the output of the year without any limit
  ///
  /// A share of 1 leaves no trace. What is not made is missing for final users first.
  package mutating func limitOutput(_ index: Int, to share: Double) {
    guard share < 1 else { return }
    outputLimits[index] = min(outputLimits[index] ?? 1, max(0, share))
  }
}
