public import ImpactAxes

/// A multiregional economy in factored Chenery-Moses form with two origin classes.
///
/// Index of region r and industry i in every vector of length n = R·S: `r * S + i` (region-major).
/// With technology a_k[i,j,s] for origin class k (own country, imported) and sourcing T_k[i][r,s]:
///
///     x[i,r] = Σ_k Σ_s T_k[i][r,s] · ( Σ_j a_k[i,j,s] x[j,s] + y_k[i,s] ) + o[i,r] + z[i,r]
///
/// where o is what a region keeps for itself (inventories and disposals, may be negative) and z the
/// exports to the rest of the world W. Money is in million EUR at basic prices of the base year.
public struct Economy: Sendable {
  /// Identifier in scenario files and results, such as `eu-nuts2`.
  public let name: String
  /// One line for people.
  public let title: String
  /// Year of the accounts.
  public let baseYear: Int
  /// Year of the technology mix, the newest of the update.
  public let updateYear: Int
  /// Year of the persons employed.
  public let employmentYear: Int
  /// R regions, in the order of every region axis.
  public let regions: [Region]
  /// S industries, which are also the products, in the order of every industry axis.
  public let industries: [Industry]
  /// Country codes in the order of `technology`.
  public let countries: [String]
  /// Index into `countries` of each region.
  public let countryOfRegion: [Int]
  /// a_own and a_imported by country, EUR of input per EUR of output.
  public let technology: Technology
  /// y, o and z, million EUR.
  public let finalDemand: FinalDemand
  /// The factors from which T_own and T_imported are made.
  public let sourcing: Sourcing
  /// Output, value added, compensation and persons of each region and industry.
  public let satellites: Satellites
  /// Named groups of its regions.
  public let territories: [Territory]
  /// Shares of production by drive train in the update year, by country; each sums to 1.
  public let technologyMix: [TechnologyMix]
  /// What the builder measured: margins met, residuals, assumptions.
  public let quality: [QualityFigure]

  /// Joins the parts without checking them; `identities()` tests the accounts.
  public init(
    name: String, title: String, baseYear: Int, updateYear: Int, employmentYear: Int,
    regions: [Region],
    industries: [Industry], countries: [String], countryOfRegion: [Int], technology: Technology,
    finalDemand: FinalDemand, sourcing: Sourcing, satellites: Satellites,
    territories: [Territory], technologyMix: [TechnologyMix], quality: [QualityFigure]
  ) {
    self.name = name
    self.title = title
    self.baseYear = baseYear
    self.updateYear = updateYear
    self.employmentYear = employmentYear
    self.regions = regions
    self.industries = industries
    self.countries = countries
    self.countryOfRegion = countryOfRegion
    self.technology = technology
    self.finalDemand = finalDemand
    self.sourcing = sourcing
    self.satellites = satellites
    self.territories = territories
    self.technologyMix = technologyMix
    self.quality = quality
  }

  /// Number of regions, R.
  public var regionCount: Int { regions.count }
  /// Number of industries, S, which is the number of products.
  public var industryCount: Int { industries.count }
  /// Number of countries, C; the rest of the world is not among them.
  public var countryCount: Int { countries.count }
  /// n = R·S, the length of every region-major vector.
  public var dimension: Int { regions.count * industries.count }
  /// r·S + i, the place of industry i of region r in every region-major vector.
  public func index(region: Int, industry: Int) -> Int { region * industries.count + industry }
}

extension Economy {
  /// Input coefficients by country, and the shift of the own-country share by region and product.
  ///
  /// The share that region s takes from its own country, o′ = o·e^d / (o·e^d + 1 − o), moves with
  /// d[i,s]; own plus imported stays a[i,j].
  public struct Technology: Sendable {
    /// a_own, C blocks of S×S: entry (c, i, j) at `(c * S + i) * S + j`; EUR of input per EUR of output.
    public let own: [Double]
    /// a_imported, same shape.
    public let imported: [Double]
    /// d[i,s] at `s * S + i`; zero where the region buys as its country does.
    public let ownShareShift: [Double]

    /// Takes C·S·S, C·S·S and R·S values in the layouts above, unchecked.
    public init(own: [Double], imported: [Double], ownShareShift: [Double]) {
      self.own = own
      self.imported = imported
      self.ownShareShift = ownShareShift
    }
  }

  /// Categories of final use, in storage order.
  public enum FinalCategory: Int, Sendable, CaseIterable {
    case households, nonProfit, government, investment, importedInventories
  }

