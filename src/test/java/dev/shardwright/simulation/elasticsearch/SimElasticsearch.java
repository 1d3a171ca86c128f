package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import dev.shardwright.simulation.Trace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The processes of one Elasticsearch, and the cluster that they make: who is alive, who is a member, who leads. Members that
 * died stay listed until somebody notices. What the cluster knows outlives its processes with the voters' volumes.
 */
public final class SimElasticsearch {
    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final Votes votes = new Votes();
    private final Routing routing;
    private final Set<EsNode> alive = new LinkedHashSet<>();
    private final Set<EsNode> members = new LinkedHashSet<>();
    private final Set<EsNode> missed = new LinkedHashSet<>(); // dead, and that was noticed
    private final Set<EsNode> ready = new LinkedHashSet<>();
    private final Formation formation;
    private BiConsumer<EsNode, Boolean> readiness = (node, is) -> {};
    private Optional<EsNode> master = Optional.empty();
    private boolean committed;
    private boolean coordinating;
    private int processes;
    private long version;

    /** No process yet. */
    public SimElasticsearch(Agenda agenda, Chance chance, Trace trace) {
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.formation = new Formation(chance.apart());
        this.routing = new Routing(agenda, chance.apart(), trace, this);
    }

    /** Tells somebody when a process becomes ready, or is no longer. */
    public void onReadiness(BiConsumer<EsNode, Boolean> listener) {
        readiness = listener;
    }

    /** A name for a process that is about to start. */
    public String newProcess() {
        return "process-" + processes++;
    }

    /** A process starts. */
    public void start(EsNode node) {
        alive.add(node);
        soon(300, 2_500);
    }

    /** A process ends and says good-bye: the others notice soon. */
    public void stop(EsNode node) {
        end(node, chance.between(50, 900));
    }

    /** A process is gone without a word. */
    public void vanish(EsNode node) {
        end(node, chance.between(8_000, 30_000));
    }

    private void end(EsNode node, int noticed) {
        alive.remove(node);
        changed();
        agenda.after(noticed, () -> {
            missed.add(node);
            if (isLedBy(node)) {
                master = Optional.empty();
                tellReadiness();
            }
            soon(100, 1_500);
        });
    }

    private void soon(int first, int last) {
        if (!coordinating) {
            coordinating = true;
            agenda.after(chance.between(first, last), this::coordinate);
        }
    }

    private void coordinate() {
        coordinating = false;
        Set<String> live = ids(alive);
        if (master.isPresent() && !votes.isMajority(live)) {
            trace.say("elasticsearch", master.get(), " steps down: no majority of ", votes.config());
            master = Optional.empty();
        }
        if (master.isEmpty()) {
            elect(live);
        }
        if (master.isPresent() && alive.contains(master.get())) {
            admit();
            dismiss();
            vote();
            routing.reroute();
        }
        changed();
        tellReadiness();
    }

    private void elect(Set<String> live) {
        formation.attempt(alive).ifPresent(formed -> {
            trace.say("elasticsearch", formed.leader(), " FORMS ", identities().getLast(), " by ", formed.voters());
            if (identities().size() == 1) {
                votes.begin(formed.voters());
            }
        });
        if (!formation.hasFormed() || !votes.isMajority(live)) {
            return;
        }
        List<EsNode> candidates = alive.stream()
                .filter(n -> n.mayLead() && votes.config().contains(n.id()))
                .filter(n -> votes.isMajority(ids(voters(n))))
                .toList();
        if (!candidates.isEmpty()) {
            master = Optional.of(chance.pick(candidates));
            trace.say("elasticsearch", master.get(), " is elected by ", votes.config());
            members.stream().filter(m -> !alive.contains(m)).forEach(missed::add);
            soon(200, 800);
        }
    }

    /** Whose votes a candidate gets: those that could join it. */
    private List<EsNode> voters(EsNode candidate) {
        List<EsNode> cluster = new ArrayList<>(liveMembers());
        cluster.add(candidate);
        return alive.stream().filter(n -> !isTooOld(n, cluster)).toList();
    }

