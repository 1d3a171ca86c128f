package dev.shardwright.e2e.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test against a real cluster. Its methods take what they need as parameters: {@link Spaces} for namespaces, {@link
 * Operator}, {@link AuditLog}, {@link Hosts}, {@link Figures}, {@link SharedCluster}, {@link LocalKubernetes}. A failure leaves a dump under
 * target/e2e.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Harness.class)
public @interface EndToEnd {}