  /// Final uses by category, and the columns that are never traded.
  public struct FinalDemand: Sendable {
    /// y_own by category: `own[category.rawValue][s * S + i]`, million EUR.
    public let own: [[Double]]
    /// y_imported, same shape.
    public let imported: [[Double]]
    /// o[i,r]: inventories, valuables and disposals kept in the region that makes them; may be negative.
    public let ownRegionUse: [Double]
    /// z[i,r]: exports to the rest of the world.
    public let exportsToWorld: [Double]

    /// Takes one array of R·S values for each category, and R·S values of o and z, unchecked.
    public init(
      own: [[Double]], imported: [[Double]], ownRegionUse: [Double], exportsToWorld: [Double]
    ) {
      self.own = own
      self.imported = imported
      self.ownRegionUse = ownRegionUse
      self.exportsToWorld = exportsToWorld
    }
  }

  /// Balanced sourcing in factors.
  ///
  /// T_own[i][r,s] ∝ α[i,r]·K_i[r,s] over the regions r of the country of s;
  /// T_imported[i][r,s] ∝ α[i,r]·P_i[c(r),c(s)]·K_i[r,s] over all other regions, and P_i[W,c(s)] for
  /// the rest of the world. Every column sums to 1 where the product has a supplier.
  /// K_i[r,s] = max(d[r,s], d_min)^(−β_i) with d the great-circle distance in km when both regions
  /// have coordinates, else 1.
  public struct Sourcing: Sendable {
    /// α[i,r] at `r * S + i`.
    public let attraction: [Double]
    /// P_i[o,c] at `(i * (C + 1) + o) * C + c`, origin C is the rest of the world.
    public let pairFactors: [Double]
    /// β_i, distance exponent by product.
    public let distanceExponents: [Double]

    /// Takes R·S, S·(C + 1)·C and S values in the layouts above, unchecked.
    public init(attraction: [Double], pairFactors: [Double], distanceExponents: [Double]) {
      self.attraction = attraction
      self.pairFactors = pairFactors
      self.distanceExponents = distanceExponents
    }
  }

  /// What hangs on output, region-major.
  ///
  /// `nan` where no source has a value (never zero for unknown).
  public struct Satellites: Sendable {
    /// x, million EUR.
    public let output: [Double]
    /// Value added at basic prices, million EUR.
    public let valueAdded: [Double]
    /// Compensation of employees, million EUR.
    public let compensation: [Double]
    /// Persons employed in `employmentYear`.
    public let employment: [Double]
    /// Net taxes on products and international margins on intermediate use, million EUR.
    public let taxesAndMargins: [Double]
    /// How the employment cell came about.
    public let employmentFlags: [EmploymentFlag]

    /// Takes R·S values of each account, unchecked.
    public init(
      output: [Double], valueAdded: [Double], compensation: [Double], employment: [Double],
      taxesAndMargins: [Double], employmentFlags: [EmploymentFlag]
    ) {
      self.output = output
      self.valueAdded = valueAdded
      self.compensation = compensation
      self.employment = employment
      self.taxesAndMargins = taxesAndMargins
      self.employmentFlags = employmentFlags
    }
  }

  /// Where an employment cell comes from.
  public enum EmploymentFlag: String, Sendable, CaseIterable {
    /// Published for this region and industry (adjusted to the newest national total at most).
    case published = "p"
    /// Confidential or missing: estimated to meet published totals.
    case estimated = "e"
    /// Split from a published parent by weights.
    case split = "s"
    /// No source.
    case missing = "m"
  }

  /// Production by drive train in one country.
  public struct TechnologyMix: Sendable {
    /// Country code, as in `countries`.
    public let country: String
    /// Share of vehicles made, 0 to 1, sum 1; a drive train that is left out has none.
    public let shares: [ImpactAxes.Technology: Double]
    /// Where the shares come from.
    public let source: String
    /// The mix of one country, unchecked; `identities()` tests that the shares sum to 1.
    public init(country: String, shares: [ImpactAxes.Technology: Double], source: String) {
      self.country = country
      self.shares = shares
      self.source = source
    }
  }

  /// One line of the quality report.
  public struct QualityFigure: Sendable, Hashable {
    /// Step of the construction, number first, such as `2 origins of imports`.
    public let step: String
    /// What was measured.
    public let figure: String
    /// The number as it is printed, already rounded.
    public let value: String
    /// Unit of `value`.
    public let unit: String
    /// How to read it; may be empty.
    public let note: String
    /// One figure, every text as it will be printed.
    public init(step: String, figure: String, value: String, unit: String, note: String) {
      self.step = step
      self.figure = figure
      self.value = value
      self.unit = unit
      self.note = note
    }
  }
}
