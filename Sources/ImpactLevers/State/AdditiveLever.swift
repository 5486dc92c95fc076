/// A lever that only adds to final demand and to accounts, by what the economy, the parameters and the year say.
///
/// It reads nothing that other levers change, and they read nothing of what it adds. So acting once on an untouched
/// state tells what it does after any other levers.
package protocol AdditiveLever: Lever {}

extension Charging: AdditiveLever {}
extension Research: AdditiveLever {}

extension LeverState {
  /// Adds what an additive lever did to an untouched state of the same year.
  package mutating func add(_ added: LeverState) {
    demand.add(added.demand)
    accounts += added.accounts
  }
}
