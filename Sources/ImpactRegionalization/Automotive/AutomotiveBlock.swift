import ImpactAxes

/// Splits the automotive block out of C29 and C28 in every national table.
///
/// C29 becomes vehicle assembly, combustion powertrain and other components; engine parts inside
/// C28 join the combustion powertrain. Children add up to their parents in every row and column.
package enum AutomotiveBlock29 {
  /// Shares of C29 persons by country, parts as in `USDetail.Part`; sums to 1.
  package static func split(
    _ tables: NationalTables, personShares: [[Double]], detail: USDetail,
    assumptions: BuildAssumptions
  ) throws -> NationalTables {
    let motor = try motorVehicles(tables, personShares: personShares, detail: detail)(tables)
    let machinery = try machinery(motor, assumptions)(motor)
    return try merge(machinery, "C28-ICE", into: AutomotiveBlock.combustion)
  }

  private static func motorVehicles(
    _ tables: NationalTables, personShares: [[Double]], detail: USDetail
  ) throws -> IndustrySplit {
    let codes = [
      AutomotiveBlock.vehicles, AutomotiveBlock.combustion, AutomotiveBlock.otherComponents,
    ]
    let outputShares = tables.countries.indices.map { c -> [Double] in
      let weights = zip(personShares[c], detail.outputPerCompensation).map { $0 * $1 }
      return weights.map { $0 / weights.reduce(0, +) }
    }
    let children = codes.indices.map { k in
      IndustrySplit.Child(
        code: codes[k], outputShare: outputShares.map { $0[k] },
        valueAddedShare: detail.valueAddedShare[k],
        intensity: { detail.inputIntensity[k][$0] ?? 1 },
        composition: { composition(detail, $0, codes)[k] })
    }
    return IndustrySplit(parent: "C29", children: children)
  }

  private static func composition(
    _ detail: USDetail, _ user: IndustrySplit.User, _ codes: [String]
  ) -> [Double] {
    let kind: USDetail.User =
      switch user {
      case .industry("G45"): .repair
      case .industry(let code):
        codes.firstIndex(of: code).flatMap(USDetail.Part.init(rawValue:)).map(USDetail.User.part)
          ?? .other
      case .final(.households), .final(.nonProfit): .households
      case .final(.government): .government
      case .final(.investment), .final(.inventories): .investment
      case .final(.exports): .exports
      }
    return detail.composition[kind] ?? [1, 1, 1]
  }

  /// Engine parts inside machinery; inputs in proportion (Wolsky 1984), sales by user.
  private static func machinery(
    _ tables: NationalTables, _ assumptions: BuildAssumptions
  ) throws -> IndustrySplit {
    let share = try assumptions("build.block.combustion_share_of_machinery") / 100
    let prefix = "build.machinery_for_cars."
    let byUser = try [
      AutomotiveBlock.vehicles: assumptions(prefix + "vehicles"),
      AutomotiveBlock.combustion: assumptions(prefix + "combustion"),
      AutomotiveBlock.otherComponents: assumptions(prefix + "other_components"),
      "G45": assumptions(prefix + "repair"),
    ]
    let exports = try assumptions(prefix + "exports")
    let other = try assumptions(prefix + "other")
    func part(_ user: IndustrySplit.User) -> Double {
      switch user {
      case .industry(let code): byUser[code] ?? other
      case .final(.exports): exports
      case .final: other
      }
    }
    let count = tables.countries.count
    return IndustrySplit(
      parent: "C28",
      children: [
        IndustrySplit.Child(
          code: "C28", outputShare: [Double](repeating: 1 - share, count: count),
          valueAddedShare: 1, intensity: { _ in 1 }, composition: { 1 - part($0) }),
        IndustrySplit.Child(
          code: "C28-ICE", outputShare: [Double](repeating: share, count: count),
          valueAddedShare: 1, intensity: { _ in 1 }, composition: part),
      ])
  }

  /// Adds an industry to another in rows, columns and primary inputs.
  private static func merge(
    _ t: NationalTables, _ code: String, into target: String
  ) throws -> NationalTables {
    let (from, to) = (try t.industry(code), try t.industry(target))
    var result = t
    result.industries.remove(at: from)
    func fold(_ block: [Double]) -> [Double] {
      var cells = block
      for u in 0..<t.columns { cells[t.at(to, u)] += cells[t.at(from, u)] }
      for i in 0..<t.industryCount { cells[t.at(i, to)] += cells[t.at(i, from)] }
      return (0..<t.industryCount).filter { $0 != from }
        .flatMap { i in
          (0..<t.columns).filter { $0 != from }.map { cells[t.at(i, $0)] }
        }
    }
    func fold(vector: [Double]) -> [Double] {
      var values = vector
      values[to] += values[from]
      values.remove(at: from)
      return values
    }
    for c in t.countries.indices {
      result.own[c] = fold(t.own[c])
      result.imported[c] = fold(t.imported[c])
      result.output[c] = fold(vector: t.output[c])
      result.valueAdded[c] = fold(vector: t.valueAdded[c])
    }
    return result
  }
}
