/// Says what is wrong with an object, as the API server would.
package enum ObjectValidator {
    /// All that is wrong with `object`: what the decoder refuses first, and where it could be decoded what the rules of its kind say.
    package static func faults(in object: KubeObject, type: ResourceType, schema: Schema) -> [FieldFault] {
        var structure = StructureCheck(isCustom: type.isCustom)
        structure.check(LocatedValue(object.json), schema)
        let found = structure.inspection.faults
        guard !found.contains(where: { $0.decoderMessage != nil }) else { return found }
        var inspection = Inspection()
        inspection.checkMetadata(LocatedValue(object["metadata"], at: FieldPath("metadata")), of: type)
        inspection.checkRules(LocatedValue(object.json), of: type)
        return found + inspection.faults.filter { !found.contains($0) }
    }

    /// What a manifest is not told by a refusal: fields that the type does not know, and such as the local cluster does not act on.
    /// Each text is as `kubectl` shows it after `Warning: `.
    package static func warnings(for object: KubeObject, type: ResourceType, schema: Schema) -> [String] {
        var structure = StructureCheck(isCustom: type.isCustom)
        structure.check(LocatedValue(object.json), schema)
        let unknown = structure.inspection.faults.filter(\.isStrictDecodingError).map(\.message)
        var ignored = IgnoredFields()
        ignored.collect(LocatedValue(object.json), schema)
        return unknown + ignored.warnings
    }

    /// What may not change from `old` to `new`.
    package static func updateFaults(from old: KubeObject, to new: KubeObject, type: ResourceType) -> [FieldFault] {
        var inspection = Inspection()
        inspection.checkImmutableMetadata(from: old, to: new)
        inspection.checkImmutableFields(from: LocatedValue(old.json), to: LocatedValue(new.json), of: type)
        return inspection.faults
    }
}

extension ResourceType {
    /// Whether the kind is one that a CustomResourceDefinition adds in a real cluster; the API server refuses faults in these otherwise.
    package var isCustom: Bool { !(group.isEmpty || !group.contains(".") || group.hasSuffix(".k8s.io")) }
}
