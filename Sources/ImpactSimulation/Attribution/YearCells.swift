import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Purchases that coalitions of a year change, cell by cell, with what coordinates say of these cells.
///
///     d[s] = Σ_j Δ_C[j, s]·x_C[j, s]
///
/// Levers change few of all purchases: rows stand for the cells that some coalition of the year has changed so
/// far. They are numbered in the order of the walk, so that sums do not depend on other years.
struct YearCells {
  /// What purchases are sourced by, numbered as met.
  private(set) var keys: [PurchaseKey] = []
  /// Changes of the coalitions at hand: levels are `buyer·R + s`, targets `key·R + s`.
  private(set) var terms: ChangeTerms
  /// Coalitions at hand with the same changes: a group is a system of `terms`.
  private(set) var systems = CoalitionGroups(0) { _, _ in false }
  private(set) var open: ChannelCells
  private(set) var closed: ChannelCells?
  private(set) var prices: PriceCells?
  /// x₀ of the levels.
  private(set) var output: [Float] = []

  private let economy: Economy
  private var zones: [ScopeMask] = []
  /// Numbers of keys by zone, class and product, counted from 1.
  private var numbers: [[Int32]] = []

  init(_ basis: CoalitionBasis, economy: Economy) {
    self.economy = economy
    terms = ChangeTerms(places: economy.regionCount)
    open = ChannelCells(basis.open)
    closed = basis.closed.map { ChannelCells($0) }
    prices = basis.prices.map { PriceCells($0) }
  }

  /// Takes in the changes of some coalitions in place of those before.
  mutating func take(_ states: [LeverState]) {
    systems = CoalitionGroups(states.count) {
      states[$0].purchases.isSame(as: states[$1].purchases)
    }
    terms.removeSystems()
    for c in systems.first {
      let purchases = states[c].purchases
      terms.addSystem()
      purchases.forEachLayer { buyer, product, layer in
        let target = number(
          product: product, originClass: layer.originClass,
          zone: layer.zone.map { purchases.zones[$0] })
        terms.add(
          Array(purchases.values[layer.span]), from: layer.regions.lowerBound, level: buyer,
          target: target)
      }
    }
    extend()
    prices?.take(states.flatMap(\.priceResponses))
  }

  /// Region of a target and its key.
  func target(_ row: Int) -> (key: Int, region: Int) {
    let cell = terms.targets.cells[row]
    return (cell / economy.regionCount, cell % economy.regionCount)
  }

  /// Purchases under a key from rows (targets×columns), R×columns.
  func dense(_ bought: SingleMatrix, key: Int) -> SingleMatrix {
    let R = economy.regionCount
    var result = SingleMatrix(rows: R, columns: bought.columns)
    for s in 0..<R {
      guard let row = terms.targets.number(of: key * R + s) else { continue }
      for c in 0..<bought.columns {
        result.values[c * R + s] = bought.values[c * bought.rows + row]
      }
    }
    return result
  }

  private mutating func number(product: Int, originClass: Int, zone: ScopeMask?) -> Int {
    var z = 0
    if let zone {
      z = 1 + (zones.firstIndex(of: zone) ?? zones.count)
      if z > zones.count { zones.append(zone) }
    }
    let S = economy.industryCount
    while numbers.count <= z { numbers.append([Int32](repeating: 0, count: 2 * S)) }
    let known = numbers[z][originClass * S + product]
    if known > 0 { return Int(known) - 1 }
    keys.append(PurchaseKey(product: product, originClass: originClass, zone: zone))
    numbers[z][originClass * S + product] = Int32(keys.count)
    return keys.count - 1
  }

  /// Rows of what is new.
  private mutating func extend() {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let levels = terms.levels.cells.dropFirst(output.count)
      .map { $0 % R * S + $0 / R }
    let targets = terms.targets.cells.dropFirst(open.projector.columns)
      .map { (key: keys[$0 / R], region: $0 % R) }
    output += levels.map { Float(economy.satellites.output[$0]) }
    open.extend(levels: levels, targets: targets)
    closed?.extend(levels: levels, targets: targets)
    prices?.extend(levels: levels, targets: targets)
  }
}

