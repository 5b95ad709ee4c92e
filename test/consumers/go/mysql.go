package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-stateful-app/cdk8s-stateful-app-go/statefulapp"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

const (
	port      = 3306
	clonePort = 4444
	files     = "/etc/mysql/pod"
	secretDir = "/etc/mysql/secret"
)

// newMysql makes a MySQL primary with replicas: writes go to the first pod, reads to any.
func newMysql(scope constructs.Construct, id string) cdk8s.Chart {
	chart := cdk8s.NewChart(scope, &id, nil)
	resources := &kplus.ContainerResources{
		Cpu:    &kplus.CpuResources{Request: kplus.Cpu_Millis(jsii.Number(500))},
		Memory: &kplus.MemoryResources{Request: cdk8s.Size_Gibibytes(jsii.Number(1)), Limit: cdk8s.Size_Gibibytes(jsii.Number(1))},
	}
	mysql := newStatefulApp(chart)
	data := mysql.AddVolumeClaimTemplate(&statefulapp.VolumeClaimTemplateProps{
		Name:    jsii.String("data"),
		Storage: cdk8s.Size_Gibibytes(jsii.Number(10)),
	})
	server := addServer(chart, mysql, resources)
	ports := &[]*kplus.ServicePort{{Name: jsii.String("mysql"), Port: jsii.Number(port)}}
	roles := statefulapp.NewPrimaryAndReplicas(mysql, jsii.String("Roles"), &statefulapp.PrimaryAndReplicasProps{
		Promotions:     &[]*float64{},
		PrimaryService: &statefulapp.ServiceOptions{Ports: ports},
		ReadService:    &statefulapp.ServiceOptions{Ports: ports},
	})
	chain := statefulapp.NewBootstrapChain(mysql, jsii.String("Bootstrap"), &statefulapp.BootstrapChainProps{
		VolumeClaimTemplate: data,
		Path:                jsii.String("/var/lib/mysql"),
		Containers:          &[]kplus.Container{server},
		Initialize:          jsii.Strings("/bin/sh", "-euc", strings.TrimSpace(text("initialize.sh"))),
		Clone:               jsii.Strings("/bin/sh", "-euc", strings.TrimSpace(text("clone.sh"))),
		Server: &statefulapp.CloneServer{
			Command: jsii.Strings("socat", "-t", "600",
				fmt.Sprintf("TCP-LISTEN:%d,reuseaddr,fork", clonePort), "EXEC:/bin/sh -eu "+files+"/give-clone.sh"),
			Port: jsii.Number(clonePort),
		},
		VolumeMounts: server.Mounts(),
		Resources:    resources,
	})
	chain.MountInto(chain.Server(), nil)
	roles.MountInto(server, jsii.String("/etc/mysql/primary"))
	statefulapp.NewOrdinalFiles(mysql, jsii.String("Files"), &statefulapp.OrdinalFilesProps{
		Name:       jsii.String("files"),
		Path:       jsii.String(files),
		All:        scripts(),
		PerOrdinal: serverIds(mysql),
		Containers: &[]kplus.Container{server, chain.Step(), chain.Server()},
	})
	mysql.AddPodDisruptionBudget(nil)
	return chart
}

func scripts() *map[string]*string {
	texts := map[string]*string{}
	for _, name := range []string{
		"server.cnf", "primary.cnf", "replica.cnf", "primary.sql", "position.sql", "replica.sql", "start.sh", "is-ready.sh", "give-clone.sh",
	} {
		texts[name] = jsii.String(text(name))
	}
	return &texts
}

func newStatefulApp(chart cdk8s.Chart) statefulapp.StatefulApp {
	return statefulapp.NewStatefulApp(chart, jsii.String("Mysql"), &statefulapp.StatefulAppProps{
		Metadata:      &cdk8s.ApiObjectMetadata{Name: jsii.String("mysql")},
		TargetVersion: jsii.String("1.29-1.37"),
		Replicas:      jsii.Number(3),
		MatchLabels:   &map[string]*string{"app": jsii.String("mysql")},
		TopologySpreadConstraints: &[]*statefulapp.TopologySpreadConstraint{{
			Topology:          kplus.Topology_HOSTNAME(),
			WhenUnsatisfiable: statefulapp.WhenUnsatisfiable_SCHEDULE_ANYWAY,
		}},
		TerminationGracePeriod: cdk8s.Duration_Seconds(jsii.Number(60)),
		SecurityContext: &kplus.PodSecurityContextProps{
			User:                jsii.Number(999),
			Group:               jsii.Number(999),
			FsGroup:             jsii.Number(999),
			FsGroupChangePolicy: kplus.FsGroupChangePolicy_ON_ROOT_MISMATCH,
		},
	})
}

