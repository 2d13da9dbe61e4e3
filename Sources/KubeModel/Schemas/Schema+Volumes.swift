// Volumes that are mounted.

private let core = SchemaPackage("io.k8s.api.core.v1")

extension Schema {
    /// `io.k8s.api.core.v1.Volume`
    static let volume = core.type("Volume") {
        Field("awsElasticBlockStore", as: awsElasticBlockStoreVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("azureDisk", as: azureDiskVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("azureFile", as: azureFileVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("cephfs", as: cephFSVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("cinder", as: cinderVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("configMap", as: configMapVolumeSource)
        Field("csi", as: csiVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("downwardAPI", as: downwardAPIVolumeSource)
        Field("emptyDir", as: emptyDirVolumeSource)
        Field("ephemeral", as: ephemeralVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("fc", as: fcVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("flexVolume", as: flexVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("flocker", as: flockerVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("gcePersistentDisk", as: gcePersistentDiskVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("gitRepo", as: gitRepoVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("glusterfs", as: glusterfsVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("hostPath", as: hostPathVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("image", as: imageVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("iscsi", as: iscsiVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("name", as: .string).required()
        Field("nfs", as: nfsVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("persistentVolumeClaim", as: persistentVolumeClaimVolumeSource)
        Field("photonPersistentDisk", as: photonPersistentDiskVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("portworxVolume", as: portworxVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("projected", as: projectedVolumeSource)
        Field("quobyte", as: quobyteVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("rbd", as: rbdVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("scaleIO", as: scaleIOVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("secret", as: secretVolumeSource)
        Field("storageos", as: storageOSVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("vsphereVolume", as: vsphereVirtualDiskVolumeSource).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
    }

    private static let configMapVolumeSource = core.type("ConfigMapVolumeSource") {
        Field("defaultMode", as: .int32).defaulting(to: 420)
        Field("defaultUser", as: .int64)
        Field("items", as: .list(of: keyToPath))
        Field("name", as: .string)
        Field("optional", as: .boolean)
    }

    private static let secretVolumeSource = core.type("SecretVolumeSource") {
        Field("defaultMode", as: .int32).defaulting(to: 420)
        Field("defaultUser", as: .int64)
        Field("items", as: .list(of: keyToPath))
        Field("optional", as: .boolean)
        Field("secretName", as: .string)
    }

    private static let keyToPath = core.type("KeyToPath") {
        Field("key", "path", as: .string).required()
        Field("mode", as: .int32)
        Field("user", as: .int64)
    }

    private static let downwardAPIVolumeSource = core.type("DownwardAPIVolumeSource") {
        Field("defaultMode", as: .int32).defaulting(to: 420)
        Field("defaultUser", as: .int64)
        Field("items", as: .list(of: downwardAPIVolumeFile))
    }

    private static let downwardAPIVolumeFile = core.type("DownwardAPIVolumeFile") {
        Field("fieldRef", as: objectFieldSelector)
        Field("mode", as: .int32)
        Field("path", as: .string).required()
        Field("resourceFieldRef", as: resourceFieldSelector)
        Field("user", as: .int64)
    }

    private static let emptyDirVolumeSource = core.type("EmptyDirVolumeSource") {
        Field("medium", as: .string)
        Field("mode", as: .int32)
        Field("sizeLimit", as: .quantity)
    }

    private static let persistentVolumeClaimVolumeSource = core.type("PersistentVolumeClaimVolumeSource") {
        Field("claimName", as: .string).required()
        Field("readOnly", as: .boolean)
    }

    private static let projectedVolumeSource = core.type("ProjectedVolumeSource") {
        Field("defaultMode", as: .int32).defaulting(to: 420)
        Field("defaultUser", as: .int64)
        Field("sources", as: .list(of: volumeProjection))
    }

    private static let volumeProjection = core.type("VolumeProjection") {
        Field("clusterTrustBundle", as: clusterTrustBundleProjection).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("configMap", as: configMapProjection)
        Field("downwardAPI", as: downwardAPIProjection)
        Field("podCertificate", as: podCertificateProjection).ignored(
            "only configMap, secret, projected, downwardAPI, emptyDir and persistentVolumeClaim volumes are mounted")
        Field("secret", as: secretProjection)
        Field("serviceAccountToken", as: serviceAccountTokenProjection)
    }

    private static let configMapProjection = core.type("ConfigMapProjection") {
        Field("items", as: .list(of: keyToPath))
        Field("name", as: .string)
        Field("optional", as: .boolean)
    }

    private static let secretProjection = core.type("SecretProjection") {
        Field("items", as: .list(of: keyToPath))
        Field("name", as: .string)
        Field("optional", as: .boolean)
    }

    private static let downwardAPIProjection = core.type("DownwardAPIProjection") {
        Field("items", as: .list(of: downwardAPIVolumeFile))
    }

    private static let serviceAccountTokenProjection = core.type("ServiceAccountTokenProjection") {
        Field("audience", as: .string)
        Field("expirationSeconds", as: .int64).defaulting(to: 3600)
        Field("path", as: .string).required()
        Field("user", as: .int64)
    }

    private static let clusterTrustBundleProjection = core.type("ClusterTrustBundleProjection") {
        Field("labelSelector", as: labelSelector)
        Field("name", "signerName", as: .string)
        Field("optional", as: .boolean)
        Field("path", as: .string).required()
        Field("user", as: .int64)
    }

    private static let podCertificateProjection = core.type("PodCertificateProjection") {
        Field("certificateChainPath", "credentialBundlePath", "keyPath", as: .string)
        Field("keyType", "signerName", as: .string).required()
        Field("maxExpirationSeconds", as: .int32)
        Field("user", as: .int64)
        Field("userAnnotations", as: .stringMap)
    }
}
