import Foundation
import Testing

@Suite("Broken economy folders")
struct BrokenFolderTests {
  @Test("each fault is named with its place", arguments: BrokenFolderTests.all)
  func faults(broken: BrokenFolder) throws {
    let found = try broken.read()
    #expect(found == broken.problems, "\(found.joined(separator: "\n"))")
  }

  static let all = axes + tables + arrays + package

  static let everyFile =
    "datapackage.json, regions.csv, industries.csv, countries.csv, territories.csv, "
    + "satellites.csv, technology-mix.csv, quality.csv, technology_own.npy, "
    + "technology_imported.npy, own_share_shift.npy, final_demand_own.npy, "
    + "final_demand_imported.npy, own_region_use.npy, exports_to_world.npy, attraction.npy, "
    + "pair_factors.npy"

  static let axes: [BrokenFolder] = [
    .replace(
      "a region twice", "regions.csv", "DE12,", "DE11,",
      "regions.csv:3:1: `DE11` in `code` appears twice; expected one row for each; the first is on line 2"
    ),
    .replace(
      "a country without a row", "regions.csv", "Bratislavský kraj,SK", "Bratislavský kraj,XX",
      "regions.csv:4:24: country `XX` is not known; expected a code of countries.csv"),
    .replace(
      "a country without regions", "countries.csv", "UK\n", "UK\nNO\n",
      "regions.csv:1:11: country `NO` of countries.csv has no region; expected at least one region"),
    .replace(
      "a latitude off the globe", "regions.csv", ",9.2,48.9,", ",9.2,148.9,",
      "regions.csv:2:28: 148.9 is no latitude; expected degrees between -90 and 90"),
    .replace(
      "half a coordinate", "regions.csv", ",9.2,48.9,", ",,48.9,",
      "regions.csv:2:24: only one coordinate is given; expected both longitude and latitude, or none"
    ),
    .replace(
      "a flag that is no flag", "regions.csv", "DE,true,9.2", "DE,yes,9.2",
      "regions.csv:2:19: `yes` in `european_union` is not known; expected true or false"),
    .replace(
      "an unknown column", "industries.csv", "distance_exponent", "exponent",
      "industries.csv:1:1: there is no column `distance_exponent`",
      "industries.csv:1:43: column `exponent` is not known"
    )
    .withExpected("columns code, name, parent, section, automotive_block, distance_exponent"),
    .cell(
      "an exponent that is no number", "industries.csv", line: 8, column: 5, "1,2",
      "industries.csv:8:1: the row has 7 fields; expected 6 fields as in the header"),
  ]

  static let tables: [BrokenFolder] = [
    .cell(
      "a number with a unit", "satellites.csv", line: 12, column: 2, "12 M",
      "satellites.csv:12:14: `12 M` in `output` is not a number; expected a finite decimal number"),
    .cell(
      "output left empty", "satellites.csv", line: 3, column: 2, "",
      "satellites.csv:3:14: `output` is empty; expected a finite decimal number"),
    .cell(
      "infinite value added", "satellites.csv", line: 12, column: 3, "inf",
      "satellites.csv:12:32: `inf` in `value_added` is not a number; expected a finite decimal number, or nothing when unknown"
    ),
    .cell(
      "negative output", "satellites.csv", line: 2, column: 2, "-3.5",
      "satellites.csv:2:14: output -3.5 is negative; expected zero or more"),
    .cell(
      "negative employment", "satellites.csv", line: 2, column: 5, "-1",
      "satellites.csv:2:69: employment -1 is negative; expected zero or more"),
    .cell(
      "an unknown flag", "satellites.csv", line: 2, column: 7, "x",
      "satellites.csv:2:93: flag `x` is not known; expected one of p, e, s, m"),
    .cell(
      "unknown employment with a flag of knowledge", "satellites.csv", line: 2, column: 5, "",
      "satellites.csv:2:89: flag `s` does not fit employment ``; expected flag m exactly where employment is empty"
    ),
    .cell(
      "an unknown region", "satellites.csv", line: 20, column: 0, "DE99",
      "satellites.csv:20:1: region `DE99` is not known; expected a code of regions.csv",
      "satellites.csv:1:1: 1 rows are missing, the first for DE12 and G45; expected every region and industry once"
    ),
    .cell(
      "an industry twice, another never", "satellites.csv", line: 3, column: 1, "C29-VEH",
      "satellites.csv:3:1: DE11 and C29-VEH appear twice; expected one row for each; the first is on line 2",
      "satellites.csv:1:1: 1 rows are missing, the first for DE11 and C29-ICE; expected every region and industry once"
    ),
    .cell(
      "a mix that does not sum to 1", "technology-mix.csv", line: 6, column: 2, "0.5",
      "technology-mix.csv:6:8: the shares of `SK` sum to 0.875; expected a sum of 1"),
    .cell(
      "an unknown drive train", "technology-mix.csv", line: 2, column: 1, "diesel",
      "technology-mix.csv:2:4: drive train `diesel` is not known; expected one of ice, hev, phev, bev, fcev, efuel",
      "technology-mix.csv:2:11: the shares of `DE` sum to 0.375; expected a sum of 1"),
    .replace(
      "a territory with an unknown member", "territories.csv", "SK01", "SK09",
      "territories.csv:2:27: region `SK09` is not known; expected a code of regions.csv"),
    .replace(
      "a quote that is never closed", "territories.csv", "DE11", "\"DE11",
      "territories.csv:2:1: a quote is never closed; expected a closing quote",
      "territories.csv:2:1: the row has 3 fields; expected 4 fields as in the header"),
    BrokenFolder(
      name: "a missing file",
      damage: {
        try FileManager.default.removeItem(at: $0.appendingPathComponent("attraction.npy"))
      },
      problems: [
        "attraction.npy:1:1: the file is missing; expected every file of an economy folder: \(everyFile)"
      ]),
  ]

