import Foundation
import ImpactAxes
import ImpactDocuments
package import ImpactEconomies
package import ImpactEconomyFiles

/// The default economy `eu-nuts2`: its sources, its provenance and the build from both.
package enum DefaultEconomy {
  /// Builds the economy and its provenance; figures of quality travel inside the economy.
  package static func build(
    _ sources: BuildSources
  ) throws -> (economy: Economy, provenance: Provenance) {
    var quality = QualityReport()
    let estimate = try RegionalEmployment.estimate(
      from: EmploymentSources(folder: sources.data, plants: sources.plants))
    let facts = RegionalFacts(estimate, quality: &quality)
    let accounts = sources.folder("wiod-2016-niot/socio-economic-accounts_2014.csv")
    let centroids = try Centroids.read(sources.folder("nuts/nuts2_2024_centroids.csv"))
    let economy = try EconomyBuilder.build(
      sources, facts: facts, centroids: centroids,
      compensation: { try CompensationShares.read(accounts, industries: $0) },
      territories: try territories(sources.territories), quality: &quality)
    return (economy, provenance)
  }

  private static func territories(_ file: (file: String, text: String)) throws -> [Territory] {
    let table = try CSVTable(text: file.text, file: file.file)
    let columns = try ["territory", "label", "nuts2", "note"].map { try table.column($0) }
    var order: [String] = []
    var groups: [String: (label: String, regions: [String], notes: [String])] = [:]
    for row in table.rows {
      let cell = columns.map { row[$0] }
      if groups[cell[0]] == nil { order.append(cell[0]) }
      var group = groups[cell[0]] ?? (cell[1], [], [])
      group.regions += cell[2].split(separator: " ").map(String.init)
      if !cell[3].isEmpty { group.notes.append(cell[3]) }
      groups[cell[0]] = group
    }
    return order.compactMap { code in
      groups[code]
        .map {
          Territory(
            code: code, name: $0.label, regions: $0.regions, note: $0.notes.joined(separator: "; "))
        }
    }
  }

  private static let provenance = Provenance(
    description: """
      The European Union by NUTS-2 region (242 regions, 2021 codes) and sixteen other economies, 61 \
      industries with an automotive block, in factored multiregional form. An estimate: every regional \
      table is made from national tables and regional statistics, none is surveyed.
      """,
    version: "1.0.0",
    priceBasis: "basic prices of 2014, million EUR; employment of 2017; technology mix of 2023",
    licences: [
      Provenance.Licence(
        name: "CC-BY-4.0", title: "Creative Commons Attribution 4.0 International",
        path: "https://creativecommons.org/licenses/by/4.0/")
    ],
    sources: sourceList,
    contributors: [Provenance.Contributor(title: "The TerritorialImpact authors", role: "author")],
    steps: steps)

  private static let sourceList = [
    source(
      "World Input-Output Database, 2016 release: national tables and socio-economic accounts, 2014",
      "https://www.rug.nl/ggdc/valuechain/wiod/", "CC-BY-4.0"),
    source(
      "World Input-Output Database, 2013 release: world table 2011",
      "https://www.rug.nl/ggdc/valuechain/wiod/", "CC-BY-4.0"),
    source(
      "OECD Inter-Country Input-Output tables, 2023 edition, year 2020",
      "https://www.oecd.org/sti/ind/inter-country-input-output-tables.htm",
      "OECD terms: free use with credit"),
    source(
      "Eurostat: structural business statistics by NUTS-2 region, 2015 (sbs_r_nuts06_r2)",
      "https://ec.europa.eu/eurostat", "Reuse with acknowledgement (2011/833/EU)"),
    source(
      "Eurostat: regional employment 2013-2018 (nama_10r_3empers) and product (nama_10r_3gdp)",
      "https://ec.europa.eu/eurostat", "Reuse with acknowledgement (2011/833/EU)"),
    source(
      "Joint Research Centre: conversion weights between NUTS versions",
      "https://urban.jrc.ec.europa.eu/nutsconverter/", "Reuse with acknowledgement (2011/833/EU)"),
    source(
      "Eurostat GISCO: representative points of NUTS-2 regions, 2024",
      "https://ec.europa.eu/eurostat/web/gisco", "Coordinates only; no boundaries are shipped"),
    source(
      "US Bureau of Economic Analysis: use table after redefinitions, 402 industries, 2017",
      "https://www.bea.gov/industry/input-output-accounts-data", "Public domain"),
    source(
      "International Energy Agency: Global EV Outlook 2024, sales of 2023",
      "https://www.iea.org/reports/global-ev-outlook-2024", "CC-BY-4.0"),
    source(
      "Plant register and parameters: catalogue/plants.csv, parameters.csv and build.csv of this package",
      "Sources/CImpactShipped/catalogue", "Apache-2.0; evidence by row, assumptions marked"),
  ]

  private static func source(_ title: String, _ path: String, _ licence: String)
    -> Provenance.Source
  {
    Provenance.Source(title: title, path: path, licence: licence)
  }

  private static let steps = [
    step(
      "1 national tables",
      "WIOD 2016 national tables of 2014, domestic and imported uses apart, USD to EUR at 0.752728; Romania R_S value added set to its residual."
    ),
    step(
      "2 origins of imports",
      "Bilateral flows of the WIOD 2013 release (2011), destination shares moved a third of the way (geometrically) to the OECD table of 2020, balanced to every country's exports and imports; the rest of the world takes what remains."
    ),
    step(
      "3 output and employment",
      "Persons by NUTS-2 region and industry from business statistics and regional accounts, confidential cells fitted to every margin that binds; output by region fitted to national value added by industry and regional product."
    ),
    step(
      "4 final demand",
      "Households by population and product per head, government by public employment, investment by product; inventories stay where the product is made."
    ),
    step(
      "5 regional trade",
      "Gravity prior balanced to regional supply, regional demand and the totals of every pair of countries; a region's own-country share moves with what balancing finds."
    ),
    step(
      "6 automotive block",
      "C29 split into vehicle assembly, combustion powertrain and other components, engine parts taken from C28, electric drives, cells and packs from C27; children add up to parents."
    ),
    step(
      "7 base-year update",
      "Persons of 2017; production by drive train from sales of 2023 in the markets a country sells to. Accounts stay those of 2014."
    ),
  ]

  private static func step(_ name: String, _ text: String) -> Provenance.Step {
    Provenance.Step(name: name, text: text)
  }
}
