extension Lesson {
  /// The lesson with the engine's answers.
  public var page: LessonPage {
    let previous = [nil] + steps.dropLast().map { Optional($0.design) }
    return LessonPage(
      name: name, title: title, summary: summary,
      cards: zip(steps, previous).map { $0.card(after: $1) })
  }
}

extension Lesson.Step {
  fileprivate func card(after previous: LessonDesign?) -> LessonCard {
    let network = design.network
    return LessonCard(
      title: title, introduction: introduction, path: design.path,
      lines: design.shownLines(after: previous), question: request.words,
      trace: network.trace(flow(in: network)), network: network, explanation: explanation)
  }

  private func flow(in network: Network) -> Flow {
    do throws(EndpointError) {
      return try EndpointResolver(network).flow(request)
    } catch {
      preconditionFailure("\(design.path): \(error.message)")
    }
  }
}

extension LessonDesign {
  /// The design, compiled.
  public var network: Network {
    do throws(InputErrors) {
      return Network(try NativeReader.read(Array(text.utf8), path: path).topology)
    } catch {
      preconditionFailure("\(path) is no topology")
    }
  }
}

extension FlowRequest {
  /// `tcp 80 from internet to web-1`.
  fileprivate var words: String { "\(options.traffic.words) from \(source) to \(destination)" }
}

extension Traffic {
  fileprivate var words: String {
    switch self {
    case .tcp(let port): "tcp \(port)"
    case .udp(let port): "udp \(port)"
    case .icmp(nil): "a ping"
    case .icmp(let message?): "icmp \(message.description)"
    case .other(let ipProtocol, _): ipProtocol.description
    }
  }
}
