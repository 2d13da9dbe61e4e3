extension Inspection {
    /// The volumes of a pod.
    mutating func checkVolumes(_ volumes: LocatedValue) {
        for volume in volumes.elements {
            check(volume["name"], .label)
            let sources = (volume.json.object ?? [:]).keys.filter { $0 != "name" }.sorted()
            // A volume that says no more than its name is an emptyDir in the schema's history, and an error today.
            if sources.isEmpty { required(volume, "must specify a volume type") }
            for extra in sources.dropFirst() { forbidden(volume.path / extra, "may not specify more than 1 volume type") }
            if volume["configMap"].isSet { require(volume["configMap"]["name"]) }
            if volume["secret"].isSet { require(volume["secret"]["secretName"]) }
            for kind in ["configMap", "secret"] { checkKeys(volume[kind]) }
            checkMode(volume["projected"]["defaultMode"])
            checkFiles(volume["downwardAPI"])
            for source in volume["projected"]["sources"].elements { checkProjection(source) }
        }
        checkUnique(volumes.elements.map { $0["name"] })
    }

    private mutating func checkProjection(_ source: LocatedValue) {
        let kinds = ["clusterTrustBundle", "configMap", "downwardAPI", "podCertificate", "secret", "serviceAccountToken"]
        let present = kinds.map { source[$0] }.filter(\.isSet)
        for extra in present.dropFirst() { forbidden(extra.path, "may not specify more than 1 volume type") }
        for kind in ["configMap", "secret"] where source[kind].isSet {
            require(source[kind]["name"])
            checkKeys(source[kind])
        }
        checkFiles(source["downwardAPI"])
        check(source["serviceAccountToken"]["expirationSeconds"], in: 600...1 << 32, "may not specify a duration less than 10 minutes")
    }

    private mutating func checkKeys(_ volume: LocatedValue) {
        checkMode(volume["defaultMode"])
        for item in volume["items"].elements {
            checkMode(item["mode"])
            checkRelative(item["path"])
        }
    }

    private mutating func checkFiles(_ volume: LocatedValue) {
        checkMode(volume["defaultMode"])
        for item in volume["items"].elements {
            checkMode(item["mode"])
            checkRelative(item["path"])
            checkFieldReference(item["fieldRef"]["fieldPath"], DownwardField.files)
            checkResourceReference(item["resourceFieldRef"])
            if item["fieldRef"].isSet == item["resourceFieldRef"].isSet {
                if item["fieldRef"].isSet {
                    invalid(item.path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously")
                } else {
                    required(item, "must specify one of: `fieldRef` or `resourceFieldRef`")
                }
            }
        }
    }

    private mutating func checkMode(_ mode: LocatedValue) {
        check(mode, in: 0...0o777, "must be a number between 0 and 0777 (octal), both inclusive")
    }

    private mutating func checkRelative(_ path: LocatedValue) {
        if path.text.hasPrefix("/") { invalid(path, "must be a relative path") }
        if path.text.split(separator: "/").contains("..") { invalid(path, "must not contain '..'") }
    }
}
