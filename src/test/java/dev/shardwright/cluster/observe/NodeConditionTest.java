package dev.shardwright.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.observe.NodeCondition.State;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** #780, ECK #3231, #8049: the reason why a node does not start stands in the status. */
class NodeConditionTest {
    @Test
    void readyPodIsAMember() {
        is(pod().ready().build(), State.Member, "");
    }

    @Test
    void runningPodThatIsNotReadyJoins() {
        is(pod().running().build(), State.Joining, "");
    }

    @Test
    void newPodIsScheduledThenStarts() {
        is(pod().withoutStatus(), State.Scheduling, "");
        is(pod().initWaiting("prepare", "PodInitializing", null, 0, null).build(), State.Starting, "");
    }

    @Test
    void unschedulablePodSaysWhatTheSchedulerSays() {
        Pod pod = pod().unschedulable("0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules.")
                .build();
        is(
                pod,
                State.Scheduling,
                "no Kubernetes node fits: 0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules.");
        assertThat(NodeCondition.everRan(pod)).isFalse();
    }

    @Test
    void imageThatIsNotThereFails() {
        Pod pod = pod().waiting("ImagePullBackOff", "Back-off pulling image \"elastic:nope\"", 0, null)
                .build();
        is(pod, State.Failing, "container elasticsearch: ImagePullBackOff: Back-off pulling image \"elastic:nope\"");
        assertThat(NodeCondition.everRan(pod)).isFalse();
    }

    @Test
    void crashLoopTellsTheLastWordsNotTheBackOff() {
        Pod pod = pod().waiting(
                        "CrashLoopBackOff",
                        "back-off 5m0s restarting failed container",
                        6,
                        "x".repeat(3000) + "\nbootstrap check failure [1] of [1]: max virtual memory areas"
                                + " vm.max_map_count [65530] is too low, increase to at least [262144]\n")
                .build();
        NodeCondition condition = NodeCondition.of(pod);
        assertThat(condition.state()).isEqualTo(State.Failing);
        assertThat(condition.message())
                .startsWith("container elasticsearch: CrashLoopBackOff: ...")
                .endsWith("vm.max_map_count [65530] is too low, increase to at least [262144]")
                .doesNotContain("\n", "back-off 5m0s")
                .hasSizeLessThanOrEqualTo(600);
        assertThat(NodeCondition.everRan(pod)).isTrue();
    }

    @Test
    void crashLoopWithoutLastWordsTellsTheBackOff() {
        is(
                pod().waiting("CrashLoopBackOff", "back-off 10s", 1, null).build(),
                State.Failing,
                "container elasticsearch: CrashLoopBackOff: back-off 10s");
        is(
                pod().waiting("CreateContainerConfigError", null, 0, null).build(),
                State.Failing,
                "container elasticsearch: CreateContainerConfigError: no message");
    }

    @Test
    void prepareThatFailsIsNamed() {
        Pod pod = pod().initWaiting(
                        "prepare",
                        "CrashLoopBackOff",
                        "back-off 20s",
                        2,
                        "vm.max_map_count on Kubernetes node n1 is 65530")
                .build();
        is(pod, State.Failing, "container prepare: CrashLoopBackOff: vm.max_map_count on Kubernetes node n1 is 65530");
        assertThat(NodeCondition.everRan(pod)).as("Elasticsearch itself").isFalse();
        is(
                pod().prepared(1, "the volume is not writable").build(),
                State.Failing,
                "container prepare ended with exit code 1: the volume is not writable");
    }

    @Test
    void longMessageOfAnEndedContainerKeepsItsEnd() {
        Pod pod =
                pod().ended(1, "Error", "java stack ".repeat(200) + "the cause").build();
        assertThat(NodeCondition.of(pod).message())
                .startsWith("container elasticsearch ended with exit code 1: ...")
                .endsWith("the cause")
                .hasSizeLessThanOrEqualTo(600);
    }

    @Test
    void endedContainerWithoutMessageSaysTheReasonOrNothingButNeverNull() {
        is(
                pod().ended(137, "OOMKilled", null).build(),
                State.Failing,
                "container elasticsearch ended with exit code 137: OOMKilled");
        assertThat(NodeCondition.of(pod().ended(137, null, null).build()).message())
                .doesNotContain("null");
        assertThat(NodeCondition.of(pod().failed(null, null).build()).message()).doesNotContain("null");
    }

    @Test
    void containerThatEndedWellIsNoFailure() {
        assertThat(NodeCondition.of(pod().ended(0, "Completed", null).build()).state())
                .isEqualTo(State.Starting);
    }

    @Test
    void evictedPodFails() {
        is(
                pod().failed("Evicted", "The node was low on resource: memory.").build(),
                State.Failing,
                "pod failed: The node was low on resource: memory.");
    }

    @Test
    void podThatIsDeletedLeavesWhateverElseItDoes() {
        is(pod().ready().leaving().build(), State.Leaving, "");
        is(pod().waiting("CrashLoopBackOff", "x", 3, "y").leaving().build(), State.Leaving, "");
    }

    private static void is(Pod pod, State state, String message) {
        assertThat(NodeCondition.of(pod)).isEqualTo(new NodeCondition(state, message));
    }

    private static Pods pod() {
        return Pods.of(Fixtures.cluster(), "data", 0);
    }
}
