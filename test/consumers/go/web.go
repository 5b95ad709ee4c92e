package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-stateful-app/cdk8s-stateful-app-go/statefulapp"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

// newWeb makes the example of the Kubernetes documentation: three nginx pods, each with a volume of its own.
func newWeb(scope constructs.Construct, id string) cdk8s.Chart {
	chart := cdk8s.NewChart(scope, &id, nil)
	statefulapp.NewStatefulApp(chart, jsii.String("Web"), &statefulapp.StatefulAppProps{
		Metadata:    &cdk8s.ApiObjectMetadata{Name: jsii.String("web")},
		Replicas:    jsii.Number(3),
		MatchLabels: &map[string]*string{"app": jsii.String("nginx")},
		Service: statefulapp.HeadlessService_Create(&statefulapp.HeadlessServiceOptions{
			Name:   jsii.String("nginx"),
			Labels: &map[string]*string{"app": jsii.String("nginx")},
		}),
		TerminationGracePeriod: cdk8s.Duration_Seconds(jsii.Number(10)),
		PodDefaults:            jsii.Bool(false),
		Containers: &[]*kplus.ContainerProps{{
			Name:  jsii.String("nginx"),
			Image: jsii.String("k8s.gcr.io/nginx-slim:0.8"),
			Ports: &[]*kplus.ContainerPort{{Name: jsii.String("web"), Number: jsii.Number(80)}},
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
