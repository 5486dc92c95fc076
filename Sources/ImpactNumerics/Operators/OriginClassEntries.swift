/// Changed coefficients that reach all origins: they join the demand before sourcing.
extension OriginClassPass {
  /// demand_k[i,s] += Δ · x[j,s].
  func addEntries(of x: Input, to demand: Output) {
    guard changes.contains(where: { $0 != nil }) else { return }
    pieces.run(over: 0..<products) { range in
      for i in range {
        for k in 0..<storage.classes {
          _ = addEntries(
            product: i, originClass: k, of: x, to: demand + (k * products + i) * width,
            step: layer * width)
        }
      }
    }
  }

  /// Adds the entries of one product and class and says whether there are any.
  ///
  /// Row s of the target starts at `s * step`.
  func addEntries(
    product i: Int, originClass k: Int, of x: Input, to target: Output, step: Int
  ) -> Bool {
    var found = false
    for (c, change) in changes.enumerated() {
      guard let change else { continue }
      for group in change.groups(ofProduct: i) where group.originClass == k && group.zone == nil {
        found = true
        for entry in group.range {
          target[Int(change.place[entry]) * step + c] +=
            P.Value(change.delta[entry]) * x[Int(change.source[entry]) * width + c]
        }
      }
    }
    return found
  }

  /// y[j,s] += Δ · price_k[i,s].
  func addEntriesTransposed(of price: Input, to y: Output) {
    for (c, change) in changes.enumerated() {
      guard let change else { continue }
      for group in change.groups where group.zone == nil {
        let from = price + (group.originClass * products + group.product) * width + c
        for entry in group.range {
          y[Int(change.source[entry]) * width + c] +=
            P.Value(change.delta[entry]) * from[Int(change.place[entry]) * layer * width]
        }
      }
    }
  }
}
