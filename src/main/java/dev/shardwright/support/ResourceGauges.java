package dev.shardwright.support;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Gauges of one name for each resource, told apart by further tags. They go when what they speak of goes. */
public final class ResourceGauges {
    private final MeterRegistry registry;
    private final String name;
    private final String unit;
    private final String description;
    private final Map<ResourceID, Map<Tags, Row>> rows = new ConcurrentHashMap<>();

    private record Row(AtomicLong value, Meter meter) {}

    /**
     * Nothing is told yet.
     *
     * @param unit empty for plain numbers
     */
    public ResourceGauges(MeterRegistry registry, String name, String unit, String description) {
        this.registry = registry;
        this.name = name;
        this.unit = unit;
        this.description = description;
    }

    /** Everything that there is to tell of a resource now. Not called for one resource by two threads at once. */
    public void tell(ResourceID resource, Map<Tags, Long> values) {
        Map<Tags, Row> known = rows.computeIfAbsent(resource, r -> new HashMap<>());
        values.forEach((tags, value) ->
                known.computeIfAbsent(tags, t -> register(resource, t)).value().set(value));
        known.entrySet().removeIf(row -> {
            boolean over = !values.containsKey(row.getKey());
            if (over) {
                registry.remove(row.getValue().meter());
            }
            return over;
        });
    }

    /** Forgets a resource. */
    public void forget(ResourceID resource) {
        Map<Tags, Row> gone = rows.remove(resource);
        if (gone != null) {
            gone.values().forEach(row -> registry.remove(row.meter()));
        }
    }

    private Row register(ResourceID resource, Tags tags) {
        AtomicLong value = new AtomicLong();
        Meter meter = Gauge.builder(name, value, AtomicLong::get)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tag("namespace", resource.getNamespace().orElse(""))
                .tag("name", resource.getName())
                .tags(tags)
                .register(registry);
        return new Row(value, meter);
    }
}
