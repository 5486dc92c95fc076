import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import Testing

@testable import ImpactRegionalization

@Suite struct RegionalRecipeTests {
  @Test func aRecipeMakesTheReferenceTable() throws {
    let folder = try RecipeFolder()
    defer { folder.remove() }
    let lines = try folder.build()
    let table = try TableFolder.read(at: folder.url.appending(path: "out"))
    let golden = try ReferenceCase("09f_mrio_assembly_from_national")
    #expect(table.regions.map(\.code) == ["R1", "R2", "R3"])
    #expect(deviation(table.output, try golden.vector("expected", "x")) < 1e-12)
    // Investment follows value added here and output in the case: households and government are equal.
    let expected = try given().table(name: "x", title: "").table
    let columns = table.finalColumns.indices.filter {
      table.finalColumns[$0].category == .government
    }
    #expect(columns.count == 3)
    let total = columns.reduce(0) { $0 + table.finalUses.column($1).reduce(0, +) }
    // 2 + 10 + 30 of the nation.
    #expect(abs(total - 42) < 1e-9)
    #expect(deviation(table.primaryInputs, expected.primaryInputs) < 1e-12)
    #expect(lines.contains { $0.hasPrefix("largest gap between sales and output") })
    let quality = try folder.text("out/quality.csv")
    #expect(quality.contains("4 identities,\"regions against their area, largest gap of a flow\""))
    #expect(quality.contains("final uses shared by value added,households investment"))
    let statistics = try folder.text("out/statistics.csv")
    #expect(statistics.hasPrefix("region,industry,value,flag\nR1,I1,1.2,p\n"))
  }

  private func given() throws -> MultiregionalAssembly { try AssemblyCase().assembly() }

  @Test func aFolderThatABuildWroteIsReplaced() throws {
    let folder = try RecipeFolder()
    defer { folder.remove() }
    try folder.build()
    try folder.build()
    try Data("mine".utf8).write(to: folder.url.appending(path: "out/notes.txt"))
    #expect {
      try folder.build()
    } throws: { error in
      "\(error)".contains("the folder holds other files: notes.txt")
    }
  }

  @Test(arguments: ["slq", "cilq", "supply-demand-pool", "charm"])
  func everyMethodBuildsWithoutDistances(method: String) throws {
    let yaml = RecipeFolder.yaml.replacing("own-use: gravity", with: "own-use: \(method)")
      .replacing(
        "    decay: exponential\n    exponents: exponents.csv\n    distances: distances.csv\n",
        with: "")
    let folder = try RecipeFolder(yaml: yaml)
    defer { folder.remove() }
    try folder.build()
    let table = try TableFolder.read(at: folder.url.appending(path: "out"))
    // 1e-9: rows close to the tolerance of balancing.
    for i in 0..<9 {
      var sales = 0.0
      for j in 0..<9 { sales += table.intermediate[i, j] }
      for c in table.finalColumns.indices { sales += table.finalUses[i, c] }
      #expect(abs(sales - table.output[i]) < 1e-9 * 250)
    }
  }

  @Test func confidentialCellsMeetTheirMarginsAndAreFlagged() throws {
    let yaml = RecipeFolder.yaml.replacing(
      "measure: persons", with: "measure: persons\n    margins: margins.csv")
    let folder = try RecipeFolder(
      yaml: yaml,
      files: [
        "persons.csv": RecipeFolder.persons.replacing("R1,I2,0.4", with: "R1,I2,")
          .replacing("R2,I2,1.0", with: "R2,I2,"),
        "margins.csv": "regions,industries,value,tolerance\n*,I2,2,0\nR1,*,2.5,0\n",
      ])
    defer { folder.remove() }
    try folder.build()
    let statistics = try folder.text("out/statistics.csv")
    // R1 leaves 2.5 − 1.2 − 0.9, industry I2 leaves 2 − 0.6 for both.
    let cells = statistics.split(separator: "\n").map { $0.split(separator: ",") }
    func cell(_ r: String, _ i: String) throws -> (Double, String) {
      let row = try #require(cells.first { $0[0] == r && $0[1] == i })
      return (try #require(Double(row[2])), String(row[3]))
    }
    #expect(abs(try cell("R1", "I2").0 - 0.4) < 1e-9)
    #expect(abs(try cell("R2", "I2").0 - 1.0) < 1e-9)
    #expect(try cell("R1", "I2").1 == "e")
    #expect(try cell("R1", "I1").1 == "p")
    #expect(try folder.text("out/quality.csv").contains("margin of confidential cells"))
  }

  @Test func statisticsOfOlderRegionsAreCarriedOver() throws {
    let yaml = RecipeFolder.yaml.replacing(
      "measure: persons", with: "measure: persons\n    crosswalk: crosswalk.csv")
    // R2 and R3 were one region; weights 1 to 3 part it.
    let old =
      RecipeFolder.persons.replacing("R1,", with: "A,").replacing("R2,", with: "B,")
      .split(separator: "\n").filter { !$0.hasPrefix("R3") }.joined(separator: "\n") + "\n"
    let folder = try RecipeFolder(
      yaml: yaml,
      files: [
        "persons.csv": old, "crosswalk.csv": "from,to,weight\nA,R1,7\nB,R2,1\nB,R3,3\n",
      ])
    defer { folder.remove() }
    try folder.build()
    let statistics = try folder.text("out/statistics.csv")
    #expect(statistics.contains("R1,I1,1.2,p\n"))
    #expect(statistics.contains("R2,I1,0.125,c\n"))
    #expect(statistics.contains("R3,I1,0.375,c\n"))
  }
}

