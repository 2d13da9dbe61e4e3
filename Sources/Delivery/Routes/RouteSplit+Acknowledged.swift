package import KubeModel
package import ReleaseEngine

extension RouteSplit {
    /// How far the data plane is.
    ///
    /// A mesh that says so does it by the condition `Reconciled`. One that does not is given a time after the write.
    package func proxies(newWeight: Int, settling: Duration, at now: KubeTime) -> [ProxyObservation] {
        [ProxyObservation(name: "the mesh", generation: confirmedGeneration(settling, now), newWeight: newWeight)]
    }

    private func confirmedGeneration(_ settling: Duration, _ now: KubeTime) -> Int {
        let condition = object.condition("Reconciled")
        guard condition.isNull else {
            let confirmed = condition["observedGeneration"].int ?? object.status["observedGeneration"].int ?? 0
            return condition["status"].string == "True" ? confirmed : 0
        }
        guard let written = mark.written else { return 0 }
        return now >= written + settling ? object.generation : 0
    }
}
