package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Console;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the operator on the local Kubernetes; started by dev/bench. Arguments are names of sections, none means all. The
 * exit code says whether everything could be measured, not whether goals were met.
 */
final class Bench {
    private static final List<String> ORDER = List.of("one", "mass-50", "mass-200", "mass-1000", "passes", "start");

    private Bench() {}

    /** Runs the sections one after the other; what the last ones brought is on file when the next begins. */
    public static void main(String[] names) {
        List<Section> sections = (names.length == 0 ? ORDER.stream() : Stream.of(names))
                .map(Bench::section)
                .toList();
        Path file = Path.of(System.getProperty("bench.file", Published.FIGURES.toString()));
        List<String> failed = new ArrayList<>();
        for (Section section : sections) {
            Console.say("\n== %s: %s".formatted(section.name(), section.title()));
            try {
                Report.Part part = measured(section);
                Report report = Report.read(file).with(part, ORDER);
                report.write(file);
                if (file.equals(Published.FIGURES)) {
                    Published.write(report);
                }
                Console.say("\n" + Table.of(new Report(List.of(part))));
            } catch (RuntimeException | AssertionError e) {
                Console.say("section %s could not be measured: %s".formatted(section.name(), e));
                e.printStackTrace();
                failed.add(section.name());
            }
        }
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static Report.Part measured(Section section) {
        List<Line> lines = section.measure();
        String day = LocalDate.now(Clock.systemUTC()).toString();
        return new Report.Part(section.name(), section.title(), day, Machine.inWords(), lines);
    }

    private static Section section(String name) {
        return switch (name) {
            case "one" -> new OneSection();
            case "passes" -> new PassesSection();
            case "start" -> new StartSection();
            default ->
                MassSection.clusters(name)
                        .<Section>map(MassSection::new)
                        .orElseThrow(() -> new IllegalArgumentException("no section " + name + ": there are "
                                + String.join(", ", ORDER) + ", and mass-N for any N"));
        };
    }
}
