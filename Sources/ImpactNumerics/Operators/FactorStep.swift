/// The sourcing step of one group of products for one column of a panel.
struct FactorStep<P: KernelPair> {
  typealias Input = UnsafePointer<P.Value>
  typealias Output = UnsafeMutablePointer<P.Value>

  let group: FactorGroup
  let countries: [Range<Int>]
  let layout: SourcingLayout
  /// Width of the outer panel and the column in it.
  let width: Int
  let column: Int
  let pieces: Crew

  private var regions: Int { layout.regions }
  private var size: Int { regions * group.width }

  /// Deliveries from demand of both classes.
  func deliver(_ demand: Input, into sold: Output) {
    let factors = factors
    withScratch(3 * size) { (scratch: Output) in
      let (own, imported, result) = (scratch, scratch + size, scratch + 2 * size)
      pieces.run(over: 0..<regions) { range in
        for s in range {
          let row = demand + s * layout.layer * width + column
          scale(row, by: factors.own + s * group.width, to: own + s * group.width)
          guard layout.classes > 1 else { continue }
          scale(
            row + layout.products * width, by: factors.imported + s * group.width,
            to: imported + s * group.width)
        }
      }
      multiply(factors, scale: factors.attraction, weights: factors.pairs, own, imported, result)
      pieces.run(over: 0..<regions) { range in
        for r in range {
          let row = sold + r * layout.products * width + column
          for (v, i) in group.products.enumerated() { row[i * width] = result[r * group.width + v] }
        }
      }
    }
  }

  /// The price of demand of both classes from the price of deliveries.
  func offer(_ price: Input, into demand: Output) {
    let factors = factors
    withScratch(2 * size) { (scratch: Output) in
      let (offered, result) = (scratch, scratch + size)
      pieces.run(over: 0..<regions) { range in
        for r in range {
          scale(
            price + r * layout.products * width + column,
            by: factors.attraction + r * group.width, to: offered + r * group.width)
        }
      }
      for k in 0..<layout.classes {
        multiply(
          factors, scale: k == 0 ? factors.own : factors.imported,
          weights: factors.pairsTransposed, k == 0 ? offered : nil, k == 0 ? nil : offered, result)
        pieces.run(over: 0..<regions) { range in
          for s in range {
            let row = demand + (s * layout.layer + k * layout.products) * width + column
            for (v, i) in group.products.enumerated() { row[i * width] = result[s * group.width + v] }
          }
        }
      }
    }
  }

  /// One class on panels of R rows and the group's width.
  func one(originClass k: Int, _ from: Input, into result: Output, transposed: Bool) {
    let factors = factors
    withScratch(size) { (scaled: Output) in
      let reciprocal = k == 0 ? factors.own : factors.imported
      let before = transposed ? factors.attraction : reciprocal
      for index in 0..<size { scaled[index] = from[index] * before[index] }
      multiply(
        factors, scale: transposed ? reciprocal : factors.attraction,
        weights: transposed ? factors.pairsTransposed : factors.pairs, k == 0 ? scaled : nil,
        k == 0 ? nil : scaled, result)
    }
  }

  /// result = scale · (Σ over the own country of own + Σ over countries of weight · imported).
  private func multiply(
    _ factors: Factors, scale: Input, weights: Input, _ own: Output?, _ imported: Output?,
    _ result: Output
  ) {
    let C = countries.count
    let starts = countries.flatMap { [Int32($0.lowerBound), Int32($0.count)] }
    starts.withUnsafeBufferPointer { starts in
      guard let all = starts.baseAddress else { return }
      pieces.run(over: 0..<C) { range in
        for o in range {
          let rows = countries[o]
          func call(_ b: Output, starts: UnsafePointer<Int32>, blocks: Int, weight: Input, add: Bool) {
            P.weighted(
              WeightedProduct(
                t: Coefficients(memory: group.kernel, offset: group.offset[o]), rows: rows.count, inner: regions,
                starts: starts, blocks: blocks, weight: weight, b: UnsafePointer(b),
                scale: scale + rows.lowerBound * group.width,
                c: result + rows.lowerBound * group.width, width: group.width, add: add))
          }
          if let imported, layout.classes > 1 || own == nil {
            call(imported, starts: all, blocks: C, weight: weights + o * C * group.width, add: false)
            if let own { call(own, starts: all + 2 * o, blocks: 1, weight: factors.unit, add: true) }
          } else if let own {
            call(own, starts: all + 2 * o, blocks: 1, weight: factors.unit, add: false)
          }
        }
      }
    }
  }

  private func scale(_ row: Input, by factor: Input, to target: Output) {
    for (v, i) in group.products.enumerated() { target[v] = row[i * width] * factor[v] }
    for v in group.products.count..<group.width { target[v] = 0 }
  }

  /// The factors in the precision of the vectors.
  private struct Factors {
    let attraction, own, imported, pairs, pairsTransposed, unit: Input
  }

  private var factors: Factors {
    Factors(
      attraction: P.factors(group.attraction), own: P.factors(group.own),
      imported: P.factors(group.imported), pairs: P.factors(group.pairs),
      pairsTransposed: P.factors(group.pairsTransposed), unit: P.factors(group.unit))
  }
}
