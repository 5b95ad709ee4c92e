{{- define "bench.ports" -}}
- name: client
  port: {{ .Values.clientPort }}
- name: peer
  port: {{ .Values.peerPort }}
{{- end }}

{{- define "bench.services" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
spec:
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    cdk8s.io/metadata.addr: {{ .name }}
  ports:
    {{- include "bench.ports" .root | nindent 4 }}
{{- $application := . }}
{{- range $ordinal := until (int .root.Values.replicas) }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $application.name }}-{{ $ordinal }}
  namespace: {{ $application.root.Release.Namespace }}
spec:
  type: ClusterIP
  selector:
    statefulset.kubernetes.io/pod-name: {{ $application.name }}-{{ $ordinal }}
  ports:
    {{- include "bench.ports" $application.root | nindent 4 }}
{{- end }}
{{- end }}

{{- define "bench.stateful-set" -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
spec:
  replicas: {{ .root.Values.replicas }}
  serviceName: {{ .name }}
  selector:
    matchLabels:
      cdk8s.io/metadata.addr: {{ .name }}
  podManagementPolicy: OrderedReady
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      partition: 0
  minReadySeconds: 0
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retain
    whenScaled: Retain
  template:
    metadata:
      labels:
        cdk8s.io/metadata.addr: {{ .name }}
    spec:
      {{- include "bench.pod" .root | nindent 6 }}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        storageClassName: {{ .root.Values.storageClassName }}
        resources:
          requests:
            storage: {{ .root.Values.storage }}
{{- end }}

{{- define "bench.pod" -}}
restartPolicy: Always
dnsPolicy: ClusterFirst
setHostnameAsFQDN: false
hostNetwork: false
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: 60
securityContext:
  runAsNonRoot: true
  fsGroupChangePolicy: Always
  fsGroup: 999
containers:
  - name: database
    image: {{ .Values.image }}
    imagePullPolicy: Always
    ports:
      - name: client
        containerPort: {{ .Values.clientPort }}
      - name: peer
        containerPort: {{ .Values.peerPort }}
    env:
      - name: POD_NAME
        valueFrom:
          fieldRef:
            fieldPath: metadata.name
      - name: DATA_DIRECTORY
        value: {{ .Values.dataPath }}
    readinessProbe:
      tcpSocket:
        port: {{ .Values.clientPort }}
      failureThreshold: 3
      periodSeconds: 5
    startupProbe:
      tcpSocket:
        port: {{ .Values.clientPort }}
      failureThreshold: 60
    resources:
      requests:
        cpu: 500m
        memory: 1024Mi
      limits:
        cpu: 1000m
        memory: 1024Mi
    securityContext:
      runAsNonRoot: true
      runAsUser: 999
      privileged: false
      readOnlyRootFilesystem: true
      allowPrivilegeEscalation: false
    volumeMounts:
      - name: data
        mountPath: {{ .Values.dataPath }}
{{- end }}
