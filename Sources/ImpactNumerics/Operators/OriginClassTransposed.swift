/// p ↦ Aᵀ p: the exact adjoint of `apply`, sourcing first, then technology.
extension OriginClassBlock {
  /// Writes Aᵀ p; `p` and `out` are n×m.
  func applyTransposed(_ p: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    withScratch(demandCount * columns) { price in
      Pieces.run(pieces, over: 0..<products) { range in
        let width = regions * columns
        withScratch(2 * Self.tile * width) { scratch in
          let (sold, bought) = (scratch, scratch + Self.tile * width)
          for tile in tiles(of: range) {
            gather(tile, from: p, leading: dimension, step: products, into: sold)
            for k in 0..<classes {
              for i in tile {
                let column = (i - tile.lowerBound) * width
                trade(
                  originClass: k, product: i, transposed: true, by: sold + column,
                  into: bought + column, columns: columns, beta: 0)
              }
              scatter(
                tile, from: bought, into: price + k * products, leading: demandCount, step: layer)
            }
          }
        }
      }
      collect(price, into: out)
      Pieces.run(pieces, over: 0..<columns) { range in
        addEntries(range, price: price, to: out)
        addZones(range, of: p, to: out)
      }
    }
  }

  /// out[j,s] = Σ_k Σ_i a_k[i,j,s] price_k[i,s], and income[j,s] times the price of spending.
  private func collect(_ price: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>) {
    let worth = households.map { priceOfIncome($0, price: price) }
    storage.technology.withUnsafeBufferPointer { technology in
      guard let base = technology.baseAddress else { return }
      Pieces.run(pieces, over: 0..<regions) { range in
        for s in range {
          BLAS.multiply(
            base + s * layer * products, leading: layer, transposed: true, by: price + s * layer,
            leading: demandCount, into: out + s * products, leading: dimension, rows: products,
            inner: layer, columns: columns, beta: 0)
          guard let households, let worth else { continue }
          for c in 0..<columns {
            let income = households.income(system: systems[c])
            for j in s * products..<(s + 1) * products {
              out[j + c * dimension] += income[j] * worth[s, c]
            }
          }
        }
      }
    }
  }

  /// residenceᵀ · Σ_k Σ_i spending_k[i,s] price_k[i,s] (R×m).
  private func priceOfIncome(
    _ households: HouseholdClosure, price: UnsafePointer<Double>
  ) -> Matrix {
    var basket = Matrix(rows: regions, columns: columns)
    for c in 0..<columns {
      for s in 0..<regions {
        var sum = 0.0
        for (k, spending) in households.spending.enumerated() {
          let from = price + c * demandCount + s * layer + k * products
          for i in 0..<products { sum += spending[s * products + i] * from[i] }
        }
        basket[s, c] = sum
      }
    }
    return households.residence.transposedMultiplied(by: basket)
  }

  /// Entries that reach all origins: out[j,s] += Δ · price_k[i,s].
  private func addEntries(
    _ range: Range<Int>, price: UnsafePointer<Double>, to out: UnsafeMutablePointer<Double>
  ) {
    for c in range {
      guard let change = changes[c] else { continue }
      for group in change.groups where group.zone == nil {
        let from = price + c * demandCount + group.originClass * products + group.product
        for entry in group.range {
          let buyer = Int(change.source[entry])
          out[c * dimension + buyer] += change.delta[entry] * from[buyer / products * layer]
        }
      }
    }
  }

  /// Entries with zones: out[j,s] += Δ · Σ_r T_k[i][r,s] mask[r] p[i,r].
  private func addZones(
    _ range: Range<Int>, of p: UnsafePointer<Double>, to out: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<products {
      for k in 0..<classes {
        for slots in zoneSlots(product: i, originClass: k, columns: range) {
          let runs = slots[0].runs
          withScratch(2 * regions * slots.count) { scratch in
            let (offered, price) = (scratch, scratch + regions * slots.count)
            for (m, slot) in slots.enumerated() {
              let from = p + slot.column * dimension + i
              for run in runs {
                for q in run { offered[m * regions + q] = from[storage.order[q] * products] }
              }
            }
            tradeRowsTransposed(
              runs, originClass: k, product: i, by: offered, into: price, columns: slots.count)
            for (m, slot) in slots.enumerated() {
              for entry in slot.group.range {
                out[slot.column * dimension + Int(slot.change.source[entry])] +=
                  slot.change.delta[entry] * price[m * regions + Int(slot.change.place[entry])]
              }
            }
          }
        }
      }
    }
  }
}
