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
import org.cdk8s.plus28.ContainerPort;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerResources;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.Cpu;
import org.cdk8s.plus28.CpuResources;
import org.cdk8s.plus28.MemoryResources;
import org.cdk8s.plus28.PodSecurityContextProps;
import software.constructs.Construct;

/** The example of the Kubernetes documentation: three nginx pods, each with a volume of its own. */
public final class Web extends Chart {
    public Web(Construct scope, String id) {
        super(scope, id);

        StatefulApp.Builder.create(this, "Web")
            .metadata(ApiObjectMetadata.builder().name("web").build())
            .replicas(3)
            .matchLabels(Map.of("app", "nginx"))
            .service(HeadlessService.create(HeadlessServiceOptions.builder().name("nginx").labels(Map.of("app", "nginx")).build()))
            .terminationGracePeriod(Duration.seconds(10))
            .securityContext(PodSecurityContextProps.builder().ensureNonRoot(false).build())
            .containers(List.of(ContainerProps.builder()
                .name("nginx")
                .image("k8s.gcr.io/nginx-slim:0.8")
                .ports(List.of(ContainerPort.builder().name("web").number(80).build()))
                .resources(ContainerResources.builder()
                    .cpu(CpuResources.builder().request(Cpu.millis(50)).build())
                    .memory(MemoryResources.builder().request(Size.mebibytes(32)).limit(Size.mebibytes(128)).build())
                    .build())
                .securityContext(ContainerSecurityContextProps.builder().ensureNonRoot(false).readOnlyRootFilesystem(false).build())
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
