import Foundation
import ImpactEconomies
import ImpactEconomyFiles

@testable import ImpactRegionalization

/// A folder with the assembly case as files: a table, its regions, persons and a recipe.
struct RecipeFolder {
  let url: URL
  var recipe: URL { url.appending(path: "recipe.yaml") }

  static let places = """
    code,name,area,country,people,public
    R1,First,N,N,20,0.4
    R2,Second,N,N,30,0.3
    R3,Third,N,N,50,0.3

    """
  static let persons = """
    region,industry,value
    R1,I1,1.2
    R1,I2,0.4
    R1,I3,0.9
    R2,I1,0.5
    R2,I2,1.0
    R2,I3,0.7
    R3,I1,0.3
    R3,I2,0.6
    R3,I3,1.4

    """
  static let exponents = """
    industry,value,source
    I1,0.02,the case
    I2,0.01,the case
    I3,0.03,the case

    """
  static let distances = """
    from,to,km
    R1,R1,10
    R1,R2,60
    R1,R3,120
    R2,R1,60
    R2,R2,12
    R2,R3,70
    R3,R1,120
    R3,R2,70
    R3,R3,15

    """
  static let yaml = """
    recipe: 1
    name: three-regions
    title: Three regions of a nation
    method: regions
    year: 2014
    regions:
      table: table
      places: places.csv
      statistics:
        file: persons.csv
        measure: persons
      final-demand:
        government: public
      trade:
        own-use: gravity
        decay: exponential
        exponents: exponents.csv
        distances: distances.csv

    """

  init(yaml: String = Self.yaml, files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "recipe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try TableFolder.write(
      AssemblyCase().table, provenance: Provenance(), to: url.appending(path: "table"))
    var all = [
      "places.csv": Self.places, "persons.csv": Self.persons, "exponents.csv": Self.exponents,
      "distances.csv": Self.distances, "recipe.yaml": yaml,
    ]
    for (name, text) in files { all[name] = text }
    for (name, text) in all {
      try Data(text.utf8).write(to: url.appending(path: name))
    }
  }

  func remove() { try? FileManager.default.removeItem(at: url) }

  /// Builds into `out`, and returns the lines for people.
  @discardableResult func build() throws -> [String] {
    try RecipeBuild.run(
      RecipeFile.read(recipe), sources: nil, catalogue: { try ShippedCatalogue.text($0) },
      to: url.appending(path: "out"))
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: url.appending(path: path), encoding: .utf8)
  }
}
