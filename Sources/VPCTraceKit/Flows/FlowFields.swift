import Addressing
import Dataplane

/// What a line of a file of flows says, member by member.
struct FlowFields: Equatable {
  /// The members that a flow may have.
  enum Key: String, CaseIterable {
    case from, to
    case ipProtocol = "protocol"
    case destinationPort, sourcePort, icmpType, icmpCode, family, oneWay
  }

  var source: String?
  var destination: String?
  var protocolName: String?
  var sourcePort: UInt16?
  var destinationPort: UInt16?
  var icmpType: UInt8?
  var icmpCode: UInt8?
  var family: AddressFamily?
  var isOneWay = false

  /// The flow that these members ask for together.
  func request() throws(FlowLine.Problem) -> FlowRequest {
    guard let source else { throw FlowLine.Problem(message: "'from' is missing") }
    guard let destination else { throw FlowLine.Problem(message: "'to' is missing") }
    let traffic = try traffic()
    guard sourcePort == nil || destinationPort != nil else {
      throw FlowLine.Problem(message: "'sourcePort' goes with tcp and udp only")
    }
    let options = FlowRequest.Options(
      traffic, sourcePort: sourcePort, family: family, isOneWay: isOneWay)
    return FlowRequest(from: source, to: destination, options)
  }

  private func traffic() throws(FlowLine.Problem) -> Traffic {
    guard let protocolName else { throw FlowLine.Problem(message: "'protocol' is missing") }
    guard let ipProtocol = IPProtocol(protocolName) else {
      throw FlowLine.Problem(message: "'protocol' is tcp, udp, icmp, icmpv6 or a number")
    }
    if ipProtocol.hasPorts {
      guard let destinationPort else {
        throw FlowLine.Problem(message: "\(protocolName) needs a 'destinationPort'")
      }
      return ipProtocol == .tcp ? .tcp(port: destinationPort) : .udp(port: destinationPort)
    }
    guard destinationPort == nil else {
      throw FlowLine.Problem(message: "'destinationPort' goes with tcp and udp only")
    }
    let message = icmpType.map { ICMPMessage(type: $0, code: icmpCode ?? 0) }
    return protocolName == "icmp" ? .icmp(message) : .other(ipProtocol, message)
  }
}
