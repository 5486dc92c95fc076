import ImpactDiagnostics

/// A bundle of final goods at the factory gate of their makers.
public struct GoodsBundle: Sendable {
  /// For people: `C29-VEH made in DE`.
  public let name: String
  /// Money by cell of the makers, length n.
  public let demand: [Double]
  /// What of the bundle was bought from W, whose makers have no model.
  public let fromWorld: Double
  /// Countries of the makers, or of the buyers: home when content is read by zone.
  public let home: Set<Int>

  /// A bundle as given.
  public init(name: String, demand: [Double], fromWorld: Double = 0, home: Set<Int>) {
    self.name = name
    self.demand = demand
    self.fromWorld = fromWorld
    self.home = home
  }

  /// Money of the whole bundle.
  public var total: Double { demand.reduce(fromWorld, +) }
}

extension InterregionalTable {
  /// What buyers of finished goods take from some cells: Σ_s Y[cell,s] + z (money).
  ///
  /// For products of the selected regions and industries, whoever buys them.
  public func finalSales(regions: [Int], industries: [Int], name: String) throws -> GoodsBundle {
    let all = totalFinalDemand
    return try bundle(name, home: regions) { demand in
      for r in regions {
        for j in industries {
          let cell = axes.cell(region: r, industry: j)
          demand[cell] = all[cell]
        }
      }
      return 0
    }
  }

  /// What some regions export to other countries and to W, for all uses.
  public func exports(regions: [Int], industries: [Int], name: String) throws -> GoodsBundle {
    let exports = TradeFlows(self).exports
    return try bundle(name, home: regions) { demand in
      for r in regions {
        for j in industries {
          let cell = axes.cell(region: r, industry: j)
          demand[cell] = exports[cell]
        }
      }
      return 0
    }
  }

  /// What the residents of some regions buy for final use, from wherever it comes.
  public func finalPurchases(regions: [Int], industries: [Int], name: String) throws -> GoodsBundle
  {
    let chosen = Set(industries)
    return try bundle(name, home: regions) { demand in
      var world = 0.0
      for s in regions {
        for cell in 0..<dimension where chosen.contains(axes.industry(of: cell)) {
          demand[cell] += finalDemand.values[s * dimension + cell]
        }
        for i in industries { world += finalFromWorld[s * axes.industryCount + i] }
      }
      return world
    }
  }

  private func bundle(
    _ name: String, home: [Int], _ fill: (inout [Double]) -> Double
  ) throws -> GoodsBundle {
    var demand = [Double](repeating: 0, count: dimension)
    let world = fill(&demand)
    let bundle = GoodsBundle(
      name: name, demand: demand, fromWorld: world,
      home: Set(home.map { axes.countryOfRegion[$0] }))
    guard bundle.total != 0, bundle.total.isFinite else {
      throw ProblemReport([
        Problem(
          at: nil, path: name, "its sales sum to \(bundle.total)",
          expected:
            "an industry that sells in the selected regions; `tia list industries` names them")
      ])
    }
    return bundle
  }
}
