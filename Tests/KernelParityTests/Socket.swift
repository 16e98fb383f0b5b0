import Addressing
import Glibc

/// A socket of IPv4, closed with its last reference; it never blocks.
final class Socket {
  let descriptor: Int32

  init(_ kind: __socket_type, _ protocolNumber: Int32) throws {
    let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(AF_INET, Int32(kind.rawValue) | flags, protocolNumber)
    if descriptor < 0 { throw SystemCallFailure("socket") }
  }

  deinit { close(descriptor) }

  /// Takes an address and port to send from, which other sockets may send from as well.
  func bind(_ address: IPAddress, _ port: UInt16) throws {
    var isShared: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &isShared, socklen_t(MemoryLayout<Int32>.size))
    let result = withSocketAddress(address, port) { Glibc.bind(descriptor, $0, $1) }
    if result != 0 { throw SystemCallFailure("bind to \(address):\(port)") }
  }

  /// Begins to connect; what comes of it is seen on the wire.
  func connect(_ address: IPAddress, _ port: UInt16) {
    _ = withSocketAddress(address, port) { Glibc.connect(descriptor, $0, $1) }
  }

  /// Sends a datagram; one that the sender's own filter drops counts as sent.
  func send(_ bytes: [UInt8], to address: IPAddress, _ port: UInt16) {
    _ = withSocketAddress(address, port) { sendto(descriptor, bytes, bytes.count, 0, $0, $1) }
  }

  /// The next packet that has come in, or `nil`.
  func receive() -> [UInt8]? {
    let room = 256
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = max(0, recv(descriptor, buffer.baseAddress, room, 0))
    }
    return bytes.isEmpty ? nil : bytes
  }
}

private func withSocketAddress<Result>(
  _ address: IPAddress, _ port: UInt16,
  _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) -> Result {
  var name = sockaddr_in()
  name.sin_family = sa_family_t(AF_INET)
  name.sin_port = port.bigEndian
  name.sin_addr.s_addr = address.ipv4Bits.bigEndian
  return withUnsafePointer(to: &name) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
}

// MARK: Packets as bytes

extension PacketHeader {
  /// Reads the fields out of an IPv4 packet of TCP, UDP or ICMP echo; `nil` for anything else.
  init?(ipv4 packet: [UInt8]) {
    func word(_ offset: Int) -> UInt16 { UInt16(packet[offset]) << 8 | UInt16(packet[offset + 1]) }
    func address(_ offset: Int) -> IPAddress {
      IPAddress(ipv4: UInt32(word(offset)) << 16 | UInt32(word(offset + 2)))
    }
    guard packet.count >= 20 else { return nil }
    let start = Int(packet[0] & 15) * 4
    guard packet.count >= start + 8 else { return nil }
    let ipProtocol = IPProtocol(packet[9])
    if ipProtocol == .icmp && packet[start] != 0 && packet[start] != 8 { return nil }
    self.init(
      source: address(12), destination: address(16), ipProtocol: ipProtocol,
      sourcePort: word(ipProtocol == .icmp ? start + 4 : start),
      destinationPort: word(ipProtocol == .icmp ? start : start + 2))
  }

  /// An ICMP echo request whose identifier is the source port (RFC 792).
  var echoRequest: [UInt8] {
    let identifier = [UInt8(sourcePort >> 8), UInt8(truncatingIfNeeded: sourcePort)]
    // The checksum is the complement of the sum of type and identifier, which can't overflow twice.
    let sum = 0x0800 + UInt32(sourcePort)
    let checksum = ~UInt16(truncatingIfNeeded: (sum & 0xffff) + (sum >> 16))
    let sumBytes = [UInt8(checksum >> 8), UInt8(truncatingIfNeeded: checksum)]
    return [8, 0] + sumBytes + identifier + [0, 0]
  }
}
