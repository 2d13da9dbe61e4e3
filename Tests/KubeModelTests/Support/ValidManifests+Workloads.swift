extension ValidManifests {
    /// Pods and what makes them.
    static let workloads = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: one-off
          namespace: shop
          labels: {app.kubernetes.io/name: one-off, empty: ""}
          annotations: {example.com/Note: "any text: ☃"}
          finalizers: [souk.dev/drain]
          ownerReferences:
            - {apiVersion: apps/v1, kind: ReplicaSet, name: owner, uid: "1", controller: true, blockOwnerDeletion: true}
        spec:
          restartPolicy: OnFailure
          nodeName: zone-a
          serviceAccountName: reader
          nodeSelector: {topology.kubernetes.io/zone: zone-a}
          terminationGracePeriodSeconds: 0
          volumes:
            - {name: scratch, emptyDir: {sizeLimit: 1Gi, medium: Memory}}
            - name: all
              projected:
                defaultMode: 0440
                sources:
                  - configMap: {name: settings, items: [{key: a.yaml, path: sub/a.yaml, mode: 0400}], optional: true}
                  - secret: {name: keys}
                  - downwardAPI:
                      items:
                        - {path: labels, fieldRef: {fieldPath: metadata.labels}}
                        - {path: memory, resourceFieldRef: {containerName: main, resource: limits.memory, divisor: 1Mi}}
                  - serviceAccountToken: {path: token, audience: shop, expirationSeconds: 3600}
            - {name: hidden, secret: {secretName: keys, defaultMode: 256}}
            - {name: kept, persistentVolumeClaim: {claimName: data}}
          containers:
            - name: main
              image: souk:1.0.0
              command: [/bin/sh, -c]
              args: [exit 0]
              workingDir: /tmp
              envFrom:
                - {prefix: A_, configMapRef: {name: settings}}
                - secretRef: {name: keys, optional: true}
              env:
                - {name: PLAIN, value: "1"}
                - {name: FROM_MAP, valueFrom: {configMapKeyRef: {name: settings, key: a.yaml}}}
                - {name: FROM_SECRET, valueFrom: {secretKeyRef: {name: keys, key: token}}}
                - {name: ZONE, valueFrom: {fieldRef: {fieldPath: "metadata.labels['topology.kubernetes.io/zone']"}}}
                - {name: LIMIT, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}
              ports:
                - {name: http, containerPort: 8080}
                - {name: dns, containerPort: 53, protocol: UDP}
              resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 1, memory: 128Mi}}
              startupProbe: {exec: {command: [test, -f, /ready]}, periodSeconds: 1, failureThreshold: 60}
              livenessProbe: {tcpSocket: {port: http}, initialDelaySeconds: 0}
              readinessProbe:
                httpGet: {path: /readyz, port: 8080, httpHeaders: [{name: X-Probe, value: "1"}]}
                successThreshold: 2
              lifecycle: {preStop: {sleep: {seconds: 3}}}
              volumeMounts:
                - {name: scratch, mountPath: /scratch}
                - {name: all, mountPath: /etc/all, readOnly: true}
                - {name: kept, mountPath: /data, subPath: a/b}
              securityContext: {runAsNonRoot: true, capabilities: {drop: [ALL]}, readOnlyRootFilesystem: true}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: product-service, namespace: shop, labels: {app: product-service}}
        spec:
          replicas: 2
          minReadySeconds: 5
          revisionHistoryLimit: 5
          progressDeadlineSeconds: 120
          strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
          selector:
            matchLabels: {app: product-service}
            matchExpressions: [{key: version, operator: In, values: [v1, v2]}]
          template:
            metadata: {labels: {app: product-service, version: v1}}
            spec:
              topologySpreadConstraints:
                - topologyKey: topology.kubernetes.io/zone
                  maxSkew: 1
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector: {matchLabels: {app: product-service}}
              securityContext: {runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: {type: RuntimeDefault}}
              containers:
                - name: main
                  image: souk:1.0.0
                  ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9464}]
                  volumeMounts: [{name: config, mountPath: /etc/config}]
              volumes: [{name: config, configMap: {name: settings}}]
        ---
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata: {name: product-service-5d, namespace: shop}
        spec:
          replicas: 0
          selector: {matchLabels: {app: product-service}}
          template:
            metadata: {labels: {app: product-service}}
            spec: {containers: [{name: main, image: souk}]}
        """
}
