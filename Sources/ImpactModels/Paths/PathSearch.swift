import ImpactNumerics

/// Best-first search over supply chains with lazily opened columns of A.
///
/// The queue holds two kinds of entries: a finished path with its value, and the next-best way to
/// go on from a node with its bound. Going on is opened one sibling at a time, in falling order of
/// a_ij m_i, which does not depend on the path that leads to j.
struct PathSearch {
  struct Found {
    let cells: [Int]
    let value: Double
  }

  /// A supplier i of a column j.
  private struct Supplier {
    let cell: Int
    let coefficient: Double
    /// a_ij m_i, what the supplier can bring for a unit of the buyer.
    let reach: Double
  }

  private struct Node {
    let cell: Int
    let parent: Int
    let weight: Double
    let length: Int
  }

  private enum Step {
    case finished(node: Int)
    /// The supplier of rank `rank` of a node; node −1 stands for the final sellers.
    case supplier(node: Int, rank: Int)
  }

  private let inputs: any InputOperator
  private let satellite: [Double]
  private let potential: [Double]
  private let limits: StructuralPaths.Limits
  private let floor: Double
  private let scale: Double
  private var sellers: [Supplier] = []
  private var columns: [Int: [Supplier]] = [:]
  private var nodes: [Node] = []
  private var queue = BoundQueue<Step>()
  private(set) var gaveUp = false

  var columnsComputed: Int { columns.count }

  init(
    inputs: any InputOperator, satellite: [Double], potential: [Double], demand: [Double],
    floor: Double, limits: StructuralPaths.Limits
  ) {
    self.inputs = inputs
    self.satellite = satellite
    self.potential = potential
    self.limits = limits
    self.floor = floor
    scale = demand.reduce(0, +)
    sellers = ranked(demand, smallest: floor)
  }

  mutating func run() -> [Found] {
    var found: [Found] = []
    offer(node: -1, rank: 0)
    while found.count < limits.count, !gaveUp, let step = queue.pop() {
      switch step {
      case .finished(let node):
        found.append(
          Found(cells: chain(node), value: nodes[node].weight * satellite[nodes[node].cell]))
      case .supplier(let node, let rank):
        open(node: node, rank: rank)
      }
    }
    return found
  }

  /// Adds the node of a supplier, its own value, its suppliers, and its next sibling.
  private mutating func open(node: Int, rank: Int) {
    let supplier = suppliers(of: node)[rank]
    let weight = supplier.coefficient * (node < 0 ? 1 : nodes[node].weight)
    let length = (node < 0 ? 0 : nodes[node].length) + 1
    let child = nodes.count
    nodes.append(Node(cell: supplier.cell, parent: node, weight: weight, length: length))
    let value = abs(weight * satellite[supplier.cell])
    if value > 0, value >= floor { queue.push(.finished(node: child), bound: value) }
    offer(node: node, rank: rank + 1)
    guard length < limits.longest ?? .max else { return }
    // All suppliers together bring at most what the cell's own content leaves of its potential.
    let beyond = weight * potential[supplier.cell] - value
    guard beyond >= floor else { return }
    if columns[supplier.cell] == nil, columns.count >= limits.mostColumns {
      gaveUp = true
      return
    }
    offer(node: child, rank: 0)
  }

  /// Puts the supplier of a rank into the queue, if there is one above the floor.
  private mutating func offer(node: Int, rank: Int) {
    let list = suppliers(of: node)
    guard rank < list.count else { return }
    let bound = list[rank].reach * (node < 0 ? 1 : nodes[node].weight)
    guard bound > 0, bound >= floor else { return }
    queue.push(.supplier(node: node, rank: rank), bound: bound)
  }

  private mutating func suppliers(of node: Int) -> [Supplier] {
    guard node >= 0 else { return sellers }
    let cell = nodes[node].cell
    if let known = columns[cell] { return known }
    var unit = [Double](repeating: 0, count: inputs.dimension)
    unit[cell] = 1
    // No path weighs more than all demand, so smaller reaches cannot come above the floor.
    let list = ranked(inputs.applied(to: unit), smallest: scale > 0 ? floor / scale : 0)
    columns[cell] = list
    return list
  }

  /// Cells with their coefficients in falling order of reach; ties by cell.
  private func ranked(_ values: [Double], smallest: Double) -> [Supplier] {
    values.enumerated()
      .compactMap { cell, value -> Supplier? in
        let reach = value * potential[cell]
        guard reach > 0, reach >= smallest else { return nil }
        return Supplier(cell: cell, coefficient: value, reach: reach)
      }
      .sorted { ($0.reach, $1.cell) > ($1.reach, $0.cell) }
  }

  private func chain(_ node: Int) -> [Int] {
    var cells: [Int] = []
    var here = node
    while here >= 0 {
      cells.append(nodes[here].cell)
      here = nodes[here].parent
    }
    return cells.reversed()
  }
}

/// A binary heap with the largest bound on top; equal bounds come out in the order they went in.
struct BoundQueue<Element> {
  private struct Entry {
    let bound: Double
    let order: Int
    let element: Element
  }

  private var heap: [Entry] = []
  private var pushed = 0

  mutating func push(_ element: Element, bound: Double) {
    heap.append(Entry(bound: bound, order: pushed, element: element))
    pushed += 1
    var at = heap.count - 1
    while at > 0, comesBefore(at, (at - 1) / 2) {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  mutating func pop() -> Element? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var at = 0
      while true {
        let (left, right) = (2 * at + 1, 2 * at + 2)
        var best = at
        if left < heap.count, comesBefore(left, best) { best = left }
        if right < heap.count, comesBefore(right, best) { best = right }
        guard best != at else { break }
        heap.swapAt(at, best)
        at = best
      }
    }
    return top.element
  }

  private func comesBefore(_ a: Int, _ b: Int) -> Bool {
    heap[a].bound != heap[b].bound ? heap[a].bound > heap[b].bound : heap[a].order < heap[b].order
  }
}
