/// What a state writes most, handed from one state to the next, so that many states need little new memory.
///
/// A state that takes it begins as any other does: with changes of nothing.
package struct LeverMemory: Sendable {
  private let room: PurchaseChanges
  private var purchases: PurchaseChanges
  private var labour: IndexTable
  private var assemblyLabour = IndexTable()
  private var marginalLabour: IndexTable
  private var demand: DemandChanges
  private var plantInputs = DemandChanges()

  /// Memory of states of an economy; `room` is laid out for what they change of purchases.
  package init(room: PurchaseChanges, of context: LeverContext) {
    self.room = room
    purchases = room
    let cells = context.economy.dimension
    (labour, marginalLabour) = (IndexTable(room: cells), IndexTable(room: cells))
    demand = DemandChanges(room: cells)
  }

  /// Changes places with what a state holds.
  fileprivate mutating func swap(with state: inout LeverState) {
    Swift.swap(&purchases, &state.purchases)
    Swift.swap(&labour, &state.labour)
    Swift.swap(&assemblyLabour, &state.assemblyLabour)
    Swift.swap(&marginalLabour, &state.marginalLabour)
    Swift.swap(&demand, &state.demand)
    Swift.swap(&plantInputs, &state.plantInputs)
  }

  fileprivate mutating func clear() {
    purchases.clear(to: room)
    labour.clear()
    assemblyLabour.clear()
    marginalLabour.clear()
    demand.clear()
    plantInputs.clear()
  }
}

extension LeverState {
  /// A state before any lever, in memory that `giveBack` returns.
  package init(
    context: LeverContext, year: Int, feedback: LeverFeedback, in memory: inout LeverMemory
  ) {
    self.init(context: context, year: year, feedback: feedback)
    memory.swap(with: &self)
  }

  /// Returns what the state wrote in, for another one; this one has no changes then.
  package mutating func giveBack(to memory: inout LeverMemory) {
    memory.swap(with: &self)
    memory.clear()
  }
}
