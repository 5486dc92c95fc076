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

  static let all = form + labels + numbers + archives + arrays + satellites

  static let form: [BrokenImport] = [
    .text("an empty file") { _ in "" },
    .text("a header alone") { String($0.prefix { $0 != "\n" }) + "\n" },
    .text("a file cut within a row") { String($0.dropLast($0.count / 2)) },
    .text("a file cut between rows") {
      $0.split(separator: "\n").prefix(8).joined(separator: "\n") + "\n"
    },
    .text("another delimiter") { $0.replacingOccurrences(of: ",", with: "|") },
    .text("decimal commas") {
      $0.replacingOccurrences(of: ",", with: ";").replacingOccurrences(of: ".", with: ",")
    },
    .text("decimal commas between commas") { $0.replacingOccurrences(of: ".", with: ",") },
    .text("a quote that stays open") {
      $0.replacingOccurrences(of: "GR_A01,0", with: "\"GR_A01,0")
    },
    .cells("a short row") { $0[4].removeLast(3) },
    .cells("a long row") { $0[6].append("1") },
    .bytes("UTF-16", file: "t_2019.csv") {
      [0xFF, 0xFE] + Array("rowLabels,".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    },
    .bytes("Latin-1", file: "t_2019.csv") {
      var bytes = Array(PublishedTable.text(PublishedTable.figaroTable.figaro()).utf8)
      bytes.replaceSubrange(0..<3, with: [0xE9, 0x6F, 0x77])
      return bytes
    },
    .bytes("bytes that are no text", file: "t_2019.csv") { [1, 2, 0, 3, 0, 0, 9, 10, 7] },
    .bytes("parquet", file: "Z.parquet") { Array("PAR1\u{0}\u{0}\u{0}\u{0}".utf8) },
    .bytes("an Excel workbook of old", file: "t.xls") { [0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0] },
    BrokenImport(
      name: "no such file", files: { ["t_2019.csv": []] }, named: ["u_2019.csv"], problems: []),
    BrokenImport(
      name: "a folder without files", files: { ["a/b": []] }, named: ["a/c"],
      change: { _, folder in
        try? FileManager.default.createDirectory(
          at: folder.appending(path: "a/c"), withIntermediateDirectories: true)
      }, problems: []),
    .text("no year", file: "table.csv") { $0 },
  ]

  static let labels: [BrokenImport] = [
    .cells("a column twice") { $0[0][2] = "DE_A01" },
    .cells("a row twice") { $0[3][0] = "DE_A01" },
    .cells("a country without rows") { $0.removeSubrange(4...6) },
    .cells("an industry without a row") { $0.remove(at: 5) },
    .cells("a country without one of its columns") { lines in
      for k in lines.indices { lines[k].remove(at: 5) }
    },
    .cells("a renamed row of value added") { $0[14][0] = "W2_B2A3N" },
    .cells("a renamed industry in a row") { $0[3][0] = "DE_C29X" },
    .cells("a renamed final use") { $0[0][11] = "DE_P3_S41" },
    .cells("rows and columns exchanged") { lines in
      // The block of flows, transposed and a hundred times as large: costs leave output far behind.
      let old = lines
      for i in 1...9 { for j in 1...9 { lines[i][j] = i < j ? old[j][i] + "00" : "0" } }
    },
    BrokenImport(
      name: "another format than named",
      files: {
        ["t_2019.csv": Array(PublishedTable.text(PublishedTable.figaroTable.figaro()).utf8)]
      }, change: { request, _ in request.format = .oecd }, problems: []),
    .bytes("two tables in a folder", file: "x/a_2018.csv") { Array("a,b\nc,1\n".utf8) },
  ]

  static let numbers: [BrokenImport] = [
    .cells("text in a number") { $0[2][3] = "12 M" },
    .cells("nan") { $0[2][3] = "NaN" },
    .cells("infinity") { $0[2][3] = "-inf" },
    .cells("an empty cell among the flows") { $0[2][3] = "" },
    .cells("thousands separated by points") { $0[2][3] = "1.234.567" },
    .cells("a number beyond doubles") { $0[2][3] = "1e999" },
    .cells("a flow missing as a dash") { $0[9][1] = "-" },
    .cells("more faults than are listed") { lines in
      for i in 1...5 { for j in 1...9 { lines[i][j] = "x" } }
    },
  ]

  static let archives: [BrokenImport] = [
    .zip("a name that climbs") { $0.entries[0].name = "../t_2019.csv" },
    .zip("an absolute name") { $0.entries[0].name = "/etc/t_2019.csv" },
    .zip("a name with backslashes") { $0.entries[0].name = "a\\t_2019.csv" },
    .zip("a link") { $0.entries[0].mode = 0o120777 },
    .zip("an encrypted entry") { $0.entries[0].flags = 1 },
    .zip("a method of its own") { $0.entries[0].method = 12 },
    .zip("a wrong checksum") { $0.entries[0].checksum = 1 },
    .zip("a wrong size") { $0.entries[0].size = 100 },
    .zip("a zip bomb by its directory") { $0.entries[0].size = 3 << 30 },
    .zip("the same name twice") { $0.entries.append($0.entries[0]) },
    .zip("an Excel workbook") { $0.entries[0].name = "[Content_Types].xml" },
    .bytes("an archive cut short", file: "t_2019.zip") {
      let zip = SmallZip([("t_2019.csv", Array("a,b\n".utf8))])
      return Array(zip.bytes.dropLast(30))
    },
    .bytes("gzip cut short", file: "t_2019.csv.gz") { Array(SmallGzip.bytes.dropLast(12)) },
    .bytes("damaged gzip", file: "t_2019.csv.gz") {
      var bytes = SmallGzip.bytes
      bytes[bytes.count - 6] ^= 0xFF
      return bytes
    },
    .bytes("a gzip bomb", file: "t_2019.csv.gz") { SmallGzip.bomb },
  ]

  static let arrays: [BrokenImport] = [
    .arrays("an array of another shape") {
      $0["final_2011.npy"] =
        NumpyArray(shape: [4, 3], values: Array(repeating: 1, count: 12)).bytes
    },
    .arrays("one axis too few") {
      $0["intermediate_2011.npy"] = NumpyArray(shape: [16], values: SmallArrays.intermediate).bytes
    },
    .arrays("an array of texts") { files in
      files["final_2011.npy"] = files["final_2011.npy"]!
        .replacing(
          Array("<f8".utf8), with: Array("<U2".utf8))
    },
    .arrays("an array cut short") { $0["output_2011.npy"]!.removeLast(8) },
    .arrays("nan in an array") {
      var values = SmallArrays.intermediate
      values[6] = .nan
      $0["intermediate_2011.npy"] = NumpyArray(shape: [4, 4], values: values).bytes
    },
    .arrays("no industries") { $0["industries.csv"] = nil },
    .arrays("a country twice") { $0["countries.csv"] = Array("code\nAUT\nAUT\n".utf8) },
  ]

  static let satellites: [BrokenImport] = [
    .satellite("an unknown region", "region,industry,value\nDEX,A01,1\n"),
    .satellite(
      "two units", "region,industry,account,value,unit\nDE,A01,co2,1,kt\nDE,C29,co2,1,t\n"),
    .satellite("a value twice", "region,industry,jobs [persons]\nDE,A01,1\nDE,A01,2\n"),
    .satellite("text in a value", "region,industry,value\nDE,A01,many\n"),
    .satellite("no columns", "land,branche,wert\nDE,A01,1\n"),
  ]
}
