package dev.shardwright.bench;

import java.util.List;

/** A part of the benchmark that can be run alone. It begins on a Kubernetes of its own and leaves nothing that another needs. */
interface Section {
    /** By which SECTIONS chooses it, and under which it stands in the JSON. */
    String name();

    /** What it is about, for a heading. */
    String title();

    /** Measures. Says on the way how far it is. */
    List<Line> measure();
}