    private void admit() {
        // Who leads is the first member: the others join it.
        List<EsNode> joining = new ArrayList<>(List.of(master.orElseThrow()));
        joining.addAll(alive);
        for (EsNode node : joining) {
            if (members.contains(node) || !isWelcome(node)) {
                continue;
            }
            members.stream().filter(m -> m.id().equals(node.id())).toList().forEach(this::remove);
            members.add(node);
            node.volume().belongsTo(identities().getFirst());
            votes.joined(node);
            trace.say("elasticsearch", node, " joins");
            soon(200, 800);
        }
        if (!committed && (members.size() > 1 || votes.config().size() == 1)) {
            committed = true;
            soon(100, 400);
        }
    }

    private boolean isWelcome(EsNode node) {
        boolean stranger = node.volume()
                .clusterUuid()
                .filter(u -> !u.equals(identities().getFirst()))
                .isPresent();
        return !stranger && !isTooOld(node, liveMembers());
    }

    /** An older node joins only where there is one as old as it is. */
    private static boolean isTooOld(EsNode node, List<EsNode> cluster) {
        return !cluster.isEmpty() && cluster.stream().allMatch(m -> m.version().compareTo(node.version()) > 0);
    }

    private void dismiss() {
        missed.forEach(this::remove);
        missed.clear();
    }

    private void remove(EsNode node) {
        if (members.remove(node)) {
            trace.say("elasticsearch", node, " has left");
            routing.left(node);
        }
    }

    private void vote() {
        EsNode leader = master.orElseThrow();
        Set<String> live = members.stream()
                .filter(m -> alive.contains(m) && m.isMasterEligible())
                .map(EsNode::id)
                .collect(Collectors.toSet());
        if (votes.reconfigure(live, leader.id())) {
            trace.say("elasticsearch", "voters are ", votes.config());
            soon(100, 500);
        }
        if (!votes.config().contains(leader.id())) {
            // A master without a vote hands over.
            master = Optional.empty();
            soon(50, 500);
        }
    }

    private void tellReadiness() {
        for (EsNode node : List.copyOf(ready)) {
            if (!isReady(node)) {
                ready.remove(node);
                readiness.accept(node, false);
            }
        }
        for (EsNode node : List.copyOf(members)) {
            if (isReady(node) && ready.add(node)) {
                readiness.accept(node, true);
            }
        }
    }

    /** Whether a process is in a cluster that has a master. */
    public boolean isReady(EsNode node) {
        return alive.contains(node) && members.contains(node) && master.isPresent();
    }

    /** What was last told of a process. */
    public boolean saysReady(EsNode node) {
        return ready.contains(node);
    }

    /** Something was changed from outside: the cluster takes it in soon. */
    public void touched() {
        changed();
        soon(50, 600);
    }

    void changed() {
        version++;
    }

    /** Counts changes of anything that can be asked for. */
    public long version() {
        return version;
    }

    /** Every identity that was ever made. */
    public List<String> identities() {
        return formation.identities();
    }

    boolean isCommitted() {
        return committed;
    }

    /** The leader, if it lives. */
    public Optional<EsNode> master() {
        return master.filter(alive::contains);
    }

    private boolean isLedBy(EsNode node) {
        return master.filter(node::equals).isPresent();
    }

    /** Who is listed, the dead that nobody has noticed included. */
    public Collection<EsNode> members() {
        return members;
    }

    /** The members that run. */
    public List<EsNode> liveMembers() {
        return members.stream().filter(alive::contains).toList();
    }

    /** Whether a process runs. */
    public boolean isAlive(EsNode node) {
        return alive.contains(node);
    }

    /** The process of a node, if it runs. */
    public Optional<EsNode> process(String name) {
        return alive.stream().filter(n -> n.name().equals(name)).findFirst();
    }

    /** Who elects. */
    public Votes votes() {
        return votes;
    }

    /** Where the shards lie. */
    public Routing routing() {
        return routing;
    }

    private static Set<String> ids(Collection<EsNode> nodes) {
        return nodes.stream().map(EsNode::id).collect(Collectors.toSet());
    }
}
