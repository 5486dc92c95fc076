import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomyFiles
import Testing

@testable import ImpactLevers

/// Numbers of years and months that draws take from between whole numbers.
@Suite struct WholeNumberTests {
  private static let key = "content.capacity.lag"

  @Test(arguments: [(1.0, 1), (1.49, 1), (1.5, 2), (2.0, 2), (3.99, 4)])
  func theNearestIsTaken(drawn: Double, whole: Int) throws {
    let catalogue = try ParameterCatalogue.shipped()
    #expect(try catalogue.drawing([Self.key: drawn]).whole(Self.key) == whole)
  }

  @Test func aMissingEntryIsAProblem() throws {
    let catalogue = try ParameterCatalogue.shipped()
    #expect(throws: ProblemReport.self) { try catalogue.whole("no.such.entry") }
  }
}
