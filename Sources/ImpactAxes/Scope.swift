/// The regions that a lever reaches, as the user named them.
///
/// Each name is a region code (`DE11`), a country code (`DE`, `EL`), a territory code
/// (`greater-region`), or one of the zones `EU27`, `EEA`, `EUROPE` (EEA, Switzerland and the United
/// Kingdom) and `WORLD`.
public struct Scope: Sendable, Hashable {
  public let names: [String]
  public init(_ names: [String]) { self.names = names }
  public static let eu27 = Scope(["EU27"])
}
