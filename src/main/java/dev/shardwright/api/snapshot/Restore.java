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

/** One restore, done once and verified. */
@JsonClassDescription(
        "One restore, done once. Succeeded: every index is there and the documents of each were counted and"
                + " are as many as expected.")
@Group("shardwright.dev")
@Version("v1alpha1")
@Kind("Restore")
@Plural("restores")
@Singular("restore")
@ShortNames("esrestore")
@ValidationRule(
        value = "!has(oldSelf.status) || !has(oldSelf.status.startedAt) || self.spec == oldSelf.spec",
        message = "a Restore that has started cannot change: make a new one",
        fieldPath = ".spec")
@AdditionalPrinterColumn(name = "Snapshot", jsonPath = ".status.snapshot")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".status.cluster")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.conditions[?(@.type=='Succeeded')].reason")
@AdditionalPrinterColumn(name = "Percent", jsonPath = ".status.percent", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Verified",
        jsonPath = ".status.verification.documents",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Duration", jsonPath = ".status.duration")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Waiting for", jsonPath = ".status.waitingFor", priority = 1)
public class Restore extends CustomResource<RestoreSpec, RestoreStatus> implements Namespaced {}
