package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The volume of each node of a pool. */
@ValidationRule(
        value = "!isQuantity(self.size) || !isQuantity(oldSelf.size)"
                + " || quantity(self.size).compareTo(quantity(oldSelf.size)) >= 0",
        messageExpression = "'storage.size cannot shrink from ' + oldSelf.size + ' to ' + self.size"
                + " + ': volumes only grow; add a pool with smaller volumes and remove this one'",
        message = "storage.size cannot shrink: volumes only grow; add a pool with smaller volumes and remove this one",
        fieldPath = ".size")
@ValidationRule(
        value = "has(self.storageClassName) == has(oldSelf.storageClassName)"
                + " && (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
        message = "storage.storageClassName cannot change: add a pool with the other class and remove this one",
        fieldPath = ".storageClassName")
public record Storage(
        @Required
        @Size(max = 30)
        @ValidationRule(
                value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                message = "storage.size must be a positive quantity, for example 100Gi")
        @JsonPropertyDescription("Size of each node's volume, for example 100Gi. It can grow and never shrinks.")
        String size,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription("StorageClass of the volumes. Default: the default class of the Kubernetes cluster."
                + " It cannot change afterwards; to move to another class, add a pool and remove this one.")
        String storageClassName) {}
