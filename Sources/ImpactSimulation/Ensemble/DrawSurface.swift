import ImpactNumerics

/// Coordinates of many draws from those of the first ones, where a surface says them well enough.
///
/// Levers and coordinates of a draw cost a millisecond or two in a year; a surface costs some microseconds.
/// It is tried on draws that it has not seen: only where their changes by region and their labour come
/// out within `largestError` of their spread does it follow the others, else every draw is solved. Each
/// draw that is followed also gets what the surface missed in one of those, in turn, so that bands do not
/// become narrower.
struct DrawSurface {
  /// Draws that are always solved; as many again and more must be left for a surface to pay.
  static let fewest = 1_024
  /// Error of draws that the surface has not seen, relative to the spread over draws: root of the sum of
  /// squares over regions, in the worst year.
  static let largestError = 0.15
  /// Part of a year's draws that coordinates may leave out; beyond it the surface would not know enough.
  static let mostMissing = 0.02
  /// One draw in so many tests the surface; half of these choose its shape, half say its error.
  private static let tested = 8

  /// Rows of all draws.
  let features: Matrix
  /// Sums of Δx by region from coordinates of Δx, modes×R.
  let sums: Matrix
  let modes: Int

  init(_ run: EnsembleRun, _ reduced: ReducedSolver) {
    features = DrawFeatures.matrix(
      run.solver.parameters, run.solver.values, draws: run.options.draws)
    modes = reduced.basis.modes
    let economy = run.solver.economy
    let (R, S) = (economy.regionCount, economy.industryCount)
    var sums = Matrix(rows: modes, columns: R)
    for k in 0..<economy.dimension {
      for m in 0..<modes { sums[m, k / S] += Double(reduced.basis.response[m, k]) }
    }
    self.sums = sums
  }

  /// A year's solved draws.
  struct Year: Sendable {
    /// Numbers of draws, ascending.
    let draws: [Int]
    /// Coordinates, one row for each of `draws`.
    let coordinates: Matrix
  }

  /// What a surface says of other draws.
  struct Followed {
    /// By year, one row for each of the draws asked for; empty where the surfaces are not close enough.
    let coordinates: [SingleMatrix]
    /// Of draws that the surfaces had not seen; see `largestError`.
    let error: Double
  }

  /// Coordinates of draws from solved ones; nil where nothing moves.
  func follow(_ asked: Range<Int>, from solved: [Year]) throws -> Followed? {
    let trials = try solved.map { try Trial($0, self) }
    guard let hardest = trials.max(by: { $0.spread < $1.spread }), hardest.spread > 0 else {
      return nil
    }
    let shape = try hardest.best()
    let errors = try concurrentMap(trials.count) { try trials[$0].error(shape) }
    let error = errors.reduce(0, max)
    guard error <= Self.largestError else { return Followed(coordinates: [], error: error) }
    let rows = features.rows(asked)
    let found = try concurrentMap(trials.count) { try trials[$0].followed(rows, shape) }
    return Followed(coordinates: found, error: error)
  }

  /// What is compared: changes by region, then coordinates of the extras.
  private func figures(_ coordinates: Matrix) -> Matrix {
    let width = coordinates.columns
    let output = coordinates.columns(0..<modes).multiplied(by: sums)
    return Matrix(
      rows: coordinates.rows, columns: output.columns + width - modes,
      values: output.values + coordinates.columns(modes..<width).values)
  }

  /// A surface of one year, and the draws that test it.
  private struct Trial: Sendable {
    let z: Matrix
    let y: Matrix
    let weights: [Double]
    /// Those that choose the shape, those that say the error.
    let choosing: (z: Matrix, y: Matrix)
    let testing: (z: Matrix, y: Matrix)
    /// Σ over regions of the variance of their change.
    let spread: Double
    private let surface: DrawSurface
    private let regions: Int

