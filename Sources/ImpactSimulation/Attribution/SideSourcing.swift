import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Right-hand sides of all years and levers where they are made.
///
/// One product is sourced for all years, levers and parts at once, since the same shares source it.
struct SideSourcing: Sendable {
  let sides: [YearSides]
  let levers: Int
  let basis: ResponseBasis

  private var economy: Economy { basis.economy }
  /// Years times levers.
  private var width: Int { sides.count * levers }

  /// By `YearSides.Part`: columns of length n, number t·levers + l.
  func parts() -> [[[Double]]] {
    let (R, S, n) = (economy.regionCount, economy.industryCount, economy.dimension)
    let rows = sides.map { side -> [[Int]] in
      var byProduct = [[Int]](repeating: [], count: S)
      for (row, target) in side.targets.enumerated() { byProduct[target.key.product].append(row) }
      return byProduct
    }
    let made = concurrentMap(S) { i in sourced(i, rows.map { $0[i] }) }
    return YearSides.Part.allCases.map { part in
      concurrentMap(width) { c -> [Double] in
        let origin = sides[c / levers].atOrigin[part.rawValue]
        var values = origin?.column(c % levers) ?? [Double](repeating: 0, count: n)
        let first = (part.rawValue * width + c) * R
        for i in 0..<S {
          guard let product = made[i] else { continue }
          for r in 0..<R { values[r * S + i] += Double(product.values[first + r]) }
        }
        return values
      }
    }
  }

  /// What makers of a product deliver, R×(parts·years·levers); nil where nobody buys.
  ///
  /// `rows` are those of the product by year.
  private func sourced(_ i: Int, _ rows: [[Int]]) -> SingleMatrix? {
    var sum: SingleMatrix?
    for k in 0...1 {
      let bought = bought(i, k, rows)
      guard !bought.isEmpty else { continue }
      let shares = basis.trade(product: i, originClass: k)
      for (zone, values) in bought {
        var sold = shares.multiplied(by: values)
        if let zone {
          for c in 0..<sold.columns {
            for r in 0..<sold.rows where !zone.regions[r] { sold[r, c] = 0 }
          }
        }
        sum = sum?.adding(sold) ?? sold
      }
    }
    return sum
  }

  /// What regions buy of a product and class, by zone of the origins that deliver.
  private func bought(
    _ i: Int, _ k: Int, _ rows: [[Int]]
  ) -> [(zone: ScopeMask?, values: SingleMatrix)] {
    let R = economy.regionCount
    var byZone: [(zone: ScopeMask?, values: SingleMatrix)] = []
    func place(_ zone: ScopeMask?) -> Int {
      if let known = byZone.firstIndex(where: { $0.zone == zone }) { return known }
      let none = SingleMatrix(rows: R, columns: YearSides.Part.allCases.count * width)
      byZone.append((zone, none))
      return byZone.count - 1
    }
    for (t, side) in sides.enumerated() {
      var met: [(zone: ScopeMask?, rows: [Int])] = []
      for row in rows[t] where side.targets[row].key.originClass == k {
        let zone = side.targets[row].key.zone
        if let known = met.firstIndex(where: { $0.zone == zone }) {
          met[known].rows.append(row)
        } else {
          met.append((zone, [row]))
        }
      }
      for part in YearSides.Part.allCases {
        let first = part.rawValue * width + t * levers
        if let demand = side.demand[part.rawValue] {
          let start = k * economy.dimension + i
          let cells = (0..<R).map { start + $0 * economy.industryCount }
          byZone[place(nil)].values.add(demand, rows: cells, to: Array(0..<R), columns: first)
        }
        guard let all = side.purchases[part.rawValue] else { continue }
        for (zone, own) in met {
          let some = own.filter { $0 < all.rows }
          byZone[place(zone)].values
            .add(all, rows: some, to: some.map { side.targets[$0].region }, columns: first)
        }
      }
    }
    return byZone
  }
}
