import ImpactEconomies

/// The files of an economy folder: what each holds, in the order in which they are listed.
enum EconomyLayout {
  static let package = "datapackage.json"
  /// Marks a folder as ours.
  static let format = "territorial-impact-economy"
  static let formatVersion = 1
  static let currency = "EUR"
  static let unit = "million EUR"
  /// d_min of the sourcing kernel, km; see `Economy.Sourcing`.
  static let distanceFloor = SourcingMatrices.smallestDistance

  struct Column {
    let name: String
    let type: String
    let unit: String
    let description: String

    init(_ name: String, _ type: String, _ description: String, unit: String = "") {
      self.name = name
      self.type = type
      self.unit = unit
      self.description = description
    }
  }

  struct Table {
    let file: String
    let title: String
    let description: String
    let columns: [Column]
    var names: [String] { columns.map(\.name) }
  }

  enum Axis: String {
    case country, region, industry, category
    /// The countries, then the rest of the world.
    case origin
  }

  struct NumericArray {
    let file: String
    let title: String
    let description: String
    let unit: String
    let axes: [Axis]
    /// Whether an entry below zero is a fault of the file.
    let isNonNegative: Bool
  }

  static let tables = [
    regions, industries, countries, territories, satellites, technologyMix, quality,
  ]

  static let arrays = [
    technologyOwn, technologyImported, ownShareShift, finalDemandOwn, finalDemandImported,
    ownRegionUse, exportsToWorld, attraction, pairFactors,
  ]

  /// Every file of a folder.
  static let files = [package] + tables.map(\.file) + arrays.map(\.file)
}

extension EconomyLayout {
  static let regions = Table(
    file: "regions.csv", title: "Regions",
    description: "One row for each region, in the order of every region axis.",
    columns: [
      Column("code", "string", "NUTS code (2021), or a country code as Eurostat writes it"),
      Column("name", "string", "name in a local language or in English"),
      Column("country", "string", "country code, as in countries.csv"),
      Column("european_union", "boolean", "member of the European Union (27 members)"),
      Column("longitude", "number", "of a representative point; empty: unknown", unit: "degrees"),
      Column("latitude", "number", "of a representative point; empty: unknown", unit: "degrees"),
      Column("area_km2", "number", "area; empty: unknown", unit: "km2"),
    ])

  static let industries = Table(
    file: "industries.csv", title: "Industries, which are also the products they make",
    description: "One row for each industry, in the order of every industry axis.",
    columns: [
      Column("code", "string", "code of the industry"),
      Column("name", "string", "name"),
      Column("parent", "string", "published industries it was split from, joined by +"),
      Column("section", "string", "NACE Rev. 2 section letter"),
      Column("automotive_block", "boolean", "one of the industries split out for vehicle making"),
      Column("distance_exponent", "number", "beta of the sourcing kernel", unit: "1"),
    ])

  static let countries = Table(
    file: "countries.csv", title: "Countries",
    description: "One row for each country, in the order of every country axis.",
    columns: [Column("code", "string", "country code as Eurostat writes it")])

  static let territories = Table(
    file: "territories.csv", title: "Territories",
    description: "Named groups of regions; one row for each group of members.",
    columns: [
      Column("territory", "string", "code of the territory"),
      Column("label", "string", "name of the territory"),
      Column("nuts2", "string", "member regions, separated by spaces"),
      Column("note", "string", "what a reader must know about these members"),
    ])

  static let satellites = Table(
    file: "satellites.csv", title: "Satellite accounts",
    description: "Every region and industry once; an empty cell is unknown, never zero.",
    columns: [
      Column("region", "string", "as in regions.csv"),
      Column("industry", "string", "as in industries.csv"),
      Column("output", "number", "output at basic prices", unit: unit),
      Column("value_added", "number", "value added at basic prices", unit: unit),
      Column("compensation", "number", "compensation of employees", unit: unit),
      Column("employment", "number", "persons employed in the employment year", unit: "persons"),
      Column(
        "taxes_and_margins", "number",
        "net taxes on products and international margins on intermediate use", unit: unit),
      Column(
        "employment_flag", "string", "p published, e estimated, s split from a parent, m missing"),
    ])

  static let technologyMix = Table(
    file: "technology-mix.csv", title: "Vehicle production by drive train",
    description: "Shares of a country's production in the employment year; they sum to 1.",
    columns: [
      Column("country", "string", "as in countries.csv"),
      Column("technology", "string", "ice, hev, phev or bev"),
      Column("share", "number", "share of the country's production", unit: "share"),
      Column("source", "string", "where the share comes from"),
    ])

  static let quality = Table(
    file: "quality.csv", title: "Quality report",
    description: "What was measured while the economy was made.",
    columns: [
      Column("step", "string", "step of the construction"),
      Column("figure", "string", "what was measured"),
      Column("value", "string", "value"),
      Column("unit", "string", "unit of the value"),
      Column("note", "string", "how to read it"),
    ])
}

extension EconomyLayout {
  static let technologyOwn = NumericArray(
    file: "technology_own.npy", title: "Input coefficients, own country",
    description: "a_own[c,i,j]: input of product i from the own country by output of industry j.",
    unit: "EUR/EUR", axes: [.country, .industry, .industry], isNonNegative: false)

  static let technologyImported = NumericArray(
    file: "technology_imported.npy", title: "Input coefficients, imported",
    description: "a_imported[c,i,j]: imported input of product i by output of industry j.",
    unit: "EUR/EUR", axes: [.country, .industry, .industry], isNonNegative: false)

  static let ownShareShift = NumericArray(
    file: "own_share_shift.npy", title: "Shift of the own-country share",
    description: "d[s,i]: the own share o of a cell becomes o e^d / (o e^d + 1 - o).",
    unit: "1", axes: [.region, .industry], isNonNegative: false)

  static let finalDemandOwn = NumericArray(
    file: "final_demand_own.npy", title: "Final demand, own country",
    description: "y_own[k,s,i]: final use of product i from the own country by category k.",
    unit: unit, axes: [.category, .region, .industry], isNonNegative: false)

  static let finalDemandImported = NumericArray(
    file: "final_demand_imported.npy", title: "Final demand, imported",
    description: "y_imported[k,s,i]: final use of imported product i by category k.",
    unit: unit, axes: [.category, .region, .industry], isNonNegative: false)

  static let ownRegionUse = NumericArray(
    file: "own_region_use.npy", title: "Inventories, valuables and disposals",
    description: "o[r,i]: kept in the region that makes them; may be negative.",
    unit: unit, axes: [.region, .industry], isNonNegative: false)

  static let exportsToWorld = NumericArray(
    file: "exports_to_world.npy", title: "Exports to the rest of the world",
    description: "z[r,i]: exports of product i by region r to economies without a model.",
    unit: unit, axes: [.region, .industry], isNonNegative: false)

  static let attraction = NumericArray(
    file: "attraction.npy", title: "Attraction of suppliers",
    description: "alpha[r,i]: weight of region r as a supplier of product i.",
    unit: "1", axes: [.region, .industry], isNonNegative: true)

  static let pairFactors = NumericArray(
    file: "pair_factors.npy", title: "Country-pair factors",
    description: "P[i,o,c]: weight of origin o in the imports of product i by country c.",
    unit: "1", axes: [.industry, .origin, .country], isNonNegative: true)
}
