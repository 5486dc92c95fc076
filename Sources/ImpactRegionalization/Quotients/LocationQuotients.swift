import Foundation
package import ImpactNumerics

/// How strongly a region is specialised in its industries, against the nation it is part of.
///
///     SLQ_i  = (x_i^r / x^r) / (x_i^n / x^n)
///     CILQ_ij = SLQ_i / SLQ_j
///     RLQ_ij  = SLQ_i / log2(1 + SLQ_j)
///     FLQ_ij  = λ·CILQ_ij, on the diagonal λ·SLQ_i;   λ = log2(1 + x^r / x^n)^δ
///     AFLQ_ij = FLQ_ij·log2(1 + SLQ_j) where SLQ_j > 1, else FLQ_ij
///     a_ij^r = a_ij^n · min(1, quotient_ij)
///
/// with x output, value added or persons by industry, any unit but the same for both. The national
/// coefficients must be domestic ones: imports from abroad are no purchases from other regions.
/// Sources: Miller & Blair (2009), section 8.2; Round (1978); Flegg & Webber (1997, 2000); Kowalewski
/// (2015) for δ by industry. λ uses the totals of region and nation, not single industries.
package struct LocationQuotients: Sendable {
  /// Which quotient.
  package enum Method: Sendable, Equatable {
    case simple
    /// 1 on the diagonal, as the definition gives, or SLQ_i there.
    case crossIndustry(simpleDiagonal: Bool)
    case round
    /// δ from 0 to 1, mostly 0.1 to 0.5.
    case flegg(delta: Double)
    case augmentedFlegg(delta: Double)
    /// δ_j of the buying industry.
    case fleggByIndustry(delta: [Double])
  }

  /// SLQ by industry; 0 where the region has none of it.
  package let simple: [Double]
  /// x^r / x^n.
  package let regionSize: Double

  /// Takes sizes by industry, at or above zero.
  ///
  /// An industry that the nation lacks has the quotient 0. Throws `BuildFault` with every industry
  /// whose size is negative, not finite, or positive in a region of a nation without it.
  package init(regional: [Double], national: [Double], industries: [String] = []) throws {
    precondition(regional.count == national.count, "region and nation have the same industries")
    func name(_ i: Int) -> String { industries.indices.contains(i) ? industries[i] : "\(i)" }
    var faults: [String] = []
    for i in regional.indices {
      if !(regional[i] >= 0 && regional[i].isFinite && national[i] >= 0 && national[i].isFinite) {
        faults.append(
          "industry \(name(i)): sizes \(regional[i]) and \(national[i]) must be finite and at or above zero"
        )
      } else if regional[i] > 0, national[i] == 0 {
        faults.append(
          "industry \(name(i)): the region has \(regional[i]) of it, the nation none; correct one of them"
        )
      }
    }
    let (region, nation) = (regional.reduce(0, +), national.reduce(0, +))
    if faults.isEmpty, !(region > 0 && nation > 0) {
      faults.append("region and nation need an industry with a size above zero")
    }
    guard faults.isEmpty else { throw BuildFault(faults.joined(separator: "\n")) }
    simple = zip(regional, national).map { $1 > 0 ? ($0 / region) / ($1 / nation) : 0 }
    regionSize = region / nation
  }

  /// λ = log2(1 + x^r / x^n)^δ.
  package func sizeFactor(delta: Double) -> Double { pow(log2(1 + regionSize), delta) }

  /// Quotients of the selling industry i (row) and the buying industry j (column), S×S, not capped.
  ///
  /// Where the region lacks the buying industry the column is zero.
  package func matrix(_ method: Method) -> Matrix {
    let n = simple.count
    var result = Matrix(rows: n, columns: n)
    for j in 0..<n { for i in 0..<n { result[i, j] = value(method, i, j) } }
    return result
  }

  /// One quotient of the matrix.
  package func value(_ method: Method, _ i: Int, _ j: Int) -> Double {
    guard simple[j] > 0 else { return 0 }
    let cross = i == j ? simple[i] : simple[i] / simple[j]
    switch method {
    case .simple: return simple[i]
    case .crossIndustry(let simpleDiagonal): return i == j && !simpleDiagonal ? 1 : cross
    case .round: return simple[i] / log2(1 + simple[j])
    case .flegg(let delta): return sizeFactor(delta: delta) * cross
    case .augmentedFlegg(let delta):
      return sizeFactor(delta: delta) * cross * (simple[j] > 1 ? log2(1 + simple[j]) : 1)
    case .fleggByIndustry(let delta): return sizeFactor(delta: delta[j]) * cross
    }
  }

  /// Share of a region's final purchases of product i that it makes itself, at most 1.
  ///
  /// No industry buys, so the cross-industry quotients leave SLQ_i, times λ for those of Flegg.
  package func finalShare(_ method: Method, _ i: Int) -> Double {
    switch method {
    case .simple, .crossIndustry, .round: min(1, simple[i])
    case .flegg(let delta), .augmentedFlegg(let delta):
      min(1, sizeFactor(delta: delta) * simple[i])
    case .fleggByIndustry(let delta): min(1, sizeFactor(delta: delta[i]) * simple[i])
    }
  }

  /// a^r = a^n ∘ min(1, quotient), S×S; `capped` false leaves quotients above 1 as they are.
  package func coefficients(
    of national: Matrix, _ method: Method, capped: Bool = true
  ) -> Matrix {
    precondition(
      national.rows == simple.count && national.columns == simple.count, "a coefficient to a pair")
    let quotients = matrix(method)
    var result = national
    for k in result.values.indices {
      result.values[k] *= capped ? min(1, quotients.values[k]) : quotients.values[k]
    }
    return result
  }
}
