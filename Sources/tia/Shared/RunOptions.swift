import ArgumentParser
import ImpactReports

/// What `tia run` writes to standard output.
enum RunFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv, json
}

extension TableDetail: ExpressibleByArgument {}
