/// A value and the seconds that it took.
func timed<Value>(_ body: () throws -> Value) rethrows -> (value: Value, seconds: Double) {
  let start = ContinuousClock.now
  let value = try body()
  let duration = (ContinuousClock.now - start).components
  return (value, Double(duration.seconds) + Double(duration.attoseconds) * 1e-18)
}

/// The fastest of several runs, after one that warms up.
func fastest<Value>(of runs: Int, _ body: () throws -> Value) rethrows -> (value: Value, seconds: Double) {
  var best = try timed(body)
  for _ in 0..<runs {
    let next = try timed(body)
    if next.seconds < best.seconds { best = next }
  }
  return best
}
