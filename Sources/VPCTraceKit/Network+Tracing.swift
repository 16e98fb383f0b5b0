public import Dataplane

extension Network {
  /// Traces one packet, its ends named as on the command line.
  ///
  /// ```swift
  /// let network = Network(try Topology.load(path: "prod-describe").topology)
  /// let trace = try network.trace(from: "web-1", to: "db-1", .tcp(port: 5432))
  /// trace.verdict  // .delivered
  /// ```
  ///
  /// To trace many flows, make one ``EndpointResolver`` and keep it.
  ///
  /// - Throws: ``EndpointError`` where an end can't be resolved.
  public func trace(
    from source: String, to destination: String, _ traffic: Traffic
  ) throws(EndpointError) -> Trace {
    let request = FlowRequest(from: source, to: destination, FlowRequest.Options(traffic))
    return trace(try EndpointResolver(self).flow(request))
  }
}
