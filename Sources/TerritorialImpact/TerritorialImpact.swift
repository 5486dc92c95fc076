@_exported public import ImpactAxes
@_exported public import ImpactDiagnostics
@_exported public import ImpactDocuments
@_exported public import ImpactEconomies
@_exported public import ImpactEconomyFiles
@_exported public import ImpactLevers
@_exported public import ImpactReports
@_exported public import ImpactSimulation
