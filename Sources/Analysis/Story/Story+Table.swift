import Dataplane

extension Story {
  /// What request and reply met at one place; one of them may not have come by.
  public struct Row: Hashable, Sendable {
    public let request: Station?
    public let reply: Station?
  }

  /// The stations side by side: the request's from top to bottom, the reply's from bottom to top.
  ///
  /// As many places as can be told together share a row, and neither way changes its order.
  ///
  /// - Complexity: O(*n* · *m*) for *n* stations of the request and *m* of the reply.
  public var rows: [Row] {
    let back = Array(reply.reversed())
    let shared = sharedAhead(back)
    var rows: [Row] = []
    var (there, here) = (0, 0)
    while there < request.count && here < back.count {
      if request[there].component == back[here].component {
        rows.append(Row(request: request[there], reply: back[here]))
        there += 1
        here += 1
      } else if shared[there + 1][here] >= shared[there][here + 1] {
        rows.append(Row(request: request[there], reply: nil))
        there += 1
      } else {
        rows.append(Row(request: nil, reply: back[here]))
        here += 1
      }
    }
    rows += request[there...].map { Row(request: $0, reply: nil) }
    rows += back[here...].map { Row(request: nil, reply: $0) }
    return rows
  }

  /// At `[i][j]` the most rows that can be shared from the request's station `i` and the reply's `j` on.
  private func sharedAhead(_ back: [Station]) -> [[Int]] {
    var shared = Array(
      repeating: Array(repeating: 0, count: back.count + 1), count: request.count + 1)
    for there in request.indices.reversed() {
      for here in back.indices.reversed() {
        shared[there][here] =
          request[there].component == back[here].component
          ? shared[there + 1][here + 1] + 1
          : max(shared[there + 1][here], shared[there][here + 1])
      }
    }
    return shared
  }
}
