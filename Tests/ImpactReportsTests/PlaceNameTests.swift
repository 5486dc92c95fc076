import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactReports
import Testing

/// Names of places: those of the economy, of NUTS-1 regions, and others in use.
@Suite struct PlaceNameTests {
  private let economy: Economy
  private let places: Places

  init() throws {
    economy = try Economy.shipped(.euNUTS2)
    places = Places(regions: economy.regions, territories: economy.territories)
  }

  @Test(arguments: [
    ("Wallonia", "BE3", 5), ("wallonie", "BE3", 5), ("BE3", "BE3", 5), ("Bavaria", "DE2", 7),
    ("Bayern", "DE2", 7), ("Rhineland-Palatinate", "DEB", 3), ("Rheinland-Pfalz", "DEB", 3),
    ("Saarland", "DEC0", 1), ("DEC", "DEC0", 1), ("Lorraine", "FRF3", 1), ("Catalonia", "ES51", 1),
    ("Catalunya", "ES51", 1), ("Lombardy", "ITC4", 1), ("Grand Est", "FRF", 3),
    ("Flanders", "BE2", 5),
    ("Brittany", "FRH0", 1), ("provence-alpes-cote d'azur", "FRL0", 1), ("Slovensko", "SK", 4),
    ("Germany", "DE", 38),
  ])
  func namesAreKnown(name: String, code: String, count: Int) {
    let found = places.named(name)
    #expect(found?.code == code && found?.regions.count == count, "\(name)")
  }

  /// Every NUTS-1 region of the shipped economy has a name, and every region one of them.
  @Test func everyGroupHasAName() {
    let codes = economy.regions.filter(\.isEuropeanUnion).map(\.code)
    #expect(Set(codes.map { String($0.prefix(3)) }) == Set(NutsNames.groups.map(\.code)))
    var seen: Set<String> = []
    for group in NutsNames.groups {
      #expect(!group.regions(in: codes).isEmpty, "\(group.code)")
      #expect(seen.insert(group.code).inserted, "\(group.code) twice")
      for name in [group.name] + group.otherNames {
        #expect(NutsNames.group(named: name) == group, "\(name)")
      }
    }
  }

  /// A group is the sum of its regions and no line of the economy; a name of one's own may be its name.
  @Test func groupsAreMadeOfTheirRegions() throws {
    let wallonia = try #require(places.named("Wallonia"))
    #expect(!places.holds(wallonia))
    #expect(
      wallonia.regions.map { places.regions[$0].code } == ["BE31", "BE32", "BE33", "BE34", "BE35"])
    #expect(try places.made("wallonia=BE31,BE32,BE33,BE34,BE35").regions == wallonia.regions)
    #expect(try places.made("both=Wallonia,Lorraine").regions.count == 6)
    #expect(throws: ProblemReport.self) { try places.made("wallonia=BE31") }
    #expect(throws: ProblemReport.self) { try places.made("DE=DE11") }
  }

  @Test func unknownNamesAreNearOnes() {
    #expect(places.named("Centro") == nil)
    #expect(places.expectation(near: "Bavarai").contains("`Bavaria`"))
  }

  /// Analyses know the same names.
  @Test func analysesKnowTheNames() throws {
    let named = NamedPlaces(economy)
    for (name, count) in [
      ("Wallonia", 5), ("Saarland", 1), ("Catalonia", 1), ("Greater Region", 11),
    ] {
      #expect(named.regionIndices(written: name).count == count, "\(name)")
      #expect(try named.selection(regions: [name], industries: []).regions.count == count)
    }
    #expect(named.regionIndices(written: "Atlantis").isEmpty)
  }
}
