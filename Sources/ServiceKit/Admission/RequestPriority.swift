/// What a request is worth when there is too much of it: browsing is shed before checkout.
package enum RequestPriority: Int, Sendable, CaseIterable {
    case browsing
    case checkout
}
