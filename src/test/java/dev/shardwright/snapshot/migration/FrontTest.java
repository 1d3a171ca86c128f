package dev.shardwright.snapshot.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Migration;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontTest {
    private static final Migration MOVE = Migrations.migration("cutover: {service: {name: search}}");
    private final Front front = new Front(MOVE);

    @Test
    void leadsToOneSideAndBelongsToNobody() {
        Service service =
                front.leading(MOVE.getSpec().source(), Optional.empty()).orElseThrow();
        assertThat(service.getSpec().getType()).isEqualTo("ExternalName");
        assertThat(service.getSpec().getExternalName()).isEqualTo("old.example.org");
        assertThat(service.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(front.isTaken(Optional.of(service))).isFalse();
        assertThat(front.leadsTo(MOVE.getSpec().source(), Optional.of(service))).isTrue();
        assertThat(front.leadsTo(MOVE.getSpec().target(), Optional.of(service))).isFalse();
        assertThat(front.leadsTo(MOVE.getSpec().source(), Optional.empty())).isFalse();
        assertThat(front.leading(MOVE.getSpec().source(), Optional.of(service))).isEmpty();
        assertThat(front.leading(MOVE.getSpec().target(), Optional.of(service))
                        .orElseThrow()
                        .getSpec()
                        .getExternalName())
                .isEqualTo("new.example.org");
    }

    @Test
    void anotherTypeLeadsNowhere() {
        Service service = new ServiceBuilder(
                        front.leading(MOVE.getSpec().source(), Optional.empty()).orElseThrow())
                .editSpec()
                .withType("ClusterIP")
                .endSpec()
                .build();
        assertThat(front.leadsTo(MOVE.getSpec().source(), Optional.of(service))).isFalse();
    }

    @Test
    void withoutALabelOfOursItIsTaken() {
        Service bare = new ServiceBuilder()
                .withNewMetadata()
                .withName("search")
                .endMetadata()
                .build();
        assertThat(front.isTaken(Optional.of(bare))).isTrue();
        assertThat(front.isTaken(Optional.empty())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://old.example.org:9200, http://new.example.org:9200, ''",
        "http://Old.Example.org:9200, http://new.example.org:9200, ''",
        "http://10.0.0.1:9200, http://new.example.org:9200, spec.source.external.url",
        "http://old.example.org:9200, http://[::1]:9200, spec.target.external.url",
        "ftp://old.example.org, http://new.example.org, spec.source.external.url",
        "http://a.example.org:9200, http://A.example.org:9201, both at a.example.org",
    })
    void anAddressMustBeANameThatTellsTheSidesApart(String from, String to, String flaw) {
        Optional<String> found = new Front(Migrations.between(MOVE, from, to)).flaw();
        if (flaw.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).get().asString().contains(flaw);
        }
    }

    /** Kubernetes refuses others. */
    @Test
    void hostsAreInLowerCase() {
        Migration loud = Migrations.between(MOVE, "http://Old.Example.ORG:9200", "http://new.example.org");
        assertThat(new Front(loud)
                        .leading(loud.getSpec().source(), Optional.empty())
                        .orElseThrow()
                        .getSpec()
                        .getExternalName())
                .isEqualTo("old.example.org");
    }

    @Test
    void isWantedOnlyWhereOneIsNamed() {
        assertThat(front.isWanted()).isTrue();
        assertThat(new Front(Migrations.migration("cutover: {}")).isWanted()).isFalse();
        assertThat(new Front(Migrations.migration("indices: []")).flaw()).isEmpty();
    }
}
