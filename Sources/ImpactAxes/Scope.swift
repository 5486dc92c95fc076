/// The regions that a lever reaches, as the user named them.
///
/// Each name is a region code (`DE11`), a country code (`DE`, `EL`), a territory code
/// (`greater-region`), or one of the zones `EU27`, `EEA`, `EUROPE` (EEA, Switzerland and the United
/// Kingdom), `EU27+UK`, `CANDIDATES` (countries that negotiate to join), `EU27+CANDIDATES` and `WORLD`.
public struct Scope: Sendable, Hashable {
  /// Codes and zones as written; their order does not matter.
  public let names: [String]
  /// Takes names unchecked; they are resolved against the economy of a scenario.
  public init(_ names: [String]) { self.names = names }
  /// The 27 members of the European Union.
  public static let eu27 = Scope(["EU27"])
}
