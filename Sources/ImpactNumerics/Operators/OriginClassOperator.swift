/// The multiregional input-output operator in Chenery-Moses form with origin classes.
///
///     (A x)[i,r] = Σ_k Σ_s T_k[i][r,s] · Σ_j a_k[i,j,s] x[j,s]
///
/// Index of region r and product i in every vector: `r * S + i`, n = R·S. Class 0 is the own
/// country, whose sourcing stays within a country; every further class reaches all regions. The
/// dense matrix is never formed: one application costs K·(R·S² + S·R²) multiplications a column.
/// Variants (`changed(by:)`, `closed(by:)`) share the coefficients and cost only their own entries.
public struct OriginClassOperator: InputOperator {
  let storage: OriginClassStorage
  let changes: [CompiledChange]
  let households: HouseholdClosure?
  /// True when a_k, T_k, the closure and every changed coefficient are non-negative.
  public let isNonNegative: Bool

  /// Copies the coefficients.
  ///
  /// - Parameters:
  ///   - regions: R.
  ///   - products: S.
  ///   - technology: for each class R blocks of S×S in column-major order, entry a_k[i,j,s] at
  ///     `s * S * S + i + j * S`, EUR of input per EUR of output.
  ///   - trade: for each class S blocks of R×R in column-major order, entry T_k[i][r,s] at
  ///     `i * R * R + r + s * R`, shares.
  ///   - countryOfRegion: the country of each region, any numbering.
  /// - Throws: `shapeMismatch`, `nonFinite` with the index in the array given, or
  ///   `notBlockDiagonal` when class 0 joins two countries.
  public init(
    regions: Int, products: Int, technology: [[Double]], trade: [[Double]], countryOfRegion: [Int]
  ) throws(NumericsError) {
    storage = try OriginClassStorage(
      regions: regions, products: products, technology: technology, trade: trade,
      countryOfRegion: countryOfRegion)
    changes = []
    households = nil
    isNonNegative = storage.isNonNegative
  }

  /// An operator whose sourcing is kept in factors: nothing of size S·R² exists.
  ///
  /// - Parameters:
  ///   - technology: for each class column-major S×S blocks, entry a_k[i,j] of block b at
  ///     `b * S * S + i + j * S`, EUR of input per EUR of output; class 0 own country, class 1 imported.
  ///   - blockOfRegion: the block of each region; regions of a country may share one.
  ///   - factors: attraction, pair factors and distance kernels.
  /// - Throws: `shapeMismatch` or `nonFinite`.
  public init(
    technology: [[Double]], blockOfRegion: [Int], factors: SourcingFactors
  ) throws(NumericsError) {
    storage = try OriginClassStorage(
      technology: technology, blockOfRegion: blockOfRegion, factors: factors)
    changes = []
    households = nil
    isNonNegative = storage.isNonNegative
  }

  private init(
    storage: OriginClassStorage, changes: [CompiledChange], households: HouseholdClosure?
  ) {
    self.storage = storage
    self.changes = changes
    self.households = households
    isNonNegative =
      storage.isNonNegative && changes.allSatisfy(\.isNonNegative)
      && (households?.isNonNegative ?? true)
  }

  /// The base of another operator, without its changes and closure.
  init(base other: OriginClassOperator) {
    self.init(storage: other.storage, changes: [], households: nil)
  }

  /// Number of regions, R.
  public var regionCount: Int { storage.regions }
  /// Number of products, S, which is the number of industries.
  public var productCount: Int { storage.products }
  /// Number of origin classes, K, the own country included.
  public var classCount: Int { storage.classes }
  /// n = R·S, the length of every vector.
  public var dimension: Int { storage.regions * storage.products }
  /// Bytes of coefficients that the operator holds, in double and in single precision.
  public var coefficientBytes: Int { storage.bytes }
  /// Number of changes; 1 when there is none and every column uses the base.
  public var systemCount: Int { max(1, changes.count) }

  /// The same economy where column c of a block uses change `systems[c]`; replaces earlier changes.
  ///
  /// With an empty list all columns use the base. Indices of entries must lie in the economy.
  public func changed(by changes: [StructureChange]) -> Self {
    let storage = storage
    let compiled = concurrentMap(changes.count) { CompiledChange(changes[$0], storage: storage) }
    return Self(storage: storage, changes: compiled, households: households)
  }

  /// The same economy with households closed in, or opened again with nil.
  ///
  /// Throws `shapeMismatch` or `nonFinite`.
  public func closed(by households: HouseholdClosure?) throws(NumericsError) -> Self {
    if let households { try check(households) }
    return Self(storage: storage, changes: changes, households: households)
  }

  /// Entries of `change` that would take a coefficient a_k[i,j,s] below zero for some origin.
  public func negativeEntries(in change: StructureChange) -> [StructureChange.Entry] {
    storage.negativeEntries(in: change)
  }

  /// The coefficient a_k[i,j,s] of the base, EUR of input per EUR of output.
  public func coefficient(originClass k: Int, product i: Int, buyer j: Int, region s: Int) -> Double
  {
    storage.coefficient(originClass: k, product: i, buyer: j, region: s)
  }

  private func check(_ households: HouseholdClosure) throws(NumericsError) {
    func require(_ what: String, _ expected: Int, _ found: Int) throws(NumericsError) {
      guard expected == found else {
        throw .shapeMismatch(what: what, expected: expected, found: found)
      }
    }
    try require("household income", dimension, households.income.count)
    for values in households.incomeOfSystem {
      try require("household income of a system", dimension, values.count)
    }
    if !households.incomeOfSystem.isEmpty {
      try require("household income by system", systemCount, households.incomeOfSystem.count)
    }
    try require("rows of the residence matrix", regionCount, households.residence.rows)
    try require("columns of the residence matrix", regionCount, households.residence.columns)
    try require("classes of household spending", classCount, households.spending.count)
    for values in households.spending {
      try require("household spending of a class", dimension, values.count)
    }
    if let (what, index) = households.firstNonFinite {
      throw .nonFinite(what: what, index: index)
    }
  }
}
