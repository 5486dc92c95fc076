import Foundation
import Testing

@testable import ImpactEconomyFiles

@Suite("Numbers in text")
struct NumberReadingTests {
  /// Reads one column of numbers as the importers do.
  private func read(_ texts: [String]) throws -> RowBlock {
    let table = "label,value\n" + texts.map { "a,\($0)\n" }.joined()
    let head = try TextHead(bytes: Array(table.utf8), file: "t.csv", isWhole: true)
    return RowBlock(Array(table.utf8.dropFirst(head.start)), head: head)
  }

  @Test("every form of number gives the nearest double")
  func forms() throws {
    let texts = [
      "0", "1", "-1", "0.1", "-0.0", "123456789012345", "1234567890123456", "0.1234567890123",
      "9007199254740993", "9007199254740993.0", "0.30000000000000004", "1e22", "1e23", "-1.5E-7",
      "12345678.12345678", "1.7976931348623157e308", "5e-324", "2.2250738585072011e-308",
      "179769313486231570000", "0.000000000000000000000000123456789", "00012.5", "1e+05", "8.5",
      "123456789012345678901234567890", "0.1000000000000000055511151231257827021181583404541015625",
      "72057594037927945.0", "1e-22", "4503599627370496.5", "4503599627370497.5",
    ]
    let block = try read(texts)
    #expect(block.oddCells.isEmpty && block.broken.isEmpty)
    for (text, value) in zip(texts, block.values) {
      #expect(value.bitPattern == Double(text)!.bitPattern, "\(text)")
    }
  }

  @Test("drawn numbers of all lengths give the nearest double")
  func drawn() throws {
    var state: UInt64 = 7
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    func digits(_ count: Int) -> String { (0..<count).map { _ in "\(draw(10))" }.joined() }
    let texts = (0..<20_000)
      .map { _ -> String in
        let sign = draw(4) == 0 ? "-" : ""
        let fraction = draw(3) == 0 ? "" : "." + digits(1 + draw(20))
        let exponent = draw(5) == 0 ? "e\(draw(2) == 0 ? "-" : "")\(draw(40))" : ""
        return sign + digits(1 + draw(18)) + fraction + exponent
      }
    let block = try read(texts)
    #expect(block.oddCells.isEmpty)
    let wrong = zip(texts, block.values).filter { $1.bitPattern != Double($0)!.bitPattern }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test("what is no number is told apart, with its place")
  func odd() throws {
    let texts = [
      "1", "x", "1.2.3", "", "+2", ".5", "5.", " 7 ", "\"8\"", "nan", "1e", "--1", "0x10",
    ]
    let block = try read(texts)
    #expect(block.oddCells.map(\.text) == ["x", "1.2.3", "", "nan", "1e", "--1", "0x10"])
    #expect(block.oddCells.map(\.row) == [1, 2, 3, 9, 10, 11, 12])
    #expect(block.oddCells.allSatisfy { $0.offset == 2 })
    #expect(block.values[4...8] == [2, 0.5, 5, 7, 8])
  }

  @Test("a table of many pieces: plain, gzip and zip give the same, and faults keep their lines")
  func pieces() throws {
    // About 7 MB, so four pieces.
    let regions = (0..<12).map { "R\($0)" }
    let source = PublishedTable(
      regions: regions, industries: (0..<70).map { "i\($0)" }, finals: ["households", "GFCF"])
    let lines = source.lines(
      corner: [""], label: { ["\($0.0)_\($0.1)"] }, column: { "\($0.0)_\($0.1)" },
      rows: [(["VA"], source.valueAdded), (["TLS"], source.taxes)])
    let padded = lines.map { line in
      [line[0]] + line.dropFirst().map { $0.contains("_") ? $0 : $0 + "00000" }
    }
    let text = Array(PublishedTable.text(padded).utf8)
    #expect(text.count > 3 * NumericRows.pieceBytes)
    let plain = try Importing.run(["t_2019.csv": text]).table
    #expect((0..<840).allSatisfy { plain.output[$0] == source.output($0) })
    #expect((0..<840).allSatisfy { plain.intermediate[$0, 839 - $0] == source.flow($0, 839 - $0) })
    let gzip = try Importing.run(["t_2019.csv.gz": SmallGzip.compressed(text)]).table
    let zip = try Importing.run(["t_2019.zip": SmallZip([("t.csv", text)]).bytes]).table
    #expect(sameTables(plain, gzip) && sameTables(plain, zip))
    var broken = padded
    broken[600][9] = "?"
    broken[800].removeLast()
    for name in ["t_2019.csv", "t_2019.csv.gz"] {
      let bytes = Array(PublishedTable.text(broken).utf8)
      let faults = try Importing.faults {
        try Importing.run([name: name.hasSuffix("gz") ? SmallGzip.compressed(bytes) : bytes])
      }
      let column = broken[600][..<9].map { $0.utf8.count + 1 }.reduce(1, +)
      #expect(
        faults == [
          "\(name):601:\(column): row R8_i39, column R0_i8: `?` is not a number; expected a finite decimal number",
          "\(name):801:1: the row has 864 fields; expected 865 fields as in the header",
        ])
    }
  }
}
