extension ValidManifests {
    /// The cluster's own kinds: what pods need, and what is recorded of them.
    static let core = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: zone-a, labels: {topology.kubernetes.io/zone: zone-a}}
        spec: {unschedulable: true}
        status:
          capacity: {cpu: "2", memory: 8Gi, pods: "110"}
          addresses: [{type: InternalIP, address: 127.1.0.1}]
          conditions: [{type: Ready, status: "True", lastHeartbeatTime: 2026-01-31T12:00:00Z}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: product-service, namespace: shop}
        spec:
          selector: {app: product-service}
          ports: [{name: http, port: 80, targetPort: http}, {name: admin, port: 9464, targetPort: 9464, appProtocol: http}]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: shop}
        immutable: true
        data: {a.yaml: "page.size: 24", LOG_LEVEL: info}
        binaryData: {logo: iVBORw0KGgo=}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: keys, namespace: shop}
        type: kubernetes.io/tls
        data: {tls.key: a2V5}
        stringData: {tls.crt: certificate}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: reader, namespace: shop}
        automountServiceAccountToken: false
        imagePullSecrets: [{name: registry}]
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: shop}
        spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: v1
        kind: Event
        metadata: {name: product-service.17, namespace: shop}
        involvedObject: {kind: Pod, namespace: shop, name: one-off, uid: "1", apiVersion: v1, fieldPath: "spec.containers{main}"}
        reason: Started
        message: started
        type: Normal
        count: 3
        firstTimestamp: 2026-01-31T12:00:00Z
        eventTime: 2026-01-31T12:00:00.000001Z
        source: {component: node-agent, host: zone-a}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: product-service-x, namespace: shop, labels: {kubernetes.io/service-name: product-service}}
        addressType: IPv4
        endpoints:
          - addresses: [127.1.1.1]
            conditions: {ready: true, serving: true, terminating: false}
            nodeName: zone-a
            zone: zone-a
            targetRef: {kind: Pod, name: one-off, namespace: shop, uid: "1"}
        ports: [{name: http, port: 8080, protocol: TCP}]
        ---
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: leader, namespace: shop}
        spec: {holderIdentity: a, leaseDurationSeconds: 15, leaseTransitions: 0, renewTime: 2026-01-31T12:00:00.000000Z}
        """
}
