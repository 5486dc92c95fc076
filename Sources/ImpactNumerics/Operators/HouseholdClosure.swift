/// Households closed into the model (type II).
///
///     h[s] = Σ_j income[j,s] x[j,s],  g = residence · h,  demand_k[i,s] += spending_k[i,s] · g[s]
///
/// `income` has length n and is in EUR of income per EUR of output; `residence` is R×R, rows are
/// places of living and columns places of work; `spending[k][s * S + i]` is EUR of product i bought
/// by origin class k for each EUR of income of the residents of s. With `incomeOfSystem` every variant
/// of A has income coefficients of its own.
public struct HouseholdClosure: Sendable {
  /// Income paid at the place of work, length n, EUR per EUR of output; see `incomeOfSystem`.
  public let income: [Double]
  /// Income that reaches each place of living (row) per EUR earned at a place of work (column), R×R.
  public let residence: Matrix
  /// By origin class, length n each, EUR of product i per EUR of income of the residents of s.
  public let spending: [[Double]]
  /// Income coefficients by variant; empty when all share `income`.
  public let incomeOfSystem: [[Double]]

  /// Takes the coefficients unchecked; `OriginClassOperator.closed(by:)` checks sizes and numbers.
  public init(
    income: [Double], residence: Matrix, spending: [[Double]], incomeOfSystem: [[Double]] = []
  ) {
    self.income = income
    self.incomeOfSystem = incomeOfSystem
    self.residence = residence
    self.spending = spending
  }

  /// Income coefficients that a variant uses.
  func income(system: Int) -> [Double] {
    incomeOfSystem.isEmpty ? income : incomeOfSystem[system]
  }

  /// The first entry that is not finite, if there is one.
  var firstNonFinite: (what: String, index: Int)? {
    if let index = income.firstIndex(where: { !$0.isFinite }) { return ("household income", index) }
    if let index = residence.values.firstIndex(where: { !$0.isFinite }) {
      return ("residence matrix", index)
    }
    for values in incomeOfSystem {
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        return ("household income", index)
      }
    }
    for values in spending {
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        return ("household spending", index)
      }
    }
    return nil
  }

  var isNonNegative: Bool {
    income.allSatisfy { $0 >= 0 } && incomeOfSystem.allSatisfy { $0.allSatisfy { $0 >= 0 } }
      && residence.values.allSatisfy { $0 >= 0 }
      && spending.allSatisfy { $0.allSatisfy { $0 >= 0 } }
  }
}

extension HouseholdClosure {
  /// g = residence · h, income by place of living of each column of a panel (R×m).
  func residentIncome<Value: BinaryFloatingPoint>(
    of x: UnsafePointer<Value>, width: Int, systems: [Int], storage: OriginClassStorage
  ) -> Matrix {
    let products = storage.products
    var earned = Matrix(rows: storage.regions, columns: systems.count)
    for (q, region) in storage.order.enumerated() {
      for c in systems.indices {
        let income = income(system: systems[c])
        var sum = 0.0
        for j in 0..<products {
          sum += income[region * products + j] * Double(x[(q * products + j) * width + c])
        }
        earned[region, c] = sum
      }
    }
    return residence.multiplied(by: earned)
  }

  /// residenceᵀ · Σ_k Σ_i spending_k[i,s] price_k[i,s] (R×m).
  func priceOfIncome<Value: BinaryFloatingPoint>(
    _ price: UnsafePointer<Value>, width: Int, columns: Int, storage: OriginClassStorage
  ) -> Matrix {
    let (products, layer) = (storage.products, storage.layout.layer)
    var basket = Matrix(rows: storage.regions, columns: columns)
    for (q, region) in storage.order.enumerated() {
      for c in 0..<columns {
        var sum = 0.0
        for (k, spending) in spending.enumerated() {
          for i in 0..<products {
            sum +=
              spending[region * products + i]
              * Double(price[(q * layer + k * products + i) * width + c])
          }
        }
        basket[region, c] = sum
      }
    }
    return residence.transposedMultiplied(by: basket)
  }
}
