public import ImpactNumerics

/// A multiplier taken apart by where its effect arises.
///
///     intra_r = s_r'(I − A_rr)⁻¹,  feedback_r = (s'L)_rr − intra_r,  spill-over_r = Σ_{q≠r} (s'L)_qr
///
/// For final demand in region r: what arises in r from r's own purchases; what comes back to r
/// through purchases of other regions; what arises elsewhere. The three add up to the multiplier.
/// Miller and Blair (2009), sections 3.3 and 6.3. One transposed solve for each region and part.
public struct RegionalParts: Sendable {
  /// The regions taken apart, in the order given.
  public let regions: [Int]
  /// Cells of a region, S.
  public let regionSize: Int
  /// Effect within the region from its own economy alone, at `k * S + i` for region `regions[k]`.
  public let intraRegional: [Double]
  /// Effect within the region through other regions, same places.
  public let feedback: [Double]
  /// Effect in all other regions, same places.
  public let spillOver: [Double]

  /// Vectors of the system are region-major with `regionSize` cells for each region.
  ///
  /// Throws `shapeMismatch`, `nonFinite` or `notConverged`.
  public init(
    of coefficients: [Double], in system: InputOutputSystem, regionSize S: Int, regions: [Int]
  ) throws(NumericsError) {
    try system.require("coefficients of an indicator", coefficients)
    let n = system.dimension
    guard S > 0, n.isMultiple(of: S), regions.allSatisfy({ (0..<n / S).contains($0) }) else {
      throw .shapeMismatch(what: "cells of all regions", expected: n, found: S)
    }
    let total = try system.totals(of: coefficients)
    var own = Matrix(rows: n, columns: regions.count)
    for (k, r) in regions.enumerated() {
      for i in r * S..<(r + 1) * S { own[i, k] = coefficients[i] }
    }
    let within = try system.totals(of: own)
    let alone = try Self.alone(own, in: system, regionSize: S, regions: regions)
    var (intra, back, over) = ([Double](), [Double](), [Double]())
    for (k, r) in regions.enumerated() {
      for i in 0..<S {
        let cell = r * S + i
        intra.append(alone[k][i])
        back.append(within[cell, k] - alone[k][i])
        over.append(total[cell] - within[cell, k])
      }
    }
    self.regions = regions
    regionSize = S
    (intraRegional, feedback, spillOver) = (intra, back, over)
  }

  /// s_r'(I − A_rr)⁻¹ for each region, S values each.
  private static func alone(
    _ own: Matrix, in system: InputOutputSystem, regionSize S: Int, regions: [Int]
  ) throws(NumericsError) -> [[Double]] {
    guard system.isFactored else {
      var groups = [Int](repeating: -1, count: system.dimension)
      for (k, r) in regions.enumerated() {
        for cell in r * S..<(r + 1) * S { groups[cell] = k }
      }
      let blocks = try RestrictedOperator(
        system.inputs, groupOfCell: groups, groupCount: regions.count, keeping: .inside)
      let solved = try LinearSolver.solveTransposed(
        blocks, rightHandSide: own, systems: Array(regions.indices),
        options: SolverOptions(tolerance: system.tolerance))
      var result: [[Double]] = []
      for (k, r) in regions.enumerated() {
        result.append(Array(solved.x.column(k)[r * S..<(r + 1) * S]))
      }
      return result
    }
    var result: [[Double]] = []
    for (k, r) in regions.enumerated() {
      var unit = Matrix(rows: system.dimension, columns: S)
      for j in 0..<S { unit[r * S + j, j] = 1 }
      let columns = system.inputs(for: unit)
      var block = Matrix(rows: S, columns: S)
      for j in 0..<S { for i in 0..<S { block[i, j] = columns[r * S + i, j] } }
      let part = Matrix(column: Array(own.column(k)[r * S..<(r + 1) * S]))
      result.append(try InputOutputSystem(factoring: block).totals(of: part).values)
    }
    return result
  }
}
