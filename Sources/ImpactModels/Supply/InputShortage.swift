public import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics

/// What output remains feasible when suppliers of a product deliver less.
///
/// The outputs of the cells k (a product, made in a zone) fall by a share φ. Two views, one up and one
/// down the chain:
///
/// - Mixed model: x_k = (1 − φ) x₀, and final users of k give way first. Other producers keep their
///   inputs; only the suppliers of k lose. See `MixedModel`.
/// - Bottleneck: every buyer of a product is cut alike, inputs are used in fixed proportions and nothing
///   replaces them. q is the largest solution of
///
///       q[j,s] = min(1 − φ[j,s], min_i Σ_k a_k[i,j,s] ū_k[i,s](q) / a[i,j,s])
///
///   with ū the mean of q over the origins of the product, imports from the rest of the world in full.
///   Rounds start at q = 1 and only fall towards the largest q: after every round no plan that cuts
///   buyers alike can make more than q x₀. Round 1 reaches the buyers of k, each further round their
///   buyers. Accounts hold a little of everything in everything, so many rounds with every input
///   counted stop most of an economy: name the least input that counts. Stocks and other suppliers
///   would soften it.
///
/// Leontief's production function with rationing in proportion; compare Hallegatte (2008) and
/// Oosterhaven and Bouwmeester (2016), who let buyers change suppliers.
public struct InputShortage: Sendable {
  /// Cells whose output falls.
  public let cells: [Int]
  /// The mixed model: Δx, length n, million EUR.
  public let mixedChange: [Double]
  /// Cells whose final demand would become negative in the mixed model.
  public let negativeDemand: [Int]
  /// The bottleneck: q, share of base output that stays feasible, length n; 1 without output.
  public let feasibleShare: [Double]
  /// Rounds made: those asked for, or fewer when q moved by less than 1e-12.
  public let rounds: Int
  /// One notice where final demand becomes negative in the mixed model.
  public let notices: [Notice]

  /// Inputs below this share of a buyer's output do not stop it, as an assumption of the caller.
  public let leastInput: Double

  /// Throws a `ProblemReport` for a share outside 0 to 1, and what the solvers throw.
  public init(
    _ model: EconomyModel, cells: [Int], share: Double, leastInput: Double, rounds most: Int
  ) throws {
    guard share >= 0, share <= 1 else {
      throw ProblemReport([
        Problem(at: nil, path: "shortage", "the share is \(share)", expected: "a share, 0 to 1")
      ])
    }
    let output = model.output
    let n = output.count
    let short = Array(Set(cells)).sorted()
    self.cells = short
    self.leastInput = leastInput
    // A change of the mixed model: final demand of the others stays as it is.
    let fall = CellMask.values(short, of: n, inside: share, outside: 0)
    let mixed = try model.naming("shortage") {
      try MixedModel(model.system, exogenous: short)
        .solve(
          output: zip(fall, output).map { -$0 * $1 },
          finalDemand: [Double](repeating: 0, count: n))
    }
    mixedChange = mixed.output
    let base = model.economy.finalDemandAtOrigin(model.accounts)
    negativeDemand = short.filter { base[$0] + mixed.finalDemand[$0] < -1e-9 * output[$0] }
    let limit = fall.map { 1 - $0 }
    (feasibleShare, rounds) = Self.bottleneck(
      model, limit: limit, leastInput: leastInput, most: most)
    notices =
      negativeDemand.isEmpty
      ? []
      : [
        Notice(
          "negative-final-demand",
          "in the mixed model, final demand of \(negativeDemand.count) of \(short.count) cells "
            + "becomes negative: intermediate users alone need more than what is left")
      ]
  }

  /// −Σ Δx of the bottleneck, million EUR.
  public func bottleneckLoss(output: [Double]) -> Double {
    zip(feasibleShare, output).reduce(0) { $0 + (1 - $1.0) * $1.1 }
  }

  private static func bottleneck(
    _ model: EconomyModel, limit: [Double], leastInput: Double, most: Int
  ) -> (q: [Double], rounds: Int) {
    let buyers = BuyerMeans(model)
    let S = model.economy.industryCount
    let world = [Double](repeating: 1, count: S)
    let active = model.output.map { $0 > 0 }
    var q = limit.indices.map { active[$0] ? limit[$0] : 1 }
    var rounds = 0
    while rounds < most {
      let before = q
      let means = buyers.means(of: before, world: world)
      let technology = model.matrices.technology
      let next = concurrentMap(model.economy.regionCount) { s -> [Double] in
        (0..<S)
          .map { j in
            guard active[s * S + j] else { return 1 }
            var least = before[s * S + j]
            for i in 0..<S {
              let own = technology.coefficient(originClass: 0, product: i, buyer: j, region: s)
              let abroad = technology.coefficient(originClass: 1, product: i, buyer: j, region: s)
              guard own + abroad > leastInput else { continue }
              let met = own * means.own[s * S + i] + abroad * means.imported[s * S + i]
              least = min(least, met / (own + abroad))
            }
            return least
          }
      }
      .flatMap(\.self)
      rounds += 1
      let moved = zip(before, next).reduce(0) { max($0, $1.0 - $1.1) }
      q = next
      if moved <= 1e-12 { break }
    }
    return (q, rounds)
  }
}
