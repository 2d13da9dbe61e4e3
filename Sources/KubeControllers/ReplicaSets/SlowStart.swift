/// Batches that double as long as they succeed, so that a create that must fail (a quota, a webhook) fails once and not a thousand times.
package enum SlowStart {
    /// The sizes of the batches for so many creations: 1, 2, 4…
    package static func batches(_ count: Int) -> [Int] {
        var sizes: [Int] = []
        var left = count
        var size = 1
        while left > 0 {
            sizes.append(min(size, left))
            left -= min(size, left)
            size *= 2
        }
        return sizes
    }
}
