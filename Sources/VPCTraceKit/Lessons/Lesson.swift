/// A guided lesson: questions about designs, each to be predicted, answered by the engine, and explained.
public struct Lesson: Sendable {
  /// What is typed to get it: `round-trip`.
  public let name: String
  public let title: String
  /// What is to be learned, in a sentence.
  public let summary: String
  public let steps: [Step]

  /// A question about a design; its answer is written nowhere, as the engine gives it.
  public struct Step: Sendable {
    public let title: String
    /// What leads to the question, without its answer.
    public let introduction: [String]
    public let design: LessonDesign
    public let request: FlowRequest
    /// Why the answer is what it is.
    public let explanation: [String]

    init(
      _ title: String, _ design: LessonDesign, from source: String, to destination: String,
      _ traffic: Traffic, introduction: [String] = [], explanation: [String]
    ) {
      self.title = title
      self.introduction = introduction
      self.design = design
      request = FlowRequest(from: source, to: destination, FlowRequest.Options(traffic))
      self.explanation = explanation
    }
  }

  /// Every lesson, in the order in which they are best taken.
  public static let all: [Lesson] = [
    publicAndPrivate, roundTrip, ephemeralPorts, statefulAndStateless, denyNeedsACL, natGateway,
    mainTable, sameSubnet, peering, longestPrefix,
  ]

  /// - Returns: `nil` where no lesson has the name.
  public static func named(_ name: String) -> Lesson? { all.first { $0.name == name } }
}
