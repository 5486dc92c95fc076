@_exported public import ImpactAxes
@_exported public import ImpactDiagnostics
@_exported public import ImpactEconomies
@_exported public import ImpactSimulation
