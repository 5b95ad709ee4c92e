from cdk8s import ApiObjectMetadata, Chart, Duration, Size
from cdk8s_plus_28 import (
    ContainerPort,
    ContainerProps,
    ContainerResources,
    ContainerSecurityContextProps,
    Cpu,
    CpuResources,
    MemoryResources,
    PodSecurityContextProps,
)
from cdk8s_stateful_app import HeadlessService, StatefulApp, VolumeClaimTemplateMount, VolumeClaimTemplateProps
from constructs import Construct


class Web(Chart):
    """The example of the Kubernetes documentation: three nginx pods, each with a volume of its own."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)

        StatefulApp(
            self,
            "Web",
            metadata=ApiObjectMetadata(name="web"),
            replicas=3,
            match_labels={"app": "nginx"},
            service=HeadlessService.create(name="nginx", labels={"app": "nginx"}),
            termination_grace_period=Duration.seconds(10),
            security_context=PodSecurityContextProps(ensure_non_root=False),
            containers=[
                ContainerProps(
                    name="nginx",
                    image="k8s.gcr.io/nginx-slim:0.8",
                    ports=[ContainerPort(name="web", number=80)],
                    resources=ContainerResources(
                        cpu=CpuResources(request=Cpu.millis(50)),
                        memory=MemoryResources(request=Size.mebibytes(32), limit=Size.mebibytes(128)),
                    ),
                    security_context=ContainerSecurityContextProps(
                        ensure_non_root=False, read_only_root_filesystem=False
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
