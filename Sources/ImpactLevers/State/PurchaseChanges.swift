import ImpactNumerics

/// Changes of input coefficients that levers have made so far in one year.
///
/// The coefficient that origin r of class k meets is a_k′[i,j,s] + Σ Δ over the parts of the cell
/// whose zone holds r; a part without zone holds everywhere. Changes stand in dense layers, one for
/// each buyer, product, class and zone, so that reading and adding cost no search; all layers share one
/// list of values, so that making, copying and dropping changes costs few allocations.
package struct PurchaseChanges: Sendable {
  /// One change of a cell.
  package struct Part: Sendable, Hashable {
    /// 0 own country, 1 imported.
    package let originClass: Int
    /// Index into `zones`; nil reaches all origins.
    package let zone: Int?
    /// EUR per EUR of output.
    package var delta: Double
  }

  /// What one industry buys of one product; its layers hang together by `Layer.next`.
  struct Column: Sendable {
    let buyer: Int
    let product: Int
    /// The first and the last layer.
    var first: Int
    var last: Int
    /// Where the search for a layer begins, −1 at the first one: levers write layers in turn.
    var turn = -1
    /// Whether anything was written.
    var isChanged = false
  }

  /// Where the changes of one column, class and zone stand.
  package struct Layer: Sendable {
    /// Class and zone as one number.
    let code: Int
    /// Regions from the first to the last that changed; none where nothing was written.
    package internal(set) var regions = 0..<0
    /// Regions that there is room for.
    var room = 0..<0
    /// The Δ of region r stands at `origin + r` in `values`.
    var origin = 0
    /// The next layer of the column, −1 after the last.
    var next = -1

    init(originClass: Int, zone: Int?) { code = Self.code(originClass: originClass, zone: zone) }

    static func code(originClass: Int, zone: Int?) -> Int { 2 * (1 + (zone ?? -1)) + originClass }

    /// 0 own country, 1 imported.
    package var originClass: Int { code & 1 }
    /// Index into `zones`; nil reaches all origins.
    package var zone: Int? { code < 2 ? nil : code / 2 - 1 }
    /// Places of its Δ in `values`.
    package var span: Range<Int> { origin + regions.lowerBound..<origin + regions.upperBound }
  }

  /// Sets of origins that parts refer to.
  package internal(set) var zones: [ScopeMask] = []
  /// In the order of their first change.
  var columns: [Column] = []
  var layers: [Layer] = []
  /// Δ of all layers.
  package internal(set) var values: [Double] = []
  /// Place of a column at `buyer * width + product`, counted from 1; 0 where there is none.
  private var places: [Int32] = []
  /// More than the largest product so far.
  private var width = 64
  /// Whether a layer has moved since it was made.
  var hasMoved = false

  package init() {}

  package var isEmpty: Bool { values.allSatisfy { $0 == 0 } }

  /// The column of a cell; nil when the buyer's purchases of the product are unchanged everywhere.
  func column(buyer: Int, product: Int) -> Int? {
    guard let c = place(buyer: buyer, product: product), columns[c].isChanged else { return nil }
    return c
  }

  /// The same, also for a column that has room and no change.
  @inline(__always)
  private func place(buyer: Int, product: Int) -> Int? {
    let place = buyer * width + product
    guard product < width, place < places.count, places[place] > 0 else { return nil }
    return Int(places[place]) - 1
  }

  /// Index of a layer, made when it is new, with room for some regions.
  mutating func openLayer(
    buyer: Int, product: Int, originClass: Int, zone: Int?, for regions: Range<Int>
  ) -> Int {
    guard let c = place(buyer: buyer, product: product) else {
      columns.append(
        Column(
          buyer: buyer, product: product, first: layers.count, last: layers.count, isChanged: true))
      notePlace(buyer: buyer, product: product)
      return appendLayer(Layer(originClass: originClass, zone: zone), for: regions)
    }
    columns[c].isChanged = true
    if let l = find(Layer.code(originClass: originClass, zone: zone), of: c) {
      widen(l, to: regions)
      return l
    }
    layers[columns[c].last].next = layers.count
    columns[c].last = layers.count
    return appendLayer(Layer(originClass: originClass, zone: zone), for: regions)
  }

  /// The layer of a column with a class and zone.
  private mutating func find(_ code: Int, of c: Int) -> Int? {
    let column = columns[c]
    let start = column.turn < 0 ? column.first : column.turn
    var l = start
    repeat {
      let next = layers[l].next
      if layers[l].code == code {
        columns[c].turn = next
        return l
      }
      l = next < 0 ? column.first : next
    } while l != start
    return nil
  }

  private mutating func appendLayer(_ layer: Layer, for regions: Range<Int>) -> Int {
    var layer = layer
    (layer.regions, layer.room) = (regions, regions)
    layer.origin = values.count - regions.lowerBound
    values += repeatElement(0, count: regions.count)
    layers.append(layer)
    return layers.count - 1
  }

  /// Makes room for more regions; a layer that outgrows its room moves to the end of the list.
  private mutating func widen(_ l: Int, to more: Range<Int>) {
    let old = layers[l]
    guard more.lowerBound < old.regions.lowerBound || more.upperBound > old.regions.upperBound
    else { return }
    let regions =
      old.regions.isEmpty
      ? more
      : min(
        old.regions.lowerBound, more.lowerBound)..<max(
          old.regions.upperBound, more.upperBound)
    layers[l].regions = regions
    if regions.lowerBound >= old.room.lowerBound, regions.upperBound <= old.room.upperBound {
      return
    }
    let room = max(regions.count, 2 * old.room.count)
    layers[l].room = regions.lowerBound..<regions.lowerBound + room
    layers[l].origin = values.count - regions.lowerBound
    hasMoved = true
    values += repeatElement(0, count: room)
    for region in old.regions {
      values[layers[l].origin + region] = values[old.origin + region]
      values[old.origin + region] = 0
    }
  }

  private mutating func notePlace(buyer: Int, product: Int) {
    if product >= width {
      width = max(2 * width, product + 1)
      places = []
      for (c, column) in columns.enumerated() { note(c + 1, column.buyer, column.product) }
    } else {
      note(columns.count, buyer, product)
    }
  }

  private mutating func note(_ place: Int, _ buyer: Int, _ product: Int) {
    let missing = (buyer + 1) * width - places.count
    if missing > 0 { places += repeatElement(0, count: missing) }
    places[buyer * width + product] = Int32(place)
  }

  /// Adds Δ to a coefficient; a change of exactly zero leaves no trace.
  package mutating func add(_ delta: Double, to cell: PurchaseCell, originClass: Int, zone: Int?) {
    guard delta != 0 else { return }
    let l = openLayer(
      buyer: cell.buyer, product: cell.product, originClass: originClass, zone: zone,
      for: cell.region..<cell.region + 1)
    values[layers[l].origin + cell.region] += delta
  }

  /// Adds to several layers of a cell; changes of exactly zero leave no trace.
  ///
  /// Quick where the parts stand in the order in which their layers were made.
  mutating func add(_ parts: [Part], to cell: PurchaseCell) {
    guard let c = place(buyer: cell.buyer, product: cell.product) else {
      for part in parts {
        add(part.delta, to: cell, originClass: part.originClass, zone: part.zone)
      }
      return
    }
    var l = columns[c].first
    for part in parts where part.delta != 0 {
      if l < 0 || layers[l].code != Layer.code(originClass: part.originClass, zone: part.zone) {
        l = openLayer(
          buyer: cell.buyer, product: cell.product, originClass: part.originClass, zone: part.zone,
          for: cell.region..<cell.region + 1)
      } else {
        columns[c].isChanged = true
        widen(l, to: cell.region..<cell.region + 1)
      }
      values[layers[l].origin + cell.region] += part.delta
      l = layers[l].next
    }
  }

  /// Adds Δ to the coefficients of some regions; changes of exactly zero leave no trace.
  ///
  /// `deltas[n]` is that of `regions[n]`.
  mutating func add(
    _ deltas: [Double], at regions: [Int], buyer: Int, product: Int, originClass: Int, zone: Int?
  ) {
    guard let changed = deltas.changedPart(of: regions) else { return }
    let l = openLayer(
      buyer: buyer, product: product, originClass: originClass, zone: zone, for: changed)
    values.add(deltas, at: regions, offset: layers[l].origin)
  }

  /// Adds Δ to the coefficients of regions that follow each other; `deltas[n]` is that of `first + n`.
  mutating func add(
    _ deltas: [Double], from first: Int, buyer: Int, product: Int, originClass: Int, zone: Int?
  ) {
    let part = deltas.nonzeroSpan
    guard !part.isEmpty else { return }
    let regions = first + part.lowerBound..<first + part.upperBound
    let l = openLayer(
      buyer: buyer, product: product, originClass: originClass, zone: zone, for: regions)
    let layer = layers[l]
    values.add(
      deltas, part, at: layer.span.lowerBound + regions.lowerBound - layer.regions.lowerBound)
  }

  /// Index of a set of origins, added when it is new.
  package mutating func zone(_ mask: ScopeMask) -> Int {
    if let index = zones.firstIndex(of: mask) { return index }
    zones.append(mask)
    return zones.count - 1
  }
}
