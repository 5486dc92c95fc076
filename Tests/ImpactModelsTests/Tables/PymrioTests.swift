import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactTestSupport
import Testing

@testable import ImpactModels

/// pymrio reads our export and finds our multipliers.
///
/// Needs a Python with pymrio, named by `TIA_PYMRIO_PYTHON`; `Scripts/test` makes one where it can.
@Suite(.enabled(if: Python.path != nil, "SKIPPED: TIA_PYMRIO_PYTHON names no Python with pymrio"))
struct PymrioTests {
  private let script = """
    import json, sys, pymrio
    m = pymrio.load_all(sys.argv[1])
    m.calc_system()
    print(json.dumps({
        "regions": list(m.get_regions()), "sectors": list(m.get_sectors()),
        "multipliers": [float(v) for v in m.L.sum(axis=0)],
        "backward": [float(v) for v in m.A.sum(axis=0)],
        "output": [float(v) for v in m.x["indout"]],
        "added": [float(v) for v in m.primary_inputs.F.iloc[0]],
    }))
    """

  private func compare(_ table: AccountTable) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tia-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try PymrioFolder.write(table, to: folder)
    let text = try Python.run(script, folder.path)
    let answer = try #require(
      try JSONSerialization.jsonObject(with: text) as? [String: Any])
    func numbers(_ key: String) throws -> [Double] {
      try #require(answer[key] as? [NSNumber]).map(\.doubleValue)
    }
    #expect(answer["regions"] as? [String] == table.regions.map(\.code))
    #expect(answer["sectors"] as? [String] == table.industries.map(\.code))
    // The texts carry every bit; pandas reads them to the last one or two.
    #expect(deviation(try numbers("output"), table.output) < 1e-15)
    let added = (0..<table.dimension).map { table.primaryInputs[0, $0] }
    #expect(deviation(try numbers("added"), added) < 1e-15)
    let ours = try EconomyMultipliers(AccountModel(table), indicator: .output).multipliers
    // Both solve a well-conditioned system in double precision. A cell without output has a multiplier
    // of zero here, and of one in pymrio.
    let found = try numbers("multipliers")
    let made = table.output.indices.filter { table.output[$0] > 0 }
    #expect(deviation(made.map { found[$0] }, made.map { ours.simple[$0] }) < 1e-9)
  }

  @Test func aSmallTable() throws { try compare(BalancedTable.make(scale: 1.0 / 3)) }

  @Test func anEconomyInFull() throws {
    try compare(EconomyTable(SyntheticEconomy.make()).table)
  }
}

/// A Python interpreter for tests.
enum Python {
  static let path: String? = ProcessInfo.processInfo.environment["TIA_PYMRIO_PYTHON"]
    .flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil }

  /// Standard output of a script with one argument.
  static func run(_ script: String, _ argument: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: try #require(path))
    process.arguments = ["-W", "ignore", "-c", script, argument]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the script failed")
    return data
  }
}
