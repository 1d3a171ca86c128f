package dev.shardwright.api.snapshot;

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

/** A place for snapshots, registered on one cluster. */
@JsonClassDescription(
        "A place for snapshots, registered on one cluster. Ready: registered, and every node of the cluster"
                + " has written to it and read from it; with readOnly, read from it.")
@Group("shardwright.dev")
@Version("v1alpha1")
@Kind("SnapshotRepository")
@Plural("snapshotrepositories")
@Singular("snapshotrepository")
@ShortNames("esrepo")
@ValidationRule(
        value = "has(self.spec.name) || self.metadata.name.matches('^[a-z0-9][-a-z0-9.]*$')",
        message = "metadata.name is the name of the repository in Elasticsearch: set spec.name")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".status.cluster")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".status.type")
@AdditionalPrinterColumn(name = "Read-only", jsonPath = ".spec.readOnly", type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(name = "Verified", jsonPath = ".status.verifiedAt", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class SnapshotRepository extends CustomResource<SnapshotRepositorySpec, SnapshotRepositoryStatus>
        implements Namespaced {}