    init(_ year: Year, _ surface: DrawSurface) throws {
      self.surface = surface
      regions = surface.sums.columns
      func part(_ chosen: (Int) -> Bool) -> (z: Matrix, y: Matrix) {
        let rows = year.draws.indices.filter { chosen($0) }
        return (surface.features.rows(rows.map { year.draws[$0] }), year.coordinates.rows(rows))
      }
      let n = DrawSurface.tested
      let fitted = part { $0 % n != 0 }
      choosing = part { $0 % (2 * n) == 0 }
      testing = part { $0 % (2 * n) == n }
      (z, y) = (fitted.z, fitted.y)
      let figures = surface.figures(fitted.y)
      weights = try PolynomialSurface.weights(
        of: fitted.z, in: Trial.ofOneSize(figures, regions: regions))
      spread = Trial.variance(figures, 0..<regions)
    }

    /// The shape with the smallest error of the draws that choose.
    func best() throws -> PolynomialSurface.Shape {
      let shapes = PolynomialSurface.Shape.all
      let errors = try concurrentMap(shapes.count) { try error(shapes[$0], choosing) }
      let least = errors.indices.min { errors[$0] < errors[$1] } ?? 0
      return shapes[least]
    }

    func error(_ shape: PolynomialSurface.Shape) throws -> Double { try error(shape, testing) }

    private func error(
      _ shape: PolynomialSurface.Shape, _ test: (z: Matrix, y: Matrix)
    ) throws -> Double {
      let fitted = try PolynomialSurface(z, y, weights: weights, shape: shape)
      let gap = surface.figures(Self.missed(fitted, test))
      let own = surface.figures(y)
      return [0..<regions, regions..<gap.columns]
        .map { range in
          let spread = Self.variance(own, range)
          return spread > 0 ? (Self.square(gap, range) / spread).squareRoot() : 0
        }
        .reduce(0, max)
    }

    /// y − ŷ of draws that the surface has not seen.
    private static func missed(
      _ fitted: PolynomialSurface, _ test: (z: Matrix, y: Matrix)
    ) -> Matrix {
      let found = fitted.values(at: test.z)
      return Matrix(
        rows: found.rows, columns: found.columns, values: zip(test.y.values, found.values).map(-))
    }

    /// ŷ of other draws, each with what the surface missed in one of those that it had not seen.
    func followed(_ rows: Matrix, _ shape: PolynomialSurface.Shape) throws -> SingleMatrix {
      let fitted = try PolynomialSurface(z, y, weights: weights, shape: shape)
      var found = fitted.values(at: rows)
      let missed = Self.missed(fitted, testing)
      guard missed.rows > 0 else { return SingleMatrix(found) }
      for c in 0..<found.columns {
        for j in 0..<found.rows { found[j, c] += missed[j % missed.rows, c] }
      }
      return SingleMatrix(found)
    }

    /// Regions and extras, each group with a variance of one in sum.
    private static func ofOneSize(_ figures: Matrix, regions: Int) -> Matrix {
      var result = figures
      for range in [0..<regions, regions..<figures.columns] {
        let spread = variance(figures, range)
        let scale = spread > 0 ? 1 / spread.squareRoot() : 0
        for c in range { for j in 0..<figures.rows { result[j, c] *= scale } }
      }
      return result
    }

    private static func variance(_ matrix: Matrix, _ columns: Range<Int>) -> Double {
      let N = Double(max(1, matrix.rows))
      return columns.reduce(0) { sum, c in
        let own = matrix.values[c * matrix.rows..<(c + 1) * matrix.rows]
        let mean = own.reduce(0, +) / N
        return sum + own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / N
      }
    }

    private static func square(_ matrix: Matrix, _ columns: Range<Int>) -> Double {
      let all = matrix.values[
        columns.lowerBound * matrix.rows..<columns.upperBound * matrix.rows]
      return all.reduce(0) { $0 + $1 * $1 } / Double(max(1, matrix.rows))
    }
  }
}

extension Matrix {
  /// Some rows in their order.
  fileprivate func rows(_ indices: some Collection<Int>) -> Matrix {
    var result = Matrix(rows: indices.count, columns: columns)
    for c in 0..<columns {
      for (k, row) in indices.enumerated() { result[k, c] = self[row, c] }
    }
    return result
  }

  /// Some columns in their order.
  fileprivate func columns(_ range: Range<Int>) -> Matrix {
    Matrix(
      rows: rows, columns: range.count,
      values: Array(values[range.lowerBound * rows..<range.upperBound * rows]))
  }
}
