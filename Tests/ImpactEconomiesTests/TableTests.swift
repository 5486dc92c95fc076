import ImpactDiagnostics
import ImpactDocuments
import Testing

@Suite("Tables and numbers")
struct TableTests {
  @Test(
    "decimal text gives the nearest number, as the standard library does",
    arguments: [
      "0", "-0", "1", "0.1", "3.14159", "123456789012345678", "9007199254740993",
      "9007199254740992.5", "0.30000000000000004", "1e22", "1e23", "8.5e-05", "5e-324",
      "1.7976931348623157e308", "2.2250738585072011e-308", "1234.5678901234567",
      "0.000000000000000000000000001", "9999999999999999999", "99999999999999999999.5",
      "18014398509481985e-1", "4503599627370497.5", "4503599627370496.5", "1E5", "1e+5", "007",
    ])
  func nearest(text: String) {
    #expect(DecimalNumber.parse(text) == Double(text))
    #expect(DecimalNumber.parse(text)?.sign == Double(text)?.sign)
  }

  @Test(
    "what is no finite decimal number is refused",
    arguments: [
      "", "-", ".5", "5.", "1e", "1e+", "inf", "nan", "+1", "0x10", "1,5", " 1", "1 ", "1e999",
      "--1",
      "1_000", "١",
    ])
  func refused(text: String) { #expect(DecimalNumber.parse(text) == nil) }

  @Test("numbers are written shortest and read back as they were")
  func roundTrip() {
    #expect(DecimalNumber.text(5) == "5")
    #expect(DecimalNumber.text(0.1) == "0.1")
    #expect(DecimalNumber.text(.nan) == "")
    var state: UInt64 = 12345
    for k in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Bit patterns of any size, and sizes that money and shares have.
      let wild = Double(bitPattern: state)
      let tame = Double(state >> 11) * 0x1p-53 * (k % 2 == 0 ? 1 : 250_000)
      for value in [wild, tame] where value.isFinite {
        #expect(DecimalNumber.parse(DecimalNumber.text(value)) == value)
      }
    }
  }

  @Test("a byte-order mark, CRLF, quotes, empty lines and a missing last line end are understood")
  func forms() throws {
    let text = "\u{FEFF}code,name\r\n\r\nA,\"x, \"\"y\"\"\r\nz\"\r\n\nÄÖ,\"\"\nB,Ωé"
    let table = try CSVTable(text: text, file: "t.csv")
    #expect(table.header == ["code", "name"])
    #expect(table.rows == [["A", "x, \"y\"\r\nz"], ["ÄÖ", ""], ["B", "Ωé"]])
    #expect(table.lines == [3, 6, 7])
    #expect(table.location(row: 0, column: 1) == Location(file: "t.csv", line: 3, column: 4))
    #expect(table.location(row: 1, column: 1) == Location(file: "t.csv", line: 6, column: 5))
    #expect(table.cells.location(0, 1) == Location(file: "t.csv", line: 1, column: 6))
  }

  @Test(
    "malformed tables are refused with the line",
    arguments: [
      ("", "t.csv:1:1: the table is empty; expected a header line"),
      ("\n\n", "t.csv:1:1: the table is empty; expected a header line"),
      ("a,b\n1\n", "t.csv:2:1: the row has 1 fields; expected 2 fields as in the header"),
      (
        "a,b\n\"1\"x,2\n",
        "t.csv:2:1: text follows a closing quote; expected a comma or the end of the line"
      ),
      (
        "a,b\n1\r2,3\n",
        "t.csv:2:1: a carriage return stands alone; expected lines that end in LF or CRLF"
      ),
      (
        "a,b,a\n",
        "t.csv:1:5: column `a` appears twice; expected a name of its own for every column"
      ),
      ("a\n\"1", "t.csv:2:1: a quote is never closed; expected a closing quote"),
    ])
  func malformed(text: String, problem: String) {
    let report = #expect(throws: ProblemReport.self) { try CSVTable(text: text, file: "t.csv") }
    #expect(report?.description == problem)
  }

  @Test("bytes that are no UTF-8 are refused")
  func notUTF8() {
    let report = #expect(throws: ProblemReport.self) {
      try CSVTable(bytes: [0x61, 0x0A, 0xE4, 0x0A], file: "t.csv")
    }
    #expect(report?.description == "t.csv:1:1: the file is not UTF-8; expected UTF-8 text")
  }

  @Test("what is written as CSV is read as it was")
  func written() throws {
    let rows = [["a", "b"], ["1,5", "say \"so\""], ["two\nlines", ""], ["", "é"]]
    let text = rows.map(CSVText.line).joined()
    let table = try CSVTable(text: text, file: "t.csv")
    #expect([table.header] + table.rows == rows)
  }

  @Test("arrays of all element types are read, and float64 is written as numpy does")
  func numpy() throws {
    let array = NumpyArray(shape: [2, 3], values: [1, -2, 3.5, 0, 1e300, -0.0])
    let bytes = array.bytes
    #expect(bytes.count == 128 + 48)
    let read = try NumpyArray(bytes: bytes, file: "a.npy")
    #expect(read.shape == [2, 3] && read.values == array.values)
    let header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }\n"
    let integers =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + [7, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]
    #expect(try NumpyArray(bytes: integers, file: "a.npy").values == [7, -1])
  }
}
