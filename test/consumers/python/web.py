from cdk8s import ApiObjectMetadata, Chart, Duration, Size
from cdk8s_plus_28 import ContainerPort, ContainerProps
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
            pod_defaults=False,
            containers=[
                ContainerProps(
                    name="nginx",
                    image="k8s.gcr.io/nginx-slim:0.8",
                    ports=[ContainerPort(name="web", number=80)],
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
