package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One snapshot, taken once. */
@JsonClassDescription("One snapshot, taken once. Succeeded: Elasticsearch has finished it with every shard, and the"
        + " documents of each index were counted for those who restore it.")
@Group("shardwright.dev")
@Version("v1alpha1")
@Kind("Snapshot")
@Plural("snapshots")
@Singular("snapshot")
@ShortNames("essnap")
@AdditionalPrinterColumn(name = "Repository", jsonPath = ".spec.repositoryRef.name")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.conditions[?(@.type=='Succeeded')].reason")
@AdditionalPrinterColumn(name = "Percent", jsonPath = ".status.percent", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Indices", jsonPath = ".status.indices", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Documents",
        jsonPath = ".status.documents",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Duration", jsonPath = ".status.duration")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Waiting for", jsonPath = ".status.waitingFor", priority = 1)
public class Snapshot extends CustomResource<SnapshotSpec, SnapshotStatus> implements Namespaced {}
