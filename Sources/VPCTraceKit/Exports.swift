@_exported public import Addressing
@_exported public import Analysis
@_exported public import Dataplane
@_exported public import Expectations
@_exported public import Rendering
@_exported public import Simulation
@_exported public import SourceText
@_exported public import TopologyModel
