package dev.shardwright.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The plan and the desired objects are pure: the same input, the same result, a million times in a test. */
@AnalyzeClasses(packages = "dev.shardwright", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "dev.shardwright.cluster.plan..", "dev.shardwright.cluster.scale..", "dev.shardwright.cluster.desired.."
    };

    @ArchTest
    static final ArchRule pureCodeKnowsNoClient = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.fabric8.kubernetes.client..",
                            "io.javaoperatorsdk..",
                            "org.apache.hc..",
                            "java.net..",
                            "jakarta..",
                            "io.quarkus..")
                    .or(resideInAPackage("dev.shardwright.elasticsearch")
                            .and(DescribedPredicate.describe(
                                    "talk to Elasticsearch",
                                    c -> c.getSimpleName().startsWith("Http")
                                            || c.getSimpleName().endsWith("Api")
                                            || c.getSimpleName().endsWith("Connection")))));

    @ArchTest
    static final ArchRule pureCodeHasNoClockAndNoChance = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .accessTargetWhere(DescribedPredicate.describe("reads a clock or draws lots", ArchitectureTest::isImpure))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class);

    @ArchTest
    static final ArchRule desiredObjectsKnowNoPlan = noClasses()
            .that()
            .resideInAPackage("dev.shardwright.cluster.desired..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.shardwright.cluster.plan..",
                    "dev.shardwright.cluster.observe..",
                    "dev.shardwright.cluster.act..",
                    "dev.shardwright.cluster.report..");

    @ArchTest
    static final ArchRule planDoesNotActOrReport = noClasses()
            .that()
            .resideInAnyPackage("dev.shardwright.cluster.plan..", "dev.shardwright.cluster.scale..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.shardwright.cluster.act..",
                    "dev.shardwright.cluster.report..",
                    "dev.shardwright.cluster.credentials..");

    @ArchTest
    static final ArchRule onlyWatchingActingAndReportingCodeHoldsAClient = noClasses()
            .that()
            .resideInAPackage("dev.shardwright.cluster..")
            .and()
            .resideOutsideOfPackages(
                    "dev.shardwright.cluster",
                    "dev.shardwright.cluster.act..",
                    "dev.shardwright.cluster.observe..",
                    "dev.shardwright.cluster.report..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(KubernetesClient.class);

    @ArchTest
    static final ArchRule supportAndApiStandBelowAll = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.shardwright.api..", "dev.shardwright.security..", "dev.shardwright.elasticsearch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.shardwright.cluster..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.shardwright.(**)").should().beFreeOfCycles();

    private static final Set<String> CLOCKS =
            Set.of("java.lang.System.currentTimeMillis", "java.lang.System.nanoTime", "java.util.UUID.randomUUID");

    private static boolean isImpure(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String target = owner.getName() + "." + access.getTarget().getName();
        boolean now = owner.getPackageName().startsWith("java.time")
                && access.getTarget().getName().equals("now");
        boolean date = owner.getName().equals("java.util.Date")
                && access.getTarget().getName().equals("<init>");
        boolean chance = target.equals("java.lang.Math.random");
        return now || date || chance || CLOCKS.contains(target);
    }
}
