package consumer;

import io.github.cdk8sstatefulapp.BootstrapChain;
import io.github.cdk8sstatefulapp.CloneServer;
import io.github.cdk8sstatefulapp.OrdinalFiles;
import io.github.cdk8sstatefulapp.OrdinalFilesOfPod;
import io.github.cdk8sstatefulapp.PrimaryAndReplicas;
import io.github.cdk8sstatefulapp.ServiceOptions;
import io.github.cdk8sstatefulapp.StatefulApp;
import io.github.cdk8sstatefulapp.TopologySpreadConstraint;
import io.github.cdk8sstatefulapp.VolumeClaimTemplate;
import io.github.cdk8sstatefulapp.VolumeClaimTemplateProps;
import io.github.cdk8sstatefulapp.WhenUnsatisfiable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.Chart;
import org.cdk8s.Duration;
import org.cdk8s.Size;
import org.cdk8s.plus28.Capability;
import org.cdk8s.plus28.CommandProbeOptions;
import org.cdk8s.plus28.Container;
import org.cdk8s.plus28.ContainerPort;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerResources;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.ContainerSecutiryContextCapabilities;
import org.cdk8s.plus28.Cpu;
import org.cdk8s.plus28.CpuResources;
import org.cdk8s.plus28.FsGroupChangePolicy;
import org.cdk8s.plus28.ISecret;
import org.cdk8s.plus28.ImagePullPolicy;
import org.cdk8s.plus28.MemoryResources;
import org.cdk8s.plus28.MountOptions;
import org.cdk8s.plus28.PodSecurityContextProps;
import org.cdk8s.plus28.Probe;
import org.cdk8s.plus28.SeccompProfile;
import org.cdk8s.plus28.SeccompProfileType;
import org.cdk8s.plus28.Secret;
import org.cdk8s.plus28.SecretVolumeOptions;
import org.cdk8s.plus28.ServicePort;
import org.cdk8s.plus28.Topology;
import org.cdk8s.plus28.Volume;
import software.constructs.Construct;

/** A MySQL primary with replicas: writes go to the first pod, reads to any. */
public final class Mysql extends Chart {
    private static final int PORT = 3306;
    private static final int CLONE_PORT = 4444;
    private static final String FILES = "/etc/mysql/pod";
    private static final String SECRET = "/etc/mysql/secret";
    private static final List<String> SCRIPTS = List.of(
        "server.cnf", "primary.cnf", "replica.cnf", "primary.sql", "position.sql", "replica.sql", "start.sh", "is-ready.sh", "give-clone.sh");

    private final ContainerResources resources = ContainerResources.builder()
        .cpu(CpuResources.builder().request(Cpu.millis(500)).build())
        .memory(MemoryResources.builder().request(Size.gibibytes(1)).limit(Size.gibibytes(1)).build())
        .build();

    public Mysql(Construct scope, String id) {
        super(scope, id);
        StatefulApp mysql = createMysql();
        VolumeClaimTemplate data = mysql.addVolumeClaimTemplate(VolumeClaimTemplateProps.builder()
            .name("data").storage(Size.gibibytes(10)).build());
        Container server = addServer(mysql);
        ServiceOptions service = ServiceOptions.builder()
            .ports(List.of(ServicePort.builder().name("mysql").port(PORT).build())).build();
        PrimaryAndReplicas roles = PrimaryAndReplicas.Builder.create(mysql, "Roles")
            .promotions(List.of())
            .primaryService(service)
            .readService(service)
            .build();
        BootstrapChain chain = BootstrapChain.Builder.create(mysql, "Bootstrap")
            .volumeClaimTemplate(data)
            .path("/var/lib/mysql")
            .containers(List.of(server))
            .initialize(List.of("/bin/sh", "-euc", Texts.text("initialize.sh").strip()))
            .clone(List.of("/bin/sh", "-euc", Texts.text("clone.sh").strip()))
            .server(CloneServer.builder()
                .command(List.of("socat", "-t", "600",
                    "TCP-LISTEN:" + CLONE_PORT + ",reuseaddr,fork", "EXEC:/bin/sh -eu " + FILES + "/give-clone.sh"))
                .port(CLONE_PORT)
                .build())
            .volumeMounts(server.getMounts())
            .resources(resources)
            .build();
        chain.mountInto(chain.getServer());
        roles.mountInto(server, "/etc/mysql/primary");
        OrdinalFiles.Builder.create(mysql, "Files")
            .name("files")
            .path(FILES)
            .all(SCRIPTS.stream().collect(Collectors.toMap(name -> name, Texts::text)))
            .perOrdinal(mysql.getIdentity().ordinals().stream().map(Mysql::serverId).collect(Collectors.toList()))
            .containers(List.of(server, chain.getStep(), chain.getServer()))
            .build();
        mysql.addPodDisruptionBudget();
    }

