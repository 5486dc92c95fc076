public import ImpactNumerics

/// The matrices behind an economy's operator: regional technology and sourcing by product.
package struct EconomyMatrices: Sendable {
  package let technology: RegionTechnology
  /// T_own: S blocks of R×R, entry (r, s) of product i at `i * R * R + r + s * R`.
  package let ownTrade: [Double]
  /// T_imp over modelled origins, same layout.
  package let importedTrade: [Double]
  /// T_imp[W,s] of product i at `i * R + s`.
  package let worldShares: [Double]
  /// Whether class k has any supplier of product i for region s, at `i * R + s` of `reach[k]`.
  package let reach: [[Bool]]
  package let regionCount: Int

  package init(_ economy: Economy) {
    let (R, S, C) = (economy.regionCount, economy.industryCount, economy.countryCount)
    regionCount = R
    technology = RegionTechnology(
      country: economy.technology, countryOfRegion: economy.countryOfRegion, industryCount: S)
    let maker = SourcingMatrices(
      regions: economy.regions, countryOfRegion: economy.countryOfRegion, countryCount: C)
    let exponents = Set(economy.sourcing.distanceExponents).sorted()
    let made = concurrentMap(exponents.count) { maker.kernel(exponent: exponents[$0]) }
    let kernels = Dictionary(zip(exponents, made), uniquingKeysWith: { first, _ in first })
    @Sendable func kernel(_ i: Int) -> [Double] {
      let exponent = economy.sourcing.distanceExponents[i]
      return kernels[exponent] ?? maker.kernel(exponent: exponent)
    }
    @Sendable func attraction(_ i: Int) -> [Double] {
      (0..<R).map { economy.sourcing.attraction[$0 * S + i] }
    }
    let own = concurrentFill(blocks: S, size: R * R) { i, trade in
      maker.writeOwn(attraction: attraction(i), kernel: kernel(i), to: trade)
      return Self.sells(trade, regions: R)
    }
    let imported = concurrentFill(blocks: S, size: R * R) { i, trade in
      let world = maker.writeImported(
        attraction: attraction(i),
        pairFactors: Array(economy.sourcing.pairFactors[i * (C + 1) * C..<(i + 1) * (C + 1) * C]),
        kernel: kernel(i), to: trade)
      return (world, zip(Self.sells(trade, regions: R), world).map { $0 || $1 > 0 })
    }
    ownTrade = own.values
    importedTrade = imported.values
    worldShares = imported.extras.flatMap(\.0)
    reach = [own.extras.flatMap(\.self), imported.extras.flatMap(\.1)]
  }

  /// By destination: whether any modelled region sells.
  private static func sells(_ trade: UnsafeMutablePointer<Double>, regions R: Int) -> [Bool] {
    (0..<R).map { s in (0..<R).contains { trade[s * R + $0] > 0 } }
  }

  /// T_k of one product, R×R; class 0 is the own country, 1 imported.
  package func trade(originClass: Int, product: Int) -> [Double] {
    let range = product * regionCount * regionCount..<(product + 1) * regionCount * regionCount
    return Array(originClass == 0 ? ownTrade[range] : importedTrade[range])
  }

  /// Sourcing of one product, made from the factors: T_own and T_imported (R×R, entry (r, s) at
  /// `r + s * R`) and the share of W by destination.
  ///
  /// `maker` is that of the economy (`Economy.sourcingMatrices`), which knows the distances.
  package static func trade(
    of product: Int, in economy: Economy, _ maker: SourcingMatrices
  ) -> (own: [Double], imported: [Double], world: [Double]) {
    let (R, S, C) = (economy.regionCount, economy.industryCount, economy.countryCount)
    let kernel = maker.kernel(exponent: economy.sourcing.distanceExponents[product])
    let attraction = (0..<R).map { economy.sourcing.attraction[$0 * S + product] }
    let pairs = Array(
      economy.sourcing.pairFactors[product * (C + 1) * C..<(product + 1) * (C + 1) * C])
    let own = concurrentFill(blocks: 1, size: R * R) { _, trade in
      maker.writeOwn(attraction: attraction, kernel: kernel, to: trade)
    }
    let imported = concurrentFill(blocks: 1, size: R * R) { _, trade in
      maker.writeImported(
        attraction: attraction, pairFactors: pairs, kernel: kernel, to: trade)
    }
    return (own.values, imported.values, imported.extras[0])
  }
}

