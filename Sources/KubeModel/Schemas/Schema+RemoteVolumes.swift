// Volumes of clusters: known, so that manifests with them can be read, and not mounted here.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource`
    static let awsElasticBlockStoreVolumeSource = core.type("AWSElasticBlockStoreVolumeSource") {
        Field("fsType", as: .string)
        Field("partition", as: .int32)
        Field("readOnly", as: .boolean)
        Field("volumeID", as: .string).required()
    }

    /// `io.k8s.api.core.v1.AzureDiskVolumeSource`
    static let azureDiskVolumeSource = core.type("AzureDiskVolumeSource") {
        Field("cachingMode", as: .string).defaulting(to: "ReadWrite")
        Field("diskName", "diskURI", as: .string).required()
        Field("fsType", as: .string).defaulting(to: "ext4")
        Field("kind", as: .string).defaulting(to: "Shared")
        Field("readOnly", as: .boolean).defaulting(to: false)
    }

    /// `io.k8s.api.core.v1.AzureFileVolumeSource`
    static let azureFileVolumeSource = core.type("AzureFileVolumeSource") {
        Field("readOnly", as: .boolean)
        Field("secretName", "shareName", as: .string).required()
    }

    /// `io.k8s.api.core.v1.CephFSVolumeSource`
    static let cephFSVolumeSource = core.type("CephFSVolumeSource") {
        Field("monitors", as: .strings).required()
        Field("path", "secretFile", "user", as: .string)
        Field("readOnly", as: .boolean)
        Field("secretRef", as: localObjectReference)
    }

    /// `io.k8s.api.core.v1.CinderVolumeSource`
    static let cinderVolumeSource = core.type("CinderVolumeSource") {
        Field("fsType", as: .string)
        Field("readOnly", as: .boolean)
        Field("secretRef", as: localObjectReference)
        Field("volumeID", as: .string).required()
    }

    /// `io.k8s.api.core.v1.CSIVolumeSource`
    static let csiVolumeSource = core.type("CSIVolumeSource") {
        Field("driver", as: .string).required()
        Field("fsType", as: .string)
        Field("nodePublishSecretRef", as: localObjectReference)
        Field("readOnly", as: .boolean)
        Field("volumeAttributes", as: .stringMap)
    }

    /// `io.k8s.api.core.v1.EphemeralVolumeSource`
    static let ephemeralVolumeSource = core.type("EphemeralVolumeSource") {
        Field("volumeClaimTemplate", as: persistentVolumeClaimTemplate)
    }

    private static let persistentVolumeClaimTemplate = core.type("PersistentVolumeClaimTemplate") {
        Field("metadata", as: objectMeta)
        Field("spec", as: persistentVolumeClaimSpec).required()
    }

    /// `io.k8s.api.core.v1.FCVolumeSource`
    static let fcVolumeSource = core.type("FCVolumeSource") {
        Field("fsType", as: .string)
        Field("lun", as: .int32)
        Field("readOnly", as: .boolean)
        Field("targetWWNs", "wwids", as: .strings)
    }

    /// `io.k8s.api.core.v1.FlexVolumeSource`
    static let flexVolumeSource = core.type("FlexVolumeSource") {
        Field("driver", as: .string).required()
        Field("fsType", as: .string)
        Field("options", as: .stringMap)
        Field("readOnly", as: .boolean)
        Field("secretRef", as: localObjectReference)
    }

    /// `io.k8s.api.core.v1.FlockerVolumeSource`
    static let flockerVolumeSource = core.type("FlockerVolumeSource") {
        Field("datasetName", "datasetUUID", as: .string)
    }

    /// `io.k8s.api.core.v1.GCEPersistentDiskVolumeSource`
    static let gcePersistentDiskVolumeSource = core.type("GCEPersistentDiskVolumeSource") {
        Field("fsType", as: .string)
        Field("partition", as: .int32)
        Field("pdName", as: .string).required()
        Field("readOnly", as: .boolean)
    }

    /// `io.k8s.api.core.v1.GitRepoVolumeSource`
    static let gitRepoVolumeSource = core.type("GitRepoVolumeSource") {
        Field("directory", "revision", as: .string)
        Field("repository", as: .string).required()
    }

    /// `io.k8s.api.core.v1.GlusterfsVolumeSource`
    static let glusterfsVolumeSource = core.type("GlusterfsVolumeSource") {
        Field("endpoints", "path", as: .string).required()
        Field("readOnly", as: .boolean)
    }

    /// `io.k8s.api.core.v1.HostPathVolumeSource`
    static let hostPathVolumeSource = core.type("HostPathVolumeSource") {
        Field("path", as: .string).required()
        Field("type", as: .string).defaulting(to: "")
    }

    /// `io.k8s.api.core.v1.ImageVolumeSource`
    static let imageVolumeSource = core.type("ImageVolumeSource") {
        Field("pullPolicy", "reference", as: .string)
    }

    /// `io.k8s.api.core.v1.ISCSIVolumeSource`
    static let iscsiVolumeSource = core.type("ISCSIVolumeSource") {
        Field("chapAuthDiscovery", "chapAuthSession", "readOnly", as: .boolean)
        Field("fsType", "initiatorName", as: .string)
        Field("iqn", "targetPortal", as: .string).required()
        Field("iscsiInterface", as: .string).defaulting(to: "default")
        Field("lun", as: .int32).required()
        Field("portals", as: .strings)
        Field("secretRef", as: localObjectReference)
    }

    /// `io.k8s.api.core.v1.NFSVolumeSource`
    static let nfsVolumeSource = core.type("NFSVolumeSource") {
        Field("path", "server", as: .string).required()
        Field("readOnly", as: .boolean)
    }

    /// `io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource`
    static let photonPersistentDiskVolumeSource = core.type("PhotonPersistentDiskVolumeSource") {
        Field("fsType", as: .string)
        Field("pdID", as: .string).required()
    }

    /// `io.k8s.api.core.v1.PortworxVolumeSource`
    static let portworxVolumeSource = core.type("PortworxVolumeSource") {
        Field("fsType", as: .string)
        Field("readOnly", as: .boolean)
        Field("volumeID", as: .string).required()
    }

    /// `io.k8s.api.core.v1.QuobyteVolumeSource`
    static let quobyteVolumeSource = core.type("QuobyteVolumeSource") {
        Field("group", "tenant", "user", as: .string)
        Field("readOnly", as: .boolean)
        Field("registry", "volume", as: .string).required()
    }

    /// `io.k8s.api.core.v1.RBDVolumeSource`
    static let rbdVolumeSource = core.type("RBDVolumeSource") {
        Field("fsType", as: .string)
        Field("image", as: .string).required()
        Field("keyring", as: .string).defaulting(to: "/etc/ceph/keyring")
        Field("monitors", as: .strings).required()
        Field("pool", as: .string).defaulting(to: "rbd")
        Field("readOnly", as: .boolean)
        Field("secretRef", as: localObjectReference)
        Field("user", as: .string).defaulting(to: "admin")
    }

    /// `io.k8s.api.core.v1.ScaleIOVolumeSource`
    static let scaleIOVolumeSource = core.type("ScaleIOVolumeSource") {
        Field("fsType", as: .string).defaulting(to: "xfs")
        Field("gateway", "system", as: .string).required()
        Field("protectionDomain", "storagePool", "volumeName", as: .string)
        Field("readOnly", "sslEnabled", as: .boolean)
        Field("secretRef", as: localObjectReference).required()
        Field("storageMode", as: .string).defaulting(to: "ThinProvisioned")
    }

    /// `io.k8s.api.core.v1.StorageOSVolumeSource`
    static let storageOSVolumeSource = core.type("StorageOSVolumeSource") {
        Field("fsType", "volumeName", "volumeNamespace", as: .string)
        Field("readOnly", as: .boolean)
        Field("secretRef", as: localObjectReference)
    }

    /// `io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource`
    static let vsphereVirtualDiskVolumeSource = core.type("VsphereVirtualDiskVolumeSource") {
        Field("fsType", "storagePolicyID", "storagePolicyName", as: .string)
        Field("volumePath", as: .string).required()
    }
}
