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

/** Documents go from one cluster to another by a snapshot, verified, and at last the application with them. */
@JsonClassDescription(
        "Documents go from one cluster to another by a snapshot, are compared, and at last the application"
                + " goes with them.")
@Group("shardwright.dev")
@Version("v1alpha1")
@Kind("Migration")
@Plural("migrations")
@Singular("migration")
@ShortNames("esmig")
@ValidationRule(
        value = "size(self.metadata.name) <= 40",
        message = "metadata.name may have 40 characters: what it makes is named <name>-<step>")
@ValidationRule(
        value = "!has(oldSelf.status) || !has(oldSelf.status.startedAt)"
                + " || has(self.spec.cutover) == has(oldSelf.spec.cutover)",
        message = "a Migration that has started can neither get a cutover nor lose it: make a new one; to decide later,"
                + " begin with cutover.move Wait",
        fieldPath = ".spec.cutover")
@AdditionalPrinterColumn(name = "Source", jsonPath = ".status.source")
@AdditionalPrinterColumn(name = "Target", jsonPath = ".status.target")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Succeeded", jsonPath = ".status.conditions[?(@.type=='Succeeded')].status")
@AdditionalPrinterColumn(
        name = "Documents",
        jsonPath = ".status.documents",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Waiting for", jsonPath = ".status.waitingFor", priority = 1)
public class Migration extends CustomResource<MigrationSpec, MigrationStatus> implements Namespaced {}
