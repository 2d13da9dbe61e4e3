/// What a look at a release leads to.
///
/// The controller persists ``state`` first, on the condition that nobody has changed it since it was read, and only when that has worked
/// performs the actions, in their order. If it dies in between, the next pass derives what is still to be done from what it sees.
package struct ReleaseDecision: Sendable, Hashable {
    /// To be persisted before anything is done.
    package var state: ReleaseState
    /// To be performed in this order.
    package var actions: [ReleaseAction]
    /// To be told, once the state is persisted: what has just changed.
    package var events: [ReleaseEvent]
    /// When to look again at the latest, should nothing that is watched change before; nil when it is over.
    package var lookAgain: Duration?
    /// Whether the route shows that this state is not the newest: it has to be read again, past every cache. If it is the newest and
    /// still stale, it was lost; deciding with no state at all then begins anew from weight 0.
    package var isStale: Bool
}
