package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** An Elasticsearch cluster. */
@JsonClassDescription("An Elasticsearch cluster.")
@Group("shardwright.dev")
@Version("v1alpha1")
@Kind("ElasticCluster")
@Plural("elasticclusters")
@Singular("elasticcluster")
@ShortNames("esc")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message = "metadata.name must begin with a letter and hold only lower-case letters, digits and -:"
                + " Services are named after the cluster")
@ValidationRule(
        value = "self.spec.nodePools.all(p, size(self.metadata.name) + 1 + size(p.name) <= 52)",
        message = "metadata.name and nodePools[].name are too long together: <cluster>-<pool> may have 52 characters;"
                + " shorten one of the two names",
        fieldPath = ".spec.nodePools")
@ValidationRule(
        value = ElasticCluster.VERSION_KEPT + " || [oldSelf.status.version, self.spec.version].map(v,"
                + " int(v.split('.')[0]) * 10000 + int(v.split('.')[1]) * 100 + int(v.split('.')[2])).isSorted()",
        messageExpression =
                "'spec.version cannot go down to ' + self.spec.version + ': nodes run ' + oldSelf.status.version"
                        + " + ', whose data earlier versions cannot read; stay at ' + oldSelf.status.version"
                        + " + ' or later, or restore a snapshot into a new cluster'",
        message =
                "spec.version cannot go down: earlier versions cannot read the data; stay at the version that runs, or"
                        + " restore a snapshot into a new cluster",
        fieldPath = ".spec.version")
@ValidationRule(
        value = ElasticCluster.VERSION_KEPT + " || !self.spec.version.startsWith('9.')"
                + " || oldSelf.status.version.startsWith('9.') || oldSelf.status.version.startsWith('8.19.')"
                + " || (oldSelf.status.version.startsWith('8.18.') && self.spec.version.startsWith('9.0.'))",
        messageExpression = "'spec.version cannot go from ' + oldSelf.status.version + ' to ' + self.spec.version"
                + " + ' at once: upgrade to 8.19 first, then to ' + self.spec.version",
        message = "spec.version cannot go to 9 at once: upgrade to 8.19 first",
        fieldPath = ".spec.version")
@ValidationRule(
        value = ElasticCluster.NOT_FOLLOWED + " || self.spec.nodePools.all(p, oldSelf.spec.nodePools.all(o,"
                + " o.name != p.name || ((!('master' in o.roles) || ('master' in p.roles"
                + " && (!('voting_only' in p.roles) || 'voting_only' in o.roles)))"
                + " && (!o.roles.exists(r, r.startsWith('data')) || p.roles.exists(r, r.startsWith('data'))))))",
        message =
                "nodePools[].roles: nodes that can be elected or hold shards stay so, or they would not start over what"
                        + " they hold: add a pool with the new roles under another name and remove this one, it is emptied first",
        fieldPath = ".spec.nodePools")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(name = "Health", jsonPath = ".status.health")
@AdditionalPrinterColumn(name = "Nodes", jsonPath = ".status.nodes")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "UUID", jsonPath = ".status.clusterUUID", priority = 1)
@AdditionalPrinterColumn(name = "Waiting for", jsonPath = ".status.waitingFor", priority = 1)
public class ElasticCluster extends CustomResource<ElasticClusterSpec, ElasticClusterStatus> implements Namespaced {
    // What both rules about the version begin with: nothing to compare. They compare with the version that runs: it may
    // be lower than the one asked for before, and going back to it is no downgrade.
    static final String VERSION_KEPT = "self.spec.version == oldSelf.spec.version"
            + " || !has(oldSelf.status) || !has(oldSelf.status.version)"
            + " || !oldSelf.status.version.matches('" + ElasticClusterSpec.SUPPORTED_VERSIONS + "')"
            + " || !self.spec.version.matches('" + ElasticClusterSpec.SUPPORTED_VERSIONS + "')";

    // What the rule about roles begins with: nothing runs yet, or nothing was done for the spec so far. Taking such
    // a one back takes no role from any node.
    static final String NOT_FOLLOWED = "!has(oldSelf.status) || !has(oldSelf.status.clusterUUID)"
            + " || (has(oldSelf.spec.paused) && oldSelf.spec.paused) || !has(oldSelf.status.conditions)"
            + " || !oldSelf.status.conditions.exists(c, c.type == 'Stalled' && c.status == 'False')";
}