extension Economy {
  /// What makes the sourcing of any product.
  package var sourcingMatrices: SourcingMatrices {
    SourcingMatrices(
      regions: regions, countryOfRegion: countryOfRegion, countryCount: countryCount)
  }

  /// How the sourcing of an operator is held.
  public enum SourcingForm: Sendable {
    /// Factors above 500 regions, matrices up to there.
    case automatic
    /// S·R² shares for each class: the fastest application.
    case matrices
    /// α, P and K only, nothing of size S·R²: shares are made anew in every application.
    case factors
  }

  /// Number of regions above which sourcing stays in factors.
  ///
  /// With 64 industries the shares of 500 regions take 256 MB in each of two precisions.
  public static let largestSourcingInMatrices = 500

  /// The operator x ↦ A x of this economy.
  ///
  ///     (A x)[i,r] = Σ_k Σ_s T_k[i][r,s] · Σ_j a_k′[i,j,s] x[j,s]
  ///
  /// with regional technology a′ (own-country share moved by `ownShareShift`) and sourcing T made
  /// from the factors. Throws `NumericsError.nonFinite` where an array holds no finite number.
  public func inputOperator(sourcing form: SourcingForm = .automatic) throws -> OriginClassOperator
  {
    let factored =
      switch form {
      case .automatic: regionCount > Self.largestSourcingInMatrices
      case .matrices: false
      case .factors: true
      }
    guard factored else { return try inputOperator(from: EconomyMatrices(self)) }
    let technology = RegionTechnology(
      country: technology, countryOfRegion: countryOfRegion, industryCount: industryCount)
    return try OriginClassOperator(
      technology: [technology.own, technology.imported],
      blockOfRegion: Array(regions.indices), factors: sourcingFactors)
  }

  /// The factors of sourcing with their distance kernels, one for each distinct exponent.
  package var sourcingFactors: SourcingFactors {
    let maker = SourcingMatrices(
      regions: regions, countryOfRegion: countryOfRegion, countryCount: countryCount)
    let exponents = Set(sourcing.distanceExponents).sorted()
    return SourcingFactors(
      countryOfRegion: countryOfRegion, countries: countryCount, products: industryCount,
      attraction: sourcing.attraction, pairFactors: sourcing.pairFactors,
      kernels: concurrentMap(exponents.count) { maker.kernel(exponent: exponents[$0]) },
      kernelOfProduct: sourcing.distanceExponents.map { exponents.firstIndex(of: $0) ?? 0 })
  }

  package func inputOperator(from matrices: EconomyMatrices) throws -> OriginClassOperator {
    try OriginClassOperator(
      regions: regionCount, products: industryCount,
      technology: [matrices.technology.own, matrices.technology.imported],
      trade: [matrices.ownTrade, matrices.importedTrade], countryOfRegion: countryOfRegion)
  }

  /// Final demand at the origin, f = T_own y_own + T_imp y_imp + o + z, million EUR (length n).
  public func finalDemandAtOrigin(_ accounts: OriginClassOperator) -> [Double] {
    var own = [Double](repeating: 0, count: dimension)
    var imported = own
    for category in FinalCategory.allCases {
      for k in 0..<dimension {
        own[k] += finalDemand.own[category.rawValue][k]
        imported[k] += finalDemand.imported[category.rawValue][k]
      }
    }
    let sourced = accounts.sourced(own: own, imported: imported)
    return (0..<dimension)
      .map {
        sourced[$0] + finalDemand.ownRegionUse[$0] + finalDemand.exportsToWorld[$0]
      }
  }
}
