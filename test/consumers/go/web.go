package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-stateful-app/cdk8s-stateful-app-go/statefulapp"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

// nginx is the user and the group of that name.
const nginx = 101

// newWeb makes the example of the Kubernetes documentation: three nginx pods, each with a volume of its own.
func newWeb(scope constructs.Construct, id string) cdk8s.Chart {
	chart := cdk8s.NewChart(scope, &id, nil)
	config := kplus.NewConfigMap(chart, jsii.String("Config"), &kplus.ConfigMapProps{
		Metadata: &cdk8s.ApiObjectMetadata{Name: jsii.String("nginx")},
		Data:     &map[string]*string{"nginx.conf": jsii.String(text("nginx.conf"))},
	})
	configVolume := kplus.Volume_FromConfigMap(chart, jsii.String("ConfigVolume"), config, &kplus.ConfigMapVolumeOptions{Name: jsii.String("config")})
	temporary := kplus.Volume_FromEmptyDir(chart, jsii.String("Temporary"), jsii.String("tmp"), nil)

	statefulapp.NewStatefulApp(chart, jsii.String("Web"), &statefulapp.StatefulAppProps{
		Metadata:    &cdk8s.ApiObjectMetadata{Name: jsii.String("web")},
		Replicas:    jsii.Number(3),
		MatchLabels: &map[string]*string{"app": jsii.String("nginx")},
		Service: statefulapp.HeadlessService_Create(&statefulapp.HeadlessServiceOptions{
			Name:   jsii.String("nginx"),
			Labels: &map[string]*string{"app": jsii.String("nginx")},
		}),
		TerminationGracePeriod: cdk8s.Duration_Seconds(jsii.Number(10)),
		SecurityContext: &kplus.PodSecurityContextProps{
			User:    jsii.Number(nginx),
			Group:   jsii.Number(nginx),
			FsGroup: jsii.Number(nginx),
			Sysctls: &[]*kplus.Sysctl{{Name: jsii.String("net.ipv4.ip_unprivileged_port_start"), Value: jsii.String("80")}},
		},
		Containers: &[]*kplus.ContainerProps{{
			Name:            jsii.String("nginx"),
			Image:           jsii.String("k8s.gcr.io/nginx-slim:0.8"),
			ImagePullPolicy: kplus.ImagePullPolicy_IF_NOT_PRESENT,
			Command:         jsii.Strings("nginx", "-c", "/config/nginx.conf", "-g", "daemon off;"),
			Ports:           &[]*kplus.ContainerPort{{Name: jsii.String("web"), Number: jsii.Number(80)}},
			Readiness:       kplus.Probe_FromTcpSocket(&kplus.TcpSocketProbeOptions{Port: jsii.Number(80)}),
			Resources: &kplus.ContainerResources{
				Cpu:    &kplus.CpuResources{Request: kplus.Cpu_Millis(jsii.Number(50))},
				Memory: &kplus.MemoryResources{Request: cdk8s.Size_Mebibytes(jsii.Number(32)), Limit: cdk8s.Size_Mebibytes(jsii.Number(128))},
			},
			VolumeMounts: &[]*kplus.VolumeMount{
				{Path: jsii.String("/config"), Volume: configVolume, ReadOnly: jsii.Bool(true)},
				{Path: jsii.String("/tmp"), Volume: temporary},
			},
			SecurityContext: &kplus.ContainerSecurityContextProps{
				SeccompProfile: &kplus.SeccompProfile{Type: kplus.SeccompProfileType_RUNTIME_DEFAULT},
				Capabilities:   &kplus.ContainerSecutiryContextCapabilities{Drop: &[]kplus.Capability{kplus.Capability_ALL}},
			},
		}},
		VolumeClaimTemplates: &[]*statefulapp.VolumeClaimTemplateProps{{
			Name:             jsii.String("www"),
			Storage:          cdk8s.Size_Gibibytes(jsii.Number(1)),
			StorageClassName: jsii.String("my-storage-class"),
			Mounts:           &[]*statefulapp.VolumeClaimTemplateMount{{Path: jsii.String("/usr/share/nginx/html")}},
		}},
	})
	return chart
}
