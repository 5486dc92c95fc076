/// Cells of a table that something refers to, numbered in the order in which they are met.
package struct CellRegister: Sendable {
  /// Cells by number.
  package private(set) var cells: [Int] = []
  /// Numbers by cell, counted from 1; 0 where there is none.
  private var places: [Int32] = []

  package init() {}

  package var count: Int { cells.count }

  /// Number of a cell; nil when nothing has referred to it.
  package func number(of cell: Int) -> Int? {
    guard cell < places.count, places[cell] > 0 else { return nil }
    return Int(places[cell]) - 1
  }

  /// Makes room for cells below `end`.
  package mutating func open(to end: Int) {
    if end > places.count { places += repeatElement(0, count: end - places.count) }
  }

  /// Number of a cell, given to it when it is new; there must be room for it.
  @inline(__always)
  package mutating func take(_ cell: Int) -> Int32 {
    if places[cell] == 0 {
      cells.append(cell)
      places[cell] = Int32(cells.count)
    }
    return places[cell] - 1
  }
}
