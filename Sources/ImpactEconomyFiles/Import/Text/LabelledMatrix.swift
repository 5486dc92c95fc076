import ImpactDiagnostics

/// A numeric table read as it stands: labels of rows and columns and the numbers, row by row.
///
/// For the smaller parts of a table; large ones go to their places while they are read.
struct LabelledMatrix {
  let head: TextHead
  let rowLabels: [[String]]
  /// The labels of each column of numbers, from the top.
  let columnLabels: [[String]]
  /// One block after the other, row by row.
  private let blocks: [[Double]]
  private let starts: [Int]

  /// An empty cell of a row of which `mayBeUnknown` is true becomes nan.
  ///
  /// Throws `ProblemReport` with every fault of the file.
  init(_ file: InputFile, mayBeUnknown: ([String]) -> Bool = { _ in false }) throws {
    let rows = try NumericRows(file)
    let head = rows.head
    self.head = head
    columnLabels = (head.labelCount..<head.labelCount + head.numberCount)
      .map { column in head.header.map { $0[column].trimmed } }
    let found = try rows.map { $0 }
    var problems: [Problem] = []
    for (line, block) in found {
      problems += block.broken.map {
        Problem(
          at: Location(file: file.name, line: line + $0.line), $0.message, expected: $0.expected)
      }
      problems += block.oddCells.compactMap { cell in
        if cell.text.isEmpty, mayBeUnknown(block.labels[cell.row]) { return nil }
        let column = head.header.map { $0[head.labelCount + cell.column] }.joined(separator: " ")
        return CellFaults.problem(
          cell.text, row: block.labels[cell.row].joined(separator: " "), column: column,
          at: Location(
            file: file.name, line: line + block.lines[cell.row], column: cell.offset + 1),
          delimiter: head.delimiter)
      }
      if problems.isEmpty, block.oddCount > block.oddCells.count {
        problems.append(CellFaults.more(block.oddCount - block.oddCells.count, file: file.name))
      }
    }
    if problems.count > CellFaults.mostNamed {
      let hidden = problems.count - CellFaults.mostNamed
      problems = problems.prefix(CellFaults.mostNamed) + [CellFaults.more(hidden, file: file.name)]
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    rowLabels = found.flatMap(\.value.labels)
    blocks = found.map { _, block in
      var values = block.values
      for cell in block.oddCells { values[cell.row * head.numberCount + cell.column] = .nan }
      return values
    }
    var start = 0
    starts = found.map { block in
      defer { start += block.value.labels.count }
      return start
    }
  }

  var rowCount: Int { rowLabels.count }
  var columnCount: Int { columnLabels.count }

  /// The numbers of each row, in order.
  func forEachRow(_ body: (Int, ArraySlice<Double>) -> Void) {
    for (start, block) in zip(starts, blocks) where columnCount > 0 {
      for row in 0..<block.count / columnCount {
        body(start + row, block[row * columnCount..<(row + 1) * columnCount])
      }
    }
  }
}