  static let arrays: [BrokenFolder] = [
    .bytes(
      "a value that is not a number", "technology_own.npy",
      "technology_own.npy:1:1: entry (DE, C29-ICE, C27-EDR) is not a finite number; expected finite numbers",
      change: { put(.nan, at: 12, in: &$0) }),
    .bytes(
      "two infinite values", "exports_to_world.npy",
      "exports_to_world.npy:1:1: entry (DE11, C27-EDR) and 1 more is not a finite number; expected finite numbers",
      change: {
        put(.infinity, at: 2, in: &$0)
        put(-.infinity, at: 30, in: &$0)
      }),
    .bytes(
      "a negative attraction", "attraction.npy",
      "attraction.npy:1:1: entry (DE12, C29-VEH) is negative; expected zero or more",
      change: { put(-1, at: 10, in: &$0) }),
    .bytes(
      "a negative pair factor of the rest of the world", "pair_factors.npy",
      "pair_factors.npy:1:1: entry (C29-VEH, W, SK) is negative; expected zero or more",
      change: { put(-0.5, at: 10, in: &$0) }),
    .bytes(
      "an array that is cut off", "own_share_shift.npy",
      "own_share_shift.npy:1:1: the file holds 392 bytes of values; expected [5, 10] × 8 bytes",
      change: { $0.removeLast(8) }),
    .bytes(
      "no numpy array", "own_region_use.npy",
      "own_region_use.npy:1:1: this is not a numpy array; expected a `.npy` file",
      change: { $0[0] = 0 }),
    BrokenFolder(
      name: "an array in the place of another",
      damage: { folder in
        let file = folder.appendingPathComponent("pair_factors.npy")
        try FileManager.default.removeItem(at: file)
        try FileManager.default.copyItem(
          at: folder.appendingPathComponent("technology_own.npy"), to: file)
      },
      problems: [
        "pair_factors.npy:1:1: the array has the shape (3, 10, 10); expected (10, 4, 3) for (industry, origin, country)"
      ]),
  ]

  static let package: [BrokenFolder] = [
    .replace(
      "another currency", "datapackage.json", "\"currency\": \"EUR\"", "\"currency\": \"USD\"",
      "datapackage.json:1:1: currency: the value does not fit; expected \"EUR\""),
    .replace(
      "no base year", "datapackage.json", "\"baseYear\": 2014,\n", "",
      "datapackage.json:1:1: baseYear: the key is missing; expected a year such as 2014"),
    .replace(
      "text that is no JSON", "datapackage.json", "\"baseYear\": 2014", "\"baseYear\": MMXIV",
      "datapackage.json:2:15: this is no JSON value; expected a text, number, list, object, true, false or null"
    ),
    .replace(
      "a key twice", "datapackage.json", "\"updateYear\"", "\"baseYear\"",
      "datapackage.json:557:3: key `baseYear` appears twice; expected each key once"),
  ]

  @Test("all faults of a folder are reported together")
  func together() throws {
    let faults = [Self.axes[2], Self.tables[0], Self.arrays[2], Self.package[0]]
    let broken = BrokenFolder(
      name: "four faults", damage: { folder in for fault in faults { try fault.damage(folder) } },
      problems: [])
    let problems = try broken.read()
    // Without sound axes the other tables are checked for their form only.
    #expect(problems == Self.package[0].problems + Self.axes[2].problems)
    let sound = BrokenFolder(
      name: "three faults",
      damage: { folder in for fault in faults.dropFirst() { try fault.damage(folder) } },
      problems: [])
    #expect(
      try sound.read()
        == Self.package[0].problems + Self.tables[0].problems + Self.arrays[2].problems)
  }
}

extension BrokenFolder {
  /// The same folder with one expectation added to every problem.
  func withExpected(_ expected: String) -> BrokenFolder {
    BrokenFolder(
      name: name, damage: damage, problems: problems.map { "\($0); expected \(expected)" })
  }
}
