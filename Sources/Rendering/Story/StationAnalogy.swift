import Analysis
import Dataplane

extension Story {
  /// A station as a picture: security groups are doormen, network ACLs passport controls.
  ///
  /// - Returns: `nil` where the picture would say no more than the words do.
  func analogy(of station: Station) -> String? {
    let denial = hops(of: station).first { $0.decision.action == .deny }
    switch station.component {
    case .securityGroups: return station.doorman(isRefused: denial != nil)
    case .networkACL: return station.passportControl(isRefused: denial != nil)
    case .subnet where station.check == .none(.sameSubnet):
      return "Both live in one district: nobody crosses its border, so nobody shows a passport."
    case .routeTable, .impliedRouteTable:
      return denial == nil
        ? "A signpost: of all arms that point there, the most exact one is followed."
        : "A signpost, and no arm of it leads anywhere that the traveller could go."
    case .linkLocalService: return "The caretaker lives in the house: no door and no border."
    case .natGateway: return station.receptionist(isRefused: denial != nil)
    case .internetGateway:
      return denial == nil
        ? "The port: the private address on the label is exchanged for the public one, or back."
        : "The port: the traveller is not let through."
    case .vpcPeeringConnection:
      return denial == nil
        ? "A bridge between two cities." : "A bridge between two cities, and no way to a third."
    default: return nil
    }
  }
}

extension Station {
  fileprivate func doorman(isRefused: Bool) -> String? {
    if isRefused {
      return "The doorman does not find the visitor on his list. He needs no black list for that."
    }
    return switch memory {
    case .recalls: "The doorman knows the face, and leaves his list in the drawer."
    case .keepsNoEntry: "The door is open to everybody, so the doorman keeps no faces in mind."
    case .neverSawRequest: "The doorman has not seen this face before, and takes out his list."
    case .remembers, .unproven:
      "The doorman finds the visitor on his list, lets him pass and keeps his face in mind."
    case .none, .stateless: nil
    }
  }

  fileprivate func passportControl(isRefused: Bool) -> String? {
    if check == .unknown { return nil }
    if isRefused { return "Passport control turns the traveller back, whoever he was before." }
    return isOnReply
      ? "Passport control remembers nobody: it asks for the papers again."
      : "Passport control looks at the papers, lets the traveller pass and forgets him."
  }

  fileprivate func receptionist(isRefused: Bool) -> String? {
    if isRefused { return "The receptionist has no note of this, and turns the letter away." }
    return memory == .recalls
      ? "The receptionist looks the letter up in his book, and hands it to who had asked."
      : "The receptionist sends the letter in his own name, and notes for whom."
  }
}
