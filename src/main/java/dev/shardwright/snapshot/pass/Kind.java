package dev.shardwright.snapshot.pass;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is to be known of a kind of resource to write its status.
 *
 * @param <R>        the resource
 * @param <S>        its status
 * @param fresh      makes an empty resource
 * @param conditions the conditions in a status
 * @param news       a status without its small steps (percentages and the like): what is left is written at once
 */
public record Kind<R extends CustomResource<?, S>, S>(
        Supplier<R> fresh, Function<S, List<Condition>> conditions, UnaryOperator<S> news) {}
