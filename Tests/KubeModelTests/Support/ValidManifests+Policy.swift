extension ValidManifests {
    /// What scales, guards, allows and extends.
    static let policy = """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: product-service, namespace: shop}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: product-service}
          minReplicas: 2
          maxReplicas: 6
          metrics:
            - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}
            - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 200Mi}}}
          behavior:
            scaleUp: {stabilizationWindowSeconds: 0, policies: [{type: Percent, value: 100, periodSeconds: 15}]}
            scaleDown: {stabilizationWindowSeconds: 300, selectPolicy: Min, policies: [{type: Pods, value: 1, periodSeconds: 60}]}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: product-service, namespace: shop}
        spec: {maxUnavailable: 25%, selector: {matchLabels: {app: product-service}}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: "system:reader", namespace: shop}
        rules: [{apiGroups: [""], resources: [configmaps], resourceNames: [settings], verbs: [get, watch]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: "system:reader", namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "system:reader"}
        subjects: [{kind: ServiceAccount, name: reader, namespace: shop}, {kind: User, name: jane}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: closed, namespace: shop}
        spec:
          podSelector: {}
          policyTypes: [Ingress]
          ingress: [{from: [{podSelector: {matchLabels: {app: storefront}}}], ports: [{port: http}, {port: 9464, protocol: TCP}]}]
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: carts.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: carts, singular: cart, kind: Cart, shortNames: [ct]}
          versions:
            - name: v1
              served: true
              storage: true
              subresources: {status: {}}
              additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
              schema:
                openAPIV3Schema:
                  type: object
                  required: [spec]
                  properties:
                    spec:
                      type: object
                      required: [size]
                      properties:
                        size: {type: integer, minimum: 1, maximum: 9}
                        owner: {type: string, pattern: "^[a-z]+$", maxLength: 8, default: nobody}
                        tags: {type: array, items: {type: string}, x-kubernetes-list-type: set, maxItems: 3}
                        lines:
                          type: array
                          x-kubernetes-list-type: map
                          x-kubernetes-list-map-keys: [sku]
                          items: {type: object, required: [sku], properties: {sku: {type: string}, count: {type: integer, default: 1}}}
                        port: {x-kubernetes-int-or-string: true}
                        colour: {type: string, enum: [red, blue]}
                        extra: {type: object, x-kubernetes-preserve-unknown-fields: true}
                        labels: {type: object, additionalProperties: {type: string}}
        """
}
