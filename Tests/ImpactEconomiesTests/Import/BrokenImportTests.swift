import Foundation
import ImpactDocuments
import ImpactEconomyFiles
import Testing

@Suite("Broken tables")
struct BrokenImportTests {
  @Test("each fault is named with its place", arguments: BrokenImportTests.all)
  func faults(broken: BrokenImport) throws {
    let found = try broken.faults()
    #expect(found == broken.problems, "FOUND \(broken.name)\n\(found.joined(separator: "\n"))")
  }

  @Test("a long list of faults is cut, and says so")
  func manyFaults() throws {
    var lines = PublishedTable.figaroTable.figaro()
    for i in 1...5 { for j in 1...9 { lines[i][j] = "x" } }
    let found = try Importing.faults {
      try Importing.run(["t_2019.csv": PublishedTable.text(lines)])
    }
    #expect(found.count == 21)
    #expect(
      found.first
        == "t_2019.csv:2:8: row DE_A01, column DE_A01: `x` is not a number; expected a finite decimal number"
    )
    #expect(
      found.last
        == "t_2019.csv:1:1: 25 more faults are not listed; expected a sound table: mend these first"
    )
  }

  @Test("nothing is left of a table that fails while it is written")
  func nothingHalfWritten() throws {
    try TemporaryFolder.with { folder in
      let place = folder.appending(path: "out")
      let table = try SmallAccounts.table(output: [1, 2, 3, .infinity])
      #expect(throws: (any Error).self) {
        try TableFolder.write(table, provenance: provenance, to: place)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  static let all = form + labels + numbers + archives + arrays + satellites

  static let form: [BrokenImport] = [
    .text(
      "an empty file",
      "t_2019.csv:1:1: the file is empty; expected a header line and lines of numbers"
    ) { _ in "" },
    .text(
      "a header alone",
      "t_2019.csv:1:1: there is no line of numbers; expected a header line with labels, then lines of labels and numbers"
    ) { String($0.prefix { $0 != "\n" }) + "\n" },
    .text(
      "a file cut within a row",
      "t_2019.csv:7:1: the row has 16 fields; expected 25 fields as in the header"
    ) { String($0.dropLast($0.count / 2)) },
    .text(
      "a file cut between rows",
      "t_2019.csv:1:1: region FIGW1 has no row for 2 of 3 industries: C10T12, C29; expected a row for every column of an industry: is the file whole?"
    ) {
      $0.split(separator: "\n").prefix(8).joined(separator: "\n") + "\n"
    },
    .text(
      "another delimiter",
      "t_2019.csv:1:1: no comma, semicolon or tab separates the first line; expected columns separated by commas, semicolons or tabs"
    ) { $0.replacingOccurrences(of: ",", with: "|") },
    .cells(
      "decimal commas",
      "t_2019.csv:3:21: row DE_C10T12, column DE_C29: `1,5` is written with a decimal comma; expected a decimal point: save the file with points",
      separator: ";"
    ) { $0[2][3] = "1,5" },
    .text(
      "decimal commas between commas",
      "t_2019.csv:2:1: the row has 49 fields; expected 25 fields as in the header"
    ) { $0.replacingOccurrences(of: ".", with: ",") },
    .text(
      "a quote that stays open",
      "t_2019.csv:5:1: a quote is not closed on its line; expected a closing quote"
    ) {
      $0.replacingOccurrences(of: "GR_A01,0", with: "\"GR_A01,0")
    },
    .cells(
      "a short row", "t_2019.csv:5:1: the row has 22 fields; expected 25 fields as in the header"
    ) { $0[4].removeLast(3) },
    .cells(
      "a long row", "t_2019.csv:7:1: the row has 26 fields; expected 25 fields as in the header"
    ) { $0[6].append("1") },
    .bytes(
      "UTF-16", file: "t_2019.csv",
      "t_2019.csv:1:1: the file is UTF-16; expected UTF-8 text: save it as CSV (UTF-8)"
    ) {
      [0xFF, 0xFE] + Array("rowLabels,".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    },
    .bytes(
      "Latin-1", file: "t_2019.csv",
      "t_2019.csv:1:1: the file is not UTF-8; expected UTF-8 text: save it as CSV (UTF-8)"
    ) {
      var bytes = Array(PublishedTable.text(PublishedTable.figaroTable.figaro()).utf8)
      bytes.replaceSubrange(0..<3, with: [0xE9, 0x6F, 0x77])
      return bytes
    },
    .bytes(
      "bytes that are no text", file: "t_2019.csv",
      "t_2019.csv:1:1: the file holds bytes that are no text; expected a table as UTF-8 text"
    ) { [1, 2, 0, 3, 0, 0, 9, 10, 7] },
    .bytes(
      "parquet", file: "Z.parquet",
      "Z.parquet:1:1: this is a parquet file, which is not read; expected text: save with pymrio's `save_all(path, table_format=\"txt\")`"
    ) { Array("PAR1\u{0}\u{0}\u{0}\u{0}".utf8) },
    .bytes(
      "an Excel workbook of old", file: "t.xls",
      "t.xls:1:1: this is an Excel workbook, which is not read; expected text: open it in a spreadsheet program and save the sheet as CSV (UTF-8)"
    ) { [0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0] },
    BrokenImport(
      name: "no such file", files: { ["t_2019.csv": []] }, named: ["u_2019.csv"],
      problems: ["u_2019.csv:1:1: there is no such file; expected the path of a table"]),
    BrokenImport(
      name: "a folder without files", files: { ["a/b": []] }, named: ["a/c"],
      change: { _, folder in
        try? FileManager.default.createDirectory(
          at: folder.appending(path: "a/c"), withIntermediateDirectories: true)
      }, problems: ["a/c:1:1: the folder is empty; expected a folder with the files of a table"]),
    .text(
      "no year", file: "table.csv",
      "table.csv:1:1: the name of the file does not tell the year; expected the year of the accounts, with --year"
    ) { $0 },
  ]

  static let labels: [BrokenImport] = [
    .cells(
      "a column twice", "t_2019.csv:1:1: column `DE_A01` appears twice; expected each column once",
      "t_2019.csv:1:1: region DE has no column for 1 of 3 industries: C10T12; expected the same industries in every region"
    ) { $0[0][2] = "DE_A01" },
    .cells(
      "a row twice", "t_2019.csv:4:1: row `DE_A01` appears twice; expected each row once",
      "t_2019.csv:1:1: region DE has no row for 1 of 3 industries: C29; expected a row for every column of an industry: is the file whole?"
    ) { $0[3][0] = "DE_A01" },
    .cells(
      "a country without rows",
      "t_2019.csv:1:1: region GR has columns but no rows; expected a row for every column of an industry: is the file whole?"
    ) { $0.removeSubrange(4...6) },
    .cells(
      "an industry without a row",
      "t_2019.csv:1:1: region GR has no row for 1 of 3 industries: C10T12; expected a row for every column of an industry: is the file whole?"
    ) { $0.remove(at: 5) },
    .cells(
      "a country without one of its columns",
      "t_2019.csv:1:1: region GR has no column for 1 of 3 industries: C10T12; expected the same industries in every region"
    ) { lines in
      for k in lines.indices { lines[k].remove(at: 5) }
    },
    .cells(
      "a renamed row of value added",
      "t_2019.csv:15:1: row `W2_B2A3N` is not known; expected a region and industry of the columns, or a primary input of FIGARO, industry by industry; the nearest name is `W2_B2A3G`"
    ) { $0[14][0] = "W2_B2A3N" },
    .cells(
      "a renamed industry in a row",
      "t_2019.csv:4:1: row `DE_C29X` is not known; expected a region and industry of the columns, or a primary input of FIGARO, industry by industry; the nearest name is `DE_C29`",
      "t_2019.csv:1:1: region DE has no row for 1 of 3 industries: C29; expected a row for every column of an industry: is the file whole?"
    ) { $0[3][0] = "DE_C29X" },
    .cells(
      "a renamed final use",
      "t_2019.csv:1:1: region GR has no column for 1 of 4 industries: P3_S41; expected the same industries in every region, or final uses such as `P3_S14` in place of `P3_S41`",
      "t_2019.csv:1:1: region FIGW1 has no column for 1 of 4 industries: P3_S41; expected the same industries in every region, or final uses such as `P3_S14` in place of `P3_S41`"
    ) { $0[0][11] = "DE_P3_S41" },
    .cells(
      "value added in another unit",
      "t_2019.csv:1:1: the table does not add up: costs miss output by 92533.2 %; expected blocks in their places, in one unit: are rows and columns exchanged?"
    ) { lines in
      for row in [13, 15] {
        for j in 1...9 { lines[row][j] = "\(1000 * (Double(lines[row][j]) ?? 0))" }
      }
    },
    BrokenImport(
      name: "another format than named",
      files: {
        ["t_2019.csv": Array(PublishedTable.text(PublishedTable.figaroTable.figaro()).utf8)]
      }, change: { request, _ in request.format = .oecd },
      problems: [
        "t_2019.csv:1:1: by its labels this is FIGARO, industry by industry; expected a table of the format oecd-icio; leave the format out to have it recognised"
      ]),
    BrokenImport(
      name: "two tables in a folder",
      files: { ["x/a_2018.csv": Array("a,b\n".utf8), "x/a_2019.csv": Array("a,b\n".utf8)] },
      named: ["x"],
      problems: [
        "x/a_2018.csv:1:1: 2 files may be the table: a_2018.csv, a_2019.csv; expected one file, or its year with --year"
      ]),
  ]

  static let numbers: [BrokenImport] = [
    .cells(
      "text in a number",
      "t_2019.csv:3:21: row DE_C10T12, column DE_C29: `12 M` is not a number; expected a finite decimal number"
    ) { $0[2][3] = "12 M" },
    .cells(
      "nan",
      "t_2019.csv:3:21: row DE_C10T12, column DE_C29: `NaN` is not a number; expected a finite number: flows may not be unknown"
    ) { $0[2][3] = "NaN" },
    .cells(
      "infinity",
      "t_2019.csv:3:21: row DE_C10T12, column DE_C29: `-inf` is not a finite number; expected a finite number"
    ) { $0[2][3] = "-inf" },
    .cells(
      "an empty cell among the flows",
      "t_2019.csv:3:21: row DE_C10T12, column DE_C29: the cell is empty; expected a number, 0 where there is no flow"
    ) { $0[2][3] = "" },
    .cells(
      "thousands separated by points",
      "t_2019.csv:3:21: row DE_C10T12, column DE_C29: `1.234.567` is not a number; expected a finite decimal number"
    ) { $0[2][3] = "1.234.567" },
    .cells(
      "a number beyond doubles",
      "t_2019.csv:3:21: row DE_C10T12, column DE_C29: `1e999` is not a number; expected a finite decimal number"
    ) { $0[2][3] = "1e999" },
    .cells(
      "a flow missing as a dash",
      "t_2019.csv:10:11: row FIGW1_C29, column DE_A01: `-` is not a number; expected a finite number: flows may not be unknown"
    ) { $0[9][1] = "-" },
  ]

  static let archives: [BrokenImport] = [
    .zip(
      "a name that climbs",
      "t_2019.zip:1:1: ../t_2019.csv: the name leads out of the archive; expected names below one folder, with `/` between parts"
    ) { $0.entries[0].name = "../t_2019.csv" },
    .zip(
      "an absolute name",
      "t_2019.zip:1:1: /etc/t_2019.csv: the name leads out of the archive; expected names below one folder, with `/` between parts"
    ) { $0.entries[0].name = "/etc/t_2019.csv" },
    .zip(
      "a name with backslashes",
      "t_2019.zip:1:1: a\\t_2019.csv: the name leads out of the archive; expected names below one folder, with `/` between parts"
    ) { $0.entries[0].name = "a\\t_2019.csv" },
    .zip("a link", "t_2019.zip:1:1: t_2019.csv: the entry is a link; expected files only") {
      $0.entries[0].mode = 0o120777
    },
    .zip(
      "an encrypted entry",
      "t_2019.zip:1:1: t_2019.csv: the entry is encrypted; expected an archive without a password"
    ) { $0.entries[0].flags = 1 },
    .zip(
      "a method of its own",
      "t_2019.zip:1:1: t_2019.csv: compression method 12 is not supported; expected stored or deflated entries: unpack the archive and import the files"
    ) { $0.entries[0].method = 12 },
    .zip(
      "a wrong checksum",
      "t_2019.zip!t_2019.csv:1:1: the checksum (CRC-32) does not fit the bytes; expected a whole archive: download it again"
    ) { $0.entries[0].checksum = 1 },
    .zip(
      "a wrong size",
      "t_2019.zip!t_2019.csv:1:1: the entry holds more than the 100 bytes that the directory names; expected a whole archive: download it again"
    ) { $0.entries[0].size = 100 },
    .zip(
      "a zip bomb by its directory",
      "t_2019.zip:1:1: t_2019.csv: the entry says that it unpacks to 1687388 times its size; expected at most 250 times: this looks like an archive made to do harm"
    ) { $0.entries[0].size = 3 << 30 },
    .zip(
      "the same name twice",
      "t_2019.zip:1:1: t_2019.csv: the name appears twice; expected each name once"
    ) { $0.entries.append($0.entries[0]) },
    .zip(
      "an Excel workbook",
      "t_2019.zip:1:1: this is an Excel workbook, which is not read; expected text: open it in a spreadsheet program and save the sheet as CSV (UTF-8)"
    ) { $0.entries[0].name = "[Content_Types].xml" },
    .bytes(
      "an archive cut short", file: "t_2019.zip",
      "t_2019.zip:1:1: the archive has no directory; expected a whole zip archive: download it again"
    ) {
      let zip = SmallZip([("t_2019.csv", Array("a,b\n".utf8))])
      return Array(zip.bytes.dropLast(30))
    },
    .bytes(
      "gzip cut short", file: "t_2019.csv.gz",
      "t_2019.csv.gz:1:1: the compressed data end too early; expected a whole file: download it again"
    ) { Array(SmallGzip.bytes.dropLast(12)) },
    .bytes(
      "damaged gzip", file: "t_2019.csv.gz",
      "t_2019.csv.gz:1:1: the compressed data are damaged; expected a whole file: download it again"
    ) {
      var bytes = SmallGzip.bytes
      bytes[bytes.count - 6] ^= 0xFF
      return bytes
    },
    .bytes(
      "a gzip bomb", file: "t_2019.csv.gz",
      "t_2019.csv.gz:1:1: the compressed data grow to more than 100 MB from 99 kB; expected at most 250 times their size: this looks like an archive made to do harm"
    ) { SmallGzip.bomb },
  ]

  static let arrays: [BrokenImport] = [
    .arrays(
      "an array of another shape",
      "a/final_2011.npy:1:1: the array has the shape (4, 3); expected (4, 2) by the axes"
    ) {
      $0["final_2011.npy"] =
        NumpyArray(shape: [4, 3], values: Array(repeating: 1, count: 12)).bytes
    },
    .arrays(
      "one axis too few",
      "a/intermediate_2011.npy:1:1: the array has the shape (16); expected two axes: rows and columns"
    ) {
      $0["intermediate_2011.npy"] = NumpyArray(shape: [16], values: SmallArrays.intermediate).bytes
    },
    .arrays(
      "an array of texts",
      "a/final_2011.npy:1:1: the element type is not supported; expected <f8, <f4, <i8 or <i4"
    ) { files in
      files["final_2011.npy"] = (files["final_2011.npy"] ?? [])
        .replacing(Array("<f8".utf8), with: Array("<U2".utf8))
    },
    .arrays(
      "an array cut short",
      "a/output_2011.npy:1:1: the file holds 24 bytes of values; expected [2, 2] × 8 bytes"
    ) { $0["output_2011.npy"]?.removeLast(8) },
    .arrays(
      "nan in an array",
      "a/intermediate_2011.npy:1:1: entry (1, 2) is not a finite number; expected finite numbers"
    ) {
      var values = SmallArrays.intermediate
      values[6] = .nan
      $0["intermediate_2011.npy"] = NumpyArray(shape: [4, 4], values: values).bytes
    },
    .arrays(
      "no industries",
      "a/industries.csv:1:1: the file is missing; expected the codes of an axis in one of industries.csv, sectors.csv, products.csv"
    ) { $0["industries.csv"] = nil },
    .arrays("a country twice", "a/countries.csv:3:1: `AUT` appears twice; expected each code once")
    { $0["countries.csv"] = Array("code\nAUT\nAUT\n".utf8) },
  ]

  static let satellites: [BrokenImport] = [
    .satellite(
      "an unknown region", "region,industry,value\nDEX,A01,1\n",
      "s.csv:2:1: region `DEX` is not known; expected regions of the table, such as `DE`"),
    .satellite(
      "two units", "region,industry,account,value,unit\nDE,A01,co2,1,kt\nDE,C29,co2,1,t\n",
      "s.csv:3:12: `co2` is in t here, in kt before; expected one unit for each account"),
    .satellite(
      "a value twice", "region,industry,jobs [persons]\nDE,A01,1\nDE,A01,2\n",
      "s.csv:3:8: `jobs` has two values for this region and industry; expected one value"),
    .satellite(
      "text in a value", "region,industry,value\nDE,A01,many\n",
      "s.csv:2:8: `many` is not a number; expected a finite decimal number, or nothing"),
    .satellite(
      "no columns", "land,branche,wert\nDE,A01,1\n",
      "s.csv:1:1: columns `region` and `industry` are missing; expected a header such as region,industry,value"
    ),
  ]
}
