/// Nothing to start on: neither the source nor the last good revision is valid.
package struct StartRefusal: Error, Sendable, Equatable {
    package let faults: [ConfigFault]
    package let lastGoodFaults: [ConfigFault]

    package init(faults: [ConfigFault], lastGoodFaults: [ConfigFault]) {
        self.faults = faults
        self.lastGoodFaults = lastGoodFaults
    }
}
