import Features
import RandomForest

/// Candidates whose forests are read off one that grows further than all of them.
public struct SearchedForest: Sendable {
  /// How the images are computed.
  public let features: LogMelParameters
  /// What all of them share.
  public let parameters: ForestParameters
  /// Where each stops growing.
  public let plane: ForestPlane
  /// Their numbers, in the order of the plane's points.
  public let candidates: [Int]
}

extension Search {
  private struct Key: Hashable {
    var features: LogMelParameters
    var parameters: ForestParameters
  }

  /// Some candidates as forests, those with equal features one after the other; each by its first candidate.
  ///
  /// - Parameter nTrees: how many trees all of them have instead of their own.
  public func forests(of selection: [Int], nTrees: Int? = nil) -> [SearchedForest] {
    var (keys, members): ([Key], [Key: [Int]]) = ([], [:])
    for candidate in selection {
      let key = Search.key(settings[candidate])
      if members[key, default: []].isEmpty { keys.append(key) }
      members[key, default: []].append(candidate)
    }
    var order: [LogMelParameters: Int] = [:]
    for key in keys where order[key.features] == nil { order[key.features] = order.count }
    let sorted = keys.enumerated().sorted {
      (order[$0.element.features] ?? 0, $0.offset) < (order[$1.element.features] ?? 0, $1.offset)
    }
    return sorted.map { _, key in
      let candidates = members[key] ?? []
      let points = candidates.map { candidate in
        var parameters = settings[candidate].forest
        parameters.nTrees = nTrees ?? parameters.nTrees
        return parameters.planePoint
      }
      return SearchedForest(
        features: key.features, parameters: key.parameters, plane: ForestPlane(points: points),
        candidates: candidates)
    }
  }

  /// Settings without what may differ within a plane.
  private static func key(_ settings: SearchSettings) -> Key {
    var parameters = settings.forest
    let standard = ForestParameters()
    if parameters.closesNodesOnly {
      parameters = parameters.at(standard.planePoint)
    } else {
      parameters.nTrees = standard.nTrees
    }
    return Key(features: settings.features, parameters: parameters)
  }
}
