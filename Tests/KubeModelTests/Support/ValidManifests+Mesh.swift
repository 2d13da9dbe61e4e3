extension ValidManifests {
    /// Routes, releases and faults.
    static let mesh = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: product-service, namespace: shop}
        spec:
          hosts: [product-service, "*.shop.example"]
          gateways: [mesh, shop/edge]
          http:
            - name: preview
              match:
                - {uri: {prefix: /api}, method: {exact: GET}, headers: {x-preview: {exact: "1"}, x-any: {}}}
              route: [{destination: {host: product-service, subset: v2}}]
              rewrite: {uri: /}
              headers: {request: {set: {x-via: mesh}, remove: [cookie]}}
            - route:
                - {destination: {host: product-service, subset: v1, port: {number: 80}}, weight: 90}
                - {destination: {host: product-service, subset: v2}, weight: 10}
              timeout: 2.5s
              retries: {attempts: 2, perTryTimeout: 250ms, retryOn: "connect-failure,refused-stream"}
              fault: {delay: {percentage: {value: 0.1}, fixedDelay: 5s}, abort: {percentage: {value: 1}, httpStatus: 503}}
              mirror: {host: product-service, subset: v2}
              mirrorPercentage: {value: 50}
              corsPolicy: {allowOrigins: [{exact: https://shop.example}], allowMethods: [GET], maxAge: 24h}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: product-service, namespace: shop}
        spec:
          host: product-service
          trafficPolicy:
            connectionPool: {tcp: {maxConnections: 100, connectTimeout: 1s}, http: {http1MaxPendingRequests: 100, idleTimeout: 30s}}
            loadBalancer:
              simple: LEAST_REQUEST
              localityLbSetting: {enabled: true, failoverPriority: [topology.kubernetes.io/zone]}
            outlierDetection: {consecutive5xxErrors: 5, interval: 1s, baseEjectionTime: 30s, maxEjectionPercent: 100}
          subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: shop}
        spec:
          selector: {istio: ingressgateway}
          servers:
            - {port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}
            - {port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example], tls: {mode: SIMPLE, credentialName: edge}}
        ---
        apiVersion: souk.dev/v1alpha1
        kind: Release
        metadata: {name: product-service-v2, namespace: shop}
        spec:
          service: product-service
          to: v2
          deadline: 30m
          strategy: {canary: {steps: [{weight: 10, hold: 1m}, {weight: 100}]}}
          analysis: {interval: 5s, minSamples: 500}
        ---
        apiVersion: souk.dev/v1alpha1
        kind: ConfigRollout
        metadata: {name: product-service-config-r7, namespace: shop}
        spec:
          service: product-service
          revision: 7
          strategy: {canary: {steps: [{weight: 25, hold: 10s}]}}
          analysis: {metrics: [{name: errors, ratio: 2}]}
        ---
        apiVersion: chaos-mesh.org/v1alpha1
        kind: PodChaos
        metadata: {name: kill, namespace: shop}
        spec: {action: pod-kill, mode: one, selector: {namespaces: [shop], labelSelectors: {app: product-service}}}
        ---
        apiVersion: chaos-mesh.org/v1alpha1
        kind: NetworkChaos
        metadata: {name: slow, namespace: shop}
        spec:
          action: delay
          mode: all
          selector: {labelSelectors: {app: product-service}}
          delay: {latency: 100ms, jitter: 10ms, correlation: "50"}
          direction: to
          target: {mode: all, selector: {labelSelectors: {app: payment-service}}}
        ---
        apiVersion: chaos-mesh.org/v1alpha1
        kind: StressChaos
        metadata: {name: busy, namespace: shop}
        spec: {mode: one, selector: {namespaces: [shop]}, stressors: {cpu: {workers: 1, load: 80}}, duration: 30s}
        """
}
