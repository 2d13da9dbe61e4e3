/// Reads a catalogue file piece by piece.
///
/// Feed chunks of a few dozen kilobytes, deal with the events of each before the next, and call ``finish()`` once at the end.
/// A product comes whole or not at all: any fault in its rows keeps all of it out.
package protocol CatalogImporter: Sendable {
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [ImportEvent]
    mutating func finish() -> [ImportEvent]
}
