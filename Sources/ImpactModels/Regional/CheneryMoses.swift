import ImpactDiagnostics
public import ImpactNumerics

/// A small multiregional model held in full, put together from regional technology and trade shares.
///
///     x = Ĉ (Â x + y) + z,   A = Ĉ Â,   Σ_r c[i][r,s] + foreign[i,s] = 1
///
/// Index of region r and product i: `r * S + i`. c[i][r,s] is the share of s's purchases of i that
/// come from r. Chenery (1953), Moses (1955); Miller and Blair, section 3.4.
public struct CheneryMoses: Sendable {
  /// Technology by region, S×S each, imports included.
  public let technology: [Matrix]
  /// c[i], R×R for each product.
  public let shares: [Matrix]
  /// foreign[s][i]: share bought from the rest of the world.
  public let foreignShares: [[Double]]
  /// The quantity model with A = Ĉ Â, n×n.
  public let model: LeontiefModel

  /// Shares of a column may miss 1 by this much: twelve digits of input, summed.
  public static let tolerance = 1e-9

  /// Throws a `ProblemReport` with all columns of shares that do not sum to 1.
  public init(technology: [Matrix], shares: [Matrix], foreignShares: [[Double]]) throws {
    let (R, S) = (technology.count, shares.count)
    guard technology.allSatisfy({ $0.rows == S && $0.columns == S }),
      shares.allSatisfy({ $0.rows == R && $0.columns == R }),
      foreignShares.count == R, foreignShares.allSatisfy({ $0.count == S })
    else {
      throw ProblemReport([
        Problem(
          at: nil, path: "trade shares", "the sizes do not fit \(R) regions and \(S) products",
          expected: "S×S technology by region, R×R shares by product, S foreign shares by region")
      ])
    }
    var problems: [Problem] = []
    for s in 0..<R {
      for i in 0..<S {
        let sum = shares[i].column(s).reduce(foreignShares[s][i], +)
        if !(abs(sum - 1) <= Self.tolerance) {
          problems.append(
            Problem(
              at: nil, path: "product \(i), destination \(s)", "the shares sum to \(sum)",
              expected: "1 over all origins, the rest of the world included"))
        }
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    self.technology = technology
    self.shares = shares
    self.foreignShares = foreignShares
    model = try LeontiefModel(
      inputCoefficients: Self.purchases(shares, technology: technology))
  }

  /// Number of regions, R.
  public var regions: Int { technology.count }
  /// Number of products, S.
  public var products: Int { shares.count }

  /// x for final demand y by region of use and exports z to the rest of the world (length n each).
  public func output(finalDemand y: [Double], exports z: [Double]) throws -> [Double] {
    let demand = zip(sourced(y), z).map { $0 + $1 }
    return try model.output(for: Matrix(column: demand)).values
  }

  /// Ĉ d: what the regions deliver for demand d by region of use (length n).
  public func sourced(_ demand: [Double]) -> [Double] { Self.sourced(demand, shares: shares) }

  /// Â x: what each region buys by product from all origins together (length n).
  public func purchases(output x: [Double]) -> [Double] {
    technology.enumerated()
      .flatMap { s, matrix in
        matrix.multiplied(by: Matrix(column: Array(x[s * products..<(s + 1) * products]))).values
      }
  }

  /// Purchases of intermediates from the rest of the world by region and product (length n).
  public func foreignPurchases(output x: [Double]) -> [Double] {
    let bought = purchases(output: x)
    return bought.indices.map { bought[$0] * foreignShares[$0 / products][$0 % products] }
  }

  /// x_j (1 − Σ_i a[i,j]): output less inputs of all origins (length n).
  public func valueAdded(output x: [Double]) -> [Double] {
    x.indices.map { index in
      let inputs = technology[index / products].column(index % products).reduce(0, +)
      return x[index] * (1 - inputs)
    }
  }

  static func sourced(_ demand: [Double], shares: [Matrix]) -> [Double] {
    let products = shares.count
    var delivered = [Double](repeating: 0, count: demand.count)
    for (i, share) in shares.enumerated() {
      for s in 0..<share.columns {
        for r in 0..<share.rows {
          delivered[r * products + i] += share[r, s] * demand[s * products + i]
        }
      }
    }
    return delivered
  }

  /// Ĉ Â, n×n.
  static func purchases(_ shares: [Matrix], technology: [Matrix]) -> Matrix {
    let (R, S) = (technology.count, shares.count)
    var result = Matrix(rows: R * S, columns: R * S)
    for s in 0..<R {
      for j in 0..<S {
        for i in 0..<S {
          for r in 0..<R {
            result[r * S + i, s * S + j] = shares[i][r, s] * technology[s][i, j]
          }
        }
      }
    }
    return result
  }
}
