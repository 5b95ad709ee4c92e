package consumer;

import io.github.cdk8sstatefulapp.HeadlessService;
import io.github.cdk8sstatefulapp.HeadlessServiceOptions;
import io.github.cdk8sstatefulapp.StatefulApp;
import io.github.cdk8sstatefulapp.VolumeClaimTemplateMount;
import io.github.cdk8sstatefulapp.VolumeClaimTemplateProps;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.Chart;
import org.cdk8s.Duration;
import org.cdk8s.Size;
import org.cdk8s.plus28.Capability;
import org.cdk8s.plus28.ConfigMap;
import org.cdk8s.plus28.ConfigMapVolumeOptions;
import org.cdk8s.plus28.ContainerPort;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerResources;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.ContainerSecutiryContextCapabilities;
import org.cdk8s.plus28.Cpu;
import org.cdk8s.plus28.CpuResources;
import org.cdk8s.plus28.ImagePullPolicy;
import org.cdk8s.plus28.MemoryResources;
import org.cdk8s.plus28.PodSecurityContextProps;
import org.cdk8s.plus28.Probe;
import org.cdk8s.plus28.SeccompProfile;
import org.cdk8s.plus28.SeccompProfileType;
import org.cdk8s.plus28.Sysctl;
import org.cdk8s.plus28.TcpSocketProbeOptions;
import org.cdk8s.plus28.Volume;
import org.cdk8s.plus28.VolumeMount;
import software.constructs.Construct;

/** The example of the Kubernetes documentation: three nginx pods, each with a volume of its own. */
public final class Web extends Chart {
    private static final int NGINX = 101;

    public Web(Construct scope, String id) {
        super(scope, id);
        ConfigMap config = ConfigMap.Builder.create(this, "Config")
            .metadata(ApiObjectMetadata.builder().name("nginx").build())
            .data(Map.of("nginx.conf", Texts.text("nginx.conf")))
            .build();

        StatefulApp.Builder.create(this, "Web")
            .metadata(ApiObjectMetadata.builder().name("web").build())
            .replicas(3)
            .matchLabels(Map.of("app", "nginx"))
            .service(HeadlessService.create(HeadlessServiceOptions.builder().name("nginx").labels(Map.of("app", "nginx")).build()))
            .terminationGracePeriod(Duration.seconds(10))
            .securityContext(PodSecurityContextProps.builder()
                .user(NGINX)
                .group(NGINX)
                .fsGroup(NGINX)
                .sysctls(List.of(Sysctl.builder().name("net.ipv4.ip_unprivileged_port_start").value("80").build()))
                .build())
            .containers(List.of(ContainerProps.builder()
                .name("nginx")
                .image("k8s.gcr.io/nginx-slim:0.8")
                .imagePullPolicy(ImagePullPolicy.IF_NOT_PRESENT)
                .command(List.of("nginx", "-c", "/config/nginx.conf", "-g", "daemon off;"))
                .ports(List.of(ContainerPort.builder().name("web").number(80).build()))
                .readiness(Probe.fromTcpSocket(TcpSocketProbeOptions.builder().port(80).build()))
                .resources(ContainerResources.builder()
                    .cpu(CpuResources.builder().request(Cpu.millis(50)).build())
                    .memory(MemoryResources.builder().request(Size.mebibytes(32)).limit(Size.mebibytes(128)).build())
                    .build())
                .volumeMounts(List.of(
                    VolumeMount.builder()
                        .path("/config")
                        .volume(Volume.fromConfigMap(this, "ConfigVolume", config, ConfigMapVolumeOptions.builder().name("config").build()))
                        .readOnly(true)
                        .build(),
                    VolumeMount.builder().path("/tmp").volume(Volume.fromEmptyDir(this, "Temporary", "tmp")).build()))
                .securityContext(ContainerSecurityContextProps.builder()
                    .seccompProfile(SeccompProfile.builder().type(SeccompProfileType.RUNTIME_DEFAULT).build())
                    .capabilities(ContainerSecutiryContextCapabilities.builder().drop(List.of(Capability.ALL)).build())
                    .build())
                .build()))
            .volumeClaimTemplates(List.of(VolumeClaimTemplateProps.builder()
                .name("www")
                .storage(Size.gibibytes(1))
                .storageClassName("my-storage-class")
                .mounts(List.of(VolumeClaimTemplateMount.builder().path("/usr/share/nginx/html").build()))
                .build()))
            .build();
    }
}
