/// x ↦ A x: technology region by region, then sourcing product by product.
extension OriginClassBlock {
  /// Writes A x; `x` and `out` are n×m.
  func apply(_ x: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    withScratch(demandCount * columns) { demand in
      spend(x, into: demand)
      Pieces.run(pieces, over: 0..<products) { range in
        let width = regions * columns
        withScratch(2 * Self.tile * width) { scratch in
          let (bought, sold) = (scratch, scratch + Self.tile * width)
          for tile in tiles(of: range) {
            for k in 0..<classes {
              gather(
                tile, from: demand + k * products, leading: demandCount, step: layer, into: bought)
              for i in tile {
                let column = (i - tile.lowerBound) * width
                addEntries(product: i, originClass: k, of: x, to: bought + column)
                trade(
                  originClass: k, product: i, by: bought + column, into: sold + column,
                  columns: columns, beta: k == 0 ? 0 : 1)
              }
            }
            for i in tile {
              addZones(product: i, of: x, to: sold + (i - tile.lowerBound) * width)
            }
            scatter(tile, from: sold, into: out, leading: dimension, step: products)
          }
        }
      }
    }
  }

  /// Writes (A′ − A) x from the entries of the changes only; products without entries stay zero.
  func applyChanges(_ x: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    out.initialize(repeating: 0, count: dimension * columns)
    let touched = (0..<products).filter(touches)
    let width = regions * columns
    let work = touched.count * classes * width * regions
    Pieces.run(Pieces.count(work: work), over: 0..<touched.count) { range in
      withScratch(2 * width) { scratch in
        let (bought, sold) = (scratch, scratch + width)
        for i in touched[range] {
          sold.initialize(repeating: 0, count: width)
          for k in 0..<classes {
            bought.initialize(repeating: 0, count: width)
            addEntries(product: i, originClass: k, of: x, to: bought)
            trade(
              originClass: k, product: i, by: bought, into: sold, columns: columns, beta: 1)
          }
          addZones(product: i, of: x, to: sold)
          scatter(i..<i + 1, from: sold, into: out, leading: dimension, step: products)
        }
      }
    }
  }

  /// Writes T_k demand_k summed over classes; `demand[k]` is n×m, a class may be absent.
  ///
  /// With a zone only the origins inside it receive.
  func source(
    _ demand: [Int: UnsafePointer<Double>], zone: [Bool]?,
    into out: UnsafeMutablePointer<Double>
  ) {
    let width = regions * columns
    Pieces.run(pieces, over: 0..<products) { range in
      withScratch(2 * Self.tile * width) { scratch in
        let (bought, sold) = (scratch, scratch + Self.tile * width)
        for tile in tiles(of: range) {
          sold.initialize(repeating: 0, count: Self.tile * width)
          for (k, values) in demand.sorted(by: { $0.key < $1.key }) {
            gather(tile, from: values, leading: dimension, step: products, into: bought)
            for i in tile {
              let column = (i - tile.lowerBound) * width
              trade(
                originClass: k, product: i, by: bought + column, into: sold + column,
                columns: columns, beta: 1)
            }
          }
          if let zone { keep(zone, in: sold, columns: columns * tile.count) }
          scatter(tile, from: sold, into: out, leading: dimension, step: products)
        }
      }
    }
  }

  private func keep(_ zone: [Bool], in values: UnsafeMutablePointer<Double>, columns: Int) {
    for (q, region) in storage.order.enumerated() where !zone[region] {
      for c in 0..<columns { values[q + c * regions] = 0 }
    }
  }

  private func touches(_ product: Int) -> Bool {
    changes.contains { $0.map { !$0.groups(ofProduct: product).isEmpty } ?? false }
  }

  /// Demand of industries and closed households: demand_k = a_k x + spending_k · residence · h.
  private func spend(_ x: UnsafePointer<Double>, into demand: UnsafeMutablePointer<Double>) {
    let earned = households.map { residentIncome($0, of: x) }
    storage.technology.withUnsafeBufferPointer { technology in
      guard let base = technology.baseAddress else { return }
      Pieces.run(pieces, over: 0..<regions) { range in
        for s in range {
          BLAS.multiply(
            base + s * layer * products, leading: layer, by: x + s * products, leading: dimension,
            into: demand + s * layer, leading: demandCount, rows: layer, inner: products,
            columns: columns, beta: 0)
          guard let households, let earned else { continue }
          for c in 0..<columns {
            for (k, spending) in households.spending.enumerated() {
              let to = demand + c * demandCount + s * layer + k * products
              for i in 0..<products { to[i] += spending[s * products + i] * earned[s, c] }
            }
          }
        }
      }
    }
  }

  /// g = residence · h, income by place of living (R×m).
  private func residentIncome(
    _ households: HouseholdClosure, of x: UnsafePointer<Double>
  ) -> Matrix {
    var earned = Matrix(rows: regions, columns: columns)
    for c in 0..<columns {
      let income = households.income(system: systems[c])
      for s in 0..<regions {
        var sum = 0.0
        for j in s * products..<(s + 1) * products {
          sum += income[j] * x[j + c * dimension]
        }
        earned[s, c] = sum
      }
    }
    return households.residence.multiplied(by: earned)
  }

  /// Adds Δ·x[j,s] of the entries that reach all origins to the demand for one product and class.
  private func addEntries(
    product i: Int, originClass k: Int, of x: UnsafePointer<Double>,
    to demand: UnsafeMutablePointer<Double>
  ) {
    for (c, change) in changes.enumerated() {
      guard let change else { continue }
      for group in change.groups(ofProduct: i) where group.originClass == k && group.zone == nil {
        add(group, of: change, x: x + c * dimension, to: demand + c * regions)
      }
    }
  }

  private func add(
    _ group: CompiledChange.Group, of change: CompiledChange, x: UnsafePointer<Double>,
    to demand: UnsafeMutablePointer<Double>
  ) {
    for entry in group.range {
      demand[Int(change.place[entry])] += change.delta[entry] * x[Int(change.source[entry])]
    }
  }

  /// Adds mask · (T_k[i] · Σ Δ·x) for the entries with zones.
  private func addZones(
    product i: Int, of x: UnsafePointer<Double>, to sold: UnsafeMutablePointer<Double>
  ) {
    for k in 0..<classes {
      for slots in zoneSlots(product: i, originClass: k, columns: 0..<columns) {
        let runs = slots[0].runs
        withScratch(2 * regions * slots.count) { scratch in
          let (bought, reached) = (scratch, scratch + regions * slots.count)
          bought.initialize(repeating: 0, count: regions * slots.count)
          for (m, slot) in slots.enumerated() {
            add(
              slot.group, of: slot.change, x: x + slot.column * dimension, to: bought + m * regions)
          }
          tradeRows(
            runs, originClass: k, product: i, by: bought, into: reached, columns: slots.count)
          for (m, slot) in slots.enumerated() {
            let to = sold + slot.column * regions
            for run in runs {
              for q in run { to[q] += reached[m * regions + q] }
            }
          }
        }
      }
    }
  }
}