/// Rows of a channel's basis at cells that a year changes.
struct ChannelCells {
  let channel: ChannelBasis
  /// Δx of the buyer of a level from coordinates, levels×modes.
  private(set) var response: SingleMatrix
  /// Coordinates of a EUR bought at a target, width×targets.
  private(set) var projector: SingleMatrix

  init(_ channel: ChannelBasis) {
    self.channel = channel
    response = SingleMatrix(rows: 0, columns: channel.basis.modes)
    projector = SingleMatrix(rows: channel.basis.width, columns: 0)
  }

  mutating func extend(levels: [Int], targets: [(key: PurchaseKey, region: Int)]) {
    if !levels.isEmpty {
      response = response.above(channel.basis.response.gathered(levels).transposed)
    }
    projector = projector.beside(byKey: targets, channel.basis.layer)
  }
}

/// Rows of the prices' basis at cells that a year changes.
struct PriceCells {
  let basis: CoalitionPrices
  /// Prices of what is bought at a target, targets×modes.
  private(set) var paid: SingleMatrix
  /// Q of a level, modes×levels.
  private(set) var projector: SingleMatrix
  /// Extra costs of the states at hand, one after the other.
  private(set) var costs: [Cost] = []
  /// Those met in the year, by lever: many coalitions have the same.
  private var met: [String: [Cost]] = [:]

  /// Δc with its coordinates.
  struct Cost {
    let costs: [PriceResponse.Cost]
    let coordinates: [Float]
  }

  init(_ basis: CoalitionPrices) {
    self.basis = basis
    paid = SingleMatrix(rows: 0, columns: basis.modes)
    projector = SingleMatrix(rows: basis.modes, columns: 0)
  }

  mutating func extend(levels: [Int], targets: [(key: PurchaseKey, region: Int)]) {
    if !levels.isEmpty { projector = projector.beside(basis.projector(at: levels)) }
    paid = paid.above(byKey: targets, basis.layer)
  }

  /// Takes in the extra costs of some states in place of those before.
  mutating func take(_ responses: [PriceResponse]) {
    costs = responses.map { response in
      if let known = met[response.lever]?.first(where: { $0.costs == response.costs }) {
        return known
      }
      let cost = Cost(
        costs: response.costs, coordinates: basis.coordinates(of: response.costs))
      met[response.lever, default: []].append(cost)
      return cost
    }
  }
}

extension SingleMatrix {
  /// More columns: row s of what `layer` gives for a key, for each target.
  fileprivate func beside(
    byKey targets: [(key: PurchaseKey, region: Int)], _ layer: (PurchaseKey) -> SingleMatrix
  ) -> SingleMatrix {
    guard !targets.isEmpty else { return self }
    var values = values
    values.reserveCapacity(values.count + targets.count * rows)
    Self.forEachKey(targets) { values += layer($0).transposedRows($1).values }
    return SingleMatrix(rows: rows, columns: columns + targets.count, values: values)
  }

  /// More rows: row s of what `layer` gives for a key, for each target.
  fileprivate func above(
    byKey targets: [(key: PurchaseKey, region: Int)], _ layer: (PurchaseKey) -> SingleMatrix
  ) -> SingleMatrix {
    guard !targets.isEmpty else { return self }
    var more = SingleMatrix(rows: targets.count, columns: columns)
    var first = 0
    Self.forEachKey(targets) { key, regions in
      more.place(layer(key).rows(regions), rows: first)
      first += regions.count
    }
    return above(more)
  }

  /// Calls `body` with the regions of targets that follow one another under one key.
  private static func forEachKey(
    _ targets: [(key: PurchaseKey, region: Int)], _ body: (PurchaseKey, [Int]) -> Void
  ) {
    var first = 0
    while first < targets.count {
      let key = targets[first].key
      var last = first
      while last < targets.count, targets[last].key == key { last += 1 }
      body(key, targets[first..<last].map(\.region))
      first = last
    }
  }
}
