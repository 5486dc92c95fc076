import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import Testing

@Suite("Published tables, read by their labels")
struct EditionTests {
  /// Every flow, output and value added of a table against the accounts it was written from.
  private func expectSame(
    _ table: AccountTable, _ source: PublishedTable, _ comment: Comment
  ) {
    let n = source.n
    #expect(table.dimension == n && table.finalColumns.count == source.columns.count, comment)
    for i in 0..<n {
      for j in 0..<n { #expect(table.intermediate[i, j] == source.flow(i, j), comment) }
      for c in source.columns.indices {
        #expect(table.finalUses[i, c] == source.final(i, c), comment)
      }
      #expect(table.output[i] == source.output(i), comment)
      let valueAdded = table.primaryRows.indices
        .filter { table.primaryRows[$0].category.isValueAdded }
        .reduce(0) { $0 + table.primaryInputs[$1, i] }
      #expect(valueAdded == source.valueAdded(i), comment)
    }
  }

  @Test("FIGARO as a matrix, by industry and by product")
  func figaro() throws {
    let source = PublishedTable.figaroTable
    let read = try Importing.run(
      ["matrix_eu-ic-io_ind-by-ind_26ed_2019.csv": PublishedTable.text(source.figaro())])
    expectSame(read.table, source, "industries")
    #expect(read.table.year == 2019 && read.table.unit == .millionEUR)
    #expect(read.table.kind == .industryByIndustry)
    #expect(read.table.regions.map(\.code) == ["DE", "EL", "FIGW1"])
    #expect(read.table.regions.map(\.isEuropeanUnion) == [true, true, false])
    #expect(read.table.industries.map(\.section) == ["A", "C", "C"])
    #expect(
      read.table.finalColumns[5].region == "EL" && read.table.finalColumns[1].code == "P3_S14")
    #expect(read.table.finalColumns[1].category == .households)
    #expect(
      read.table.primaryRows.map(\.category) == [
        .productTaxes, .adjustments, .adjustments, .compensation, .productionTaxes, .surplus,
      ])
    #expect(
      read.notices == [
        Notice("region-codes", "region codes were written as Eurostat writes them: GR to EL")
      ])
    let products = try Importing.run(
      ["prod_2019.csv": PublishedTable.text(source.figaro(prefix: "CPA_"))])
    expectSame(products.table, source, "products")
    #expect(products.table.kind == .productByProduct)
    #expect(products.table.title == "FIGARO, product by product, 2019")
  }

  @Test("rows and columns in any order, Windows line ends, a byte-order mark and tabs")
  func anyOrder() throws {
    let source = PublishedTable.figaroTable
    let lines = source.figaro()
    let order = [0] + Array((1..<lines[0].count).reversed())
    let turned = ([lines[0]] + lines.dropFirst().reversed()).map { line in order.map { line[$0] } }
    let text = turned.map { $0.joined(separator: "\t") + "\r\n" }.joined()
    let read = try Importing.run(["t_2019.csv": "\u{FEFF}" + text]).table
    // The axes follow the columns, so regions and industries come in reverse.
    let (n, m) = (source.n, source.columns.count)
    for i in 0..<n {
      for j in 0..<n {
        #expect(read.intermediate[n - 1 - i, n - 1 - j] == source.flow(i, j))
      }
      for c in 0..<m { #expect(read.finalUses[n - 1 - i, m - 1 - c] == source.final(i, c)) }
    }
    #expect(read.regions.map(\.code) == ["FIGW1", "EL", "DE"])
  }

  @Test("FIGARO in the flat format gives the same table")
  func figaroFlat() throws {
    let source = PublishedTable.figaroTable
    let flat = try Importing.run(
      ["flatfile_eu-ic-io_ind-by-ind_26ed_2019.csv": PublishedTable.text(source.figaroFlat())])
    expectSame(flat.table, source, "flat")
    let matrix = try Importing.run(["m_2019.csv": PublishedTable.text(source.figaro())])
    #expect(sameTables(flat.table, matrix.table))
  }

  @Test("OECD editions", arguments: [2021, 2023, 2025])
  func oecd(edition: Int) throws {
    let industries: [Int: [String]] = [
      2021: ["01T02", "10T12", "29"], 2023: ["A01_02", "C10T12", "C29"],
      2025: ["A01", "C24A", "C302T309"],
    ]
    let source = PublishedTable(
      regions: ["DEU", "GBR", "ROW"], industries: industries[edition]!,
      finals: ["HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR"])
    let read = try Importing.run(
      ["ICIO2023_2018.csv": PublishedTable.text(source.oecd(edition))])
    expectSame(read.table, source, "edition \(edition)")
    #expect(read.table.title == "OECD ICIO, edition \(edition), 2018")
    #expect(read.table.unit == .millionUSD)
    #expect(read.table.regions.map(\.code) == ["DEU", "GBR", "ROW"])
    #expect(read.table.regions.map(\.country) == ["DE", "UK", "ROW"])
    #expect(read.table.industries.map(\.section) == ["A", "C", "C"])
    #expect(read.table.primaryRows.count == (edition == 2021 ? 4 : 2))
    #expect(read.notices.isEmpty)
  }

  @Test("the parts of China are summed, or kept")
  func parts() throws {
    let source = PublishedTable(
      regions: ["DEU", "CHN", "CN1", "CN2"], industries: ["A01_02", "C29"],
      finals: ["HFCE", "GFCF"])
    let files = ["2018.csv": PublishedTable.text(source.oecd(2023))]
    let kept = try Importing.run(files) { request, _ in request.keepsParts = true }
    expectSame(kept.table, source, "kept")
    let merged = try Importing.run(files)
    #expect(merged.table.regions.map(\.code) == ["DEU", "CHN"])
    // Sums of eighths are exact.
    for i in 0..<2 {
      for j in 0..<2 {
        let parts = [1, 2, 3].flatMap { r in [1, 2, 3].map { (r, $0) } }
        let sum = parts.reduce(0) { $0 + source.flow($1.0 * 2 + i, $1.1 * 2 + j) }
        #expect(merged.table.intermediate[2 + i, 2 + j] == sum)
      }
      #expect(merged.table.output[2 + i] == (1...3).reduce(0) { $0 + source.output(2 * $1 + i) })
    }
    #expect(merged.table.finalColumns.map(\.region) == ["DEU", "DEU", "CHN", "CHN"])
    #expect(
      merged.notices == [
        Notice("regions-merged", "CN1, CN2 were summed into CHN; all totals are kept")
      ])
  }

  @Test("WIOD of 2016, from R and from the sheet")
  func wiod2016() throws {
    // The two tables name the same 56 industries; three stand for them here.
    let source = PublishedTable(
      regions: ["AUS", "DEU"], industries: ["A01", "C29", "U"],
      finals: ["CONS_h", "CONS_np", "CONS_g", "GFCF", "INVEN"])
    let numbers = [
      "A01": "1", "C29": "20", "U": "56", "CONS_h": "57", "CONS_np": "58", "CONS_g": "59",
      "GFCF": "60", "INVEN": "61",
    ]
    let rows: [(String, (Int) -> Double)] = [
      ("II_fob", { j in (0..<source.n).reduce(0) { $0 + source.flow($1, j) } }),
      ("TXSP", source.taxes), ("VA", source.valueAdded), ("IntTTM", { _ in 0 }),
      ("GO", source.output),
    ]
    let fromR = source.lines(
      corner: ["IndustryCode", "IndustryDescription", "Country", "RNr", "Year"],
      label: { [$0.1, "Name of \($0.1)", $0.0, numbers[$0.1]!, "2014"] },
      column: { $0.0 + numbers[$0.1]! }, output: "TOT",
      rows: rows.map { ([$0.0, "Name", "TOT", "65", "2014"], $0.1) })
    let first = try Importing.run(["WIOT2014.csv": PublishedTable.text(fromR)])
    expectSame(first.table, source, "R")
    #expect(first.table.title == "WIOD, release 2016, 2014" && first.table.unit == .millionUSD)
    #expect(first.table.primaryRows.map(\.category) == [.productTaxes, .valueAdded, .margins])
    let body = source.lines(
      corner: ["", "", "", ""], label: { [$0.1, "Name of \($0.1)", $0.0, "r1"] },
      column: { $0.1 }, output: "GO", rows: rows.map { ([$0.0, "Name", "TOT", "r65"], $0.1) })
    let labels = source.cells + source.columns
    let blank = ["", "", "", ""]
    let sheet =
      [
        ["Intercountry Input-Output Table, millions of US$"],
        blank + labels.map(\.1) + ["GO"],
        blank + labels.map { "Name of \($0.1)" } + ["Total output"],
        blank + labels.map(\.0) + ["TOT"], blank + labels.map { "c" + numbers[$0.1]! } + ["c62"],
      ] + body.dropFirst()
    let second = try Importing.run(["wiot.csv": PublishedTable.text(sheet)]) { request, _ in
      request.year = 2014
    }
    #expect(sameTables(first.table, second.table))
  }

  @Test("a folder as pymrio saves it, and EXIOBASE 3 in a zip archive")
  func pymrio() throws {
    let source = PublishedTable(
      regions: ["AT", "GB"], industries: ["Paddy rice", "Motor vehicles"],
      finals: ["Final consumption expenditure by households", "Gross fixed capital formation"])
    func matrix(_ columns: [(String, String)], _ word: String, _ value: (Int, Int) -> Double)
      -> String
    {
      let lines =
        [
          ["region", ""] + columns.map(\.0), [word, ""] + columns.map(\.1),
          ["region", "sector"] + columns.map { _ in "" },
        ]
        + source.cells.enumerated()
        .map { i, cell in
          [cell.0, cell.1] + columns.indices.map { "\(value(i, $0))" }
        }
      return PublishedTable.text(lines, "\t")
    }
    let names = [
      "Other net taxes on production", "Operating surplus: Rents on land", "CO2 - combustion",
    ]
    let values: [(Int) -> Double] = [source.taxes, source.valueAdded, { Double($0) / 7 }]
    let stressors =
      [
        ["region"] + source.cells.map(\.0), ["sector"] + source.cells.map(\.1),
        ["stressor"] + source.cells.map { _ in "" },
      ] + zip(names, values).map { name, value in [name] + (0..<4).map { "\(value($0))" } }
    let x =
      [["region", "sector", "indout"]]
      + source.cells.enumerated().map { [$1.0, $1.1, "\(source.output($0))"] }
    let files = [
      "IOT_2019_pxp/Z.txt": matrix(source.cells, "sector", source.flow),
      "IOT_2019_pxp/Y.txt": matrix(source.columns, "category", source.final),
      "IOT_2019_pxp/x.txt": PublishedTable.text(x, "\t"),
      "IOT_2019_pxp/satellite/F.txt": PublishedTable.text(stressors, "\t"),
      "IOT_2019_pxp/satellite/unit.txt":
        "stressor\tunit\nCO2 - combustion\tkg\nOperating surplus: Rents on land\tM.EUR\n",
      "IOT_2019_pxp/file_parameters.json": "{}",
    ]
    let read = try Importing.run(files, ["IOT_2019_pxp"])
    let table = read.table
    #expect(table.title == "EXIOBASE 3, 2019" && table.unit == .millionEUR)
    #expect(table.regions.map(\.code) == ["AT", "UK"])
    for i in 0..<4 {
      for j in 0..<4 { #expect(table.intermediate[i, j] == source.flow(i, j)) }
      for c in 0..<4 { #expect(table.finalUses[i, c] == source.final(i, c)) }
      #expect(table.output[i] == source.output(i))
      #expect(table.primaryInputs[1, i] == source.valueAdded(i))
    }
    #expect(table.satellites.map(\.code) == ["CO2 - combustion"])
    #expect(table.satellites.map(\.unit) == ["kg"])
    #expect(table.satellites[0].values == (0..<4).map { Double($0) / 7 })
    let zip = SmallZip(files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) })
    let zipped = try Importing.run(["IOT_2019_pxp.zip": zip.bytes])
    #expect(sameTables(zipped.table, table))
  }

  @Test("labels in two columns and two header lines, without primary inputs")
  func labelled() throws {
    let source = PublishedTable(
      regions: ["AT11", "GR30"], industries: ["ss1", "ss2", "ss3"], finals: ["households", "GFCF"])
    let body = source.lines(
      corner: ["", ""], label: { [$0.0, $0.1] }, column: { $0.0 }, rows: [])
    let codes = [["region", "sector"] + (source.cells + source.columns).map(\.1)]
    let text = PublishedTable.text([body[0]] + codes + body.dropFirst(), ";")
    let read = try Importing.run(["regional-2010.csv": text])
    #expect(read.table.regions.map(\.code) == ["AT11", "EL30"])
    #expect(read.table.regions.map(\.country) == ["AT", "EL"])
    for i in 0..<6 {
      for j in 0..<6 { #expect(read.table.intermediate[i, j] == source.flow(i, j)) }
      #expect(read.table.primaryInputs[0, i] == source.valueAdded(i) + source.taxes(i))
    }
    #expect(
      read.notices.map(\.code) == ["region-codes", "value-added-residual", "unit-assumed"])
  }

  @Test("satellite accounts, long and wide, by the codes of the file or the converted ones")
  func satellites() throws {
    let source = PublishedTable.figaroTable
    let long =
      "region,industry,account,value,unit\nDE,C29,employment,846.5,thousand persons\n"
      + "GR,A01,employment,1e2,thousand persons\nEL,C29,employment,3,thousand persons\n"
    let wide = "region,industry,co2 [kt],water [m3]\nDE,A01,1.5,\nFIGW1,C29,,7\n"
    let files = [
      "t_2019.csv": PublishedTable.text(source.figaro()), "long.csv": long, "wide.csv": wide,
    ]
    let read = try Importing.run(files, ["t_2019.csv"]) { request, folder in
      request.satellites = ["long.csv", "wide.csv"].map { folder.appending(path: $0).path }
    }
    let accounts = read.table.satellites
    #expect(accounts.map(\.code) == ["employment", "co2", "water"])
    #expect(accounts.map(\.unit) == ["thousand persons", "kt", "m3"])
    let nan = Double.nan
    #expect(sameBits(accounts[0].values, [nan, nan, 846.5, 100, nan, 3, nan, nan, nan]))
    #expect(sameBits(accounts[1].values, [1.5, nan, nan, nan, nan, nan, nan, nan, nan]))
    #expect(sameBits(accounts[2].values, [nan, nan, nan, nan, nan, nan, nan, nan, 7]))
    #expect(
      read.notices.map(\.message).contains("employment: 6 of 9 cells have no value"))
  }

  @Test("an import written and read again is the same, bit by bit")
  func roundTrip() throws {
    let source = PublishedTable.figaroTable
    let read = try Importing.run(["t_2019.csv": PublishedTable.text(source.figaro())])
    try TemporaryFolder.with { folder in
      let place = folder.appending(path: "table")
      try TableFolder.write(read.table, provenance: read.provenance, to: place)
      let again = try TableFolder.open(at: place)
      #expect(sameTables(again.table, read.table))
      #expect(again.provenance == read.provenance)
    }
  }
}
