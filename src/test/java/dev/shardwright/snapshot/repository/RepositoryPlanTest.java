package dev.shardwright.snapshot.repository;

import static dev.shardwright.snapshot.repository.Repositories.bucket;
import static dev.shardwright.snapshot.repository.Repositories.repo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.VerifiedNode;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Silence;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPlanTest {
    private static final Instant NOON = Repositories.NOON;
    private static final Sites.Lookup FOUND = new Sites.Lookup.Found(new Site(
            "ns/es", Target.outside(BaseUrl.of("https://es:9200"), new Authentication.None(), new Trust.Public())));
    private static final List<String> REFUSALS = List.of(
            "repository_exception",
            "repository_missing_exception",
            "repository_verification_exception",
            "repository_conflict_exception",
            "snapshot_exception",
            "illegal_argument_exception",
            "no_such_request");

    private final Map<Errand<?>, Findings.Finding<?>> found = new HashMap<>();
    private SnapshotRepository resource = repo("r").build();
    private Registration wanted = Registration.of(resource);
    private Sites.Lookup site = FOUND;
    private Set<String> members = Set.of("es-1", "es-2");
    private String keys = "";
    private Optional<String> namesake = Optional.empty();
    private Optional<String> role = Optional.empty();
    private Optional<String> other = Optional.empty();
    private Instant now = NOON;

    private Decision<SnapshotRepositoryStatus> decide() {
        return RepositoryPlan.of(
                new RepositoryView(
                        resource,
                        site,
                        Optional.of("me"),
                        members,
                        keys,
                        namesake,
                        role,
                        other,
                        new Findings(Optional.empty(), found)),
                now);
    }

    /** Writes the status as the carrier would. */
    private Decision<SnapshotRepositoryStatus> pass() {
        Decision<SnapshotRepositoryStatus> decision = decide();
        resource.setStatus(decision.status());
        return decision;
    }

    private <T> void heard(Errand<T> errand, Reply<T> reply) {
        if (errand.isChange()) {
            found.clear();
        }
        found.put(errand, new Findings.Finding<>(reply, now));
    }

    private static <T> Reply<Verdict<T>> granted(T value) {
        return Reply.answer(new Verdict.Granted<>(value));
    }

    private static <T> Reply<Verdict<T>> refused(String type) {
        return Reply.answer(new Verdict.Refused<>(new Complaint(500, type, "no", List.of(), List.of())));
    }

    private ReadRepository read() {
        return new ReadRepository("r");
    }

    private Verify verify() {
        return new Verify("r", wanted.digest() + keys);
    }

    private Optional<RepositoryInfo> info() {
        return Optional.of(new RepositoryInfo(wanted.type(), Optional.of("uuid"), wanted.settings()));
    }

    private void registered() {
        heard(read(), Reply.answer(info()));
    }

    private Reply<Verdict<Verify.Proof>> proof(String... nodes) {
        return granted(new Verify.Proof(
                Stream.of(nodes).map(n -> new VerifiedNode(n, n)).toList(), info()));
    }

    private void ready() {
        registered();
        heard(verify(), proof("es-1", "es-2"));
        assertThat(condition(pass()).getStatus()).isEqualTo("True");
    }

    private static Condition condition(Decision<SnapshotRepositoryStatus> decision) {
        return decision.status().conditions().getFirst();
    }

    /** Nothing is said to be ready, nothing is changed, and the same is tried again after a pause and not before. */
    private void isWaitedFor(String reason, Errand<?> then, Duration pause) {
        Decision<SnapshotRepositoryStatus> decision = pass();
        assertThat(condition(decision).getStatus()).isNotEqualTo("True");
        assertThat(condition(decision).getReason()).isEqualTo(reason);
        assertThat(condition(decision).getMessage()).isNotBlank();
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.again()).contains(pause);
        assertThat(decide().status()).as("told in the same words").isEqualTo(decision.status());
        now = now.plus(pause);
        assertThat(decide().errand()).contains((Errand) then);
    }

    @Test
    void aRepositoryIsLookedUpThenRegisteredThenVerified() {
        assertThat(pass().errand()).contains((Errand) read());
        heard(read(), Reply.answer(Optional.empty()));
        assertThat(pass().errand()).contains((Errand) new LookBefore(wanted));
        heard(new LookBefore(wanted), granted(List.of()));
        assertThat(pass().errand()).contains((Errand) read());
        heard(
                read(),
                Reply.answer(Optional.of(new RepositoryInfo(
                        "fs", Optional.empty(), wanted.readOnly().settings()))));
        assertThat(pass().errand()).contains((Errand) new Register(wanted));
        heard(new Register(wanted), granted(new Done()));
        assertThat(pass().errand()).contains((Errand) read());
        registered();
        Decision<SnapshotRepositoryStatus> verifying = pass();
        assertThat(verifying.errand()).contains((Errand) verify());
        assertThat(condition(verifying).getStatus()).isEqualTo("Unknown");
        heard(verify(), proof("es-1", "es-2"));
        Decision<SnapshotRepositoryStatus> done = pass();
        assertThat(done.errand()).isEmpty();
        assertThat(condition(done).getStatus()).isEqualTo("True");
        assertThat(done.status().uuid()).isEqualTo("uuid");
        assertThat(done.status().verifiedNodes()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void whoeverIsSilentIsAskedAgainAndNothingElseHappens(Problem problem) {
        heard(read(), Reply.failure(problem, "no."));
        isWaitedFor(Silence.reason(problem), read(), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void afterASilentRegistrationTheServerIsAskedWhatIsThere(Problem problem) {
        heard(new Register(wanted), Reply.failure(problem, "no."));
        isWaitedFor(Silence.reason(problem), read(), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void aSilentLookIsNoLicenceToRegister(Problem problem) {
        heard(new LookBefore(wanted), Reply.failure(problem, "no."));
        heard(read(), Reply.answer(Optional.empty()));
        isWaitedFor(Silence.reason(problem), new LookBefore(wanted), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void aSilentVerificationIsNone(Problem problem) {
        registered();
        heard(verify(), Reply.failure(problem, "no."));
        isWaitedFor(Silence.reason(problem), verify(), Duration.ofSeconds(10));
    }

    static Stream<String> refusals() {
        return REFUSALS.stream();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsToldAndTriedAgainAfterAWhile(String type) {
        heard(new Register(wanted), refused(type));
        isWaitedFor("NotVerified", new Register(wanted), Duration.ofSeconds(30));
        found.clear();
        now = NOON;
        heard(new LookBefore(wanted), refused(type));
        heard(read(), Reply.answer(Optional.empty()));
        isWaitedFor("NotVerified", new LookBefore(wanted), Duration.ofSeconds(30));
        found.clear();
        now = NOON;
        registered();
        heard(verify(), refused(type));
        isWaitedFor("NotVerified", verify(), Duration.ofSeconds(30));
    }

    static Stream<Arguments> insufficient() {
        return Stream.of(
                Arguments.of("", "by es-1, es-2"),
                Arguments.of("es-1", "by es-2"),
                Arguments.of("es-3,es-1", "by es-2"));
    }

    @ParameterizedTest
    @MethodSource("insufficient")
    void aProofBySomeNodesIsNone(String nodes, String words) {
        registered();
        heard(verify(), proof(nodes.isEmpty() ? new String[0] : nodes.split(",")));
        assertThat(condition(decide()).getMessage()).contains(words);
        isWaitedFor("NotVerifiedByAllNodes", verify(), Duration.ofSeconds(10));
    }

    @Test
    void aProofByNobodyIsNoneWhereTheNodesAreNotKnown() {
        members = Set.of();
        registered();
        heard(verify(), proof());
        isWaitedFor("NotVerifiedByAllNodes", verify(), Duration.ofSeconds(10));
    }

    @Test
    void aProofOfAnotherRegistrationIsNone() {
        registered();
        now = now.plusSeconds(1);
        heard(
                verify(),
                granted(new Verify.Proof(
                        List.of(new VerifiedNode("es-1", "es-1"), new VerifiedNode("es-2", "es-2")),
                        Optional.of(new RepositoryInfo("fs", Optional.empty(), Map.of("location", "/else"))))));
        assertThat(condition(pass()).getReason()).isEqualTo("NotRegistered");
        assertThat(pass().errand()).contains((Errand) read());
        now = now.plusSeconds(1);
        registered();
        assertThat(condition(pass()).getStatus()).isEqualTo("Unknown");
        assertThat(pass().errand()).isEmpty();
    }

    @Test
    void aProofIsRenewedAfterTenMinutesAndToldOnMeanwhile() {
        ready();
        now = NOON.plusSeconds(599);
        assertThat(decide().errand()).isEmpty();
        now = NOON.plusSeconds(600);
        assertThat(pass().errand()).contains((Errand) read());
        registered();
        Decision<SnapshotRepositoryStatus> again = pass();
        assertThat(again.errand()).contains((Errand) verify());
        assertThat(condition(again).getStatus()).isEqualTo("True");
    }

    @Test
    void anOldProofIsNoProof() {
        ready();
        now = NOON.plusSeconds(600);
        heard(read(), Reply.failure(Problem.UNREACHABLE, "no."));
        assertThat(condition(pass()).getStatus()).isEqualTo("Unknown");
        now = NOON.plusSeconds(6000);
        registered();
        Decision<SnapshotRepositoryStatus> back = pass();
        assertThat(condition(back).getStatus()).isEqualTo("Unknown");
        assertThat(back.errand()).contains((Errand) verify());
    }

    @Test
    void anOperatorThatBeginsTrustsAProofThatIsNew() {
        ready();
        found.clear();
        now = NOON.plusSeconds(60);
        assertThat(condition(pass()).getStatus()).isEqualTo("True");
        registered();
        Decision<SnapshotRepositoryStatus> decision = pass();
        assertThat(condition(decision).getStatus()).isEqualTo("True");
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.again()).contains(Duration.ofMinutes(9));
    }

    @ParameterizedTest
    @CsvSource({
        "false, 2 nodes have written to it and read from it",
        "true, 2 nodes have read from it",
    })
    void aProofSaysWhatTheNodesDid(boolean readOnly, String message) {
        resource = repo("r").readOnly(readOnly).build();
        wanted = Registration.of(resource);
        ready();
        assertThat(condition(decide()).getMessage()).isEqualTo(message);
        found.clear();
        registered();
        assertThat(condition(decide()).getMessage()).isEqualTo(message);
    }

    @Test
    void aNodeThatComesHasToProveItself() {
        ready();
        now = NOON.plusSeconds(60);
        members = Set.of("es-1", "es-2", "es-3");
        Decision<SnapshotRepositoryStatus> decision = pass();
        assertThat(condition(decision).getReason()).isEqualTo("NotVerifiedByAllNodes");
        assertThat(decision.errand()).contains((Errand) verify());
    }

    @Test
    void aNodeThatGoesChangesNothing() {
        ready();
        now = NOON.plusSeconds(60);
        members = Set.of("es-2");
        assertThat(condition(pass()).getStatus()).isEqualTo("True");
        assertThat(pass().errand()).isEmpty();
    }

    @Test
    void newKeysAreVerifiedAtOnce() {
        ready();
        now = NOON.plusSeconds(60);
        keys = "other";
        assertThat(pass().errand()).contains((Errand) verify());
    }

    @Test
    void aRegistrationThatDoesNotStayIsNotRepeatedWithoutEnd() {
        heard(new Register(wanted), granted(new Done()));
        now = now.plusSeconds(1);
        heard(
                read(),
                Reply.answer(Optional.of(new RepositoryInfo("fs", Optional.empty(), Map.of("location", "/else")))));
        isWaitedFor("NotRegistered", new LookBefore(wanted), Duration.ofSeconds(30));
        Decision<SnapshotRepositoryStatus> again = pass();
        assertThat(again.errand()).contains((Errand) new LookBefore(wanted));
        assertThat(condition(again).getReason()).as("told on while it is tried").isEqualTo("NotRegistered");
    }

    @Test
    void aRegistrationThatCameToNothingIsNotSaidToHaveBeenChanged() {
        heard(new Register(wanted), Reply.failure(Problem.SERVER_ERROR, "es answered with status 500."));
        now = now.plusSeconds(1);
        heard(
                read(),
                Reply.answer(Optional.of(new RepositoryInfo("fs", Optional.empty(), Map.of("location", "/else")))));
        assertThat(condition(pass()).getReason()).isEqualTo("UnexpectedAnswer");
        assertThat(condition(pass()).getMessage()).contains("status 500");
    }

    @Test
    void settingsOfAPlaceThatIsWrittenToAreChangedWithoutMakingItReadOnly() {
        resource = repo("r").settings(Map.of("compress", "true")).build();
        wanted = Registration.of(resource);
        heard(
                read(),
                Reply.answer(Optional.of(new RepositoryInfo("fs", Optional.empty(), Map.of("location", "/snap")))));
        assertThat(pass().errand()).contains((Errand) new Register(wanted));
    }

    @Test
    void whatTheServerAddsIsNotTakenForAnotherRegistration() {
        heard(new Register(wanted), granted(new Done()));
        heard(
                read(),
                Reply.answer(Optional.of(
                        new RepositoryInfo("fs", Optional.empty(), Map.of("location", "/snap", "uuid", "x")))));
        assertThat(pass().errand()).contains((Errand) verify());
    }

    @Test
    void aStrangerIsNotJoined() {
        heard(
                new LookBefore(wanted),
                granted(List.of(new SnapshotInfo(
                        "s",
                        "u",
                        SnapshotInfo.State.SUCCESS,
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new SnapshotInfo.Shards(0, 0, 0),
                        List.of(),
                        Map.of(Marks.CLUSTER, "you")))));
        heard(
                read(),
                Reply.answer(Optional.of(new RepositoryInfo(
                        "fs", Optional.empty(), wanted.readOnly().settings()))));
        isWaitedFor("SecondWriter", read(), RepositoryPlan.LASTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flaw", "namesake", "role", "keys", "site", "other"})
    void withoutWhatItNeedsNothingIsAskedAtAll(String what) {
        ready();
        switch (what) {
            case "flaw" ->
                resource.setSpec(
                        repo("r").settings(Map.of("location", "x")).build().getSpec());
            case "namesake" -> namesake = Optional.of("taken");
            case "role" -> role = Optional.of("another role");
            case "keys" ->
                resource.setSpec(repo("r")
                        .s3(bucket(null, null, null, new S3Credentials(S3Credentials.Type.Static, "k", null)))
                        .build()
                        .getSpec());
            case "site" -> site = new Sites.Lookup.Missing("ClusterNotFormed", "not yet");
            default -> other = Optional.of("somebody writes there");
        }
        Decision<SnapshotRepositoryStatus> decision = pass();
        assertThat(condition(decision).getStatus()).isEqualTo("False");
        assertThat(decision.errand()).isEmpty();
        assertThat(condition(decision).getReason())
                .isEqualTo(Map.of(
                                "flaw", "InvalidSpec",
                                "namesake", "NameTaken",
                                "role", "RoleConflict",
                                "keys", "SecretMissing",
                                "site", "ClusterNotFormed",
                                "other", "SecondWriter")
                        .get(what));
    }
}