func addServer(chart cdk8s.Chart, mysql statefulapp.StatefulApp, resources *kplus.ContainerResources) kplus.Container {
	isReady := jsii.Strings("/bin/sh", "-ec", fmt.Sprintf("test -f %[1]s/is-ready.sh; . %[1]s/is-ready.sh", files))
	seconds := func(amount float64) cdk8s.Duration { return cdk8s.Duration_Seconds(&amount) }
	secret := kplus.Secret_FromSecretName(chart, jsii.String("Password"), jsii.String("mysql"))
	server := mysql.AddContainer(&kplus.ContainerProps{
		Name:            jsii.String("mysql"),
		Image:           jsii.String("mariadb:11.4"),
		ImagePullPolicy: kplus.ImagePullPolicy_IF_NOT_PRESENT,
		Command:         jsii.Strings("sh", "-eu", files+"/start.sh"),
		Ports:           &[]*kplus.ContainerPort{{Name: jsii.String("mysql"), Number: jsii.Number(port)}},
		Startup: kplus.Probe_FromCommand(jsii.Strings("mariadb-admin", "ping"), &kplus.CommandProbeOptions{
			PeriodSeconds: seconds(2), TimeoutSeconds: seconds(5), FailureThreshold: jsii.Number(300),
		}),
		Readiness: kplus.Probe_FromCommand(isReady, &kplus.CommandProbeOptions{PeriodSeconds: seconds(5), TimeoutSeconds: seconds(5)}),
		Liveness: kplus.Probe_FromCommand(jsii.Strings("mariadb-admin", "ping"), &kplus.CommandProbeOptions{
			TimeoutSeconds: seconds(5), FailureThreshold: jsii.Number(6),
		}),
		Resources: resources,
		SecurityContext: &kplus.ContainerSecurityContextProps{
			Capabilities:   &kplus.ContainerSecutiryContextCapabilities{Drop: &[]kplus.Capability{kplus.Capability_ALL}},
			SeccompProfile: &kplus.SeccompProfile{Type: kplus.SeccompProfileType_RUNTIME_DEFAULT},
		},
	})
	// one by one, as a map has no order
	environment := *mysql.Identity().Environment()
	for _, name := range []string{"POD_NAME", "POD_NAMESPACE", "POD_INDEX", "POD_DNS_NAME"} {
		server.Env().AddVariable(jsii.String(name), environment[name])
	}
	for index, path := range []string{"/tmp", "/run/mysqld"} {
		id, name := fmt.Sprintf("Scratch%d", index), fmt.Sprintf("scratch-%d", index)
		server.Mount(&path, kplus.Volume_FromEmptyDir(chart, &id, &name, nil), nil)
	}
	passwords := kplus.Volume_FromSecret(chart, jsii.String("Passwords"), secret, &kplus.SecretVolumeOptions{Name: jsii.String("passwords")})
	server.Mount(jsii.String(secretDir), passwords, &kplus.MountOptions{ReadOnly: jsii.Bool(true)})
	return server
}

func serverIds(mysql statefulapp.StatefulApp) *[]*statefulapp.OrdinalFilesOfPod {
	var ids []*statefulapp.OrdinalFilesOfPod
	for _, ordinal := range *mysql.Identity().Ordinals(nil) {
		config := fmt.Sprintf("[mariadbd]\nserver_id = %d\n", 100+int(*ordinal))
		ids = append(ids, &statefulapp.OrdinalFilesOfPod{
			Ordinal: ordinal,
			Files:   &map[string]*string{"server-id.cnf": &config},
		})
	}
	return &ids
}

func text(name string) string {
	content, err := os.ReadFile(filepath.Join("files", name))
	if err != nil {
		panic(err)
	}
	return string(content)
}
