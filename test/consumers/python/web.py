from pathlib import Path

from cdk8s import ApiObjectMetadata, Chart, Duration, Size
from cdk8s_plus_28 import (
    Capability,
    ConfigMap,
    ContainerPort,
    ContainerProps,
    ContainerResources,
    ContainerSecurityContextProps,
    ContainerSecutiryContextCapabilities,
    Cpu,
    CpuResources,
    ImagePullPolicy,
    MemoryResources,
    PodSecurityContextProps,
    Probe,
    SeccompProfile,
    SeccompProfileType,
    Sysctl,
    Volume,
    VolumeMount,
)
from cdk8s_stateful_app import HeadlessService, StatefulApp, VolumeClaimTemplateMount, VolumeClaimTemplateProps
from constructs import Construct

NGINX = 101


class Web(Chart):
    """The example of the Kubernetes documentation: three nginx pods, each with a volume of its own."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        config = ConfigMap(
            self,
            "Config",
            metadata=ApiObjectMetadata(name="nginx"),
            data={"nginx.conf": Path("files", "nginx.conf").read_text(encoding="utf-8")},
        )

        StatefulApp(
            self,
            "Web",
            metadata=ApiObjectMetadata(name="web"),
            replicas=3,
            match_labels={"app": "nginx"},
            service=HeadlessService.create(name="nginx", labels={"app": "nginx"}),
            termination_grace_period=Duration.seconds(10),
            security_context=PodSecurityContextProps(
                user=NGINX,
                group=NGINX,
                fs_group=NGINX,
                sysctls=[Sysctl(name="net.ipv4.ip_unprivileged_port_start", value="80")],
            ),
            containers=[
                ContainerProps(
                    name="nginx",
                    image="k8s.gcr.io/nginx-slim:0.8",
                    image_pull_policy=ImagePullPolicy.IF_NOT_PRESENT,
                    command=["nginx", "-c", "/config/nginx.conf", "-g", "daemon off;"],
                    ports=[ContainerPort(name="web", number=80)],
                    readiness=Probe.from_tcp_socket(port=80),
                    resources=ContainerResources(
                        cpu=CpuResources(request=Cpu.millis(50)),
                        memory=MemoryResources(request=Size.mebibytes(32), limit=Size.mebibytes(128)),
                    ),
                    volume_mounts=[
                        VolumeMount(
                            path="/config",
                            volume=Volume.from_config_map(self, "ConfigVolume", config, name="config"),
                            read_only=True,
                        ),
                        VolumeMount(path="/tmp", volume=Volume.from_empty_dir(self, "Temporary", "tmp")),
                    ],
                    security_context=ContainerSecurityContextProps(
                        seccomp_profile=SeccompProfile(type=SeccompProfileType.RUNTIME_DEFAULT),
                        capabilities=ContainerSecutiryContextCapabilities(drop=[Capability.ALL]),
                    ),
                )
            ],
            volume_claim_templates=[
                VolumeClaimTemplateProps(
                    name="www",
                    storage=Size.gibibytes(1),
                    storage_class_name="my-storage-class",
                    mounts=[VolumeClaimTemplateMount(path="/usr/share/nginx/html")],
                )
            ],
        )
