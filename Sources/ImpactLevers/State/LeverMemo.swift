import Synchronization

/// Values that are worked out once and read many times, by key; threads may share it.
///
/// A value must follow from its key and from what the owner of the memo fixes: the economy, or the
/// economy with one run's scenario and parameters. Two threads may work a value out at the same time;
/// both get the same one.
package final class LeverMemo: Sendable {
  private let values = Mutex<[AnyKey: any AnyObject & Sendable]>([:])

  /// A text, with a mask or two where the value hangs on places.
  private struct AnyKey: Hashable {
    let text: String
    let mask: ScopeMask?
    let other: ScopeMask?
  }

  /// A value behind a type of its own: told by its class, without a look at the value.
  private final class Box<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  package init() {}

  /// The value of a key, from `make` where it is asked for first.
  package func value<Value: Sendable>(
    _ text: String, of mask: ScopeMask? = nil, and other: ScopeMask? = nil,
    _ make: () throws -> Value
  ) rethrows -> Value {
    let key = AnyKey(text: text, mask: mask, other: other)
    if let known = values.withLock({ $0[key] }) as? Box<Value> { return known.value }
    let made = Box(try make())
    return
      values.withLock { stored in
        if let first = stored[key] as? Box<Value> { return first }
        stored[key] = made
        return made
      }
      .value
  }
}
