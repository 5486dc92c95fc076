/// `blocks` blocks of `size` values, each written in place by one call of `body`, side by side.
///
/// `body` gets the number of a block and the address of its memory, which holds no values yet; it
/// must write all `size` of them and touch no others. What it returns comes back in the order of blocks.
package func concurrentFill<Extra: Sendable>(
  blocks: Int, size: Int, _ body: @Sendable (Int, UnsafeMutablePointer<Double>) -> Extra
) -> (values: [Double], extras: [Extra]) {
  var extras: [Extra] = []
  let values = [Double](unsafeUninitializedCapacity: blocks * size) { buffer, count in
    count = blocks * size
    guard let base = buffer.baseAddress else { return }
    // The calls write to disjoint memory and end before this function returns.
    nonisolated(unsafe) let start = base
    extras = concurrentMap(blocks) { body($0, start + $0 * size) }
  }
  return (values, extras)
}
