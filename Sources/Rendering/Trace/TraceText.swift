import Addressing
import Analysis
public import Dataplane
import SourceText
import TopologyModel

extension Trace {
  /// The trace for people: the answer, then the hops, then what it rests on.
  public func text(in network: Network, detail: Detail, style: TextStyle) -> String {
    guard detail != .summary else { return summary(in: network) + "\n" }
    var page = TracePage(trace: self, network: network, detail: detail, style: style)
    page.answer()
    page.placesNote()
    page.leg("Forward", forward)
    if let reply { page.leg("Reply", reply) }
    page.canvas.basis(of: self, in: network)
    return page.canvas.text
  }
}

/// A trace being written as text.
struct TracePage {
  let trace: Trace
  let network: Network
  let detail: Detail
  let style: TextStyle
  var canvas: TextCanvas

  /// The folder that the places of all hops share.
  let folder: SharedFolder

  init(trace: Trace, network: Network, detail: Detail, style: TextStyle) {
    self.trace = trace
    self.network = network
    self.detail = detail
    self.style = style
    canvas = TextCanvas(style)
    let hops = trace.forward.hops + (trace.reply?.hops ?? [])
    folder = SharedFolder(of: hops.compactMap { HopDescription($0, in: network).location?.path })
  }
}
