/// One application of an `OriginClassOperator` to a panel, in one precision.
struct OriginClassPass<P: KernelPair> {
  typealias Input = UnsafePointer<P.Value>
  typealias Output = UnsafeMutablePointer<P.Value>

  let storage: OriginClassStorage
  /// The change of each column, nil for the base.
  let changes: [CompiledChange?]
  let households: HouseholdClosure?
  let systems: [Int]
  let width: Int
  let pieces: Crew

  init(_ inputs: OriginClassOperator, _ call: PanelCall) {
    storage = inputs.storage
    households = inputs.households
    systems = call.systems
    width = call.width
    pieces = call.pieces
    let compiled = inputs.changes
    changes = call.systems.map { system in
      guard !compiled.isEmpty else { return nil }
      precondition(compiled.indices.contains(system), "a system is the index of a change")
      return compiled[system].groups.isEmpty ? nil : compiled[system]
    }
  }

  var regions: Int { storage.regions }
  var products: Int { storage.products }
  var layer: Int { storage.layout.layer }

  /// y ← A x: technology region by region, then sourcing product by product.
  func apply(_ x: Input, into y: Output) {
    withScratch(regions * layer * width) { (demand: Output) in
      spend(x, into: demand)
      addEntries(of: x, to: demand)
      storage.trade(
        P.self, from: demand, into: y, width: width, transposed: false, pieces: pieces)
      addZones(of: x, to: y)
    }
  }

  /// y ← Aᵀ p, the exact adjoint: sourcing first, then technology.
  func applyTransposed(_ p: Input, into y: Output) {
    withScratch(regions * layer * width) { (price: Output) in
      storage.trade(
        P.self, from: p, into: price, width: width, transposed: true, pieces: pieces)
      collect(price, into: y)
      addEntriesTransposed(of: price, to: y)
      addZonesTransposed(of: p, to: y)
    }
  }

  /// y ← (A′ − A) x from the entries of the changes only; products without entries stay zero.
  func applyChanges(_ x: Input, into y: Output) {
    y.initialize(repeating: 0, count: regions * products * width)
    let touched = (0..<products)
      .filter { product in
        changes.contains { $0.map { !$0.groups(ofProduct: product).isEmpty } ?? false }
      }
    pieces.run(over: 0..<touched.count) { range in
      withScratch(2 * regions * width) { (scratch: Output) in
        let (bought, sold) = (scratch, scratch + regions * width)
        for i in touched[range] {
          for k in 0..<storage.classes {
            bought.initialize(repeating: 0, count: regions * width)
            guard addEntries(product: i, originClass: k, of: x, to: bought, step: width) else {
              continue
            }
            storage.trade(
              P.self, originClass: k, product: i, from: bought, into: sold, width: width,
              transposed: false)
            for r in 0..<regions {
              for c in 0..<width { y[(r * products + i) * width + c] += sold[r * width + c] }
            }
          }
        }
      }
    }
    addZones(of: x, to: y)
  }

  /// Demand of industries and closed households: demand_k = a_k x + spending_k · residence · h.
  private func spend(_ x: Input, into demand: Output) {
    storage.technology.spend(
      P.self, x, into: demand, width: width, pieces: pieces)
    guard let households else { return }
    let earned = households.residentIncome(of: x, width: width, systems: systems, storage: storage)
    for (q, region) in storage.order.enumerated() {
      for (k, spending) in households.spending.enumerated() {
        for i in 0..<products {
          let value = spending[region * products + i]
          let to = demand + (q * layer + k * products + i) * width
          for c in systems.indices { to[c] += P.Value(value * earned[region, c]) }
        }
      }
    }
  }

  private func collect(_ price: Input, into y: Output) {
    storage.technology.collect(P.self, price, into: y, width: width, pieces: pieces)
    guard let households else { return }
    let worth = households.priceOfIncome(price, width: width, columns: systems.count, storage: storage)
    for (q, region) in storage.order.enumerated() {
      for c in systems.indices {
        let income = households.income(system: systems[c])
        for j in 0..<products {
          y[(q * products + j) * width + c] += P.Value(income[region * products + j] * worth[region, c])
        }
      }
    }
  }
}
