/// Where an economy comes from: what its folder says beside the numbers.
public struct Provenance: Sendable, Hashable {
  /// A source of data.
  public struct Source: Sendable, Hashable {
    /// Title as its publisher gives it, with edition or date.
    public var title: String
    /// Web address, or path of the file it was read from.
    public var path: String
    /// Licence of the source, for example `CC-BY-4.0`.
    public var licence: String

    /// A source with its address and licence.
    public init(title: String, path: String, licence: String) {
      self.title = title
      self.path = path
      self.licence = licence
    }
  }

  /// A licence under which the economy may be used.
  public struct Licence: Sendable, Hashable {
    /// Short name, for example `CC-BY-4.0`.
    public var name: String
    /// Full title.
    public var title: String
    /// Web address of its text.
    public var path: String

    /// A licence with its address.
    public init(name: String, title: String, path: String) {
      self.name = name
      self.title = title
      self.path = path
    }
  }

  /// Someone who made the economy.
  public struct Contributor: Sendable, Hashable {
    /// Name of the person or organisation.
    public var title: String
    /// What they did, for example `author`.
    public var role: String

    /// A contributor with a role.
    public init(title: String, role: String) {
      self.title = title
      self.role = role
    }
  }

  /// A step of the construction.
  public struct Step: Sendable, Hashable {
    /// Short name, as in the `step` column of `quality.csv`.
    public var name: String
    /// What was done, in a sentence or two.
    public var text: String

    /// A step with its text.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// A paragraph for a reader who meets the folder for the first time.
  public var description: String
  /// Version of the data, for example `1.0.0`.
  public var version: String
  /// Valuation and price year, for example `basic prices of 2014`.
  public var priceBasis: String
  /// Licences under which the economy may be used.
  public var licences: [Licence]
  /// What the economy was made from.
  public var sources: [Source]
  /// Who made it.
  public var contributors: [Contributor]
  /// In the order in which they were taken.
  public var steps: [Step]

  /// All parts are optional; the price basis should always be given.
  public init(
    description: String = "", version: String = "1.0.0", priceBasis: String = "",
    licences: [Licence] = [], sources: [Source] = [], contributors: [Contributor] = [],
    steps: [Step] = []
  ) {
    self.description = description
    self.version = version
    self.priceBasis = priceBasis
    self.licences = licences
    self.sources = sources
    self.contributors = contributors
    self.steps = steps
  }
}
