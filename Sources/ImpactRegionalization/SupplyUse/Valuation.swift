package import ImpactNumerics

/// Turns uses at purchasers' prices into uses at basic prices.
///
///     U_bp[i,j] = U_pp[i,j]·(1 − m[i,j] − t[i,j]),  trade row += Σ_i m[i,j]·U_pp[i,j],
///     taxes[j] = Σ_i t[i,j]·U_pp[i,j]
///
/// m and t are shares of the purchasers' value taken by trade and transport margins and by taxes less
/// subsidies on products. Column totals stay: basic values, margins and taxes add up to the purchase.
/// Source: Eurostat Manual (2008), chapter 6.
package struct Valuation: Sendable {
  /// m, product × buyer.
  package let marginShares: Matrix
  /// t, product × buyer.
  package let taxShares: Matrix
  /// Product whose makers earn the margins.
  package let marginProduct: Int

  /// Throws `BuildFault` with every cell whose shares leave no basic value from 0 to 1.
  package init(marginShares: Matrix, taxShares: Matrix, marginProduct: Int) throws {
    precondition(
      marginShares.rows == taxShares.rows && marginShares.columns == taxShares.columns
        && (0..<marginShares.rows).contains(marginProduct), "shares of the same shape")
    let wrong = marginShares.values.indices.filter {
      let (m, t) = (marginShares.values[$0], taxShares.values[$0])
      return !(m >= 0 && m <= 1 && m + t <= 1 && t.isFinite)
    }
    guard wrong.isEmpty else {
      throw BuildFault(
        wrong.map {
          "product \($0 % marginShares.rows), buyer \($0 / marginShares.rows): margins of \(marginShares.values[$0]) and taxes of \(taxShares.values[$0]) leave no basic value; expected shares of the purchasers' price"
        }
        .joined(separator: "\n"))
    }
    self.marginShares = marginShares
    self.taxShares = taxShares
    self.marginProduct = marginProduct
  }

  /// Uses at basic prices and the row of taxes; `purchases` has the shape of the shares.
  package func basic(_ purchases: Matrix) -> (uses: Matrix, taxes: [Double]) {
    var uses = purchases
    var taxes = [Double](repeating: 0, count: purchases.columns)
    for j in 0..<purchases.columns {
      var margins = 0.0
      for i in 0..<purchases.rows {
        let value = purchases[i, j]
        margins += marginShares[i, j] * value
        taxes[j] += taxShares[i, j] * value
        uses[i, j] = value * (1 - marginShares[i, j] - taxShares[i, j])
      }
      uses[marginProduct, j] += margins
    }
    return (uses, taxes)
  }

  /// One purchase of `product` by `buyer` worth `value` at purchasers' prices.
  package func basic(
    product: Int, buyer: Int, value: Double
  ) -> (uses: [Double], tax: Double) {
    var purchases = Matrix(rows: marginShares.rows, columns: marginShares.columns)
    purchases[product, buyer] = value
    let found = basic(purchases)
    return (found.uses.column(buyer), found.taxes[buyer])
  }
}
