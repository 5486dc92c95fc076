import ImpactEconomyFiles
import ImpactRegionalization
import Testing

@Suite struct BuildAssumptionsTests {
  private static let header = "key,low,central,high,unit,source,evidence\n"

  private func read(_ texts: String...) throws -> BuildAssumptions {
    try BuildAssumptions(
      texts: texts.enumerated().map { ("file\($0.offset).csv", Self.header + $0.element) })
  }

  @Test func centralValuesOfSeveralFilesAreFound() throws {
    let values = try read("a,1,2,3,x,s,J\nb,1,,3,x,s,J\n", "c,,0.5,,x,s,J\n")
    #expect(try values("a") == 2)
    #expect(try values("c") == 0.5)
  }

  @Test func aMissingValueIsNamed() throws {
    let values = try read("b,1,,3,x,s,J\n")
    for key in ["b", "absent"] {
      #expect {
        try values(key)
      } throws: { error in
        "\(error)".hasPrefix("no parameter `\(key)` with a central value")
      }
    }
  }

  @Test func everyFaultIsReportedAtOnce() {
    #expect {
      try read("a,1,many,3,x,s,J\nb,1,inf,3,x,s,J\nc,1,2,3,x,s,J\n", "c,,2,,x,s,J\n")
    } throws: { error in
      let text = "\(error)"
      return text.contains("file0.csv:2:5: central: `many` is not a number")
        && text.contains("file0.csv:3:5: central: `inf` is not a number")
        && text.contains("file1.csv:2:1: key: `c` is given twice")
    }
  }

  @Test func aFileWithoutTheColumnsIsRefused() {
    #expect {
      try BuildAssumptions(texts: [("wrong.csv", "name,value\na,1\n")])
    } throws: { error in
      "\(error)".contains("there is no column `key`")
    }
  }

  @Test func theShippedFilesHoldEveryAssumptionOfTheBuild() throws {
    let values = try shippedAssumptions()
    let shares = try ["vehicles", "combustion", "other_components"]
      .map { try values("build.block.persons_share.\($0)") }
    #expect(shares == [45, 25, 30])
    // EUR per USD, average of 2014 (socio-economic accounts of the WIOD 2016 release).
    #expect(try values("build.eur_per_usd.2014") == WIOD2016.eurosPerDollar)
  }
}

/// The assumptions compiled into the program.
func shippedAssumptions() throws -> BuildAssumptions {
  try BuildAssumptions(
    texts: ["parameters.csv", "build.csv"].map { try ShippedCatalogue.text($0) })
}
