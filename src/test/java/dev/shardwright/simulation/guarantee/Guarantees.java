package dev.shardwright.simulation.guarantee;

import dev.shardwright.cluster.Pass;
import dev.shardwright.simulation.Violation;
import dev.shardwright.simulation.World;
import dev.shardwright.simulation.kubernetes.OperatorWrites;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** All guarantees. Sees what the operator is about to do to pods, and asks each of them. */
public final class Guarantees implements OperatorWrites {
    private final World world;
    private final Downtime downtime = new Downtime();
    private final List<Guarantee> all;
    private Optional<Pass.Outcome> last = Optional.empty();

    /** Those of a world. */
    public Guarantees(World world) {
        this.world = world;
        this.all = List.of(
                new OneBootstrap(),
                new QuorumKept(),
                new ExcludedBeforeRemoval(),
                new DrainedBeforeRemoval(),
                new OneIntent(),
                new CopiesKept(downtime),
                new BudgetHeld(downtime),
                new OneZoneDown(downtime),
                new TierStays(downtime),
                new HealthyBeforeRestart(),
                new MovesEnd(),
                new RestartAnnounced(),
                new MastersLast(),
                new RestartHasReason(),
                new ReplacedBeforeLeaving(downtime),
                new VotesGoOneByOne(),
                new PauseHeld(),
                new PlanSaysWhy(),
                new ForeignThingsSurvive(),
                new NothingLost());
    }

    /** After anything has happened. */
    public void check() {
        downtime.update(world);
        all.forEach(g -> g.always(world));
    }

    /** A pass has ended. */
    public void passed(Pass.Outcome pass) {
        last = Optional.of(pass);
        all.forEach(g -> g.after(world, pass));
    }

    /** How the last pass ended. */
    public Optional<Pass.Outcome> lastPass() {
        return last;
    }

    @Override
    public void applies(Optional<? extends HasMetadata> before, HasMetadata wanted) {
        all.forEach(g -> g.writes(world, wanted));
        if (wanted instanceof StatefulSet set && before.isPresent()) {
            int has = ((StatefulSet) before.get()).getSpec().getReplicas();
            int wants = set.getSpec().getReplicas();
            if (wants < has) {
                takeDown(
                        IntStream.range(wants, has)
                                .mapToObj(i -> set.getMetadata().getName() + "-" + i)
                                .toList(),
                        removal());
            }
        }
    }

    @Override
    public void deletes(HasMetadata object, boolean leavesChildren) {
        all.forEach(g -> g.writes(world, object));
        switch (object) {
            case PersistentVolumeClaim claim ->
                throw new Violation(
                        "NothingLost",
                        "the operator deletes " + claim.getMetadata().getName());
            case StatefulSet set
            when !leavesChildren ->
                takeDown(
                        IntStream.range(0, set.getSpec().getReplicas())
                                .mapToObj(i -> set.getMetadata().getName() + "-" + i)
                                .toList(),
                        removal());
            case Pod pod ->
                takeDown(List.of(pod.getMetadata().getName()), comesBack(pod) ? TakeDown.Kind.RESTART : removal());
            default -> {}
        }
    }

    private void takeDown(List<String> nodes, TakeDown.Kind kind) {
        TakeDown takeDown = new TakeDown(nodes, kind);
        all.forEach(g -> g.before(world, takeDown));
        if (kind == TakeDown.Kind.RESTART) {
            nodes.forEach(n -> world.member(n).ifPresent(downtime::begins));
        }
    }

    private TakeDown.Kind removal() {
        return world.mayHibernate() ? TakeDown.Kind.HIBERNATE : TakeDown.Kind.REMOVE;
    }

    private boolean comesBack(Pod pod) {
        String name = pod.getMetadata().getName();
        int dash = name.lastIndexOf('-');
        return world.store()
                .get(StatefulSet.class, name.substring(0, dash))
                .filter(s -> s.getSpec().getReplicas() > Integer.parseInt(name.substring(dash + 1)))
                .isPresent();
    }
}
