import ImpactAxes

/// Purchases of electric drive components, cells and packs by vehicle assembly, by origin.
///
/// need_k[d] = λ_d · κ · x_VEH[d] · Σ_t m[t,d]·b[k,t]/100 with recipes b and the newest mix m. Buyers in
/// the European Union take the sourced share θ_k from its suppliers (the own country weighted up)
/// and the rest from abroad; others keep the own share of C27 that their car makers show. λ_d ≤ 1 is
/// the largest factor at which every published C27 cell of 2014 keeps a remainder: tables that
/// precede battery cars cannot hold today's purchases, and the gap is reported.
package struct ElectricComponents: Sendable {
  package static let codes = [
    AutomotiveBlock.electricDrive, AutomotiveBlock.cells, AutomotiveBlock.packs,
  ]

  /// `flows[k][o * (C + 1) + d]`, million EUR; index C is the rest of the world.
  package private(set) var flows: [[Double]]
  /// λ by country of assembly.
  package private(set) var coverage: [Double]

  struct Context {
    let tables: NationalTables
    /// Bilateral flows of C27, (C+1)×(C+1).
    let trade: [Double]
    let mixes: [[ImpactAxes.Technology: Double]]
    /// GWh a year by country.
    let capacity: [Double]
    let assumptions: BuildAssumptions
  }

  init(_ context: Context) throws {
    let t = context.tables
    let count = t.countries.count
    let (vehicles, electrical) = (try t.industry(AutomotiveBlock.vehicles), try t.industry("C27"))
    let needs = try Self.needs(context, vehicles)
    let origins = try Self.originShares(context, vehicles, electrical)
    let limit = try context.assumptions("build.electric.parent_cell_limit")
    var lambda = [Double](repeating: 1, count: count)
    let width = count + 1
    func build() -> [[Double]] {
      (0..<3)
        .map { k in
          var f = [Double](repeating: 0, count: width * width)
          for d in 0..<count {
            for o in 0..<width {
              f[o * width + d] = lambda[d] * needs[k][d] * origins[k][o * count + d]
            }
          }
          return f
        }
    }
    var flows = build()
    for _ in 0..<60 {
      let pressure = Self.pressure(t, flows, vehicles, electrical, limit)
      guard pressure.contains(where: { $0 > 1 + 1e-12 }) else { break }
      for d in 0..<count { lambda[d] /= max(pressure[d], 1) }
      flows = build()
    }
    self.flows = flows
    coverage = lambda
  }

  /// Recipe cost of the three groups by technology, per cent of the combustion car's factory cost.
  private static func recipe(_ a: BuildAssumptions) throws -> [[ImpactAxes.Technology: Double]] {
    let bev = try a("cost.index.bev.2025") / 100
    let phev = try a("cost.index.phev") / 100
    func group(_ name: String) throws -> [ImpactAxes.Technology: Double] {
      [
        .bev: try a("bom.bev2025.\(name)") * bev, .phev: try a("bom.phev.\(name)") * phev,
        .hev: try a("bom.hev_minus_ice.\(name)"),
      ]
    }
    var drive = try group("traction_motor")
    for (technology, value) in try group("power_electronics") {
      drive[technology, default: 0] += value
    }
    drive[.bev, default: 0] += try a("bom.bev2025.transmission_reducer") * bev
    return [drive, try group("battery_cells"), try group("battery_pack_ex_cells")]
  }

  private static func needs(_ context: Context, _ vehicles: Int) throws -> [[Double]] {
    let kappa = try context.assumptions("drive_train.factory_cost_share")
    return try recipe(context.assumptions)
      .map { costs in
        context.tables.countries.indices.map { c in
          let perVehicle = ImpactAxes.Technology.allCases.reduce(0) {
            $0 + (context.mixes[c][$1] ?? 0) * (costs[$1] ?? 0)
          }
          return kappa * perVehicle / 100 * context.tables.output[c][vehicles]
        }
      }
  }

  /// Shares of origins, `[k][o * C + d]`; each destination sums to 1.
  private static func originShares(
    _ context: Context, _ vehicles: Int, _ electrical: Int
  ) throws -> [[Double]] {
    let (t, a) = (context.tables, context.assumptions)
    let count = t.countries.count
    let home = try a("build.electric.home_preference")
    let zone = try [
      (a("content.eu_share.traction_motor") + a("content.eu_share.power_electronics")) / 200,
      a("content.eu_share.cells") / 100, a("content.eu_share.pack_ex_cells") / 100,
    ]
    let supply = try supplyWeights(context, vehicles, electrical)
    return (0..<3)
      .map { k in
        var shares = [Double](repeating: 0, count: (count + 1) * count)
        for d in 0..<count {
          let inUnion = CountryCodes.europeanUnion.contains(t.countries[d])
          let near = (0..<count)
            .map { o -> Double in
              guard inUnion ? CountryCodes.europeanUnion.contains(t.countries[o]) : o == d else {
                return 0
              }
              return supply[k][o] * (o == d ? home : 1)
            }
          let far = (0...count)
            .map { o -> Double in
              if o == count { return context.trade[o * (count + 1) + d] }
              guard inUnion ? !CountryCodes.europeanUnion.contains(t.countries[o]) : o != d,
                supply[k][o] > 0
              else { return 0 }
              return context.trade[o * (count + 1) + d]
            }
          var nearShare = inUnion ? zone[k] : ownShare(t, d, electrical, vehicles)
          let (nearTotal, farTotal) = (near.reduce(0, +), far.reduce(0, +))
          if nearTotal == 0 { nearShare = 0 }
          if farTotal == 0 { nearShare = nearTotal > 0 ? 1 : 0 }
          for o in 0...count {
            let close = o < count && nearTotal > 0 ? nearShare * near[o] / nearTotal : 0
            shares[o * count + d] = close + (farTotal > 0 ? (1 - nearShare) * far[o] / farTotal : 0)
          }
        }
        return shares
      }
  }

  private static func ownShare(_ t: NationalTables, _ d: Int, _ i: Int, _ j: Int) -> Double {
    let (own, imported) = (t.own[d][t.at(i, j)], t.imported[d][t.at(i, j)])
    return own + imported > 0 ? own / (own + imported) : 0
  }

  /// Who supplies: electrical equipment makers; countries with cell plants; both with assembly.
  private static func supplyWeights(
    _ context: Context, _ vehicles: Int, _ electrical: Int
  ) throws -> [[Double]] {
    let t = context.tables
    // Cell makers outside Europe: an assumption on who exports cells, sized by their C27 exports.
    let cellMakers: Set<String> = ["CN", "JP", "KR"]
    let atAssembly = try context.assumptions("build.electric.pack_share_at_assembly")
    let union = t.countries.map { CountryCodes.europeanUnion.contains($0) }
    let gwh = context.capacity.reduce(0, +)
    let assembled = t.countries.indices.reduce(0) { $0 + (union[$1] ? t.output[$1][vehicles] : 0) }
    let drive = t.countries.indices.map { t.output[$0][electrical] }
    let cells = t.countries.indices.map { c in
      union[c] ? context.capacity[c] : cellMakers.contains(t.countries[c]) ? drive[c] : 0
    }
    let packs = t.countries.indices.map { c in
      guard union[c] else { return cells[c] }
      return (1 - atAssembly) * context.capacity[c] / gwh + atAssembly * t.output[c][vehicles]
        / assembled
    }
    return [drive, cells, packs]
  }

  /// How far each buyer exceeds what published cells can hold: 1 is the limit.
  private static func pressure(
    _ t: NationalTables, _ flows: [[Double]], _ vehicles: Int, _ electrical: Int, _ limit: Double
  ) -> [Double] {
    let count = t.countries.count
    let width = count + 1
    func sum(_ cells: [(Int, Int)]) -> Double {
      cells.reduce(0) { total, cell in total + flows.reduce(0) { $0 + $1[cell.0 * width + cell.1] }
      }
    }
    func ratio(_ need: Double, _ cell: Double) -> Double {
      need <= 0 ? 0 : cell > 0 ? need / (limit * cell) : .infinity
    }
    var result = [Double](repeating: 0, count: count)
    for d in 0..<count {
      let own = t.own[d][t.at(electrical, vehicles)]
      let imported = t.imported[d][t.at(electrical, vehicles)]
      result[d] = max(
        ratio(sum([(d, d)]), own),
        ratio(sum((0..<width).filter { $0 != d }.map { ($0, d) }), imported))
    }
    for o in 0..<count {
      let sales = sum((0..<count).filter { $0 != o }.map { (o, $0) })
      let seller = max(
        ratio(sales, t.own[o][t.at(electrical, .exports)]),
        ratio(sales + sum([(o, o)]), t.output[o][electrical]))
      for d in 0..<count where flows.contains(where: { $0[o * width + d] > 0 }) {
        result[d] = max(result[d], seller)
      }
    }
    return result.map { $0.isFinite ? $0 : 1e12 }
  }

  // MARK: Carving out of C27

  /// The tables with the three industries taken out of C27, in rows and columns.
  func carve(_ t: NationalTables, cellIntensity: [String: Double]) throws -> NationalTables {
    let p = try t.industry("C27")
    let s = t.industryCount
    var result = t
    result.industries = Array(t.industries[...p]) + Self.codes + Array(t.industries[(p + 1)...])
    for c in t.countries.indices {
      let parts = try Parts(t, c, p, flows, cellIntensity)
      result.own[c] = parts.expand(t.own[c], t, imported: false)
      result.imported[c] = parts.expand(t.imported[c], t, imported: true)
      let x = t.output[c][p]
      let made = parts.output.reduce(0, +)
      let rate = x > 0 ? t.valueAdded[c][p] / x : 0
      result.output[c] =
        Array(t.output[c][..<p]) + [x - made] + parts.output + Array(t.output[c][(p + 1)..<s])
      result.valueAdded[c] =
        Array(t.valueAdded[c][..<p]) + [rate * (x - made)] + parts.output.map { rate * $0 }
        + Array(t.valueAdded[c][(p + 1)..<s])
    }
    return result
  }
}