    private StatefulApp createMysql() {
        return StatefulApp.Builder.create(this, "Mysql")
            .metadata(ApiObjectMetadata.builder().name("mysql").build())
            .targetVersion("1.29-1.37")
            .replicas(3)
            .matchLabels(Map.of("app", "mysql"))
            .topologySpreadConstraints(List.of(TopologySpreadConstraint.builder()
                .topology(Topology.HOSTNAME)
                .whenUnsatisfiable(WhenUnsatisfiable.SCHEDULE_ANYWAY)
                .build()))
            .terminationGracePeriod(Duration.seconds(60))
            .securityContext(PodSecurityContextProps.builder()
                .user(999)
                .group(999)
                .fsGroup(999)
                .fsGroupChangePolicy(FsGroupChangePolicy.ON_ROOT_MISMATCH)
                .build())
            .build();
    }

    private Container addServer(StatefulApp mysql) {
        List<String> isReady = List.of("/bin/sh", "-ec", "test -f " + FILES + "/is-ready.sh; . " + FILES + "/is-ready.sh");
        ISecret secret = Secret.fromSecretName(this, "Password", "mysql");
        Container server = mysql.addContainer(ContainerProps.builder()
            .name("mysql")
            .image("mariadb:11.4")
            .imagePullPolicy(ImagePullPolicy.IF_NOT_PRESENT)
            .command(List.of("sh", "-eu", FILES + "/start.sh"))
            .envVariables(mysql.getIdentity().environment())
            .ports(List.of(ContainerPort.builder().name("mysql").number(PORT).build()))
            .startup(Probe.fromCommand(List.of("mariadb-admin", "ping"), CommandProbeOptions.builder()
                .periodSeconds(Duration.seconds(2)).timeoutSeconds(Duration.seconds(5)).failureThreshold(300).build()))
            .readiness(Probe.fromCommand(isReady, CommandProbeOptions.builder()
                .periodSeconds(Duration.seconds(5)).timeoutSeconds(Duration.seconds(5)).build()))
            .liveness(Probe.fromCommand(List.of("mariadb-admin", "ping"), CommandProbeOptions.builder()
                .timeoutSeconds(Duration.seconds(5)).failureThreshold(6).build()))
            .resources(resources)
            .securityContext(ContainerSecurityContextProps.builder()
                .capabilities(ContainerSecutiryContextCapabilities.builder().drop(List.of(Capability.ALL)).build())
                .seccompProfile(SeccompProfile.builder().type(SeccompProfileType.RUNTIME_DEFAULT).build())
                .build())
            .build());
        List<String> paths = List.of("/tmp", "/run/mysqld");
        for (int index = 0; index < paths.size(); index++) {
            server.mount(paths.get(index), Volume.fromEmptyDir(this, "Scratch" + index, "scratch-" + index));
        }
        server.mount(SECRET,
            Volume.fromSecret(this, "Passwords", secret, SecretVolumeOptions.builder().name("passwords").build()),
            MountOptions.builder().readOnly(true).build());
        return server;
    }

    private static OrdinalFilesOfPod serverId(Number ordinal) {
        return OrdinalFilesOfPod.builder()
            .ordinal(ordinal)
            .files(Map.of("server-id.cnf", "[mariadbd]\nserver_id = " + (100 + ordinal.intValue()) + "\n"))
            .build();
    }
}
