import KubeModel

extension TableLayout {
    package static let configMaps = TableLayout(columns: [.name, .integer("Data"), .age]) { map, now in
        let count = (map["data"].object?.count ?? 0) + (map["binaryData"].object?.count ?? 0)
        return [.string(map.name), .integer(count), Cell.age(of: map, now)]
    }

    package static let secrets = TableLayout(columns: [.name, TableColumn("Type"), .integer("Data"), .age]) { secret, now in
        [
            .string(secret.name), Cell.text(secret["type"], else: "Opaque"), .integer(secret["data"].object?.count ?? 0),
            Cell.age(of: secret, now),
        ]
    }

    package static let serviceAccounts = TableLayout(columns: [.name, .age]) { account, now in
        [.string(account.name), Cell.age(of: account, now)]
    }

    package static let persistentVolumeClaims = TableLayout(
        columns: [
            .name, TableColumn("Status"), TableColumn("Volume"), TableColumn("Capacity"), TableColumn("Access Modes"),
            TableColumn("StorageClass"), .age, .wide("VolumeMode"),
        ]
    ) { claim, now in
        let short = ["ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX", "ReadWriteOncePod": "RWOP"]
        let modes = claim.status["accessModes"].elements.compactMap { $0.string.map { short[$0] ?? $0 } }
        return [
            .string(claim.name), Cell.text(claim.status["phase"], else: "Pending"), Cell.text(claim.spec["volumeName"], else: ""),
            Cell.text(claim.status["capacity"]["storage"], else: ""), .string(modes.joined(separator: ",")),
            Cell.text(claim.spec["storageClassName"], else: ""), Cell.age(of: claim, now),
            Cell.text(claim.spec["volumeMode"], else: "Filesystem"),
        ]
    }
}
