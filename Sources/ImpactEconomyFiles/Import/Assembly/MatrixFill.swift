import CImpactText
import ImpactDiagnostics
import ImpactNumerics
import Synchronization

/// Puts blocks of a table into the arrays they belong to, several at once.
///
/// Each row of the file has a place of its own, claimed before its numbers are written, so that
/// blocks never write to the same place. This file holds the pointers of the reader.
final class MatrixFill: @unchecked Sendable {
  private let columns: TableColumns
  private let reader: LabelReader
  private let n: Int
  /// Z, Y and x, column-major.
  private let arrays: Arrays
  /// Where row 0 of each column of the file goes; nil when it is not wanted.
  private let bases: [UnsafeMutablePointer<Double>?]
  private let claims: Mutex<Claims>

  private struct Claims {
    var isTaken: [Bool]
  }

  /// What one block holds beside the flows.
  struct Found: Sendable {
    var taken: [Int] = []
    var primaries: [(label: RawTable.PrimaryLabel, values: [Double], line: Int)] = []
    var output: [(values: [Double], line: Int)] = []
    var repeated: [(text: String, line: Int)] = []
    var unknown: [(text: String, line: Int)] = []
    var odd: [(text: String, row: String, column: String, line: Int, offset: Int)] = []
    /// Empty cells of primary inputs and output, read as zero.
    var empty = 0
    var oddCount = 0
    var broken: [RowBlock.BrokenLine] = []
  }

  /// Memory for n·n, n·m and n entries, not yet initialised.
  struct Arrays {
    let intermediate: UnsafeMutableBufferPointer<Double>
    let finalUses: UnsafeMutableBufferPointer<Double>
    let output: UnsafeMutableBufferPointer<Double>
  }

  init(_ columns: TableColumns, reader: LabelReader, arrays: Arrays) {
    self.columns = columns
    self.reader = reader
    self.arrays = arrays
    n = columns.dimension
    claims = Mutex(Claims(isTaken: [Bool](repeating: false, count: columns.dimension)))
    let places = Dictionary(
      zip(columns.finals, columns.finals.indices)
    ) { first, _ in first }
    let n = columns.dimension
    bases = columns.roles.map { role in
      switch role {
      case .cell(let region, let industry):
        columns.cells[CellName(region: region, industry: industry)]
          .flatMap { cell in arrays.intermediate.baseAddress.map { $0 + cell * n } }
      case .final(let region, let code):
        places[.init(region: region, code: code)]
          .flatMap { column in arrays.finalUses.baseAddress.map { $0 + column * n } }
      case .output: arrays.output.baseAddress
      case .primary, .ignored: nil
      }
    }
  }

  /// Sets the rows that no line of the file had to zero.
  func clearMissing() {
    let taken = claims.withLock { $0.isTaken }
    for row in 0..<n where !taken[row] {
      for array in [arrays.intermediate, arrays.finalUses, arrays.output] {
        for place in stride(from: row, to: array.count, by: n) { array[place] = 0 }
      }
    }
  }

  /// Takes one block; safe to call from several threads.
  func take(_ block: RowBlock) -> Found {
    var found = Found()
    found.broken = block.broken
    let roles = block.labels.map { reader.row($0, cells: columns.cells) }
    var targets = [Int64](repeating: -1, count: roles.count)
    claims.withLock { claims in
      for (k, role) in roles.enumerated() {
        guard case .cell(let region, let industry)? = role,
          let cell = columns.cells[CellName(region: region, industry: industry)]
        else { continue }
        if claims.isTaken[cell] {
          found.repeated.append((reader.text(block.labels[k]), block.lines[k]))
        } else {
          claims.isTaken[cell] = true
          targets[k] = Int64(cell)
          found.taken.append(cell)
        }
      }
    }
    let numbers = columns.roles.count
    bases.withUnsafeBufferPointer { bases in
      impact_text_scatter(
        block.values, Int64(roles.count), Int64(numbers), bases.baseAddress, targets)
    }
    takeOthers(block, roles, numbers, &found)
    takeOdd(block, roles, &found)
    return found
  }

  private func takeOthers(
    _ block: RowBlock, _ roles: [LabelRole?], _ numbers: Int, _ found: inout Found
  ) {
    for (k, role) in roles.enumerated() {
      let line = block.lines[k]
      lazy var values = Array(block.values[k * numbers..<(k + 1) * numbers])
      switch role {
      case .primary(let code, let term):
        found.primaries.append((.init(code: code, term: term), values, line))
      case .output: found.output.append((values, line))
      case .cell, .ignored: break
      case .final, nil: found.unknown.append((reader.text(block.labels[k]), line))
      }
    }
  }

  private func takeOdd(_ block: RowBlock, _ roles: [LabelRole?], _ found: inout Found) {
    found.oddCount = block.oddCount
    for cell in block.oddCells {
      let isFlow: Bool
      if case .cell? = roles[cell.row] { isFlow = true } else { isFlow = false }
      let role = columns.roles[cell.column]
      if role == .ignored || roles[cell.row] == .ignored {
        found.oddCount -= 1
      } else if cell.text.isEmpty, !isFlow {
        found.empty += 1
        found.oddCount -= 1
      } else {
        found.odd.append(
          (
            cell.text, reader.text(block.labels[cell.row]), columns.texts[cell.column],
            block.lines[cell.row], cell.offset
          ))
      }
    }
  }
}