@Suite struct BrokenRecipeTests {
  private func problems(_ yaml: String, _ files: [String: String] = [:]) throws -> String {
    let folder = try RecipeFolder(yaml: yaml, files: files)
    defer { folder.remove() }
    do {
      try folder.build()
    } catch {
      #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out").path))
      return "\(error)".replacing(folder.url.path, with: "DIR")
    }
    Issue.record("the recipe was accepted")
    return ""
  }

  @Test func faultsOfTheFileAreReportedTogether() throws {
    let text = try problems(
      RecipeFolder.yaml.replacing("recipe: 1", with: "recipe: 2")
        .replacing("year: 2014", with: "year: soon")
        .replacing("own-use: gravity", with: "own-use: gravty")
        .replacing("measure: persons", with: "measurement: persons"))
    #expect(
      text.contains("DIR/recipe.yaml:1:9: recipe: found the value `2`; expected the version 1"))
    #expect(text.contains("recipe.yaml:5:7: year: found the value `soon`"))
    #expect(text.contains("regions.trade.own-use"))
    #expect(text.contains("did you mean `gravity`?"))
    #expect(text.contains("the key `measurement` is not known here"))
    #expect(text.contains("the key `measure` is missing"))
  }

  @Test func aFleggQuotientNeedsItsDelta() throws {
    let text = try problems(
      RecipeFolder.yaml.replacing("own-use: gravity", with: "own-use: flq"))
    #expect(text.contains("the key `delta` is missing, which flq needs"))
    let other = try problems(
      RecipeFolder.yaml.replacing(
        "own-use: gravity", with: "own-use: slq\n    delta: {value: 0.3, source: guess}"))
    #expect(other.contains("slq has no delta"))
    let range = try problems(
      RecipeFolder.yaml.replacing(
        "own-use: gravity",
        with: "own-use: flq\n    delta: {value: 0.6, low: 0.1, high: 0.5, source: guess}"))
    #expect(range.contains("the value 0.6 lies outside its range"))
  }

  @Test func keysOfTheOtherMethodAreRefused() throws {
    let text = try problems(
      RecipeFolder.yaml.replacing("method: regions", with: "method: default-economy"))
    #expect(text.contains("the key `regions` has no meaning for `default-economy`"))
  }

  @Test func faultsOfTheTablesAreReportedTogether() throws {
    let text = try problems(
      RecipeFolder.yaml,
      [
        "persons.csv": RecipeFolder.persons.replacing("R1,I1,1.2", with: "R1,I9,1.2")
          .replacing("R2,I1,0.5", with: "R2,I1,-0.5").replacing("R3,I3,1.4", with: "R3,I2,many"),
        "exponents.csv": RecipeFolder.exponents.replacing("I3,0.03,the case", with: "I3,0.03,"),
        "distances.csv": RecipeFolder.distances.replacing("R3,R2,70\n", with: ""),
      ])
    #expect(
      text.contains("DIR/persons.csv:2: industry: the industry `I9` is not known")
        || text.contains("DIR/persons.csv:2:1: industry: the industry `I9` is not known"))
    #expect(text.contains("R2 I1 is negative"))
    #expect(text.contains("R3 I2 is given twice"))
    #expect(text.contains("`many` is not a number"))
    #expect(text.contains("the source is empty"))
    #expect(text.contains("1 pairs have no distance, the first from R3 to R2"))
  }

  @Test func confidentialCellsWithoutMarginsAreRefused() throws {
    let text = try problems(
      RecipeFolder.yaml,
      ["persons.csv": RecipeFolder.persons.replacing("R1,I2,0.4", with: "R1,I2,")])
    #expect(text.contains("1 cells are confidential, the first R1 I2"))
  }

  @Test func marginsThatCannotBeMetAreNamed() throws {
    let yaml = RecipeFolder.yaml.replacing(
      "measure: persons", with: "measure: persons\n    margins: margins.csv")
    let text = try problems(
      yaml,
      [
        "persons.csv": RecipeFolder.persons.replacing("R1,I2,0.4", with: "R1,I2,"),
        "margins.csv": "regions,industries,value,tolerance\n*,I2,1,0\n",
      ])
    #expect(text.contains("* I2: its confidential cells must sum to -0.6"))
  }

  @Test func regionsWithoutAnAreaOrAColumnAreNamed() throws {
    let text = try problems(
      RecipeFolder.yaml.replacing("government: public", with: "government: offices"),
      ["places.csv": RecipeFolder.places.replacing("Second,N,", with: "Second,X,")])
    #expect(text.contains("the table has no region `X`"))
    #expect(text.contains("there is no column `offices` with numbers"))
  }

  @Test func anotherYearThanTheTablesIsRefused() throws {
    let text = try problems(RecipeFolder.yaml.replacing("year: 2014", with: "year: 2015"))
    #expect(text.contains("the recipe says 2015, the table nation is of 2014"))
  }
}

