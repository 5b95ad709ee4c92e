from pathlib import Path

from cdk8s import ApiObjectMetadata, Chart, Duration, Size
from cdk8s_plus_28 import (
    Capability,
    Container,
    ContainerPort,
    ContainerResources,
    ContainerSecurityContextProps,
    ContainerSecutiryContextCapabilities,
    Cpu,
    CpuResources,
    FsGroupChangePolicy,
    ImagePullPolicy,
    MemoryResources,
    PodSecurityContextProps,
    Probe,
    SeccompProfile,
    SeccompProfileType,
    Secret,
    ServicePort,
    Topology,
    Volume,
)
from cdk8s_stateful_app import (
    BootstrapChain,
    CloneServer,
    OrdinalFiles,
    OrdinalFilesOfPod,
    PrimaryAndReplicas,
    ServiceOptions,
    StatefulApp,
    TopologySpreadConstraint,
    WhenUnsatisfiable,
)
from constructs import Construct

PORT = 3306
CLONE_PORT = 4444
FILES = "/etc/mysql/pod"
SECRET = "/etc/mysql/secret"
SCRIPTS = [
    "server.cnf",
    "primary.cnf",
    "replica.cnf",
    "primary.sql",
    "position.sql",
    "replica.sql",
    "start.sh",
    "is-ready.sh",
    "give-clone.sh",
]
RESOURCES = ContainerResources(
    cpu=CpuResources(request=Cpu.millis(500)),
    memory=MemoryResources(request=Size.gibibytes(1), limit=Size.gibibytes(1)),
)


class Mysql(Chart):
    """A MySQL primary with replicas: writes go to the first pod, reads to any."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        mysql = self._create_mysql()
        data = mysql.add_volume_claim_template(name="data", storage=Size.gibibytes(10))
        server = self._add_server(mysql)
        ports = [ServicePort(name="mysql", port=PORT)]
        roles = PrimaryAndReplicas(
            mysql,
            "Roles",
            promotions=[],
            primary_service=ServiceOptions(ports=ports),
            read_service=ServiceOptions(ports=ports),
        )
        chain = BootstrapChain(
            mysql,
            "Bootstrap",
            volume_claim_template=data,
            path="/var/lib/mysql",
            containers=[server],
            initialize=["/bin/sh", "-euc", text("initialize.sh").strip()],
            clone=["/bin/sh", "-euc", text("clone.sh").strip()],
            server=CloneServer(
                command=[
                    "socat",
                    "-t",
                    "600",
                    f"TCP-LISTEN:{CLONE_PORT},reuseaddr,fork",
                    f"EXEC:/bin/sh -eu {FILES}/give-clone.sh",
                ],
                port=CLONE_PORT,
            ),
            volume_mounts=server.mounts,
            resources=RESOURCES,
        )
        assert chain.server is not None
        chain.mount_into(chain.server)
        roles.mount_into(server, "/etc/mysql/primary")
        OrdinalFiles(
            mysql,
            "Files",
            name="files",
            path=FILES,
            all={name: text(name) for name in SCRIPTS},
            per_ordinal=[
                OrdinalFilesOfPod(ordinal=ordinal, files={"server-id.cnf": f"[mariadbd]\nserver_id = {100 + int(ordinal)}\n"})
                for ordinal in mysql.identity.ordinals()
            ],
            containers=[server, chain.step, chain.server],
        )
        mysql.add_pod_disruption_budget()

    def _create_mysql(self) -> StatefulApp:
        return StatefulApp(
            self,
            "Mysql",
            metadata=ApiObjectMetadata(name="mysql"),
            target_version="1.29-1.37",
            replicas=3,
            match_labels={"app": "mysql"},
            topology_spread_constraints=[
                TopologySpreadConstraint(
                    topology=Topology.HOSTNAME, when_unsatisfiable=WhenUnsatisfiable.SCHEDULE_ANYWAY
                )
            ],
            termination_grace_period=Duration.seconds(60),
            security_context=PodSecurityContextProps(
                user=999, group=999, fs_group=999, fs_group_change_policy=FsGroupChangePolicy.ON_ROOT_MISMATCH
            ),
        )

    def _add_server(self, mysql: StatefulApp) -> Container:
        is_ready = ["/bin/sh", "-ec", f"test -f {FILES}/is-ready.sh; . {FILES}/is-ready.sh"]
        secret = Secret.from_secret_name(self, "Password", "mysql")
        server = mysql.add_container(
            name="mysql",
            image="mariadb:11.4",
            image_pull_policy=ImagePullPolicy.IF_NOT_PRESENT,
            command=["sh", "-eu", f"{FILES}/start.sh"],
            env_variables=mysql.identity.environment(),
            ports=[ContainerPort(name="mysql", number=PORT)],
            startup=Probe.from_command(
                ["mariadb-admin", "ping"],
                period_seconds=Duration.seconds(2),
                timeout_seconds=Duration.seconds(5),
                failure_threshold=300,
            ),
            readiness=Probe.from_command(
                is_ready, period_seconds=Duration.seconds(5), timeout_seconds=Duration.seconds(5)
            ),
            liveness=Probe.from_command(
                ["mariadb-admin", "ping"], timeout_seconds=Duration.seconds(5), failure_threshold=6
            ),
            resources=RESOURCES,
            security_context=ContainerSecurityContextProps(
                capabilities=ContainerSecutiryContextCapabilities(drop=[Capability.ALL]),
                seccomp_profile=SeccompProfile(type=SeccompProfileType.RUNTIME_DEFAULT),
            ),
        )
        for index, path in enumerate(["/tmp", "/run/mysqld"]):
            server.mount(path, Volume.from_empty_dir(self, f"Scratch{index}", f"scratch-{index}"))
        server.mount(SECRET, Volume.from_secret(self, "Passwords", secret, name="passwords"), read_only=True)
        return server


def text(name: str) -> str:
    return Path("files", name).read_text(encoding="utf-8")
