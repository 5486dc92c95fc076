/// Where a function of one variable crosses zero, by Brent's method: bisection, secant and inverse
/// quadratic steps, never outside the bracket.
///
/// Brent (1973), Algorithms for Minimization without Derivatives, chapter 4.
package struct RootSearch: Sendable {
  package struct Point: Sendable, Hashable {
    package let x: Double
    package let value: Double
  }

  /// Every evaluation in its order.
  package private(set) var evaluations: [Point] = []
  /// Where the function is zero to the tolerance; nil when it does not change sign.
  package private(set) var root: Point?

  /// Points looked at between the ends when these have the same sign: a function need not be monotone.
  private static let scanned = 8

  /// Searches between two values; the function may throw.
  ///
  /// - Parameters:
  ///   - width: the search stops when the bracket is narrower.
  ///   - tolerance: or when the function is at most this far from zero.
  ///   - most: largest number of evaluations.
  package init(
    between a: Double, and b: Double, width: Double, tolerance: Double, most: Int = 60,
    _ function: (Double) async throws -> Double
  ) async throws {
    func value(_ x: Double) async throws -> Point {
      let point = Point(x: x, value: try await function(x))
      evaluations.append(point)
      return point
    }
    var low = try await value(a)
    if abs(low.value) <= tolerance {
      root = low
      return
    }
    var high = try await value(b)
    if abs(high.value) <= tolerance {
      root = high
      return
    }
    if (low.value > 0) == (high.value > 0) {
      var found: (Point, Point)?
      var last = low
      for k in 1..<Self.scanned {
        let next = try await value(a + (b - a) * Double(k) / Double(Self.scanned))
        if abs(next.value) <= tolerance {
          root = next
          return
        }
        if (next.value > 0) != (last.value > 0) {
          found = (last, next)
          break
        }
        last = next
      }
      guard let found else { return }
      (low, high) = found
    }
    var bracket = Bracket(low, high)
    while evaluations.count < most {
      let last = bracket.best
      if abs(last.value) <= tolerance || bracket.width <= width { break }
      bracket.take(try await value(bracket.next(width: width)))
    }
    root = bracket.best
  }

  /// The state of Brent's iteration: b is the best point, c lies on the other side of zero.
  private struct Bracket {
    private var a: Point
    private var b: Point
    private var c: Point
    private var step: Double
    private var before: Double

    init(_ first: Point, _ second: Point) {
      (a, b, c) = (first, second, first)
      step = second.x - first.x
      before = step
      order()
    }

    var best: Point { b }
    var width: Double { abs(c.x - b.x) }

    private mutating func order() {
      guard abs(c.value) < abs(b.value) else { return }
      (a, b, c) = (b, c, b)
    }

    /// The next place to look at.
    mutating func next(width: Double) -> Double {
      let least = 2e-16 * abs(b.x) + width / 2
      let middle = (c.x - b.x) / 2
      var (p, q) = (0.0, 0.0)
      if abs(before) >= least, abs(a.value) > abs(b.value) {
        let s = b.value / a.value
        if a.x == c.x {
          (p, q) = (2 * middle * s, 1 - s)
        } else {
          let (t, r) = (a.value / c.value, b.value / c.value)
          p = s * (2 * middle * t * (t - r) - (b.x - a.x) * (r - 1))
          q = (t - 1) * (r - 1) * (s - 1)
        }
        if p > 0 { q = -q }
        p = abs(p)
      }
      if q != 0, 2 * p < min(3 * middle * q - abs(least * q), abs(before * q)) {
        (before, step) = (step, p / q)
      } else {
        (before, step) = (middle, middle)
      }
      return b.x + (abs(step) > least ? step : (middle > 0 ? least : -least))
    }

    mutating func take(_ point: Point) {
      a = b
      b = point
      if (b.value > 0) == (c.value > 0) {
        c = a
        step = b.x - a.x
        before = step
      }
      order()
    }
  }
}