@Suite struct DefaultRecipeTests {
  private static let file = ReferenceData.root.appending(path: "Economies/eu-nuts2.yaml")

  @Test func theShippedRecipeHoldsTheCataloguesValues() throws {
    let recipe = try RecipeFile.read(Self.file)
    guard case .defaultEconomy(let parameters) = recipe.method else {
      Issue.record("the recipe has another method")
      return
    }
    let catalogue = try shippedAssumptions()
    #expect(parameters.count == 27)
    for (key, parameter) in parameters {
      #expect(parameter.value == (try catalogue(key)), "\(key)")
    }
    #expect((recipe.name, recipe.year) == ("eu-nuts2", 2014))
  }

  @Test func anUnknownParameterIsRefusedWithTheNearestName() throws {
    let parameter = EconomyRecipe.Parameter(value: 1, low: nil, high: nil, source: "test")
    #expect {
      try ParameterOverrides.apply(
        ["build.household.flat": parameter, "build.household.flat_share": parameter],
        to: [ShippedCatalogue.text("build.csv")], at: EconomyRecipe.standard.location)
    } throws: { error in
      "\(error)".contains("the catalogue has no parameter `build.household.flat`")
        && !"\(error)".contains("no parameter `build.household.flat_share`")
    }
  }

  @Test func aParameterTakesThePlaceOfTheCatalogues() throws {
    let parameter = EconomyRecipe.Parameter(
      value: 0.55, low: nil, high: nil, source: "a survey, 2020")
    let texts = try ParameterOverrides.apply(
      ["build.household.flat_share": parameter], to: [ShippedCatalogue.text("build.csv")],
      at: EconomyRecipe.standard.location)
    let values = try BuildAssumptions(texts: texts)
    #expect(try values("build.household.flat_share") == 0.55)
    #expect(try values("build.distance_exponent.local") == 2)
  }

  /// The recipe makes the files that are compiled into the program.
  ///
  /// Compared on the machine that made them; on others the last digits of arrays may differ, as
  /// `RebuildTests` allows.
  @Test(.enabled(if: ReferenceBuild.sources != nil))
  func theRecipeMakesTheShippedEconomy() throws {
    let data = try #require(ReferenceBuild.sources).data
    let out = FileManager.default.temporaryDirectory.appending(path: "eu-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: out) }
    _ = try RecipeBuild.run(
      RecipeFile.read(Self.file), sources: data, catalogue: { try ShippedCatalogue.text($0) },
      to: out)
    let shipped = ReferenceData.root.appending(path: "Sources/CImpactShipped/eu-nuts2")
    for name in ["regions.csv", "industries.csv", "countries.csv", "territories.csv"] {
      let made = try Data(contentsOf: out.appending(path: name))
      #expect(made == (try Data(contentsOf: shipped.appending(path: name))), "\(name)")
    }
    let (made, expected) = (
      try EconomyFolder.open(at: out).economy, try Economy.shipped(.euNUTS2)
    )
    #expect(deviation(made.satellites.output, expected.satellites.output) < 1e-7)
    #expect(deviation(made.sourcing.attraction, expected.sourcing.attraction) < 1e-7)
  }

  @Test func theSchemaKnowsEveryKey() throws {
    let text = RecipeFile.jsonSchema()
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let keys = try #require(root["properties"] as? [String: Any]).keys
    #expect(
      keys.sorted() == [
        "method", "name", "parameters", "recipe", "regions", "sources", "title", "year",
      ])
    #expect(root["additionalProperties"] as? Bool == false)
  }
}
