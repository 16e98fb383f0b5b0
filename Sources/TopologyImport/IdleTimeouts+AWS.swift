import TopologyModel

extension IdleTimeouts.Setting {
  /// What AWS's answers and templates call it.
  var awsName: StaticString {
    switch self {
    case .tcpEstablished: "TcpEstablishedTimeout"
    case .udpSingle: "UdpTimeout"
    case .udpStream: "UdpStreamTimeout"
    }
  }
}
