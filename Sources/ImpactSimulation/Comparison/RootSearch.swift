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

  /// Whether the function jumps over zero at the root in place of meeting it.
  package private(set) var isJump = false

  /// Searches between two values; the function may throw.
  ///
  /// `width`: the search stops when the bracket is narrower. `tolerance`: or when the function is at
  /// most this far from zero. `most`: largest number of evaluations. Errors of the function are passed on.
  package init(
    between a: Double, and b: Double, width: Double, tolerance: Double, most: Int = 60,
    _ function: (Double) async throws -> Double
  ) async throws {
    // The ends first; then points between them until the sign changes.
    let inner = (1..<Self.scanned).map { a + (b - a) * Double($0) / Double(Self.scanned) }
    var sides: (Point, Point)?
    for x in [a, b] + inner {
      let point = Point(x: x, value: try await function(x))
      evaluations.append(point)
      if abs(point.value) <= tolerance {
        root = point
        return
      }
      // Neighbours on the line: the lower end, then the points in ascending order.
      let before = evaluations.count == 3 ? evaluations[0] : evaluations.dropLast().last
      if let before, (before.value > 0) != (point.value > 0) {
        sides = (before, point)
        break
      }
    }
    guard let sides else { return }
    var bracket = Bracket(sides.0, sides.1)
    while evaluations.count < most, abs(bracket.best.value) > tolerance, bracket.width > width {
      let x = bracket.next(width: width)
      let point = Point(x: x, value: try await function(x))
      evaluations.append(point)
      bracket.take(point)
    }
    root = bracket.best
    // Where the ends of a narrow bracket stay apart there is no value in between.
    isJump = bracket.width <= width && abs(bracket.best.value) > 1e3 * tolerance
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
