/// Finds the name that was probably meant.
package enum NearestName {
    /// The nearest of `names` by edits of one letter, two letters swapped being one; nil when none is near enough to be meant.
    package static func to(_ name: String, among names: some Sequence<String>) -> String? {
        let limit = max(1, min(3, name.count / 3))
        return names.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }.filter { $0.distance <= limit }.min {
            ($0.distance, $0.name) < ($1.distance, $1.name)
        }?.name
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        var older: [Int] = []
        var old = Array(0...right.count)
        for row in left.indices {
            var new = [row + 1]
            for column in right.indices {
                let replaced = old[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(replaced, old[column + 1] + 1, new[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, older[column - 1] + 1)
                }
                new.append(best)
            }
            (older, old) = (old, new)
        }
        return old[right.count]
    }
}
