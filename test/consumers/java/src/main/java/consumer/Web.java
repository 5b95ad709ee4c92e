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
            .podDefaults(false)
            .containers(List.of(ContainerProps.builder()
                .name("nginx")
                .image("k8s.gcr.io/nginx-slim:0.8")
                .ports(List.of(ContainerPort.builder().name("web").number(80).build()))
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
