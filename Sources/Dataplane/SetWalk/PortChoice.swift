import Addressing

/// The ports that a client and the translators on its way may choose: two ranges that have nothing to
/// do with each other (R-NACL-18).
struct PortChoice {
  let client: PortRange
  let translators: PortRange

  /// The choices that are not of `other`, of which the client's ports are some of these.
  func subtracting(_ other: PortChoice) -> [PortChoice] {
    client.subtracting(other.client).map { PortChoice(client: $0, translators: translators) }
      + translators.subtracting(other.translators).map {
        PortChoice(client: other.client, translators: $0)
      }
  }
}
