/// Why a text is no address, block, port range or ICMP message, and where in it the trouble begins.
public struct AddressError: Error, Hashable, Sendable {
  /// What is wrong, for programs.
  public let problem: Problem
  /// UTF-8 bytes of the text before the place at fault; the whole length where something is missing.
  public let offset: Int

  /// A sentence for people, without capital and full stop.
  public var message: String { problem.message }

  /// What can be wrong; one ``AddressError/message`` each.
  public enum Problem: String, CaseIterable, Sendable {
    case empty
    case unexpectedCharacter
    case space
    case sign
    case leadingZero
    case numberMissing
    case octetTooLarge
    case octetsMissing
    case tooManyOctets
    case groupMissing
    case groupTooLong
    case groupsMissing
    case tooManyGroups
    case secondGap
    case ipv4Mapped
    case zone
    case prefixLengthMissing
    case ipv4PrefixTooLong
    case ipv6PrefixTooLong
    case portTooLarge
    case portsRunDownwards
    case icmpNumberTooLarge
  }

  package init(_ problem: Problem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }

  /// What is wrong with finding `byte` where something else must stand.
  init(unexpected byte: UInt8, at offset: Int) {
    let problem: Problem =
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): .space
      case UInt8(ascii: "+"), UInt8(ascii: "-"): .sign
      case UInt8(ascii: "%"): .zone
      default: .unexpectedCharacter
      }
    self.init(problem, at: offset)
  }
}

extension AddressError.Problem {
  var message: String {
    switch self {
    case .empty: "the text is empty"
    case .unexpectedCharacter: "this character can't stand here"
    case .space: "spaces are not allowed here"
    case .sign: "a sign is not allowed here"
    case .leadingZero: "a leading zero could mean octal: write the number without it"
    case .numberMissing: "a decimal number is missing here"
    case .octetTooLarge: "a number of an IPv4 address is at most 255"
    case .octetsMissing: "an IPv4 address has four numbers, this one has fewer"
    case .tooManyOctets: "an IPv4 address has four numbers, this one has more"
    case .groupMissing: "a group of hexadecimal digits is missing here"
    case .groupTooLong: "a group of an IPv6 address has at most four hexadecimal digits"
    case .groupsMissing: "an IPv6 address has eight groups, this one has fewer and no '::'"
    case .tooManyGroups: "an IPv6 address has eight groups, this one has more"
    case .secondGap: "'::' may stand only once in an address"
    case .ipv4Mapped: "an IPv4-mapped address is not accepted: write the IPv4 address itself"
    case .zone: "a zone such as '%eth0' has no meaning in a VPC: leave it out"
    case .prefixLengthMissing: "a prefix length is missing, such as '/24'"
    case .ipv4PrefixTooLong: "an IPv4 prefix length is at most 32"
    case .ipv6PrefixTooLong: "an IPv6 prefix length is at most 128"
    case .portTooLarge: "a port is at most 65535"
    case .portsRunDownwards: "a port range runs upwards: its last port is below its first"
    case .icmpNumberTooLarge: "an ICMP type or code is at most 255"
    }
  }
}
