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

/** Snapshots by the clock, kept for a while, and restored now and then to prove them. */
@JsonClassDescription(
        "Snapshots by the clock, kept for a while, and restored now and then to prove that they are good.")
@Group("shardwright.dev")
@Version("v1alpha1")
@Kind("SnapshotSchedule")
@Plural("snapshotschedules")
@Singular("snapshotschedule")
@ShortNames("essched")
@ValidationRule(
        value = "size(self.metadata.name) <= 40",
        message = "metadata.name may have 40 characters: its snapshots are named <name>-<date>-<time>")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "metadata.name must begin with a letter and hold only lower-case letters, digits and -: the cluster of"
                        + " a drill is named after it")
@AdditionalPrinterColumn(name = "Schedule", jsonPath = ".spec.schedule")
@AdditionalPrinterColumn(name = "Suspended", jsonPath = ".spec.suspend", type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(
        name = "Last good",
        jsonPath = ".status.lastSuccess.at",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Last proven",
        jsonPath = ".status.lastProof.at",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Next", jsonPath = ".status.nextRun")
@AdditionalPrinterColumn(name = "Kept", jsonPath = ".status.kept", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class SnapshotSchedule extends CustomResource<SnapshotScheduleSpec, SnapshotScheduleStatus>
        implements Namespaced {}
