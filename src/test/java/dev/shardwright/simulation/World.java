package dev.shardwright.simulation;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.simulation.elasticsearch.EsNode;
import dev.shardwright.simulation.elasticsearch.SimApi;
import dev.shardwright.simulation.elasticsearch.SimElasticsearch;
import dev.shardwright.simulation.elasticsearch.Volumes;
import dev.shardwright.simulation.elasticsearch.Writer;
import dev.shardwright.simulation.guarantee.Guarantees;
import dev.shardwright.simulation.kubernetes.Deletions;
import dev.shardwright.simulation.kubernetes.Hosts;
import dev.shardwright.simulation.kubernetes.Interruptions;
import dev.shardwright.simulation.kubernetes.Kubelets;
import dev.shardwright.simulation.kubernetes.ObjectStore;
import dev.shardwright.simulation.kubernetes.SimKubernetes;
import dev.shardwright.simulation.kubernetes.StatefulSetController;
import dev.shardwright.simulation.kubernetes.VolumeResizer;
import dev.shardwright.simulation.operator.PassMaker;
import dev.shardwright.simulation.operator.SimOperator;
import dev.shardwright.simulation.operator.SimResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Optional;

/** One Kubernetes, one Elasticsearch, one operator, one user. Everything that happens in it follows from the seed. */
public final class World {
    private static final int HOSTS = 8;

    private final Agenda agenda = new Agenda();
    private final Trace trace;
    private final ObjectStore store = new ObjectStore(agenda);
    private final Hosts hosts = new Hosts(HOSTS);
    private final Volumes volumes = new Volumes();
    private final Interruptions interruptions;
    private final SimElasticsearch elasticsearch;
    private final SimApi api;
    private final Deletions deletions;
    private final Kubelets kubelets;
    private final SimKubernetes kubernetes;
    private final SimResource resource;
    private final SimOperator operator;
    private final Writer writer;
    private final Guarantees guarantees;
    private long calmSince;
    private long editedAt;
    private long sleptUntil = Long.MIN_VALUE / 2;

    /** What a plan is made of may be this old, in milliseconds, and a little more when it is acted on. */
    public static final long FACTS_LAST = 21_000;

    /** So long after an edit (milliseconds) the operator has it, if it runs. */
    private static final long SEEN = 6_000;

    /** A world in which nobody has applied anything but the resource. */
    public World(Chance chance, ElasticClusterSpec spec, boolean knowsShutdowns, PassMaker maker, boolean traced) {
        trace = new Trace(agenda, traced);
        interruptions = new Interruptions(chance.apart(), trace);
        resource = new SimResource(spec);
        elasticsearch = new SimElasticsearch(agenda, chance.apart(), trace);
        api = new SimApi(agenda, chance.apart(), trace, elasticsearch, SimResource.NAME, knowsShutdowns);
        deletions = new Deletions(agenda, chance.apart(), store);
        new StatefulSetController(agenda, chance.apart(), store, deletions);
        new VolumeResizer(agenda, chance.apart(), store);
        kubelets = new Kubelets(agenda, chance.apart(), trace, store, hosts, volumes, elasticsearch);
        writer = new Writer(agenda, elasticsearch, volumes);
        guarantees = new Guarantees(this);
        kubernetes = new SimKubernetes(store, deletions, interruptions, guarantees, trace);
        operator = new SimOperator(
                agenda,
                chance.apart(),
                trace,
                store,
                kubernetes,
                interruptions,
                api,
                hosts,
                resource,
                maker,
                guarantees::passed);
        store.watch((kind, object, gone) -> {
            if (object instanceof PersistentVolumeClaim claim) {
                if (gone) {
                    volumes.lose(claim);
                } else {
                    volumes.resized(claim);
                }
            }
        });
    }

    /** Virtual time. */
    public Agenda agenda() {
        return agenda;
    }

    /** What happened. */
    public Trace trace() {
        return trace;
    }

    /** The objects of Kubernetes. */
    public ObjectStore store() {
        return store;
    }

    /** The Kubernetes nodes. */
    public Hosts hosts() {
        return hosts;
    }

    /** The volumes behind the claims. */
    public Volumes volumes() {
        return volumes;
    }

    /** What breaks into the operator's effects. */
    public Interruptions interruptions() {
        return interruptions;
    }

    /** The truth about Elasticsearch. */
    public SimElasticsearch elasticsearch() {
        return elasticsearch;
    }

    /** The door to it, with its faults. */
    public SimApi api() {
        return api;
    }

    /** How objects go. */
    public Deletions deletions() {
        return deletions;
    }

    /** Where pods run. */
    public Kubelets kubelets() {
        return kubelets;
    }

    /** The door to Kubernetes. */
    public SimKubernetes kubernetes() {
        return kubernetes;
    }

    /** What the user wants. */
    public SimResource resource() {
        return resource;
    }

    /** The operator. */
    public SimOperator operator() {
        return operator;
    }

    /** The client that writes documents. */
    public Writer writer() {
        return writer;
    }

    /** What must hold. */
    public Guarantees guarantees() {
        return guarantees;
    }

    /** The process of a node that is a member of the cluster. */
    public Optional<EsNode> member(String name) {
        return elasticsearch.liveMembers().stream()
                .filter(n -> n.name().equals(name))
                .findFirst();
    }

    /** The user applies another spec. */
    public void edit(ElasticClusterSpec spec) {
        if (resource.live().getSpec().hibernate()) {
            sleptUntil = agenda.now() + SEEN;
        }
        editedAt = agenda.now();
        resource.edit(spec);
        operator.specChanged();
    }

    /** Whether an operator that runs has seen the spec as it is. */
    public boolean isSpecSeen() {
        return agenda.now() - editedAt > SEEN;
    }

    /** Whether nothing is under way any more that was begun for an earlier spec. */
    public boolean isSpecSettled() {
        return agenda.now() - editedAt > SEEN + FACTS_LAST;
    }

    /** Whether the user wants the cluster to sleep, or did so a moment ago. */
    public boolean mayHibernate() {
        return resource.live().getSpec().hibernate() || agenda.now() < sleptUntil;
    }

    /** Somebody else than the operator breaks something: for so long (milliseconds) nobody can be expected to know. */
    public void disturb(long unknownFor) {
        calmSince = Math.max(calmSince, agenda.now() + unknownFor);
    }

    /** Whether all that others broke can be known by now. */
    public boolean isCalm() {
        return agenda.now() >= calmSince;
    }
}
